"""RDF as N-Triples: each claim a reified statement with PROV-O provenance and a W3C Web Annotation target.

Nothing is asserted as a plain triple between two people: only that a claim says so. Quotes are anchored by a
TextPositionSelector and a TextQuoteSelector.
Sources: W3C PROV-O, W3C Web Annotation Data Model, RDF 1.1 N-Triples.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote as percent

from .rows import Row, Side

ACC = "urn:according:"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DC = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def rdf(rows: Sequence[Row]) -> str:
    """The triples, each once, in order of the claims."""
    lines: dict[str, None] = {}
    for row in rows:
        for triple in _claim(row):
            lines[triple] = None
    return "".join(f"{line} .\n" for line in lines)


def _iri(*parts: str) -> str:
    return f"<{ACC}{':'.join(percent(p, safe='') for p in parts)}>"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _number(value: float) -> str:
    return f'"{value}"^^<{XSD}{"integer" if isinstance(value, int) else "double"}>'


def _party(side: Side) -> Iterator[str]:
    node = _iri("party", side.id)
    yield f"{node} <{RDF}type> {_iri('type', side.type)}"
    yield f"{node} <{RDFS}label> {_text(side.name)}"
    for known in side.known:
        yield f"{node} {_iri('field', 'known')} {_text(f'{known.list}: {known.id}')}"
        if known.url:
            yield f"{node} <{DC}source> {_text(known.url)}"


def _claim(row: Row) -> Iterator[str]:
    claim, document = _iri("claim", row.id), _iri("document", row.source.sha256)
    yield f"{claim} <{RDF}type> <{RDF}Statement>"
    yield f"{claim} <{RDF}type> <{PROV}Entity>"
    yield f"{claim} <{RDF}type> <{OA}Annotation>"
    yield f"{claim} <{RDFS}label> {_text(row.text)}"
    yield f"{claim} <{RDF}predicate> {_iri('predicate', row.predicate)}"
    for name, side in (("subject", row.subject), ("object", row.object)):
        if side is not None:
            yield from _party(side)
            yield f"{claim} <{RDF}{name}> {_iri('party', side.id)}"
    told = {"stage": row.stage, "certainty": row.certainty, "polarity": row.polarity, "review": row.review,
            "outcome": row.outcome, **row.detail}  # fmt: skip
    for field, value in told.items():
        if value:
            yield f"{claim} {_iri('field', field)} {_text(value)}"
    yield f"{claim} {_iri('field', 'confidence')} {_number(row.confidence)}"
    yield f"{claim} {_iri('field', 'reports')} {_number(row.reports)}"
    yield f"{claim} {_iri('field', 'most-origins')} {_number(row.origins)}"
    yield from _provenance(row, claim, document)
    yield from _target(row, claim, document)


def _provenance(row: Row, claim: str, document: str) -> Iterator[str]:
    speaker, reader = _iri("speaker", row.id), _iri("reader", row.reader)
    yield f"{claim} <{PROV}wasDerivedFrom> {document}"
    yield f"{claim} <{PROV}wasAttributedTo> {speaker}"
    yield f"{speaker} <{RDF}type> <{PROV}Agent>"
    yield f"{speaker} <{RDFS}label> {_text(row.speaker)}"
    yield f"{speaker} {_iri('field', 'kind')} {_text(row.kind)}"
    yield f"{claim} <{PROV}wasGeneratedBy> {reader}"
    yield f"{reader} <{RDF}type> <{PROV}Activity>"
    yield f"{reader} <{RDFS}label> {_text(row.reader)}"
    s = row.source
    yield f"{document} <{RDF}type> <{PROV}Entity>"
    for name, value in (("identifier", s.id), ("title", s.title), ("publisher", s.publisher), ("issued", s.published),
                        ("source", s.url)):  # fmt: skip
        if value:
            yield f"{document} <{DC}{name}> {_text(value)}"


def _target(row: Row, claim: str, document: str) -> Iterator[str]:
    target, place, words = (_iri(part, row.id) for part in ("target", "position", "quote"))
    yield f"{claim} <{OA}hasTarget> {target}"
    yield f"{target} <{RDF}type> <{OA}SpecificResource>"
    yield f"{target} <{OA}hasSource> {document}"
    yield f"{target} <{OA}hasSelector> {place}"
    yield f"{place} <{RDF}type> <{OA}TextPositionSelector>"
    yield f"{place} <{OA}start> {_number(row.start)}"
    yield f"{place} <{OA}end> {_number(row.end)}"
    yield f"{target} <{OA}hasSelector> {words}"
    yield f"{words} <{RDF}type> <{OA}TextQuoteSelector>"
    yield f"{words} <{OA}exact> {_text(row.quote)}"
    yield f"{words} <{OA}prefix> {_text(row.prefix)}"
    yield f"{words} <{OA}suffix> {_text(row.suffix)}"
