"""What `why` tells of a claim."""

import re
from dataclasses import replace
from pathlib import Path

from according import claims
from according.claims.confidence import calibration
from according.claims.wordlists import wordlist
from according.ledger import Ledger
from according.model import Extractor, Speaker
from according.views import Desk, why
from tests.factory import argument, claim, document, reading

TEXT = "Tess Okonjo, 15, was robbed. The police said he may have robbed her."


def explained(tmp_path: Path, **changes: object) -> dict[str, tuple[str, ...]]:
    """The steps of the explanation of one claim, by heading."""
    with Ledger.open(tmp_path / "why.ledger", create=True) as opened:
        page = document(TEXT)
        made = reading(page, "Tess Okonjo")
        child = replace(made.entities[0], protected="minor")
        told = claim(page, **{"rule": "law.charge", "extractor": Extractor("according", "0.1", 0.91), **changes})
        opened.put(page, b"x", (told,), reading=replace(made, entities=(child,)))
        return dict(why(Desk(opened), opened.claims()[0]).steps)


def test_it_tells_pattern_places_speaker_and_counts(tmp_path: Path) -> None:
    """Everything that a reviewer needs to check it by hand."""
    page = document(TEXT)
    he = replace(argument("he", inside=page), name="Bruno Castellane", entity="story-1#7")
    steps = explained(tmp_path, subject=he, attribution=(Speaker("police", "The police", cue="said"),))
    assert f"taken to mean {he.name}" in " ".join(steps["Where it stands"])
    assert steps["What read it"][0].startswith("pattern law.charge of according 0.1: a verb or noun of a legal step")
    assert steps["Who says so"] == ("1. “The police”, by “said”: police (called “police”)",)
    share, seen = calibration().share("law.charge")
    assert steps["How sure the reader is"][0].startswith(f"{share:.0%} of what the pattern reads")
    assert f"counted on {seen} claims" in steps["How sure the reader is"][0]


def test_it_shows_no_protected_name(tmp_path: Path) -> None:
    """Masked as on any other page, and says so."""
    page = document(TEXT)
    child = argument("Tess Okonjo", inside=page, entity="story-1#0", protected="minor")
    steps = explained(tmp_path, subject=child)
    assert "Okonjo" not in str(steps)
    assert "a protected name is masked in the sentence" in steps["What was applied"]


def test_a_person_needs_no_pattern(tmp_path: Path) -> None:
    """What somebody entered was not read by a machine."""
    steps = explained(tmp_path, extractor=Extractor("person", ""), rule="")
    assert steps["What read it"] == ("a person entered it",)
    assert "How sure the reader is" not in steps


def test_every_family_of_patterns_has_its_words() -> None:
    """A new pattern must be explained, too."""
    sources = "".join(p.read_text(encoding="utf-8") for p in Path(claims.__file__).parent.glob("*.py"))
    families = {rule.partition(".")[0] for rule in calibration().rules}
    families |= set(re.findall(r'(?<![\w.(\[] )"(\w+)\.[\w.]+", *(?:score|stage|qualifiers)', sources))
    assert families <= wordlist("patterns").keys()
