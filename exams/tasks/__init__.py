"""One module a kind of exam; each function takes the rows of the input and yields the rows of the prediction."""
