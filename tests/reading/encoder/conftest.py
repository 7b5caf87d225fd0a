"""The bundled model, loaded once."""

import pytest

from according.reading.encoder import Encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The shipped reader on one thread."""
    return Encoder(threads=1)
