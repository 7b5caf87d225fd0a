"""How the bundled reader is made: corpora to windows, windows to weights, weights to a quantised file."""
