"""Claim annotations: drafted by sentence, kept as spans and codes without a word of a document, rebuilt for scorers."""
