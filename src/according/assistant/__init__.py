"""The ledger for an assistant that speaks the Model Context Protocol: questions only, answered with sentences."""

from .answers import MOST, Answers

__all__ = ["MOST", "Answers"]
