"""`python -m exams predict --task TASK --in DOCS --out PRED`, and `python -m exams check --data DIR --scorers DIR`."""

import argparse
import sys
from pathlib import Path

from .floors import check_floors
from .predict import TASKS, predict


def main(arguments: list[str] | None = None) -> int:
    """Run one exam command; the exit code is 1 if a floor sank."""
    parser = argparse.ArgumentParser(prog="python -m exams", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("predict", help="write predictions in the format of a scorer")
    one.add_argument("--task", choices=TASKS, required=True)
    one.add_argument("--in", dest="source", type=Path, required=True, help="documents, JSON lines or CoNLL-U")
    one.add_argument("--out", dest="target", type=Path, required=True, help="predictions")
    one.add_argument("--words", type=Path, help="factuality: CoNLL-U that holds the words of the sentences")
    every = commands.add_parser("check", help="predict and score every task, and hold the pinned floors")
    every.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    every.add_argument("--scorers", type=Path, required=True, help="folder of the scorers and the dev gold")
    every.add_argument("--out", type=Path, default=Path(".exams"), help="where predictions and reports go")
    every.add_argument("--task", choices=TASKS, action="append", help="only this task (repeatable)")
    every.add_argument("--pin", action="store_true", help="raise floors that were surpassed; never lowers one")
    given = parser.parse_args(arguments)
    if given.command == "predict":
        written = predict(given.task, given.source, given.target, words=given.words)
        sys.stderr.write(f"{written} lines in {given.target}\n")
        return 0
    return check_floors(given.data, given.scorers, given.out, tasks=given.task or TASKS, pin=given.pin)


if __name__ == "__main__":
    raise SystemExit(main())
