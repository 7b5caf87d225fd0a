"""Write the generated pages of docs/reference from the ontology, the errors and the command line.

`python -m tools.reference` writes them; `tests/test_repository.py` fails when a page is not what this would write.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import typer

from according.cli import app
from according.errors import REASONS
from according.ontology import ontology
from according.settings import HELP, Settings

SERVING = ("according", "according serve", "according watch", "according mcp")
"""Commands that run for long, or by a timer."""
UNSET = ("help", "version", "install_completion", "show_completion")
HEEDED = {
    "PGPASSWORD": "Password of a ledger on a server; better in the file of `PGPASSFILE`, or in `~/.pgpass`.",
    "PGPASSFILE": "File with passwords by host, port, database and account.",
    "PGSSLMODE": "`verify-full` demands TLS and a certificate of the right name, as `?sslmode=` in the address does.",
    "PGSSLROOTCERT": "Certificates by which the server's is judged.",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "Where spans go, where the process runs under `opentelemetry-instrument`.",
}
"""Variables of the libraries below that a server needs; the others of libpq and OpenTelemetry hold as well."""
REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
SLOTS = {"s": "subject", "o": "object"}
GENERATED = "<!-- Written by `make reference`. Do not edit. -->"


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([GENERATED, "", f"# {title}", "", *lines]).rstrip() + "\n"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


def _statement(words: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda slot: f"*{SLOTS.get(slot.group(1), slot.group(1))}*", words)


def predicates() -> str:
    """Every predicate: what it joins, which qualifiers it may carry, whether it may have a stage, how it is worded."""

    def lines() -> Iterator[str]:
        yield "What a claim can say, in the words of every view; speaker and certainty are added to them."
        yield ""
        for predicate in ontology().predicates.values():
            yield f"## `{predicate.name}`"
            yield ""
            yield f"> {_statement(predicate.words)}"
            yield ""
            yield "| | |"
            yield "| --- | --- |"
            yield f"| subject | {_codes(predicate.subject)} |"
            yield f"| object | {_codes(predicate.object) if predicate.object else 'always null'} |"
            yield f"| qualifiers | {_codes(predicate.qualifiers)} |"
            yield f"| stage | {predicate.stage} |"
            yield f"| reads the same in either direction | {'yes' if predicate.symmetric else 'no'} |"
            yield f"| FollowTheMoney | {f'`{predicate.ftm}`' if predicate.ftm else '–'} |"
            yield ""

    return _page("Predicates", lines())


def stages() -> str:
    """Stages, certainty and kinds of speaker."""

    def lines() -> Iterator[str]:
        words = ontology()
        yield "## Stages: how far in law"
        yield ""
        yield "| stage | rung | shown as | worded as |"
        yield "| --- | --- | --- | --- |"
        for stage in words.stages.values():
            rung = str(stage.rank) if stage.rank is not None else "way out" if stage.exit else "–"
            yield f"| `{stage.name}` | {rung} | {stage.label} | … {stage.words} … |"
        yield ""
        yield "`stated` is not on the ladder: the document says flatly that somebody did it, which is no step in law."
        yield ""
        yield "## Certainty: as the source puts it"
        yield ""
        yield "| certainty | shown as |"
        yield "| --- | --- |"
        for name, shown in words.certainty.items():
            yield f"| `{name}` | {shown} |"
        yield ""
        yield "## Kinds of speaker"
        yield ""
        yield "| kind | if the document gives no words for the speaker |"
        yield "| --- | --- |"
        for name, shown in words.kinds.items():
            yield f"| `{name}` | {shown} |"

    return _page("Stages, certainty, speakers", lines())


def vocabularies() -> str:
    """Offences and activities, types of incident, and reasons to protect a person."""

    def lines() -> Iterator[str]:
        words = ontology()
        for title, table in (
            ("Offences and activities", words.offences),
            ("Types of incident", words.incidents),
            ("Protected people: reason, and what stands for the name", words.protection),
        ):
            yield f"## {title}"
            yield ""
            yield "| code | words |"
            yield "| --- | --- |"
            for code, shown in table.items():
                yield f"| `{code}` | {shown} |"
            yield ""

    return _page("Vocabularies", lines())


def reasons() -> str:
    """Why a document was not taken, and what to do."""

    def lines() -> Iterator[str]:
        yield "`according add` lists what it could not take, by these codes; it reads the rest, and the exit code is 3."
        yield ""
        yield "| reason | what happened, and what to do |"
        yield "| --- | --- |"
        for code, advice in REASONS.items():
            yield f"| `{code}` | {advice} |"

    return _page("Why a document was refused", lines())


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Commands below a command; typer carries its own copy of click, so they are told by what they have."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        if not child.hidden:
            yield from _commands(child, (*path, name))


def _described(parameter: Any) -> str:
    text = " ".join((getattr(parameter, "help", None) or "").split())
    default = parameter.default
    if isinstance(default, str | int | float) and not isinstance(default, bool) and default != "":
        text += f" Default: `{default}`."
    return text.replace("|", "\\|")


def command_line() -> str:
    """Every command with its arguments and options."""

    def lines() -> Iterator[str]:
        root = typer.main.get_command(app)
        yield "`according COMMAND --help` prints the same. Exit codes: 0 fine, 1 another error, 2 a wrong option,"
        yield "3 documents were refused, 4 the ledger cannot do what was asked, 5 the model is missing, 6 a checked"
        yield "draft says what it should not, 7 a frozen sign-off no longer holds, 8 a ledger that is not whole, 130"
        yield "stopped."
        yield ""
        for path, command in _commands(root, ("according",)):
            yield f"## `{' '.join(path)}`"
            yield ""
            yield " ".join((command.help or "").split("\f")[0].split())
            yield ""
            yield "| | |"
            yield "| --- | --- |"
            for parameter in command.params:
                if getattr(parameter, "hidden", False) or parameter.name == "help":
                    continue
                if parameter.param_type_name == "argument":
                    yield f"| `{parameter.name.upper()}` | {_described(parameter)} |"
                else:
                    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
                    yield f"| {names} | {_described(parameter)} |"
            yield ""

    return _page("Command line", lines())


def configuration() -> str:
    """Everything that a server is set by: variables of the environment, and the options of what runs for long."""

    def lines() -> Iterator[str]:
        yield "What a server is set by, in one table. There is no configuration file; a variable `ACCORDING_…` that is"
        yield "not here is refused. Files that a command is given (feeds, mappings) are described where the command is."
        yield ""
        yield "| what sets it | where | default | what it does |"
        yield "| --- | --- | --- | --- |"
        for field in fields(Settings):
            told = HELP[field.name].rpartition(" (")[0]
            yield f"| `ACCORDING_{field.name.upper()}` | environment | {_default(field.default)} | {told}. |"
        for name, told in HEEDED.items():
            yield f"| `{name}` | environment | – | {told} |"
        root = typer.main.get_command(app)
        commands: dict[str, Any] = {"according": root}
        commands |= {" ".join(path): command for path, command in _commands(root, ("according",))}
        for name in SERVING:
            for parameter in commands[name].params:
                if parameter.name in UNSET:
                    continue
                argument = parameter.param_type_name == "argument"
                given = (parameter.name.upper(),) if argument else (*parameter.opts, *parameter.secondary_opts)
                names = ", ".join(f"`{option}`" for option in given)
                told = _described(parameter).partition(" Default:")[0]
                yield f"| {names} | `{name}` | {_default(parameter.default)} | {told} |"

    return _page("Configuration of a server", lines())


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "–" if value is None or value == "" else f"`{value}`"


def pages() -> dict[str, str]:
    """File name to content, of every generated page."""
    return {
        "cli.md": command_line(),
        "configuration.md": configuration(),
        "predicates.md": predicates(),
        "reasons.md": reasons(),
        "stages.md": stages(),
        "vocabularies.md": vocabularies(),
    }


def main() -> int:
    """Write the pages; say which ones changed."""
    for name, content in pages().items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            sys.stdout.write(f"docs/reference/{name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
