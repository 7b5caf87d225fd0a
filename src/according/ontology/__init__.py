"""Predicates, stages, certainty, kinds and vocabularies (CLAIMS.md), and the one function that words a claim."""

from .masking import Mask, mask_text, masked_name, masks_of, name_forms
from .schema import claim_schema, claim_schema_text
from .vocabulary import ARGUMENT_TYPES, Ontology, Predicate, Stage, check_claim, ontology
from .wording import OUTCOME_UNKNOWN, Matter, Worded, phrase

__all__ = [
    "ARGUMENT_TYPES",
    "OUTCOME_UNKNOWN",
    "Mask",
    "Matter",
    "Ontology",
    "Predicate",
    "Stage",
    "Worded",
    "check_claim",
    "claim_schema",
    "claim_schema_text",
    "mask_text",
    "masked_name",
    "masks_of",
    "name_forms",
    "ontology",
    "phrase",
]
