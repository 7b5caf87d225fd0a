"""Training the ties: which words of a sentence are the two parties of a claim, learned from annotated documents."""
