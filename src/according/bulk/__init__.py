"""The pipeline over millions of documents, on Apache Spark: the same functions, spread over machines.

`shelves` puts the input into parts of some thousand documents; `reading` reads a part on the executors, each document
in a child process (`child` watches it, `serving` is it) whose end costs that document alone; `run` reads the parts
and knows which are finished; `loading` brings the result into a ledger. `rows` says what the Parquet tables hold.

Nothing is imported here: the process that reads needs neither Spark nor a ledger's linking.
"""
