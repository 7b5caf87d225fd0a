"""Where on a web page the story is, and which elements say of themselves that they are not it."""

import re
from typing import Any

DROPPED = frozenset(
    re.findall(r"\S+", "script style template noscript iframe object embed svg canvas audio video map head link meta")
)
FURNITURE_TAGS = frozenset(re.findall(r"\S+", "nav aside form button select menu dialog footer label option fieldset"))
FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|menus|breadcrumbs?|share|sharing|sharebar|social|related|recommended|recirc"
    r"|newsletter|subscribe|subscription|signup|cookie|cookies|consent|gdpr|promo|promos|advert|advertisement|ad|ads|sponsor"
    r"|sponsored|comments?|disqus|sidebar|footer|masthead|skip|popup|modal|toolbar|pagination|pager|tags|taglist|widget"
    r"|outbrain|taboola|readmore|popular|trending|paywall|print-only|screen-reader-text|sr-only|visually-hidden)"
    r"(?:[\s_-]|$)",
    re.IGNORECASE,
)
PULL_QUOTE = re.compile(r"pull-?_?quote", re.IGNORECASE)
STORY_SHARE = 0.5
"""An element holding this share of all paragraph text is the story, whatever it is called."""

_SPACE = re.compile(r"[ \t\r\n\f]+")


def story_element(root: Any, chars: dict[Any, int]) -> Any:
    """The element that the page itself says is the story, if it holds most of the page's paragraphs."""
    wanted = "//article|//main|//*[@role='main']|//*[@itemprop='articleBody']"
    least = max(1, STORY_SHARE * chars.get(root, 0))
    fitting = [element for element in root.xpath(wanted) if chars.get(element, 0) >= least]
    if not fitting:
        return None
    # The narrowest that still holds nearly all of what the widest holds.
    most = max(chars[element] for element in fitting)
    return [element for element in fitting if chars[element] >= 0.9 * most][-1]


def paragraph_chars(root: Any) -> dict[Any, int]:
    """How many characters of paragraphs each element holds, white space left out; elements without any are missing."""
    found: dict[Any, int] = {}
    for paragraph in root.iter("p"):
        length = len(_SPACE.sub("", paragraph.text_content()))
        found[paragraph] = found.get(paragraph, 0) + length
        for outer in paragraph.iterancestors():
            found[outer] = found.get(outer, 0) + length
    return found


def furniture_elements(root: Any, story: Any, chars: dict[Any, int]) -> set[Any]:
    """Elements whose tag or name says that they are not the story, unless they hold most of what there is to read."""
    most = STORY_SHARE * chars.get(root, 1)
    found = set()
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in ("html", "body", "main", "article") or tag in DROPPED:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        by_tag = tag in FURNITURE_TAGS or (tag == "header" and not _holds_heading(element) and story is None)
        if not by_tag and not FURNITURE_NAMES.search(names):
            continue
        if tag == "aside" and PULL_QUOTE.search(names):
            continue
        if chars.get(element, 0) < most or tag in ("nav", "button", "select", "menu"):
            found.add(element)
    return found


def _holds_heading(element: Any) -> bool:
    return next(element.iter("h1"), None) is not None
