"""The words of page furniture in English and Spanish: menus, share buttons, related posts, contacts, legal footers.

General vocabulary of web pages only. A line is furniture if it is nothing else; a sentence that holds such words is
not.
"""

import re
from functools import lru_cache

EXACT = frozenset(
    re.split(
        r"\s*[|\n]\s*",
        """
        skip to content|skip to main content|skip to navigation|skip navigation|home|menu|main menu|close menu
        search|search for|search this site|close|open|back|back to top|scroll to top|top|next|previous|prev
        next post|previous post|older|newer|follow us|follow|follow us on|connect with us|stay connected|share
        share this|share this post|share this story|share this article|share on facebook|share on twitter
        share on x|share via email|tweet|email|e-mail|print|print this page|copy link|link copied|save|like
        like this|pin it|facebook|twitter|x|instagram|youtube|linkedin|whatsapp|telegram|pinterest|reddit|tiktok
        threads|bluesky|flickr|vimeo|rss|feedburner|google+|snapchat|messenger|press|news|news flash|newsroom
        press releases|press release|latest news|media|media center|blog|events|video|videos|photos|gallery|podcast
        podcasts|opinion|sports|weather|politics|business|entertainment|lifestyle|local|local news|world|nation
        contact|contact us|about|about us|our team|careers|jobs|join our team|services|resources|faq|faqs|help
        get help|report a crime|report crime|victim services|submit a tip|donate|subscribe|subscribe now|sign in
        sign up|log in|login|log out|register|my account|account|website sign in|create a website account
        create an account|newsletter|newsletters|newsletter sign-up|sign up for our newsletter
        join our mailing list|site map|sitemap|privacy|privacy policy|privacy notice|terms|terms of use
        terms of service|terms and conditions|accessibility|disclaimer|cookie policy|cookie settings|accept
        accept all|accept cookies|reject all|manage cookies|legal|copyright|advertise|advertisement|advertising|ad
        sponsored|sponsored content|promoted|story continues below|story continues below advertisement
        article continues below|continue reading|read more|read less|show more|show less|load more|loading|view all
        see all|see more|learn more|more|click here|watch|watch now|watch live|listen|listen now|play|pause
        download|download pdf|view pdf|comments|comment|leave a comment|leave a reply|post a comment|add a comment
        no comments|view comments|author|published|posted|written by|tags|tagged with|tagged|filed under|categories
        category|topics|topic|archives|archive|related|related posts|related articles|related stories|related news
        related content|related topics|you may also like|you might also like|recommended|recommended for you
        most popular|most read|trending|trending now|popular|recent posts|recent news|recent articles
        recent stories|recent comments|latest posts|latest stories|latest|more news|more stories|more from
        more on this|more in|editor's picks|up next|don't miss|top stories|breaking news|popular posts|you are here
        name|e-mail address|email address|first name|last name|phone|message|submit|send|cancel|required
        please leave this field empty|are you a human|powered by|powered by wordpress|all rights reserved|translate
        español|english|english version|spanish version|espanol|select language|language
        powered by google translate|font size|text size|gallery view|featured|featured image|image|photo|full text
        abstract|end|-30-|30|navigation|toggle navigation|inicio|menú|buscar|búsqueda|compartir
        compartir en facebook|comparte|síguenos|síganos|suscríbete|suscribirse|iniciar sesión|contacto|contáctenos
        acerca de|quiénes somos|noticias|noticias relacionadas|artículos relacionados|relacionados|más noticias
        últimas noticias|lo más leído|te puede interesar|le puede interesar|también te puede interesar|leer más
        ver más|siguiente|anterior|imprimir|correo|etiquetas|comentarios|deja un comentario|publicidad|anuncio
        política de privacidad|aviso legal|aviso de privacidad|términos y condiciones|todos los derechos reservados
        ir al contenido|saltar al contenido|mapa del sitio|boletín|volver arriba|publicado
        """.strip(),
    )
)
"""Lines that are furniture as a whole, in small letters, without closing punctuation."""

LONGEST_CHARS = 400
"""A line longer than this is no furniture, whatever words it holds."""

_FOOTER = re.compile(
    r"(?:related|recent|latest|more|popular|other|trending|recommended)\s+(?:posts?|news|stories|articles|releases|content|coverage"
    r"|press releases|for you|headlines|from\b.*)"
    r"|you (?:may|might) also like|most (?:popular|read|viewed)|tagged with|tags|filed under|share(?: this.*)?"
    r"|leave a (?:reply|comment)"
    r"|comments|newsletter sign-?up|sign up for.{0,60}|subscribe.{0,40}|stay connected|follow us.{0,40}|up next"
    r"|top stories"
    r"|noticias relacionadas|art[ií]culos relacionados|[uú]ltimas noticias|m[aá]s noticias|lo m[aá]s le[ií]do"
    r"|te puede interesar|tambi[eé]n te puede interesar|etiquetas|comentarios|compartir|deja un comentario",
    re.IGNORECASE,
)
_PATTERNS = re.compile(
    r"\W+"
    r"|\d{1,3} min(?:ute)?s? (?:read|de lectura)|(?:lectura de )?\d{1,3} min(?:utos?)?"
    r"|\d{1,5}"
    r"|(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|link to:.*|image \d+ of \d+.*|photo \d+ of \d+.*|page \d+(?: of \d+)?|p[aá]gina \d+(?: de \d+)?"
    r"|case:? \S+ +(?:doc(?:ument|\.)?|dkt\.?) #?\d+.{0,80}"
    r"|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"
    r"|are you a human\?.*|name\*|email\*|please leave this field empty.?"
    r"|\[?(?:click|watch|read|view|download|listen|see|tap|haga clic|vea|lea|descargue)\b[^.]{0,80}\b(?:here|more"
    r"|below|video|aqu[ií]|m[aá]s|pdf)\W*"
    r"|(?:read more|related|see also|more|also read|read also|lea tambi[eé]n|lea m[aá]s|vea tambi[eé]n|watch|listen"
    r"|recommended)\s*[:|»>].{0,200}"
    r"|(?:©|\(c\)|copyright)\s.{0,200}|.{0,120}\ball rights reserved\b.{0,160}"
    r"|.{0,120}todos los derechos reservados.{0,120}"
    r"|.{0,60}\bthis (?:material|content|article) may not be (?:published|reproduced|broadcast|rewritten"
    r"|copied).{0,200}"
    r"|(?:follow|sigue a|siga a)\b.{0,80}(?:@\w+|on (?:twitter|facebook|instagram|x|tiktok)).{0,60}"
    r"|(?:sign up|subscribe|suscr[ií]bete|reg[ií]strese)\b[^.]{0,160}(?:newsletters?|inbox|alerts?|updates?"
    r"|bolet[ií]n)\b.{0,80}"
    r"|we use cookies.{0,300}|this (?:site|website) uses cookies.{0,300}|(?:este sitio"
    r"|utilizamos) .{0,20}cookies.{0,300}"
    r"|home\s*[/>»›].{0,200}|inicio\s*[/>»›].{0,200}"
    r"|-? ?manage notification subscriptions.{0,120}|pageassist.{0,80}"
    r"|(?:###+|# # #|\* \* \*|- 30 -|<\w*/?\w*>?)\W*\w?",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?:an? |the |this |these )?(?:criminal )?(?:indictments?|complaints?|charges?|information|charging documents?"
    r"|accusator\w+)\b.{0,80}"
    r"\b(?:merely|only|accusations?|accusatory|allegations?|not (?:proof|evidence))\b.{0,200}"
    r"|(?:all |the |any )?(?:defendants?|persons?|suspects?|individuals?|everyone"
    r"|arrestees?)\b.{0,60}\bpresumed (?:to be )?innocent\b.{0,120}"
    r"|(?:una? |la |el )?(?:acusaci[oó]n|cargos?|denuncia)\b.{0,60}\bno (?:es|son|constituyen?) (?:una )?(?:pruebas?"
    r"|evidencia)\b.{0,120}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?:media|press|news|public)\s+)?(?:contacts?|inquiries|enquiries|relations)\b\W*"
    r"|(?:media|press|public affairs|contacto|prensa)\s+(?:contacts?|inquir\w+|enquir\w+|office|relations)\b.{0,90}"
    r"|for (?:more|further|additional) information\b[^.]{0,40}(?:contact|call)\b.{0,90}"
    r"|(?:office|cell|phone|tel|telephone|fax|mobile|direct|email|e-mail|ph|desk|tel[eé]fono|oficina|celular|correo)\b"
    r"\.?\s*(?::.{0,60}|[#(+]?\s*\d[\d ().–-]{5,40}|\S+@\S+)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\(\d{3}\)|\b\d{3})\s?[-.–/]?\s?\d{3}\s?[-.–]\s?\d{4}\b|\+\d[\d ()-]{7,}\d|[\w.+-]+@[\w-]+\.[a-z]{2,}", re.I
)


@lru_cache(maxsize=4096)
def is_furniture(line: str) -> bool:
    """Whether the line is a menu entry, a button, a link to elsewhere, a count, a rule of stars or a legal footer."""
    words = line.strip()
    if len(words) > LONGEST_CHARS:
        return False
    return _key(words) in EXACT or bool(_PATTERNS.fullmatch(words)) or is_legal_footer(words)


def opens_footer(line: str) -> bool:
    """Whether the line is the heading of what follows a story: related posts, tags, sharing, comments."""
    words = line.strip()
    return len(words) < 80 and bool(_FOOTER.fullmatch(words.rstrip(" :.…»>")))


def is_legal_footer(line: str) -> bool:
    """Whether the line is the notice that charges are no proof."""
    return len(line) < 300 and bool(_LEGAL.fullmatch(line.strip(' *\n"“”')))


def is_contact(line: str) -> bool:
    """Whether the line heads or belongs to a contact block."""
    words = line.strip()
    return len(words) < 120 and bool(_CONTACT.fullmatch(words))


def has_telephone(line: str) -> bool:
    """Whether the line holds a telephone number or mail address and little else."""
    rest = _PHONE.sub("", line)
    return rest != line and len(rest.split()) <= 8


def _key(line: str) -> str:
    return line.strip(" \t.:…»›>|•·*?!-–—").casefold()
