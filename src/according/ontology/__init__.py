"""Predicates, stages, certainty, kinds and vocabularies (CLAIMS.md), and the one function that words a claim."""

from .masking import (
    NAMED_TYPES,
    Mask,
    Masks,
    Named,
    masked_name,
    masks_of,
    name_forms,
    people_of_claims,
    people_of_reading,
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
    "check_claim",
    "claim_schema",
    "claim_schema_text",
    "masked_name",
    "masks_of",
    "name_forms",
    "ontology",
    "people_of_claims",
    "people_of_reading",
    "phrase",
]
