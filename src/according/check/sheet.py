"""The sign-off sheet: one self-contained page to print, fill in by hand and keep."""

from html import escape

from .findings import BLOCKING, VERDICTS, CheckedClaim, CheckedSentence, DraftCheck

_STYLE = """
body{font:11pt/1.45 Georgia,serif;margin:2em auto;max-width:52em;color:#111;background:#fff}
h1{font-size:1.4em}section{border-top:1px solid #999;padding:.6em 0;break-inside:avoid}
blockquote{margin:.3em 0 .3em 1em;font-size:1.05em}.verdict{font-weight:bold;text-transform:uppercase;font-size:.85em}
.stop .verdict{border:2px solid #111;padding:0 .4em}ul{margin:.2em 0}.record{font-size:.9em}
table{border-collapse:collapse;width:100%;font-size:.85em;margin-top:.4em}
td{border:1px solid #666;padding:.3em;height:1.4em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1em}dt{font-weight:bold}dd{margin:0}
"""


def sheet(check: DraftCheck) -> str:
    """The page as HTML: every sentence about somebody, also those that pass, with room for decisions and initials."""
    counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in check.counts.items()) or "no claims"
    body = "\n".join(_sentence(number, s) for number, s in enumerate(check.sentences, 1))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign-off: {escape(check.draft)}</title><style>{_STYLE}</style></head>
<body><h1>Sign-off sheet: {escape(check.draft)}</h1>
<dl><dt>Draft, sha256</dt><dd>{escape(check.sha256)}</dd><dt>Ledger</dt><dd>{escape(check.ledger)}, last added to
{escape(check.recorded or "never")}</dd><dt>Checked</dt><dd>{escape(check.day)}</dd>
<dt>Found</dt><dd>{escape(counts)}</dd></dl>
<p>“Supported” means that somebody is on record as saying so. That is no defence by itself: read the sentence, ask the
court, ask the person. Where nothing is on record here, nothing may have been found because nothing was added.</p>
{body}
<section><table><tr><td>Draft cleared by</td><td></td><td>Date</td><td></td></tr></table></section>
</body></html>
"""


def _sentence(number: int, sentence: CheckedSentence) -> str:
    stop = ' class="stop"' if sentence.verdict in BLOCKING else ""
    notes = "".join(f"<p><em>{escape(note)}</em></p>" for note in sentence.notes)
    claims = "".join(_claim(claim) for claim in sentence.claims)
    return (
        f"<section{stop}><h2>{number}. line {sentence.line}</h2><blockquote>{escape(sentence.text)}</blockquote>"
        f"{notes}{claims}<table><tr><td>Right of reply asked on</td><td></td><td>deadline</td><td></td></tr>"
        "<tr><td>answer</td><td colspan=3></td></tr><tr><td>☐ cleared ☐ change ☐ cut</td><td colspan=2></td>"
        "<td>initials</td></tr></table></section>"
    )


def _claim(claim: CheckedClaim) -> str:
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in claim.reasons)
    record = "".join(
        f"<li>{escape(words)}<br>“{escape(quote)}”</li>"
        for words, quote in zip(claim.on_record, claim.quotes, strict=True)
    )
    denied = "".join(f"<li>denied: {escape(words)}</li>" for words in claim.denials)
    age = f", {claim.age_days} days before this check" if claim.age_days is not None else ""
    latest = f"<li>latest document on the matter: {escape(claim.latest)}{age}</li>" if claim.latest else ""
    counted = f" — {escape(claim.counted)}" if claim.counted else ""
    return (
        f'<p><span class="verdict">{escape(claim.verdict.replace("_", " "))}</span> {escape(claim.words)}{counted}</p>'
        f'<ul>{reasons}{latest}{denied}</ul><ul class="record">{record}</ul>'
        f"<p>{escape(VERDICTS[claim.verdict])}</p>"
    )
