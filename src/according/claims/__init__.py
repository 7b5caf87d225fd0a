"""Reading to claims: finders propose, the engine settles speaker, certainty, polarity and identity."""

from .engine import ClaimEngine

__all__ = ["ClaimEngine"]
