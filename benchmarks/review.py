"""What review costs, and what it lets a reader catch: `python -m benchmarks.review [--claims 200] [--json OUT]`.

Makes a ledger of invented documents and decides it in Chromium by keyboard, as a practised reviewer would:

* `pattern` and `document`: claims that accuse nobody, of one pattern of the reader and of one document. The reviewer
  goes through every sentence (`j`), rejects what is wrong (`r`, one in twenty), and accepts the rest of the page (`A`).
* `accusations`: claims that accuse a named person, decided one at a time (`a`, `r`). Twenty are misread: a wrong
  stage, a lost speaker, a wrong person. A card is `in view` if its sentence and the field that is wrong stood on the
  screen together when the card was reached. A reader who knows nothing but the words on the screen then compares them:
  told are the misread ones `caught` and the `alarms` at claims that are right.

Counted are keys, page loads, and the words on the cards. Nobody reads here, so nothing tells how long reading takes:
`waited_s` is what the reviewer waits for the desk, and `left_s` what that leaves of thirty minutes for each claim.
Needs Debian's chromium and the package playwright.
"""

import argparse
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from according.ledger import Ledger
from according.linking import link_entities
from according.model import Claim, Speaker, claim_id
from according.ontology import ontology

from .load import serving
from .synthetic import OFFENCES, THINGS, Story, finished, word

HALF_HOUR_S = 1800
MISREAD = 20
WRONG_IN = 20
"""Of so many claims that accuse nobody one is wrong."""
WIDTHS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 780}}
STAGES = ("suspected", "accused", "arrested", "charged", "indicted", "convicted")
SPEAKERS = {
    "a neighbour": "person",
    "the dockmaster": "witness",
    "a rival clerk": "person",
    "the harbour police": "police",
}
ROLL, PATTERN = "harbour-roll", "synthetic.residence"
CARD = """
card => {
  const parts = {sentence: ".context mark", speaker: ".speaker", statement: ".statement", stage: ".mark.stage"}
  const told = {words: card.innerText.split(/\\s+/).length, seen: []}
  for (const [name, where] of Object.entries(parts)) {
    const part = card.querySelector(where), box = part?.getBoundingClientRect()
    told[name] = part?.innerText ?? ""
    const fits = box && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth
    if (fits) told.seen.push(name)
  }
  return told
}
"""


@dataclass(frozen=True, slots=True)
class Truth:
    """What the sentence of an accusation says, and which field of its claim says something else, if any."""

    speaker: str
    person: str
    stage: str
    misread: str = ""


class Reviewer:
    """Somebody at a keyboard; counts keys, pages and the seconds spent waiting for the desk."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.loads, self.waited = page, 0, 0, 0.0
        page.on("load", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.loads += 1

    def press(self, key: str, until: str = "") -> None:
        """Press a key, and wait until an expression holds."""
        self.keys += 1
        start = time.monotonic()
        self.page.keyboard.press(key)
        if until:
            self.page.wait_for_function(until)
        self.waited += time.monotonic() - start


def write(path: Path, claims: int) -> tuple[set[str], dict[str, Truth]]:
    """Make the ledger; returns the ids of wrong claims that accuse nobody, and the truth of accusations by id."""
    chance = random.Random(1)
    wrong: set[str] = set()
    truths: dict[str, Truth] = {}
    with Ledger.open(path, create=True) as ledger:
        for story in homes(chance, claims):
            document, reading, told = finished(story)
            found = [replace(c, rule="synthetic.roll" if story.id == ROLL else PATTERN) for c in told]
            wrong |= {c.id for c in found if "moved away" in c.evidence[0].quote}
            ledger.put(document, document.text.encode(), found, reading=reading)
        for n in range(claims):
            misread = (
                ("stage", "speaker", "person")[n // (claims // MISREAD) % 3] if n % (claims // MISREAD) == 0 else ""
            )
            story, truth, stage = accusation(chance, n, misread)
            document, reading, told = finished(story)
            claim = _told(told[0], truth, stage)
            truths[claim.id] = truth
            ledger.put(document, document.text.encode(), [claim], reading=reading)
        link_entities(ledger)
    return wrong, truths


def homes(chance: random.Random, claims: int) -> Iterator[Story]:
    """One roll with so many homes, and as many again in stories of four; one in twenty says that they moved away."""
    for id, each in [(ROLL, claims), *((f"notice-{n:03}", 4) for n in range(claims // 4))]:
        story = Story(id, "2024-03-11", "Port Maren Courier")
        for _ in range(each):
            name, town = f"{word(chance)} {word(chance)}", word(chance)
            story.named[name], story.named[town] = ("person", None, None), ("place", None, None)
            told = "moved away from" if chance.randrange(WRONG_IN) == 0 else "lives in"
            story.say(f"{name} {told} {town}.", predicate="residence", who=name, what=("Place", town))
        yield story


def accusation(chance: random.Random, number: int, misread: str) -> tuple[Story, Truth, str]:
    """A story of one accusation, what its sentence says, and the stage that the claim gives."""
    story = Story(f"case-{number:03}", "2024-03-11", "Port Maren Courier")
    accused, other = (f"{word(chance)} {word(chance)}" for _ in range(2))
    speaker, stage = chance.choice(list(SPEAKERS)), chance.choice(STAGES[:-1])
    thing = f"{chance.choice(THINGS)} {number}"
    story.named[accused], story.named[other] = ("person", None, None), ("person", None, None)
    story.say(f"Whoever passed the quay that night has heard of the {thing}.")
    claimed = other if misread == "person" else accused
    story.say(
        f"{accused} was {stage} over the {thing}, {speaker} said, and {other} watched from the pier.",
        predicate="accused_of", who=claimed, what=("Offence", chance.choice(OFFENCES)),
        stage="convicted" if misread == "stage" else stage,
    )  # fmt: skip
    return story, Truth(speaker, accused, stage, misread), "convicted" if misread == "stage" else stage


def _told(claim: Claim, truth: Truth, stage: str) -> Claim:
    """The claim with its speaker, unless that is what was misread."""
    author = Speaker("author", "")
    chain = (
        (author,)
        if truth.misread == "speaker"
        else (author, Speaker(SPEAKERS[truth.speaker], truth.speaker, cue="said"))
    )
    identity = claim_id(
        document=claim.document.id, evidence=claim.evidence[0], predicate=claim.predicate, subject=claim.subject,
        object=claim.object, stage=stage, polarity=claim.polarity, innermost=chain[-1],
    )  # fmt: skip
    return replace(claim, id=identity, attribution=chain)


def together(page: Page, base: str, query: str, claims: int, wrong: set[str]) -> dict[str, float]:
    """Decide so many claims a page at a time."""
    page.goto(f"{base}/review?{query}")
    me, words, done, rejected = Reviewer(page), [], 0, 0
    while done < claims and page.locator(".waiting").count():
        cards = page.locator(".waiting").all()
        ids = [str(card.get_attribute("data-claim")) for card in cards]
        words += [card.evaluate(CARD)["words"] for card in cards]
        for n, id in enumerate(ids):
            if n or not page.evaluate("() => document.activeElement.matches('.waiting')"):
                me.press("j")
            if id in wrong:
                at = f"[data-claim='{id}'].decided"
                me.press("r", f'() => document.querySelector("{at}")')
                me.press("k")  # it went on by itself; the next `j` goes there again
                rejected += 1
        first = ids[0]
        me.press(
            "A", f"() => document.readyState === 'complete' && !document.querySelector(\"[data-claim='{first}']\")"
        )
        done += len(ids)
    return _figures(me, done, words) | {"rejected": rejected}


def alone(page: Page, base: str, truths: dict[str, Truth]) -> dict[str, Any]:
    """Decide the accusations one at a time, reading only what stands on the screen."""
    page.goto(f"{base}/review?show=people")
    me, words, done = Reviewer(page), [], 0
    seen = caught = alarms = offered = 0
    while done < len(truths) and page.locator(".waiting").count():
        offered += page.locator('form[action="/together"] button[value=accept]').count()
        ids = [str(card.get_attribute("data-claim")) for card in page.locator(".waiting").all()]
        if not page.evaluate("() => document.activeElement.matches('.waiting')"):
            me.press("j")
        for n, id in enumerate(ids):
            told, truth = page.locator(f"[data-claim='{id}']").evaluate(CARD), truths[id]
            words.append(told["words"])
            field = {"stage": "stage", "speaker": "speaker", "person": "statement"}.get(truth.misread, "statement")
            doubtful = not _agrees(told)
            if truth.misread:
                seen += {"sentence", field} <= set(told["seen"])
                caught += doubtful
            else:
                alarms += doubtful
            last = n == len(ids) - 1
            after = (
                f"!document.querySelector(\"[data-claim='{id}']\")"
                if last
                else f"document.querySelector(\"[data-claim='{id}'].decided\")"
            )
            me.press("r" if doubtful else "a", f"() => document.readyState === 'complete' && {after}")
            done += 1
    misread = sum(bool(t.misread) for t in truths.values())
    return _figures(me, done, words) | {
        "misread": misread, "in_view": seen, "caught": caught, "alarms": alarms, "offered_together": offered,
    }  # fmt: skip


def _agrees(told: dict[str, Any]) -> bool:
    """Whether the words of a card say what its sentence says: the stage, the speaker, who stands accused."""
    labels = {ontology().stages[s].label: s for s in STAGES}
    accused, _, rest = told["sentence"].partition(" was ")
    stage, speaker = rest.partition(" over ")[0], rest.partition(", ")[2].partition(" said")[0]
    return (
        labels.get(told["stage"]) == stage
        and speaker.casefold() in told["speaker"].casefold()
        and accused in told["statement"]
    )


def _figures(me: Reviewer, done: int, words: list[int]) -> dict[str, float]:
    return {
        "claims": done, "keys_a_claim": round(me.keys / done, 2), "loads_a_claim": round(me.loads / done, 3),
        "words_a_card": round(statistics.mean(words)), "waited_s": round(me.waited, 1),
        "left_s": round((HALF_HOUR_S - me.waited) / done, 1),
    }  # fmt: skip


def measure(claims: int) -> dict[str, Any]:
    """The figures of each way, at both widths for accusations: each on a ledger of its own."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        written = Path(folder) / "written.ledger"
        wrong, truths = write(written, claims)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, width, query in (
            ("pattern", "desk", f"show=other&rule={PATTERN}"), ("document", "desk", f"show=other&in={ROLL}"),
            ("accusations", "desk", ""), ("accusations on a phone", "phone", ""),
        ):  # fmt: skip
            path = Path(folder) / f"{name}.ledger"
            shutil.copy(written, path)
            with serving(str(path)) as (address, _):
                page = browser.new_context(viewport=WIDTHS[width]).new_page()
                page.set_default_timeout(120_000)
                page.goto(address)
                base = address.partition("/?token=")[0]
                found[name] = together(page, base, query, claims, wrong) if query else alone(page, base, truths)
                page.context.close()
        browser.close()
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    result = measure(given.claims)
    print(json.dumps(result, indent=1))  # noqa: T201
    if given.json:
        given.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
