"""Annotations with their words put back, in the gold format of the claims scorer: for an ignored folder only."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .documents import Source

Json = dict[str, Any]
_LINKS = ("accused_of", "perpetrator_of", "member_of", "leads", "rival_of", "allied_with", "part_of", "split_from")
_AUTHORITY = ("prosecutor", "author")
_SAME_EVENT = {
    "homicide": ("shooting", "assault"),
    "shooting": ("homicide", "assault"),
    "bombing": ("homicide", "assault"),
    "clash": ("homicide", "assault", "shooting"),
}
"""Further types under which one event may be told; of two careful readers one takes the shooting, one the death."""
# fmt: off
_PRONOUNS = frozenset((
    "he", "she", "him", "her", "his", "they", "them", "their", "it", "its", "who", "i", "we", "us", "you", "this",
    "that", "himself", "herself", "themselves",
))
# fmt: on


def write_gold(annotated: Iterable[Json], found: dict[str, Source], out: Path) -> int:
    """Write one gold file a document, `docs.jsonl` with the texts and `docs.json` with their ids.

    Args:
        annotated: stand-off annotations. found: their documents, by mark.
        out: folder, made if missing; it will hold sentences and names of real documents.

    Returns:
        The number of documents.
    """
    out.mkdir(parents=True, exist_ok=True)
    rows, ids = [], {}
    for kept in annotated:
        source = found[kept["doc"]]
        gold = Gold(kept, source).document()
        (out / f"{source.mark}.json").write_text(json.dumps(gold, indent=1, ensure_ascii=False), encoding="utf-8")
        rows.append({"doc": source.mark, "id": source.id, "published": source.published, "text": source.text})
        ids[source.mark] = [source.id, source.mark]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (out / "docs.jsonl").write_text("".join(lines), encoding="utf-8")
    (out / "docs.json").write_text(json.dumps(ids, indent=1), encoding="utf-8")
    return len(rows)


class Gold:
    """One stand-off annotation on its way back into words."""

    def __init__(self, kept: Json, source: Source) -> None:
        self.kept = kept
        self.source = source
        self.entities: dict[str, Json] = {}
        for key, entity in kept["entities"].items():
            names = list(dict.fromkeys(self._words(span) for span in entity["forms"]))
            named = [n for n in names if n.lower() not in _PRONOUNS] or names
            self.entities[key] = {"id": key, "type": entity["type"], "names": named}
            if entity["type"] == "Incident":
                self.entities[key]["types"] = []

    def document(self) -> Json:
        """The document as the scorer reads it."""
        claims = [self._claim(claim) for claim in self.kept["claims"]]
        traps = list(self._traps(claims))
        for entity in self.entities.values():
            if entity["type"] == "Incident":
                told = dict.fromkeys(entity.get("types", []))
                entity["types"] = list(told | dict.fromkeys(t for one in told for t in _SAME_EVENT.get(one, ())))
            if not entity["names"]:
                entity["names"] = [(entity.get("types") or ["incident"])[0].replace("_", " ")]
        return {
            "doc": self.source.mark,
            "source": {"kind": self.source.corpus, "ref": self.source.id},
            "published": self.source.published,
            "note": "",
            "entities": list(self.entities.values()),
            "claims": claims,
            "optional": [],
            "traps": traps,
        }

    def _words(self, given: Any) -> str:
        if isinstance(given, list) and given and isinstance(given[0], list):
            return " ".join(self._words(span) for span in given)
        if isinstance(given, list):
            return " ".join(self.source.text[given[0] : given[1]].split())
        return str(given or "")

    def _claim(self, claim: Json) -> Json:
        start, end = claim["sentence"]
        sentence = self.source.text[start:end]
        trigger = claim["trigger"][0] - start if claim.get("trigger") else 0
        evidence = [" ".join(part.split()[:6]) for part in (sentence[trigger:], sentence)]
        return {
            "predicate": claim["predicate"],
            "subject": self._argument(claim["subject"]),
            "object": self._argument(claim["object"]),
            "stage": claim["stage"],
            "certainty": claim["certainty"],
            "polarity": claim["polarity"],
            "attribution": [self._speaker(s) for s in claim["attribution"]],
            "qualifiers": self._qualifiers(claim.get("qualifiers", {})),
            "evidence": evidence,
            "importance": 3 if claim["predicate"] in _LINKS else 2,
            **({"superseded": True} if claim.get("superseded") else {}),
        }

    def _argument(self, given: Json | None) -> Any:
        if given is None:
            return None
        kind, words, key = given["type"], self._words(given.get("mention")), given.get("entity")
        if kind in ("Offence", "Activity"):
            return {"vocab": given["code"], "text": [words] if words else []}
        if key in self.entities:
            known = self.entities[key]
            if words and words not in known["names"] and words.lower() not in _PRONOUNS:
                known["names"].append(words)
            if kind == "Incident" and given["incident_type"] not in known.setdefault("types", []):
                known["types"].append(given["incident_type"])
            return [key, {"people": known["names"], "count": given.get("count")}] if kind == "People" else key
        if kind == "People":
            return {"people": [words], "count": given.get("count")}
        if kind == "Incident" or words:
            return self._enter(kind, words, given) if kind not in ("Value", "Term") else {"value": [words]}
        return None

    def _enter(self, kind: str, words: str, given: Json) -> str:
        """An argument that the annotator listed under no entity, as one of its own."""
        key = f"x {kind} {words or given.get('incident_type')}"
        entity = self.entities.setdefault(key, {"id": key, "type": kind, "names": [words] if words else []})
        if kind == "Incident":
            entity.setdefault("types", []).append(given["incident_type"])
        return key

    def _speaker(self, speaker: Json) -> Json:
        kind = speaker["kind"]
        own = self.source.corpus == "releases" and kind in _AUTHORITY
        link: Json = {"kind": list(_AUTHORITY) if own else [kind]}
        if speaker.get("source"):
            link["source"] = [self._words(speaker["source"])]
        if speaker.get("anonymous"):
            link["anonymous"] = True
        return link

    def _qualifiers(self, given: Json) -> Json:
        out: Json = {}
        if isinstance(given.get("date"), dict) and given["date"].get("edtf"):
            out["date"] = given["date"]["edtf"]
        if given.get("amount"):
            out["amount"] = {k: v for k, v in given["amount"].items() if k in ("min", "max")}
        if given.get("count") is not None:
            out["count"] = given["count"]
        if given.get("role"):
            out["role"] = [self._words(given["role"])]
        if given.get("former"):
            out["former"] = True
        return out

    def _traps(self, claims: list[Json]) -> list[Json]:
        """People beside crime words of whom nothing accusing is claimed must not be accused."""
        accused = {
            key
            for c in claims
            if c["predicate"] in ("accused_of", "perpetrator_of")
            for key in (c["subject"] if isinstance(c["subject"], list) else [c["subject"]])
            if isinstance(key, str)
        }
        traps = []
        for i, negative in enumerate(self.kept["negatives"], 1):
            words = self._words(negative["span"])
            if any(words in self.entities[key]["names"] for key in accused):
                continue
            key = f"n{i}"
            self.entities[key] = {"id": key, "type": "Person", "names": [words]}
            trap = {
                "predicate": ["accused_of", "perpetrator_of"],
                "subject": key,
                "object": "*",
                "why": negative["why"],
            }
            traps.append(trap)
        return traps
