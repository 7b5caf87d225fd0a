"""Corpora as one kind of record: a text with whatever layers its annotators drew.

A layer that a corpus does not annotate is None, and no head is trained on it there. Origins and licences stand in
MODEL_CARD.md. Nothing here keeps a text: every corpus is read from the folder that is given.
"""

import hashlib
import json
import lzma
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .labels import FILLERS, INCIDENTS, NAMES

Range = tuple[int, int]


@dataclass(slots=True)
class Word:
    """A UD word by its characters; `head` is an index into the example's words, -1 at the root."""

    start: int
    end: int
    upos: str
    xpos: str
    head: int
    deprel: str


@dataclass(slots=True)
class Example:
    """One annotated text; a layer that is None is unknown.

    Attributes:
        mentions: (start, end, type) of what is mentioned.
        types: mention types that are annotated; wherever they occur, but for those in `partial`: of these only
            stretches that share a border with a mention of `mentions` are known, to be one or not.
        judged: (start, end, type, whether it is one): stretches about which one type is known for itself.
        clusters: for each entity the head words of its mentions.
        incidents: (start of a role filler, type of the incident).
        events: (start, end, negated). factuality: value by the start of the predicate's word.
    """

    corpus: str
    doc: str
    text: str
    sentences: list[Range] | None = None
    words: list[Word] | None = None
    mentions: list[tuple[int, int, str]] | None = None
    types: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    judged: tuple[tuple[int, int, str, bool], ...] = ()
    incidents: tuple[tuple[int, str], ...] = ()
    clusters: list[list[Range]] | None = None
    attributions: list[dict[str, list[Range]]] | None = None
    events: list[tuple[int, int, bool]] | None = None
    factuality: dict[int, float] | None = None


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """JSON lines, plain or xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


# --- documents that must not be seen --------------------------------------------------------------------------------


def read_excluded(path: Path) -> frozenset[str]:
    """Marks of the documents that must not be trained on; lines that start with # are remarks."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def mark(doc: str) -> str:
    """How a document stands in the list of excluded ones: without its name."""
    return hashlib.sha256(doc.encode("utf-8")).hexdigest()[:16]


def refuse_excluded(examples: Iterable[Example], excluded: frozenset[str]) -> None:
    """Check the very examples that are about to be trained on.

    Raises:
        ValueError: if one of them is an excluded document.
    """
    for example in examples:
        if mark(example.doc) in excluded:
            raise ValueError(f"{example.corpus} holds {mark(example.doc)}, which exclude.txt keeps for measuring")


# --- readers --------------------------------------------------------------------------------------------------------

GUM = frozenset(
    ("person", "organization", "place", "event", "time", "object", "substance", "animal", "plant", "abstract")
)
RE3D = {
    "nationality": "nationality",
    "weapon": "weapon",
    "vehicle": "vehicle",
    "militaryplatform": "vehicle",
    "money": "money",
    "quantity": "quantity",
    "documentreference": "document",
}
FLAT = {"PER": "name:person", "ORG": "name:organization", "LOC": "name:place"}
PEOPLES = re.compile(
    r"[\w-]*(?:[aei]an|ican|ish|ese|[aeq]li|aqi|stani)|German|French|Dutch|Czech|Greek|Swiss|Welsh|Thai|Afghan|Arab"
    r"|Catholic\w*|Protestant\w*|Muslim\w*|Jewish|Islam\w*|Christianity"
)
"""Adjectives of peoples and creeds, which are no names of places or organisations."""
ARGUMENTS = {"Person": "person", "People": "person", "Group": "group", "Organization": "organization", "Place": "place"}
SLOTS = {
    "perp_ind": "role:perp_ind",
    "perp_org": "role:perp_org",
    "phys_id": "role:target",
    "hum_name": "role:victim",
    "instrument_id": "role:weapon",
}
NAMED = {"person": "name:person", "group": "name:organization", "organization": "name:organization"}
# fmt: off
TITLES = frozenset((
    "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "prince", "princess", "king", "queen", "pope", "president",
    "vice", "minister", "prime", "secretary", "senator", "sen", "rep", "representative", "governor", "gov", "mayor",
    "judge", "justice", "attorney", "prosecutor", "chief", "officer", "detective", "sheriff", "sergeant", "sgt",
    "lieutenant", "lt", "captain", "capt", "general", "gen", "colonel", "col", "major", "commander", "commissioner",
    "deputy", "assistant", "investigator", "agent", "inspector", "superintendent", "director", "professor", "prof",
    "reverend", "rev", "bishop", "defendant", "defendants", "victim",
))
# fmt: on
"""Words before a person's name that are not part of it."""
PRONOUNS = frozenset(("him", "her", "his", "she", "they", "them", "their", "who", "its", "our", "the"))


def gum(data: Path, part: str = "train") -> Iterator[Example]:
    """GUM: trees, nested typed mentions, coreference. It has no gangs, so it teaches what is none."""
    for d in rows(data / "gum" / f"{part}.jsonl"):
        words: list[Word] = []
        for s in d["sents"]:
            base = s["first"]
            for i, (upos, xpos, head, rel) in enumerate(zip(s["upos"], s["xpos"], s["head"], s["deprel"], strict=True)):
                a, b = d["offsets"][base + i]
                words.append(Word(a, b, upos, xpos, base + head - 1 if head else -1, rel))
        heads: dict[int, list[Range]] = {}
        for m in d["mentions"]:
            a, b = d["offsets"][m["head"]]
            heads.setdefault(m["entity"], []).append((a, b))
        yield Example(
            "gum",
            d["doc"],
            d["text"],
            [(s["start"], s["end"]) for s in d["sents"]],
            words,
            [(m["start"], m["end"], m["type"]) for m in d["mentions"]],
            GUM | {"group"},
            judged=tuple(_judge_names(d)),
            clusters=list(heads.values()),
        )


def _judge_names(d: dict[str, Any]) -> Iterator[tuple[int, int, str, bool]]:
    """Mentions of GUM that are nothing but a name, and those that are none; what holds more than a name stays open."""
    upos = [tag for s in d["sents"] for tag in s["upos"]]
    for m in d["mentions"]:
        first, last = m["span"]
        kind = f"name:{m['type']}"
        bare = all(u == "PROPN" for u in upos[first : last + 1]) and _is_name(d["text"][m["start"] : m["end"]])
        if kind in NAMES and (bare or not m["named"]):
            for name in NAMES:
                yield m["start"], m["end"], name, bare and name == kind


def ewt(data: Path, part: str = "train", *, seed: int = 0) -> Iterator[Example]:
    """EWT: trees, and UDS factuality where its sentences were judged.

    Sentences of a document are joined by a space, a line end or (between paragraphs) a blank line, drawn by `seed`.
    """
    told: dict[str, dict[int, float]] = {}
    for r in rows(data / "uds-factuality" / f"{part}.jsonl"):
        told[r["sent_id"]] = {p["token"]: p["factuality"] for p in r["predicates"]}
    chance = random.Random(seed)
    with lzma.open(data / "ewt" / f"{part}.conllu.xz", "rt", encoding="utf-8") as lines:
        blocks = lines.read().strip().split("\n\n")
    example: Example | None = None
    for block in blocks:
        about = dict(re.findall(r"(?m)^# (newdoc id|newpar id|sent_id|text) = (.*)$", block))
        if example is None or "newdoc id" in about:
            if example is not None:
                yield example
            example = Example("ewt", about.get("newdoc id", "ewt"), "", [], [], factuality={})
        if example.text:
            paragraph = "newpar id" in about and chance.random() < 0.7
            example.text += "\n\n" if paragraph else ("\n" if chance.random() < 0.1 else " ")
        _add_sentence(example, block, about["text"], told.get(about["sent_id"], {}))
    if example is not None:
        yield example


def _add_sentence(example: Example, block: str, sentence: str, told: dict[int, float]) -> None:
    """Append one CoNLL-U sentence; the words of a multiword token that is not their sum share its characters."""
    assert example.words is not None
    assert example.sentences is not None
    assert example.factuality is not None
    base, first = len(example.text), len(example.words)
    at, wide = 0, (0, -1, 0, 0)
    for line in block.split("\n"):
        c = line.split("\t")
        if line.startswith("#") or "." in c[0]:
            continue
        if "-" in c[0]:
            low, high = map(int, c[0].split("-"))
            start = sentence.index(c[1], at)
            wide = (low, high, start, start + len(c[1]))
            continue
        n = int(c[0])
        if wide[0] <= n <= wide[1]:
            found = sentence.find(c[1], max(at, wide[2]), wide[3])
            start = found if found >= 0 else min(max(at, wide[2]), wide[3] - 1)
            end = start + len(c[1]) if found >= 0 else (wide[3] if n == wide[1] else start + 1)
        else:
            start = sentence.index(c[1], at)
            end = start + len(c[1])
        at = end
        head = int(c[6])
        example.words.append(Word(base + start, base + end, c[3], c[4], first + head - 1 if head else -1, c[7]))
        if n in told:
            example.factuality[base + start] = told[n]
    example.text += sentence
    example.sentences.append((base, len(example.text)))


def polnear(data: Path, part: str = "train") -> Iterator[Example]:
    """PolNeAR: attributions."""
    for d in rows(data / "polnear" / f"{part}.jsonl"):
        found = [
            {role: [(a, b) for a, b in x.get(role) or []] for role in ("source", "cue", "content")}
            for x in d["attributions"]
        ]
        yield Example("polnear", d["doc"], d["text"], attributions=found)


def re3d(data: Path) -> Iterator[Example]:
    """re3d: figures, weapons, vehicles, nationalities and documents in reporting on armed groups.

    Its people, organisations and places are left out: some are bare names, some have titles, some are whole phrases.
    """
    types = frozenset(RE3D.values())
    for d in rows(data / "re3d" / "train.jsonl"):
        kinds = [(e["start"], e["end"], RE3D.get(e["type"].lower())) for e in d["entities"]]
        found = [(a, b, kind) for a, b, kind in kinds if kind is not None]
        yield Example("re3d", d["doc"], d["text"], mentions=found, types=types)


def _is_name(text: str) -> bool:
    """Whether a form is a bare name: capitals at both ends, no article and no title before it."""
    words = re.findall(r"[^\W\d_]+", text)
    return (
        bool(words)
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and not TITLES.intersection(w.lower() for w in words[:-1])
        and words[0].lower() not in ("the", "a", "an", "two", "three", "several")
    )


def flat(data: Path, folder: str) -> Iterator[Example]:
    """Flat bare names over tokens (wikigold, UNER), twenty sentences a text."""
    sentences = list(rows(data / folder / "train.jsonl"))
    for first in range(0, len(sentences), 20):
        example = Example(folder, f"{folder}-{first}", "", [], None, [], frozenset(NAMES))
        assert example.mentions is not None
        assert example.sentences is not None
        for d in sentences[first : first + 20]:
            starts, sentence = joined(d["tokens"])
            base = len(example.text)
            for a, b, kind in d["entities"]:
                if kind in FLAT:
                    end = base + starts[b - 1] + len(d["tokens"][b - 1])
                    example.mentions.append((base + starts[a], end, FLAT[kind]))
            example.sentences.append((base, base + len(sentence)))
            example.text += sentence + " "
        yield example


def redocred(data: Path) -> Iterator[Example]:
    """Re-DocRED: bare names in encyclopedic texts, without the adjectives of peoples that it counts as places."""
    for d in rows(data / "redocred" / "train.jsonl"):
        example = Example("redocred", f"redocred {d['doc']}", "", [], None, [], frozenset(NAMES))
        assert example.mentions is not None
        assert example.sentences is not None
        places = []
        for tokens in d["sents"]:
            starts, sentence = joined(tokens)
            base = len(example.text)
            places.append([(base + a, base + a + len(t)) for a, t in zip(starts, tokens, strict=True)])
            example.sentences.append((base, base + len(sentence)))
            example.text += sentence + " "
        for m in (m for entity in d["entities"] for m in entity if m["type"] in FLAT):
            first, last = m["pos"][0], m["pos"][1] - 1
            first += first < last and d["sents"][m["sent"]][first].lower() in ("the", "a", "an")
            start, end = places[m["sent"]][first][0], places[m["sent"]][last][1]
            if not (m["type"] != "PER" and PEOPLES.fullmatch(example.text[start:end])):
                example.mentions.append((start, end, FLAT[m["type"]]))
        yield example


def joined(tokens: list[str]) -> tuple[list[int], str]:
    """Tokens as running text, with the start of each; punctuation and clitics stand where a printer would put them."""
    starts, text, quoted = [], "", False
    for i, t in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        glue = not text or t in ".,;:!?)]%" or t.startswith("'") or t == "n't" or (bool(before) and before in "([$")
        if t == '"':
            glue, quoted = quoted or not text, not quoted
        elif before == '"' and quoted:
            glue = True
        text += "" if glue else " "
        starts.append(len(text))
        text += t
    return starts, text


def ecbplus(data: Path, part: str = "train") -> Iterator[Example]:
    """ECB+: event words, negated ones apart; only sentences that were checked are kept."""
    for d in rows(data / "ecbplus" / f"{part}.jsonl"):
        text, sentences, events = "", [], []
        for s in d["sents"]:
            if not s["checked"]:
                continue
            base = len(text) - s["start"]
            sentences.append((len(text), len(text) + s["end"] - s["start"]))
            events += [
                (m["spans"][0][0] + base, m["spans"][-1][1] + base, m["type"].startswith("NEG"))
                for m in d["mentions"]
                if "ACTION" in m["type"] and s["start"] <= m["spans"][0][0] < s["end"]
            ]
            text += d["text"][s["start"] : s["end"]] + " "
        if text:
            yield Example("ecbplus", d["doc"], text, sentences, events=events)


def muc4(data: Path) -> Iterator[Example]:
    """MUC-4, in capitals: role fillers wherever their strings stand, and the names among them.

    What else is named stays unknown. A message without an incident that counts has no role fillers.
    """
    for d in rows(data / "muc4" / "train.jsonl"):
        forms = [
            (form, kind)
            for template in d["templates"]
            for slot, kind in (("perp_org", "group"), ("hum_name", "person"))
            for fill in template.get(slot) or []
            for form in fill["alt"]
        ]
        example = _partial("muc4", d["doc"], d["text"], forms)
        fillers, incidents = _fillers(d)
        assert example.mentions is not None
        example.mentions += fillers
        example.types |= frozenset(FILLERS)
        example.incidents = incidents
        yield example


def _fillers(d: dict[str, Any]) -> tuple[list[tuple[int, int, str]], tuple[tuple[int, str], ...]]:
    """Role fillers of a message, the longest string at each place, and the incident type at each, where it is sure."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for template in d["templates"]:
        told = {alt.lower() for fill in template["type"] or [] for alt in fill["alt"]}
        for slot, role in SLOTS.items():
            for fill in template.get(slot) or []:
                for form in fill["alt"]:
                    kinds.setdefault((role, form), set()).update(told)
    found: list[tuple[int, int, str]] = []
    types: dict[int, set[str]] = {}
    for (role, form), told in sorted(kinds.items(), key=lambda k: (-len(k[0][1]), k[0])):
        if len(form) < 2:
            continue
        for m in _occurrences(form, d["text"]):
            if not any(a <= m.start() and m.end() <= b and role == other for a, b, other in found):
                found.append((*m.span(), role))
                types.setdefault(m.start(), set()).update(told)
    sure = tuple((a, kind) for a, told in sorted(types.items()) if len(told) == 1 for kind in told & set(INCIDENTS))
    return found, sure


def _occurrences(form: str, text: str) -> Iterator[re.Match[str]]:
    """Where a form stands as whole words, however its words are spaced."""
    return re.finditer(r"(?<!\w)" + r"\s+".join(map(re.escape, form.split())) + r"(?!\w)", text)


def annotations(data: Path, folder: Path) -> Iterator[Example]:
    """Claim annotations: every form of the people, groups, organisations and places that claims are about."""
    from .annotation.documents import annotated_sources, read_all

    annotated = read_all(folder)
    found = annotated_sources(data, annotated)
    for kept in annotated:
        source = found[kept["doc"]]
        entities = [e for e in kept["entities"].values() if e["type"] in ARGUMENTS]
        forms = [(source.text[a:b], ARGUMENTS[e["type"]]) for e in entities for a, b in e["forms"]]
        yield _partial("annotations", source.id, source.text, forms)


def _partial(corpus: str, doc: str, text: str, forms: list[tuple[str, str]]) -> Example:
    """Known forms wherever they stand: names as bare names, and of every form whether it is a group."""
    mentions, judged = [], []
    taken: list[tuple[int, int, str]] = []
    for form, kind in sorted(set(forms), key=lambda f: (-len(f[0]), f)):
        if len(form) < 3 or form.lower() in PRONOUNS:
            continue
        for m in _occurrences(form, text):
            if any(a <= m.start() and m.end() <= b and kind != other for a, b, other in taken):
                continue
            taken.append((*m.span(), kind))
            judged.append((m.start(), m.end(), "group", kind == "group"))
            if kind in NAMED and _is_name(form):
                mentions.append((m.start(), m.end(), NAMED[kind]))
            elif kind in NAMED:
                judged.append((m.start(), m.end(), kind, True))
    types = frozenset(NAMED.values())
    return Example(corpus, doc, text, None, None, sorted(set(mentions)), types, types, tuple(sorted(set(judged))))


def loaders(data: Path, annotated: Path | None) -> dict[str, Callable[[], list[Example]]]:
    """How to load each training corpus, by its name in the configuration."""
    found: dict[str, Callable[[], list[Example]]] = {
        "gum": lambda: list(gum(data)),
        "ewt": lambda: list(ewt(data)),
        "polnear": lambda: list(polnear(data)),
        "re3d": lambda: list(re3d(data)),
        "wikigold": lambda: list(flat(data, "wikigold")),
        "uner-ewt": lambda: list(flat(data, "uner-ewt")),
        "redocred": lambda: list(redocred(data)),
        "ecbplus": lambda: list(ecbplus(data)),
        "muc4": lambda: list(muc4(data)),
    }
    if annotated is not None:
        found["annotations"] = lambda: list(annotations(data, annotated))
    return found
