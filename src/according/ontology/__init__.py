"""Predicates, stages, certainty, kinds and vocabularies (CLAIMS.md), and the one function that words a claim."""

from .masking import (
    NAMED_TYPES,
    Mask,
    Masks,
    Named,
    accused_at_law,
    folded_words,
    masked_name,
    masks_of,
    name_forms,
    people_of_claims,
    people_of_reading,
    with_relatives_accused,
)
from .matters import Matters
from .schema import claim_schema, claim_schema_text
from .vocabulary import ARGUMENT_TYPES, Ontology, Predicate, Stage, check_claim, ontology
from .wording import OUTCOME_UNKNOWN, Matter, Worded, phrase

__all__ = [
    "ARGUMENT_TYPES",
    "NAMED_TYPES",
    "OUTCOME_UNKNOWN",
    "Mask",
    "Masks",
    "Matter",
    "Matters",
    "Named",
    "Ontology",
    "Predicate",
    "Stage",
    "Worded",
    "accused_at_law",
    "check_claim",
    "claim_schema",
    "claim_schema_text",
    "folded_words",
    "masked_name",
    "masks_of",
    "name_forms",
    "ontology",
    "people_of_claims",
    "people_of_reading",
    "phrase",
    "with_relatives_accused",
]
