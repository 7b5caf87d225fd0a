"""`python -m training --data DIR --out DIR` makes the model; `export` turns it into the file that ships.

python -m training [train] --data DIR --out DIR [--annotations DIR] [--config FILE] [--initial CHECKPOINT_OR_MODEL]
python -m training export --checkpoint FILE --version V [--to FOLDER] [--float]
python -m training export --ties STATE --version V [--to FOLDER]
python -m training fillers --data DIR --model FOLDER --out CHECKPOINT
python -m training teacher --encoder FOLDER --data DIR [--annotations DIR] --out STATE
python -m training ties --encoder FOLDER --teacher STATE --data DIR [--initial STATE] --out STATE
python -m training lemmas --data DIR
"""

import argparse
import sys
from pathlib import Path

from according.reading.encoder import BUNDLED

ANNOTATIONS = Path(__file__).with_name("annotations") / "claims"
PAIRS = ANNOTATIONS.with_name("pairs")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; without a command, `train`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("--") and given[0] != "--help"):
        given.insert(0, "train")
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("train", help="train, or go on where a run in --out stopped")
    one.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    one.add_argument(
        "--annotations",
        type=Path,
        default=ANNOTATIONS,
        help="folder of claim annotations",
    )
    one.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    one.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    one.add_argument(
        "--initial", type=Path, help="checkpoint or model folder to start from instead of the published backbone"
    )
    two = commands.add_parser("export", help="write the model folder that the runtime loads")
    which = two.add_mutually_exclusive_group(required=True)
    which.add_argument("--checkpoint", type=Path, help="of the whole network")
    which.add_argument("--ties", type=Path, help="state of the ties, put into the model that is there")
    two.add_argument("--to", type=Path, default=BUNDLED)
    two.add_argument("--version", required=True, help="stored with every claim read with this model")
    two.add_argument("--float", action="store_true", help="do not quantise, to measure what that costs")
    four = commands.add_parser("fillers", help="train role fillers alone, on an encoder that stays as it is")
    four.add_argument("--data", type=Path, required=True)
    four.add_argument("--model", type=Path, default=BUNDLED, help="model folder whose encoder is kept")
    four.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    four.add_argument("--epochs", type=int, default=14)
    five = commands.add_parser("ties", help="train ties alone, on an encoder that stays as it is")
    five.add_argument("--teacher", type=Path, required=True, help="state that `teacher` wrote")
    five.add_argument("--layers", type=int, default=2, help="of the branch's own; 6 stands on the embeddings alone")
    five.add_argument("--initial", type=Path, help="state of an earlier branch to go on from")
    five.add_argument("--model", type=Path, default=BUNDLED, help="model folder whose encoder is kept")
    six = commands.add_parser("teacher", help="train the large network that teaches ties")
    for command in (five, six):
        command.add_argument("--encoder", type=Path, required=True, help="folder of the teacher's published encoder")
        command.add_argument("--data", type=Path, required=True)
        command.add_argument(
            "--annotations", type=Path, action="append", help="folder of claim annotations or of pairs (repeatable)"
        )
        command.add_argument("--out", type=Path, required=True, help="state to write")
        command.add_argument("--epochs", type=int, default=4)
        command.add_argument("--half", action="store_true", help="bfloat16: much faster where the processor has it")
    three = commands.add_parser("lemmas", help="write the table of irregular base forms")
    three.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(given)
    if options.command == "train":
        from .config import read_config
        from .train import train

        config = read_config(options.config)
        train(config, data=options.data, annotated=options.annotations, out=options.out, initial=options.initial)
    elif options.command == "export":
        from .export import export_checkpoint, export_ties

        if options.ties:
            export_ties(options.ties, options.to, version=options.version)
        else:
            export_checkpoint(options.checkpoint, options.to, version=options.version, quantised=not options.float)
    elif options.command == "fillers":
        from .fillers import train_fillers

        train_fillers(options.model, data=options.data, out=options.out, epochs=options.epochs)
    elif options.command in ("teacher", "ties"):
        from .ties.learn import load_teacher, train_teacher, train_ties

        how = {"data": options.data, "annotations": options.annotations or [ANNOTATIONS, PAIRS], "out": options.out}
        how |= {"epochs": options.epochs, "half": options.half}
        if options.command == "teacher":
            train_teacher(options.encoder, **how)
        else:
            how |= {"initial": options.initial, "layers": options.layers}
            train_ties(options.model, load_teacher(options.encoder, options.teacher), **how)
    else:
        from .lemmas import write

        write(options.data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
