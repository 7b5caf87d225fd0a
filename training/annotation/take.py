"""From a draft, which quotes its document, to what the repository keeps: spans and codes.

A draft names sentences by number and things by the words used. Here every word of the document becomes a span, entities
get numbers for keys, and the few words of the annotator's own that stay (a role, the reason of a negative) are kept
only if they hold no capital letter and no figure, so that no name can slip in.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from .documents import Source, numbered_sentences

Json = dict[str, Any]
_EDTF = re.compile(r"[\dX]{4}(-[\dX]{2}){0,2}[~?]?(/.*)?\Z")
_OWN_WORDS = re.compile(r"[a-z][a-z ,'-]*\Z")


@dataclass(slots=True)
class Draft:
    """A draft on its way into spans; `problems` gathers what does not fit, each with its place."""

    given: Json
    source: Source
    problems: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(init=False)
    keys: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = numbered_sentences(self.source.text)
        self.keys = {name: f"e{i}" for i, name in enumerate(self.given["entities"], 1)}

    def standoff(self) -> Json:
        """The whole document as spans and codes; read `problems` afterwards."""
        entities = {self.keys[name]: self._entity(e) for name, e in self.given["entities"].items()}
        first, last = self.given["body"]
        return {
            "corpus": self.source.corpus,
            "doc": self.source.mark,
            "sha256": self.source.sha256,
            "body": [self.sentences[first - 1][0], self.sentences[last - 1][1]],
            "headline": [list(self.sentences[n - 1]) for n in self.given.get("headline", [])],
            "captions": [list(self.sentences[n - 1]) for n in self.given.get("captions", [])],
            "entities": entities,
            "claims": [self._claim(c, f"claim {i}") for i, c in enumerate(self.given["claims"], 1)],
            "negatives": [self._negative(n) for n in self.given.get("negatives", [])],
        }

    def _entity(self, entity: Json) -> Json:
        spans = []
        for form in entity["forms"]:
            found = re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, form.split())) + r"(?!\w)", self.source.text)
            if found:
                spans.append(list(found.span()))
        kept: Json = {"type": entity["type"], "forms": sorted(spans)}
        if entity.get("protected"):
            kept["protected"] = entity["protected"]
        return kept

    def _claim(self, claim: Json, where: str) -> Json:
        n = claim["sent"]
        kept: Json = {"predicate": claim["predicate"], "sentence": list(self.sentences[n - 1])}
        if claim.get("trigger"):
            kept["trigger"] = self._span(claim["trigger"], n, where, nth=claim.get("trigger_nth", 1))
        for role in ("subject", "object"):
            kept[role] = self._argument(claim.get(role), n, f"{where} {role}")
        kept |= {name: claim.get(name) for name in ("stage", "certainty", "polarity")}
        kept["attribution"] = [self._speaker(s, n, where) for s in claim["attribution"]]
        if claim.get("qualifiers"):
            kept["qualifiers"] = {k: self._qualifier(k, v, n, where) for k, v in claim["qualifiers"].items()}
        if claim.get("superseded"):
            kept["superseded"] = True
        return kept

    def _argument(self, given: Json | None, n: int, where: str) -> Json | None:
        if given is None:
            return None
        kept = {k: v for k, v in given.items() if k in ("type", "code", "incident_type", "count", "protected") and v}
        if given.get("entity") in self.keys:
            kept["entity"] = self.keys[given["entity"]]
        if given.get("text"):
            kept["mention"] = self._span(given["text"], given.get("sent", n), where, nth=given.get("nth", 1))
        for name in ("date", "place"):
            if given.get(name):
                kept[name] = self._qualifier(name, given[name], n, where)
        return kept

    def _speaker(self, given: Json, n: int, where: str) -> Json:
        kept: Json = {k: v for k, v in given.items() if k in ("kind", "anonymous", "protected") and v}
        at: int = given.get("sent", n)
        if given.get("text"):
            kept["source"] = self._span(given["text"], at, where)
        if given.get("cue"):
            kept["cue"] = self._span(given["cue"], given.get("cue_sent", at), where)
        beside = given.get("with")
        if beside:
            listed = beside if isinstance(beside, list) else [beside]
            kept["with"] = [self._speaker(b if isinstance(b, dict) else {"text": b}, at, where) for b in listed]
        return kept

    def _qualifier(self, name: str, value: Any, n: int, where: str) -> Any:
        if isinstance(value, dict) and "type" in value:
            return self._argument(value, n, f"{where} {name}")
        if isinstance(value, dict):
            codes = {k: v for k, v in value.items() if k in ("edtf", "min", "max", "unit") and v is not None}
            words = value.get("text") or value.get("name")
            return codes | ({"text": self._words(words, value.get("sent", n), f"{where} {name}")} if words else {})
        if name == "date" and isinstance(value, str) and _EDTF.match(value):
            return {"edtf": value}
        return self._words(value, n, f"{where} {name}") if isinstance(value, str) else value

    def _words(self, words: str, n: int, where: str) -> Any:
        """The span of the words, the spans of each where they stand apart, or own words that hold no name."""
        start, end = self.sentences[n - 1]
        spans = [list(m.span()) for m in _pattern(words).finditer(self.source.text)]
        if spans:
            return min(spans, key=lambda s: (not start <= s[0] < end, abs(s[0] - start)))
        apart = [_pattern(w).search(self.source.text, start, end) for w in re.findall(r"[^\s,;()]+", words)]
        if apart and all(apart):
            return [list(m.span()) for m in apart if m]
        if " " not in words:
            return words.lower()
        if _OWN_WORDS.match(words) and words.count(" ") < 5:
            return words
        self.problems.append(f"{where}: {words!r} is not in the document, and could be a name")
        return None

    def _span(self, words: str, n: int, where: str, *, nth: int = 1) -> list[int] | None:
        """The nth place of the words in the sentence: among whole words, else (part of a compound) anywhere."""
        start, end = self.sentences[n - 1]
        exact = re.escape(words)
        for pattern in (rf"(?<!\w){exact}(?!\w)", exact):
            found = [m.span() for m in re.compile(pattern).finditer(self.source.text, start, end)]
            if found:
                break
        if len(found) < nth:
            self.problems.append(f"{where}: sentence {n} lacks the words given")
            return None
        return list(found[nth - 1])

    def _negative(self, given: Json) -> Json:
        why = given["why"].partition(",")[0].partition("(")[0].strip().lower()
        return {
            "span": self._span(given["text"], given["sent"], "negative"),
            "why": why if _OWN_WORDS.match(why) else "other",
        }


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
