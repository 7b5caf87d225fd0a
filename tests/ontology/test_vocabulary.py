"""The vocabularies hold what CLAIMS.md says, and a claim that breaks the contract is refused."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from according.errors import ContractError
from according.model import Argument, Claim, Qualifiers, claim_from_record, claim_record
from according.ontology import check_claim, claim_schema, claim_schema_text, ontology

from .strategies import claims
from .test_wording import charge

ROOT = Path(__file__).parents[2]


def test_ladder_runs_from_suspected_to_sentenced() -> None:
    """Ten rungs in the order of CLAIMS.md §4."""
    rungs = sorted((s for s in ontology().stages.values() if s.rank), key=lambda s: s.rank or 0)
    assert [s.name for s in rungs] == [
        "suspected",
        "accused",
        "wanted",
        "arrested",
        "charged",
        "indicted",
        "on_trial",
        "pleaded_guilty",
        "convicted",
        "sentenced",
    ]


def test_ways_out_and_stated_are_not_on_the_ladder() -> None:
    """They are never further than, nor behind, a rung."""
    known = ontology()
    assert {s.name for s in known.stages.values() if s.exit} == {"released", "dismissed", "acquitted", "overturned"}
    assert not known.further("stated", "charged")
    assert not known.further("charged", "stated")
    assert known.further("convicted", "charged")


def test_every_qualifier_a_predicate_names_is_a_field() -> None:
    """The data file cannot name a qualifier that no claim can carry."""
    named = {q for p in ontology().predicates.values() for q in p.qualifiers}
    assert named <= set(Qualifiers.__dataclass_fields__)


def test_quote_that_is_not_verbatim_is_refused() -> None:
    """A changed letter in the text breaks the claim."""
    claim = charge()
    check_claim(claim, claim.evidence[0].quote)
    with pytest.raises(ContractError, match="not verbatim"):
        check_claim(claim, claim.evidence[0].quote.replace("robbery", "Robbery"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"predicate": "hates"}, "predicate 'hates'"),
        ({"stage": None}, "needs a stage"),
        ({"stage": "guilty"}, "stage 'guilty'"),
        ({"object": Argument("Offence", "jaywalking")}, "'jaywalking'"),
        ({"subject": Argument("Place", "Port Maren")}, "cannot be a Place"),
        ({"predicate": "rival_of", "subject": Argument("Group", "A"), "object": Argument("Group", "B")}, "no stage"),
    ],
)
def test_claim_outside_the_contract_is_refused(changes: dict[str, object], message: str) -> None:
    """Each refusal names the field and the value."""
    claim = replace(charge(), **changes)  # type: ignore[arg-type]
    with pytest.raises(ContractError, match=message):
        check_claim(claim, claim.evidence[0].quote)


def test_claim_without_speaker_cannot_be_made() -> None:
    """There is no claim without somebody who makes it."""
    with pytest.raises(ValueError, match="no speaker"):
        replace(charge(), attribution=())


@settings(max_examples=200, deadline=None)
@given(claims())
def test_record_of_a_claim_reads_back_equal_and_holds_the_schema(claim: Claim) -> None:
    """Write, validate, read: the same claim."""
    record = json.loads(json.dumps(claim_record(claim)))
    jsonschema.Draft202012Validator(claim_schema()).validate(record)
    assert claim_from_record(record) == claim


def test_schema_in_the_docs_is_the_generated_one() -> None:
    """Regenerate with `python -m tools.docs` when this fails."""
    assert (ROOT / "docs/reference/claim.schema.json").read_text(encoding="utf-8") == claim_schema_text()


def test_schema_refuses_a_claim_without_attribution() -> None:
    """An exported claim with an empty chain is invalid."""
    record = claim_record(charge())
    record["attribution"] = []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(claim_schema()).validate(record)
