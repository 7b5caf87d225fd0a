"""What an annotation may hold: known values, spans inside the document, a speaker and a sentence for every claim."""

from collections.abc import Iterator
from typing import Any

from according.ontology import ARGUMENT_TYPES, ontology

from .documents import Source

Json = dict[str, Any]


def problems(kept: Json, source: Source) -> Iterator[str]:
    """What is wrong with one stand-off annotation, each with its place; nothing if all is well."""
    if kept["sha256"] != source.sha256:
        yield "the text is not the one that was annotated: another sha256"
        return
    for where, span in _spans(kept, ""):
        if not (0 <= span[0] < span[1] <= len(source.text)):
            yield f"{where}: {span} is outside the text of {len(source.text)} characters"
        elif source.text[span[0]].isspace() or source.text[span[1] - 1].isspace():
            yield f"{where}: {span} begins or ends in white space"
    for key, entity in kept["entities"].items():
        if entity["type"] not in ARGUMENT_TYPES:
            yield f"{key}: type {entity['type']!r}"
        if entity.get("protected") not in (None, *ontology().protection):
            yield f"{key}: protected {entity['protected']!r}"
    for i, claim in enumerate(kept["claims"], 1):
        for problem in _claim(claim, kept["entities"]):
            yield f"claim {i}: {problem}"


def _claim(claim: Json, entities: Json) -> Iterator[str]:
    known = ontology()
    predicate = known.predicates.get(claim["predicate"])
    if predicate is None:
        yield f"predicate {claim['predicate']!r}"
        return
    if claim["stage"] not in (None, *known.stages):
        yield f"stage {claim['stage']!r}"
    if predicate.stage == "required" and not claim["stage"]:
        yield f"{predicate.name} without its stage"
    if predicate.stage == "never" and claim["stage"]:
        yield f"{predicate.name} takes no stage"
    if claim["certainty"] not in known.certainty:
        yield f"certainty {claim['certainty']!r}"
    if claim["polarity"] not in ("affirmed", "negated"):
        yield f"polarity {claim['polarity']!r}"
    if not claim["attribution"]:
        yield "no speaker"
    for speaker in claim["attribution"]:
        if speaker.get("kind") not in known.kinds:
            yield f"kind of speaker {speaker.get('kind')!r}"
    for side in ("subject", "object"):
        argument = claim.get(side)
        if argument is not None:
            yield from (f"{side}: {p}" for p in _argument(argument, entities))


def _argument(argument: Json, entities: Json) -> Iterator[str]:
    known = ontology()
    if argument["type"] not in ARGUMENT_TYPES:
        yield f"type {argument['type']!r}"
    if argument["type"] in ("Offence", "Activity") and argument.get("code") not in known.offences:
        yield f"code {argument.get('code')!r}"
    if argument["type"] == "Incident" and argument.get("incident_type") not in known.incidents:
        yield f"incident_type {argument.get('incident_type')!r}"
    if "entity" in argument and argument["entity"] not in entities:
        yield f"entity {argument['entity']!r} is not listed"


def _spans(value: Any, where: str) -> Iterator[tuple[str, list[int]]]:
    """Every pair of numbers, with the path to it."""
    if isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value):
        yield where, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _spans(inner, f"{where}.{name}" if where else name)
    elif isinstance(value, list):
        for i, inner in enumerate(value, 1):
            yield from _spans(inner, f"{where} {i}")
