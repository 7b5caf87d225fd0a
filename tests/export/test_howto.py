"""The commands of the how-to pages of formats work as they stand there, with the consumers' own tools."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docx
import followthemoney
import openpyxl
import pytest

from according.export.formats import FORMATS
from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.model import PlaceValue, Qualifiers
from according.pipeline import Pipeline
from according.settings import Settings
from tests.factory import argument, claim, document

ROOT = Path(__file__).parents[2]
ENDS = {"according check": 6}
"""Commands that say by their exit code what they found, where it is not 0."""


def commands(name: str) -> list[str]:
    """The lines of the shell of one page that can be run as they stand."""
    page = (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")
    return [
        line.split("   #")[0]
        for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
        for line in block.splitlines()
        if line.strip() and "FORMAT" not in line
    ]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`case.ledger`, of the invented documents of the examples and one whose place has coordinates."""
    place = tmp_path_factory.mktemp("howto")
    options = IntakeOptions()
    with Ledger.open(place / "case.ledger", create=True) as ledger:
        Pipeline(Settings()).add(sources([str(ROOT / "examples" / "documents")], options), ledger, options)
        page = document("Harbor Nine is in Harrow Bend, police said.", id="bend")
        here = Qualifiers(place=PlaceValue("Harrow Bend", lat=40.25, lon=-83.5))
        nine, bend = argument("Harbor Nine", "Group", inside=page), argument("Harrow Bend", "Place", inside=page)
        told = claim(page, predicate="operates_in", subject=nine, object=bend, stage=None, qualifiers=here)
        ledger.put(page, page.text.encode(), (told,))
    return place / "case.ledger"


@pytest.fixture
def folder(ledger: Path, tmp_path: Path) -> Path:
    """What the pages speak of: the ledger, a colleague's, a draft, watch-lists and tables of what is known."""
    for name in ("case.ledger", "colleague.ledger"):
        shutil.copy(ledger, tmp_path / name)
    draft = docx.Document()
    draft.add_paragraph("Bruno Castellane was convicted of arson over the fire on Slate Street.")
    draft.save(tmp_path / "draft.docx")
    (tmp_path / "draft.md").write_text("# A draft\n\nBruno Castellane was convicted of arson.\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("name,aliases\nBruno Castellane,B. Castellane\n", encoding="utf-8")
    target = {"id": "t-1", "schema": "Person", "properties": {"name": ["Bruno Castellane"]}}
    (tmp_path / "targets.ftm.json").write_text(json.dumps(target) + "\n", encoding="utf-8")
    mapping = re.search(r"```toml\n(.*?)```", (ROOT / "docs/how-to/bring-in.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "known.toml").write_text(mapping[1], encoding="utf-8")
    known = openpyxl.Workbook()
    known.active.append(["Who", "Link", "To whom", "Since", "Until", "Where", "Cited", "Remark"])
    known.active.append(["Teodor Lunz", "runs", "Los Corvinos", "2021", "", "", "Port Maren Courier", ""])
    known.save(tmp_path / "known.xlsx")
    links = "subject,relation,object,source\nTeodor Lunz,leads,Los Corvinos,Port Maren Courier\n"
    (tmp_path / "links.csv").write_text(links, encoding="utf-8")
    return tmp_path


class Aleph:
    """The two addresses of an Aleph server that `alephclient write-entities` asks; each entity must be a valid one."""

    def __init__(self) -> None:
        self.entities: dict[str, dict] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = {"id": "7", "foreign_id": parse_qs(urlsplit(self.path).query)["filter:foreign_id"][0]}
                self.answer({"results": [found], "total": 1, "next": None, "offset": 0, "limit": 1})

            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert urlsplit(self.path).path == "/api/2/collections/7/_bulk"
                assert self.headers["Authorization"] == "ApiKey key"
                for entity in sent:
                    outer.entities[entity["id"]] = followthemoney.model.get_proxy(entity, cleaned=False).to_dict()
                self.answer({})

            def answer(self, told: dict) -> None:
                body = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_given: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.settings = {"ALEPHCLIENT_HOST": f"http://127.0.0.1:{self.http.server_port}", "ALEPHCLIENT_API_KEY": "key"}


@pytest.fixture
def aleph() -> Iterator[Aleph]:
    """A server on this machine."""
    made = Aleph()
    yield made
    made.http.shutdown()
    made.http.server_close()


def run(command: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """One line of the page, with the programs of this environment; `according` is this tree's."""
    script = command.replace("according ", f"{shlex.quote(sys.executable)} -m according ", 1)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    script = script if script != command else re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", command)
    return subprocess.run(
        ["/bin/bash", "-c", script], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PATH": path, **settings},
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ["export", "release", "bring-in", "check-a-draft"])
def test_every_command_of_the_page_ends_well(folder: Path, name: str, aleph: Aleph) -> None:
    """In the order of the page; what a consumer prints is not empty, and Aleph's client sends every entity."""
    failed = {}
    for command in commands(name):
        done = run(command, folder, **aleph.settings)
        wanted = next((code for start, code in ENDS.items() if command.startswith(start)), 0)
        if done.returncode != wanted or (command.startswith("python") and not done.stdout.strip()):
            failed[command] = (done.returncode, done.stdout[-300:], done.stderr[-500:])
    assert failed == {}
    written = folder / "case.ftm.json"
    lines = written.read_text(encoding="utf-8").splitlines() if written.exists() else []
    assert {json.loads(line)["id"] for line in lines} == set(aleph.entities)


def test_every_format_is_on_the_page_with_its_command() -> None:
    """`links` alone is not handed to anybody: it is for the exams of linking."""
    shown = set(re.findall(r"--format ([\w-]+) ", "\n".join(commands("export"))))
    assert set(FORMATS) - shown == {"links"}
