"""Predicates, stages, certainty, kinds and vocabularies (CLAIMS.md), and the one function that words a claim."""

from .vocabulary import ARGUMENT_TYPES, Ontology, Predicate, Stage, check_claim, ontology

__all__ = ["ARGUMENT_TYPES", "Ontology", "Predicate", "Stage", "check_claim", "ontology"]
