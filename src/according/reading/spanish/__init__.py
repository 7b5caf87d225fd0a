"""Spanish, read by rules: no model, no trees. The forms of releases and news on crime, and nothing beyond them."""

from .reader import read_spanish

__all__ = ["read_spanish"]
