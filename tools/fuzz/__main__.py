"""Fuzz one parser for a while: `python -m tools.fuzz PARSER [--minutes N]`, guided by coverage (atheris).

Begins with `tests/fuzz/corpus/PARSER`. What breaks a promise, or takes longer than it should, is written into
`.fuzz/PARSER/`, each kind once, and told; put a small one into the corpus together with the fix.
Needs `pip install atheris` (Linux and macOS).
"""

import argparse
import hashlib
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

SLOW_S = 5.0
"""An input of a few kilobytes that takes more of the processor is a finding, too."""
LARGEST = 65536
ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "fuzz"


class Hunt:
    """What was found in one run."""

    def __init__(self, name: str, out: Path) -> None:
        from .parsers import PARSERS

        self._parse, self._out, self._name = PARSERS[name].parse, out, name
        with suppress(Exception):  # what is loaded at the first call is not the input's doing
            self._parse(b"")
        self.found: set[str] = set()
        self.tried = 0

    def __call__(self, data: bytes) -> None:
        """Try one input."""
        self.tried += 1
        begun = time.process_time()
        try:
            self._parse(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = [f for f in traceback.extract_tb(error.__traceback__) if "according" in f.filename]
            where = ours[-1] if ours else last
            self._keep(f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}", data)
        else:
            if time.process_time() - begun > SLOW_S:
                self._keep("slow", data)

    def _keep(self, kind: str, data: bytes) -> None:
        if kind not in self.found:
            self.found.add(kind)
            print(f"{self._name}: {kind}, input {self.tried:,}", flush=True)  # noqa: T201
            name = f"{kind.replace(' ', '-').replace(':', '-')}-{hashlib.sha256(data).hexdigest()[:8]}"
            (self._out / name).write_bytes(data)


def main() -> None:
    """Run until the time is over."""
    import atheris

    given = argparse.ArgumentParser(prog="python -m tools.fuzz", description=(__doc__ or "").partition("\n")[0])
    given.add_argument("parser", choices=sorted(folder.name for folder in (TESTS / "corpus").iterdir()))
    given.add_argument("--minutes", type=float, default=5)
    asked = given.parse_args()
    # the two largest rooms take longest to instrument, and only a draft and an answer reach them
    passed_by = [] if asked.parser in ("answer", "draft", "form") else ["according.claims", "according.reading"]
    looked_into = ["according", "email", "zipfile", "docx", "openpyxl", "warcio", "python_multipart", "joserfc"]
    with atheris.instrument_imports(include=looked_into, exclude=passed_by):
        from . import parsers  # noqa: F401
    out = ROOT / ".fuzz" / asked.parser
    grown = out / "corpus"
    grown.mkdir(parents=True, exist_ok=True)
    words = TESTS / "dictionaries" / f"{asked.parser}.dict"
    options = [
        f"-max_total_time={int(asked.minutes * 60)}", f"-max_len={LARGEST}", "-timeout=120", "-rss_limit_mb=4096",
        f"-artifact_prefix={out}/", "-print_final_stats=1", "-verbosity=0",
        *([f"-dict={words}"] if words.exists() else []),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], str(grown), str(TESTS / "corpus" / asked.parser), *options], Hunt(asked.parser, out))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
