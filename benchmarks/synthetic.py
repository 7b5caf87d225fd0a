"""A large ledger of invented documents: `python -m benchmarks.synthetic OUT.ledger [--claims 100000] [--seed 1]`.

Cases with one to four accused, told by one to four releases each, their officials, victims, groups, towns and a few
protected witnesses, all put together from syllables; linked as `according link` does it, or with `--by-name` by their
full names alone, which takes a minute at a million claims. Nothing in it was ever said.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from according.intake.fingerprint import fingerprint
from according.ledger import Ledger, Link
from according.linking import link_entities
from according.model import (
    Argument,
    Claim,
    DateValue,
    Document,
    DocumentRef,
    Entity,
    Evidence,
    Extractor,
    Mention,
    MentionText,
    PlaceValue,
    Qualifiers,
    Reading,
    Segment,
    Speaker,
    claim_id,
)

FIRST = (
    "Bal",
    "Cor",
    "Dre",
    "Fen",
    "Gar",
    "Hal",
    "Ivo",
    "Jor",
    "Kel",
    "Lor",
    "Mar",
    "Nev",
    "Orl",
    "Pel",
    "Quil",
    "Ros",
)
MIDDLE = ("an", "ber", "den", "el", "fin", "gor", "ian", "ken", "lo", "mir", "nor", "os", "per", "ric", "sa", "tin")
LAST = ("bane", "croft", "dale", "ford", "gate", "ham", "low", "mere", "ner", "quist", "rath", "stead", "ton", "vane")
STAGES = ("accused", "charged", "indicted", "pleaded_guilty", "convicted", "sentenced", "dismissed", "acquitted")
OFFENCES = ("robbery", "arson", "homicide", "extortion", "assault", "burglary")
THINGS = ("lantern", "barge", "kettle", "heron", "compass", "violin", "anvil", "ledger", "saddle", "telescope", "loom")


@dataclass(slots=True)
class Story:
    """A document in the making: its sentences, whom it names, and what it claims."""

    id: str
    published: str
    office: str
    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    named: dict[str, tuple[str, int | None, str | None]] = field(default_factory=dict)
    claims: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def say(self, sentence: str, **claim: object) -> None:
        """Add a paragraph of one sentence, and the claim that stands in it."""
        start = len(self.text)
        self.text += f"{sentence}\n"
        self.segments.append(Segment("body", start, start + len(sentence)))
        if claim:
            self.claims.append((sentence, {"start": start, **claim}))


def word(chance: random.Random) -> str:
    """A word that no language has."""
    return chance.choice(FIRST) + chance.choice(MIDDLE) + chance.choice(LAST)


def stories(claims: int, seed: int) -> Iterator[Story]:
    """Stories until they make so many claims."""
    chance = random.Random(seed)
    towns = [(word(chance), chance.uniform(30, 45), chance.uniform(-110, -80)) for _ in range(120)]
    groups = [f"{word(chance)} {chance.choice(('Crew', 'Boys', 'Brigade', 'Syndicate'))}" for _ in range(150)]
    offices = [f"{word(chance)} County Prosecutor" for _ in range(12)]
    heads = [f"{word(chance)} {word(chance)}" for _ in offices]
    made = number = 0
    while made < claims:
        town, office = chance.choice(towns), chance.randrange(len(offices))
        accused = [
            (f"{word(chance)} {word(chance)}", chance.randint(19, 70)) for _ in range(chance.choice((1, 1, 2, 4)))
        ]
        group, other = chance.sample(groups, 2)
        victim, thing = f"{word(chance)} {word(chance)}", f"{chance.choice(THINGS)} {chance.choice(THINGS)} {number}"
        year, offence = chance.randint(1996, 2025), chance.choice(OFFENCES)
        for told in range(chance.choice((1, 1, 2, 4))):
            day = f"{min(year + told // 2, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            story = Story(f"release-{number:06}", day, offices[office])
            _tell(story, chance, accused, victim, heads[office], town, group, other, offence, thing, told)
            yield story
            number += 1
            made += len(story.claims)


def _tell(
    story: Story,
    chance: random.Random,
    accused: list[tuple[str, int]],
    victim: str,
    head: str,
    town: tuple[str, float, float],
    group: str,
    other: str,
    offence: str,
    thing: str,
    told: int,
) -> None:
    place = PlaceValue(town[0], country="US", admin1="Ohio", lat=round(town[1], 3), lon=round(town[2], 3))
    day = DateValue(chance.choice((story.published, story.published[:7], story.published[:4])))
    story.named[head] = ("person", None, None)
    story.say(f"District Attorney {head} announced the case of the {thing}.", predicate="holds_post", who=head,
              what=("Post", "District Attorney"))  # fmt: skip
    minor = chance.random() < 0.05
    story.named[victim] = ("person", 15 if minor else None, "minor" if minor else None)
    story.named[group], story.named[other], story.named[town[0]] = (
        ("group", None, None), ("group", None, None), ("place", None, None),
    )  # fmt: skip
    stage = STAGES[min(told * 2 + chance.randint(0, 1), len(STAGES) - 1)]
    for name, age in accused:
        story.named[name] = ("person", age, None)
        story.say(f"{name}, {age}, of {town[0]}, was {stage.replace('_', ' ')} of {offence} over the {thing}.",
                  predicate="accused_of", who=name, what=("Offence", offence), stage=stage, date=day)  # fmt: skip
        story.say(f"{name} lives in {town[0]}.", predicate="residence", who=name, what=("Place", town[0]), place=place)
        story.say(f"{name} belongs to the {group}, a detective believes.", predicate="member_of", who=name,
                  what=("Group", group), certainty="probable")  # fmt: skip
    story.say(f"{victim} was hurt when the {thing} was taken.", predicate="victim_of", who=victim,
              what=("Incident", "assault"), date=day, place=place)  # fmt: skip
    story.say(f"The {group} works in {town[0]}.", predicate="operates_in", who=group, what=("Place", town[0]),
              place=place)  # fmt: skip
    story.say(f"The {group} fights the {other}.", predicate=chance.choice(("rival_of", "allied_with")), who=group,
              what=("Group", other), date=day)  # fmt: skip


def finished(story: Story) -> tuple[Document, Reading, list[Claim]]:
    """The document with its reading and claims."""
    digest = hashlib.sha256(story.text.encode()).hexdigest()
    document = Document(
        id=story.id, version=digest, text=story.text, segments=tuple(story.segments), published=story.published,
        publisher=story.office, language="en", source_name=f"{story.id}.txt", sha256=digest,
        title=story.text.split("\n", 1)[0], fingerprint=fingerprint(story.text),
    )  # fmt: skip
    mentions, entities = [], []
    for number, (name, (kind, age, protected)) in enumerate(story.named.items()):
        at = story.text.find(name)
        mentions.append(Mention(at, at + len(name), kind, "named", 0, number))
        entities.append(Entity(kind, name, (number,), age=age, protected=protected))
    reading = Reading(document, "synthetic", "1", mentions=tuple(mentions), entities=tuple(entities))
    ids = {name: f"{story.id}#{n}" for n, name in enumerate(story.named)}
    return document, reading, [_claim(document, story, ids, sentence, told) for sentence, told in story.claims]


def _claim(document: Document, story: Story, ids: dict[str, str], sentence: str, told: dict) -> Claim:
    start = told["start"]
    quote = Evidence(document.id, start, start + len(sentence), sentence)

    def argument(type: str, name: str) -> Argument:
        at = sentence.find(name)
        mention = MentionText(start + at, start + at + len(name), name) if at >= 0 else None
        if type == "Incident":
            return Argument(type, name, f"{document.id}#i", incident_type=name, date=told.get("date"),
                            place=told.get("place"))  # fmt: skip
        known = story.named.get(name, ("", None, None))
        return Argument(type, name, ids.get(name), mention, protected=known[2])

    kind = {"person": "Person", "group": "Group"}[story.named[told["who"]][0]]
    subject, thing = argument(kind, told["who"]), argument(*told["what"])
    speaker = Speaker("prosecutor", "prosecutors", cue="said")
    identity = claim_id(
        document=document.id, evidence=quote, predicate=told["predicate"], subject=subject, object=thing,
        stage=told.get("stage"), polarity="affirmed", innermost=speaker,
    )  # fmt: skip
    reference = DocumentRef(
        document.id, document.version, publisher=document.publisher, title=document.title,
        published=document.published, language="en", sha256=document.sha256,
    )  # fmt: skip
    return Claim(
        id=identity, predicate=told["predicate"], subject=subject, object=thing, attribution=(speaker,),
        evidence=(quote,), document=reference, extractor=Extractor("synthetic", "1", 0.8), stage=told.get("stage"),
        certainty=told.get("certainty", "certain"), polarity="affirmed",
        qualifiers=Qualifiers(date=told.get("date"), place=told.get("place")),
    )  # fmt: skip


def link_by_name(ledger: Ledger) -> None:
    """Take all people of one full name for one."""
    first: dict[str, str] = {}
    people = [c for c in ledger.candidates() if c.type == "person"]
    ledger.link({c.row: Link(first.setdefault(c.name, c.id), "") for c in people}, "full names alone")


def write(path: Path, claims: int, seed: int, *, by_name: bool = False) -> dict[str, float]:
    """Write and link the ledger; returns what is in it and the seconds of writing and of linking."""
    start = time.process_time()
    with Ledger.open(path, create=True) as ledger:
        documents = made = 0
        with ledger.batch():
            for story in stories(claims, seed):
                document, reading, told = finished(story)
                ledger.put(document, document.text.encode(), told, reading=reading)
                documents, made = documents + 1, made + len(told)
        written = time.process_time()
        (link_by_name if by_name else link_entities)(ledger)
        return {
            "documents": documents,
            "claims": made,
            "writing_s": round(written - start, 1),
            "linking_s": round(time.process_time() - written, 1),
        }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by-name", action="store_true", help="take people of one full name for one")
    given = parser.parse_args()
    print(write(given.out, given.claims, given.seed, by_name=given.by_name))  # noqa: T201
