"""A model's claims, from a real local server: good, malformed, truncated, slow and lying answers."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from according.cli.app import app
from according.errors import RemoteError, RemoteRefused, SettingError
from according.model import Claim
from according.pipeline import Pipeline
from according.remote import Client, RemoteExtractor
from according.settings import Settings, read_settings
from tests.factory import document

CHARGED = "Marten Oyelaran, 34, was charged with extortion on Monday, prosecutors said."
ALLEGED = "Police say Teodor Lunz is an alleged member of Los Corvinos."
TEXT = f"{CHARGED}\n{ALLEGED}"

Reply = Callable[[BaseHTTPRequestHandler, dict], None]


class Server:
    """A server of the protocol whose answer a test sets."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.reply: Reply = lambda handler, _body: self.answer(handler, json.dumps({"claims": []}))
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
                outer.reply(self, body)

            def log_message(self, *_given: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    @staticmethod
    def send(handler: BaseHTTPRequestHandler, status: int, content: bytes, **headers: str) -> None:
        """Raw bytes."""
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def answer(self, handler: BaseHTTPRequestHandler, content: str) -> None:
        """A completion."""
        told = {"choices": [{"message": {"content": content}}], "usage": {"prompt_tokens": 100, "completion_tokens": 7}}
        self.send(handler, 200, json.dumps(told).encode())

    def says(self, *claims: dict) -> None:
        """Every answer from now on holds these claims."""
        self.reply = lambda handler, _body: self.answer(handler, json.dumps({"claims": claims}))


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine."""
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The bundled reader."""
    return Pipeline(Settings())


def proposal(**changes: object) -> dict:
    """The charge, as an honest model tells it."""
    return {
        "predicate": "accused_of",
        "subject": {"type": "Person", "text": "Marten Oyelaran"},
        "object": {"type": "Offence", "text": "extortion", "code": "extortion"},
        "stage": "charged",
        "certainty": "certain",
        "polarity": "affirmed",
        "speaker": {"kind": "prosecutor", "text": "prosecutors", "cue": "said"},
        "quote": "Marten Oyelaran, 34, was charged with extortion",
        **changes,
    }


def extract(server: Server, pipeline: Pipeline, **given: object) -> tuple[list[Claim], RemoteExtractor]:
    """The claims of the document by a model on this machine."""
    client = Client(server.url, "small", pause_s=0.01, timeout_s=1.0, **given)
    remote = RemoteExtractor(client)
    return remote.extract(pipeline.reader.read(document(TEXT))), remote


def test_good_answer_becomes_a_claim_with_the_whole_sentence(server: Server, pipeline: Pipeline) -> None:
    """Quote, speaker, stage; tokens are counted."""
    server.says(proposal())
    claims, remote = extract(server, pipeline)
    assert [(c.predicate, c.stage, c.innermost.source) for c in claims] == [("accused_of", "charged", "prosecutors")]
    assert claims[0].evidence[0].quote == CHARGED
    assert claims[0].extractor.name == "remote:small"
    assert (remote.client.usage.prompt_tokens, remote.client.usage.completion_tokens) == (100, 7)
    assert server.asked[0]["path"] == "/v1/chat/completions"
    assert server.asked[0]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quote": "Marten Oyelaran, 34, was charged with extorsion"}, "quote"),
        ({"subject": {"type": "Person", "text": "Bruno Castellane"}}, "name"),
        ({"speaker": {"kind": "court_record", "text": "a federal judge"}}, "speaker"),
        ({"speaker": {"kind": "author", "text": ""}}, "speaker"),
        ({"stage": "acquitted"}, "stage"),
        ({"stage": "guilty"}, "form"),
        ({"predicate": "is_bad"}, "form"),
        ({"subject": "Marten Oyelaran"}, "form"),
        ({"subject": {"type": "Place", "text": "Marten Oyelaran"}}, "contract"),
    ],
)
def test_what_the_words_do_not_bear_out_is_refused_and_counted(
    server: Server, pipeline: Pipeline, changes: dict, reason: str
) -> None:
    """A quote that is nearly right is no quote; a lost speaker is no claim."""
    server.says(proposal(**changes))
    claims, remote = extract(server, pipeline)
    assert claims == []
    assert remote.report.refused == {reason: 1}


@pytest.mark.parametrize("stage", ["convicted", "sentenced", "indicted", "stated"])
def test_overstated_stage_is_lowered_to_what_the_sentence_says(server: Server, pipeline: Pipeline, stage: str) -> None:
    """A model can never raise a charge."""
    server.says(proposal(stage=stage))
    claims, remote = extract(server, pipeline)
    assert [c.stage for c in claims] == ["charged"]
    assert remote.report.lowered == 1


def test_overstated_certainty_is_lowered(server: Server, pipeline: Pipeline) -> None:
    """An alleged member is a probable one."""
    server.says(
        proposal(
            predicate="member_of",
            subject={"type": "Person", "text": "Teodor Lunz"},
            object={"type": "Group", "text": "Los Corvinos"},
            stage=None,
            speaker={"kind": "police", "text": "Police", "cue": "say"},
            quote=ALLEGED,
        )
    )
    assert [c.certainty for c in extract(server, pipeline)[0]] == ["probable"]


@pytest.mark.parametrize("content", ["<html>Sign in</html>", '{"claims": [{"predicate": "acc', "[]", "null"])
def test_answer_that_is_no_list_of_claims_is_counted(server: Server, pipeline: Pipeline, content: str) -> None:
    """HTML, half a JSON, another shape: no claim, no crash."""
    server.reply = lambda handler, _body: server.answer(handler, content)
    claims, remote = extract(server, pipeline)
    assert claims == []
    assert remote.report.refused == {"answer": 1}


@pytest.mark.parametrize("content", [b"<html>", b"{}", b'{"choices": []}', b""])
def test_server_that_speaks_something_else_is_an_error_that_says_so(
    server: Server, pipeline: Pipeline, content: bytes
) -> None:
    """Not our protocol."""
    server.reply = lambda handler, _body: server.send(handler, 200, content)
    with pytest.raises(RemoteError, match="Is it the right address"):
        extract(server, pipeline)


@pytest.mark.parametrize(
    "sent",
    [
        b"no status\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}\r\n",
        b"HTTP/1.1 307 Moved\r\nLocation: http://[]\r\n\r\n",
    ],
    ids=["no-http", "cut-short", "moved-to-no-address"],
)
def test_answer_that_breaks_the_transfer_is_an_error_that_says_so(
    server: Server, pipeline: Pipeline, sent: bytes
) -> None:
    """Whatever stands at that address, the addition does not end in a defect."""
    server.reply = lambda handler, _body: handler.wfile.write(sent)
    with pytest.raises(RemoteError, match="Check the address"):
        extract(server, pipeline, tries=1)


def test_busy_server_is_asked_again_after_the_time_it_names(server: Server, pipeline: Pipeline) -> None:
    """429 twice, then an answer."""
    waits: list[float] = []

    def reply(handler: BaseHTTPRequestHandler, _body: dict) -> None:
        if len(server.asked) < 3:
            server.send(handler, 429, b"", Retry_After="7")
        else:
            server.answer(handler, json.dumps({"claims": [proposal()]}))

    server.reply = reply
    claims, remote = extract(server, pipeline, sleep=waits.append)
    assert len(claims) == 1
    assert waits == [7.0, 7.0]
    assert remote.client.usage.retries == 2


def test_slow_server_is_given_up(server: Server, pipeline: Pipeline) -> None:
    """After the time limit, and the tries."""
    server.reply = lambda _handler, _body: time.sleep(3)
    with pytest.raises(RemoteError, match="did not answer"):
        extract(server, pipeline, tries=1)


def test_redirect_is_not_followed(server: Server, pipeline: Pipeline) -> None:
    """The document goes where it was sent, or nowhere."""
    server.reply = lambda handler, _body: server.send(
        handler, 307, b"", Location="http://192.0.2.1/v1/chat/completions"
    )
    with pytest.raises(RemoteError, match="status 307"):
        extract(server, pipeline)


def test_answer_is_asked_for_once(server: Server, pipeline: Pipeline, tmp_path: Path) -> None:
    """The cache holds it."""
    server.says(proposal())
    first, _ = extract(server, pipeline, cache=tmp_path / "cache")
    second, remote = extract(server, pipeline, cache=tmp_path / "cache")
    assert first == second
    assert len(server.asked) == 1
    assert remote.client.usage.cached == 1


def test_document_that_is_not_public_is_refused_before_the_first_byte(pipeline: Pipeline) -> None:
    """By the address alone; nothing is looked up."""
    remote = RemoteExtractor(Client("https://model.invalid/v1", "large", key="k"))
    with pytest.raises(RemoteRefused, match=r"story-1\.txt is internal"):
        remote.extract(pipeline.reader.read(document(TEXT)))
    assert remote.client.usage.requests == 0


def test_key_does_not_travel_in_the_clear() -> None:
    """Plain http is for this machine."""
    with pytest.raises(SettingError, match="unencrypted"):
        Client("http://model.invalid/v1", "large", key="k")


def test_long_document_is_asked_in_pieces_with_overlap(server: Server, pipeline: Pipeline) -> None:
    """No sentence is left out, and the estimate tells the number."""
    text = "\n".join(
        f"Officer number {n} said that the harbour was quiet on that long and rainy day." for n in range(200)
    )
    reading = pipeline.reader.read(document(text))
    remote = RemoteExtractor(Client(server.url, "small"))
    requests, tokens = remote.estimate(reading)
    remote.extract(reading)
    sent = [asked["messages"][1]["content"] for asked in server.asked]
    assert len(sent) == requests > 2
    assert tokens > len(text) // 4
    assert all(any(f"number {n} said" in piece for piece in sent) for n in range(200))
    assert sent[0].splitlines()[-1] in sent[1]


@pytest.mark.parametrize("by_setting", [True, False])
def test_cost_is_told_before_and_after_by_the_prices_given(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, by_setting: bool
) -> None:
    """100 tokens sent and 7 answered, at 20 and 100 euros a million; no price, no word of money."""
    server.says(proposal())
    story = tmp_path / "story.txt"
    story.write_text(TEXT, encoding="utf-8")
    asked = ["compare", str(story), "--url", server.url, "--model", "small"]
    given = {"PRICE_SENT": "20", "PRICE_ANSWERED": "100", "CURRENCY": "EUR"}
    flags = [words for name, value in given.items() for words in (f"--{name.lower().replace('_', '-')}", value)]
    plain = CliRunner().invoke(app, asked)
    assert "EUR" not in plain.output
    assert "prices" not in plain.output
    for name, value in given.items() if by_setting else ():
        monkeypatch.setenv(f"ACCORDING_{name}", value)
    done = CliRunner().invoke(app, asked if by_setting else asked + flags)
    tokens = int(re.search(r"about (\d+) tokens", done.output)[1])
    assert f"about {tokens * 20 / 1_000_000:.4f} EUR to ask; answers cost 100.0000 EUR a million tokens" in done.output
    assert "0.0027 EUR by the tokens that the server counted and the prices that you gave." in done.output


def test_price_below_zero_is_refused() -> None:
    """By setting as by option."""
    with pytest.raises(SettingError, match="below zero"):
        read_settings({"ACCORDING_PRICE_SENT": "-1"})
