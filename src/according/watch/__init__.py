"""Feeds and folders looked at again and again, politely, and a digest of what changed."""

from .config import Feed, Watch, read_watch
from .digest import Digest, atom, digest, markdown
from .rounds import Round, one_round

__all__ = ["Digest", "Feed", "Round", "Watch", "atom", "digest", "markdown", "one_round", "read_watch"]
