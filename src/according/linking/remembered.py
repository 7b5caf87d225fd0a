"""People, clues and pairs as the ledger keeps them between two runs of linking, and back."""

import hashlib
import json
from collections.abc import Iterable, Mapping

import numpy as np

from according.ledger import Candidate, LinkBody, LinkMemory, LinkPage, LinkPair, LinkPerson
from according.ledger.records import pack_fingerprint

from .bodies import body_keys
from .clues import Clues
from .linker import LinkedPeople
from .people import Person, words_of
from .person_names import LinkName, block_keys
from .persons import Judged, Key
from .sheets import Sheet

POST, MAY_STAND = 1, 2
"""Bits of `LinkPerson.post`."""


def page_of(sheet: Sheet, reading: int, clues: Clues) -> LinkPage:
    """A page as it is kept."""
    mark = hashlib.sha256(sheet.story.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    packed = clues.hashes.astype("<u4").tobytes() + clues.bits.astype("<f4").tobytes()
    return LinkPage(sheet.id, reading, sheet.office, mark, pack_fingerprint(sheet.fingerprint), packed)


def clues_of(page: LinkPage) -> Clues:
    """The telling clues of a page."""
    half = len(page.clues) // 2
    hashes, bits = np.frombuffer(page.clues[:half], dtype="<u4"), np.frombuffer(page.clues[half:], dtype="<f4")
    return Clues(hashes.astype(np.uint32), bits.astype(np.float32))


def kept_person(id: int, person: Person) -> LinkPerson:
    """A person as they are kept, standing for themselves and in no party yet."""
    name = person.name
    record = {
        "parts": name.parts,
        "suffix": name.suffix,
        "nickname": name.nickname,
        "titled": name.titled,
        "rows": person.entities,
        "ages": sorted(person.ages),
        "year": person.year,
        "towns": sorted(person.towns),
    }
    may_stand = bool(person.office) and not person.ages and not name.suffix
    post = POST * person.official + MAY_STAND * may_stand
    told = json.dumps(record, ensure_ascii=False)
    return LinkPerson(id, *person.key, name.last, person.office, id, post, "", "", told)


def person_of(kept: LinkPerson) -> Person:
    """The person who was kept."""
    told = json.loads(kept.record)
    name = LinkName(tuple(told["parts"]), told["suffix"], told["nickname"], told["titled"])
    return Person(
        kept.key, kept.document, name, tuple(told["rows"]), frozenset(told["ages"]), told["year"], kept.office,
        frozenset(told["towns"]), bool(kept.post & POST), words_of(name),
    )  # fmt: skip


def kept_pair(pair: Judged, ids: Mapping[Key, int]) -> LinkPair:
    """A judged pair as it is kept."""
    told = pair.evidence
    return LinkPair(ids[pair.one], ids[pair.other], pair.probability, tuple(told.reasons()), tuple(told.doubts()))


def kept_bodies(bodies: Iterable[Candidate], offices: Mapping[str, str]) -> list[LinkBody]:
    """Bodies as they are kept, in no party yet."""
    found = []
    for body in bodies:
        own, others = body_keys(body, offices)
        found.append(LinkBody(body.row, body.document, body.id, own, tuple(sorted(others))))
    return found


def remember(
    memory: LinkMemory,
    done: LinkedPeople,
    pages: Mapping[str, Sheet],
    readings: Mapping[str, int],
    bodies: Mapping[Candidate, str],
) -> None:
    """Keep all that a full run found, instead of what was kept before.

    Args:
        readings: the reading of each page. bodies: the party of each.
    """
    memory.clear()
    memory.add_pages(page_of(page, readings[id], done.clues[id]) for id, page in pages.items())
    ids = {person.key: number for number, person in enumerate(done.found, 1)}
    kept = []
    for person in done.found:
        link = done.links[person.entities[0]]
        plain = kept_person(ids[person.key], person)
        head = ids[done.persons.stands_for[person.key]]
        kept.append(
            LinkPerson(
                plain.id, *plain.key, plain.last, plain.office, head, plain.post, link.party, link.why, plain.record
            )
        )
    memory.add_people(kept, {ids[p.key]: block_keys(p.name) for p in done.found})
    memory.add_pairs(kept_pair(pair, ids) for pair in done.persons.judged)
    offices = {id: page.office for id, page in pages.items()}
    party_of = {c.row: party for c, party in bodies.items()}
    plain_bodies = kept_bodies(bodies, offices)
    memory.add_bodies(LinkBody(b.entity, b.document, b.id, b.own, b.others, party_of[b.entity]) for b in plain_bodies)
