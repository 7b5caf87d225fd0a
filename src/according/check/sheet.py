"""The sign-off sheet: one self-contained page to print, fill in by hand and keep."""

from html import escape

from .findings import BLOCKING, VERDICTS, CheckedClaim, CheckedSentence, DraftCheck, OnRecord

_STYLE = """
body{font:11pt/1.45 Georgia,serif;margin:2em auto;max-width:54em;padding:0 1em;color:#111;background:#fff}
h1{font-size:1.4em}h2{font-size:1.05em;margin:.2em 0}section{border-top:2px solid #111;padding:.6em 0}
blockquote{margin:.3em 0 .3em 1em;font-size:1.1em}.verdict{font-weight:bold;text-transform:uppercase;font-size:.85em}
.verdict.stop{border:2px solid #111;padding:0 .4em}ul{margin:.2em 0}code{overflow-wrap:anywhere}
.caution{border:2px solid #111;padding:.4em .8em;font-weight:bold}
table{border-collapse:collapse;width:100%;font-size:.85em;margin:.4em 0}caption{text-align:left;font-weight:bold}
th,td{border:1px solid #666;padding:.3em;text-align:left;vertical-align:top}th{font-weight:normal;background:#eee}
.entry{table-layout:fixed}
.entry td{height:1.6em}.entry .long{height:4em}.entry,tr,h2,blockquote{break-inside:avoid}h2{break-after:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1em}dt{font-weight:bold}dd{margin:0}
"""
_CAUTION = (
    "“Supported” means that somebody is on record as saying so; this is no defence by itself. Read the sentence, ask "
    "the court, ask the person. Where nothing is on record here, nothing may have been found because nothing was added."
)
_DECISION = "☐&nbsp;cleared &nbsp; ☐&nbsp;change &nbsp; ☐&nbsp;cut"
NOT_FROZEN = "This sheet is not frozen: nothing tells later whether the draft or the ledger changed."


def sheet(check: DraftCheck, record: str = "") -> str:
    """The page as HTML: every sentence about somebody, also those that pass, with room for decisions and initials.

    Args:
        record: sha256 of the frozen record that belongs to the sheet; empty for a sheet that is not frozen.
    """
    body = "\n".join(_sentence(number, s) for number, s in enumerate(check.sentences, 1))
    mark = f'<meta name="according-record" content="{record}">' if record else ""
    foot = f"record {record[:16]}" if record else "not frozen"
    pages = f'@page{{margin:18mm;@bottom-left{{content:"Sign-off, {foot}"}}@bottom-right{{content:counter(page)}}}}'
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{mark}
<title>Sign-off: {escape(check.draft)}</title><style>{_STYLE}{pages}</style></head>
<body><h1>Sign-off sheet: {escape(check.draft)}</h1>
{_facts(check, record)}
<p class="caution">{escape(_CAUTION)}</p>
{_moved_on(check)}{_overview(check)}
{body}
<section><h2>The whole draft</h2><table class="entry"><tr><th>{_DECISION}</th><td contenteditable></td>
<th>Name, initials</th><td contenteditable></td><th>Day</th><td contenteditable></td></tr></table></section>
</body></html>
"""


def _facts(check: DraftCheck, record: str) -> str:
    counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in check.counts.items()) or "no claims"
    narrowed = f"; what was published after {check.as_of} is left out" if check.as_of else ""
    narrowed += f"; what was recorded after {check.known_on} is left out" if check.known_on else ""
    held = f"{check.documents} documents, {check.claims} claims; last written {check.recorded or 'never'}{narrowed}"
    listed, left = len(check.sentences), check.read - len(check.sentences)
    quoted = {r.claim for s in check.sentences for c in s.claims for r in c.on_record if r.restricted}
    facts = [
        ("Draft, sha256", f"<code>{escape(check.sha256)}</code>"),
        ("Ledger", escape(f"{check.ledger}: {held}")),
        ("Stages as of", escape(check.as_of or check.day)),
        ("Checked", escape(check.day)),
        ("Record, sha256", f"<code>{record}</code>" if record else NOT_FROZEN),
        ("Sentences", f"{listed} here; in {max(left, 0)} others of the draft no name and no claim was read"),
        ("Found", escape(counts)),
    ]
    if quoted:
        facts.append(("Handling", f"quotes {len(quoted)} lines of restricted documents: do not hand it on as it is"))
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in facts)}</dl>"


def _moved_on(check: DraftCheck) -> str:
    """What was dismissed, acquitted or is over since, first of all."""
    found = [
        f'<li><a href="#s{number}">Sentence {number}</a>: {escape("; ".join(claim.reasons))}</li>'
        for number, sentence in enumerate(check.sentences, 1)
        for claim in sentence.claims
        if claim.verdict == "outdated"
    ]
    return f"<h2>Moved on since</h2><ul>{''.join(found)}</ul>" if found else ""


def _overview(check: DraftCheck) -> str:
    rows = "".join(
        f'<tr><td><a href="#s{number}">{number}</a></td><td>{escape(_begin(s.text))}</td>'
        f"<td>{escape(_verdict(s))}</td><td>{_DECISION}</td><td contenteditable></td></tr>"
        for number, s in enumerate(check.sentences, 1)
    )
    head = "<tr><th>No.</th><th>Sentence</th><th>Check</th><th>Decision</th><th>Initials</th></tr>"
    return f"<table><caption>Every sentence about somebody</caption>{head}{rows}</table>"


def _begin(text: str, most: int = 90) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def _verdict(sentence: CheckedSentence) -> str:
    return sentence.verdict.replace("_", " ") or "no claim read"


def _sentence(number: int, sentence: CheckedSentence) -> str:
    where = ", ".join(filter(None, (sentence.place, f"line {sentence.line}")))
    named = f"<p>Names: {escape(', '.join(sentence.people))}</p>" if sentence.people else ""
    notes = "".join(f"<p><em>{escape(note)}</em></p>" for note in sentence.notes)
    claims = "".join(_claim(claim) for claim in sentence.claims)
    return (
        f'<section id="s{number}"><h2>{number}. {escape(where)}</h2>'
        f"<blockquote>{escape(sentence.text)}</blockquote>{named}{notes}{claims}{_entry()}</section>"
    )


def _entry() -> str:
    """What is filled in by hand, on paper or in the browser before printing."""
    cell = "<td contenteditable></td>"
    return (
        f'<table class="entry"><tr><th>Right of reply: asked on</th>{cell}<th>of whom, how</th>{cell}'
        f"<th>deadline</th>{cell}</tr>"
        '<tr><th>Answer</th><td class="long" colspan="5" contenteditable></td></tr>'
        f'<tr><th>Decision</th><td colspan="3">{_DECISION}</td><th>Initials, day</th>{cell}</tr></table>'
    )


def _claim(claim: CheckedClaim) -> str:
    points = [escape(reason) for reason in claim.reasons]
    points.append(f"in the draft, said by: {escape(claim.speaker or 'nobody; the draft says it in its own voice')}")
    if claim.standing:
        points.append(f"furthest step on record: {escape(claim.standing)}")
    if claim.latest:
        age = f", {claim.age_days} days before this check" if claim.age_days is not None else ""
        points.append(f"latest document on the matter: {escape(claim.latest)}{age}")
    if claim.on_record:
        points += [f"denied: {escape(words)}" for words in claim.denials] or [
            "no denial was read in the documents here; look for one"
        ]
    counted = f" — {escape(claim.counted)}" if claim.counted else ""
    stop = " stop" if claim.verdict in BLOCKING else ""
    verdict = escape(claim.verdict.replace("_", " "))
    return (
        f'<p><span class="verdict{stop}">{verdict}</span> {escape(claim.words)}{counted}<br>'
        f"<em>{escape(VERDICTS[claim.verdict])}</em></p>"
        f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>{_record(claim.on_record)}"
    )


def _record(lines: tuple[OnRecord, ...]) -> str:
    if not lines:
        return ""
    head = "<tr><th>Speaker</th><th>On record</th><th>Quote</th><th>Page, paragraph</th></tr>"
    return f"<table>{head}{''.join(_row(line) for line in lines)}</table>"


def _row(line: OnRecord) -> str:
    restricted = f"<br><strong>{escape(line.restricted)}</strong>" if line.restricted else ""
    where = f"{escape(line.source)}<br>{escape(line.place)}{restricted}"
    return (
        f"<tr><td>{escape(line.speaker)}</td><td>{escape(line.words)}</td>"
        f"<td>“{escape(line.quote)}”</td><td>{where}</td></tr>"
    )
