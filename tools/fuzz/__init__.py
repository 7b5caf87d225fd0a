"""Fuzzing: every parser of what strangers send, and what it promises; `python -m tools.fuzz` looks for breaches."""
