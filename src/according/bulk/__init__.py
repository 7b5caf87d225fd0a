"""The pipeline over millions of documents, on Apache Spark: the same functions, spread over machines.

`shelves` puts the input into parts of some thousand documents; `reading` reads a part on the executors, each document
in a child process (`child`) whose end costs that document alone; `run` does one part after the other and knows which
are finished; `loading` brings the result into a ledger. `rows` says what the Parquet tables hold.
"""

from .loading import load
from .run import Asked, Done, read_all_parts
from .session import session

__all__ = ["Asked", "Done", "load", "read_all_parts", "session"]
