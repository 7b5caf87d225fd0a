"""A draft pasted on the desk: what is told of it, to whom, and that nothing of it stays."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from according.cli.app import app
from according.drafts import LONGEST
from according.ledger import Ledger
from according.model import Argument
from according.pipeline import Pipeline
from according.settings import Settings
from according.web.gate import Gate
from according.web.server import make_app
from according.web.site import slug
from tests.factory import argument, claim, document, reading
from tests.web.desks import WORDS, fill, key_of

CONVICTED = "Marten Oyelaran was convicted of robbery."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The bundled reader, loaded once."""
    return Pipeline(Settings())


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A man who was charged and denies it, and a minor who was hurt."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        page = document("Marten Oyelaran was charged with robbery, prosecutors said. He denied it.", id="story")
        who = argument("Marten Oyelaran", inside=page, entity="story#0")
        told = (claim(page, subject=who), claim(page, subject=who, polarity="negated"))
        opened.put(page, b"x", told, reading=reading(page, "Marten Oyelaran"))
        hurt = document("Karim Adeyemi was hurt.", id="hurt")
        child = argument("Karim Adeyemi", inside=hurt, entity="hurt#0", protected="minor")
        shot = Argument("Incident", "assault", incident_type="assault", entity="hurt#1")
        harmed = claim(hurt, predicate="victim_of", subject=child, object=shot, stage=None)
        opened.put(hurt, b"z", (harmed,), reading=reading(hurt, "Karim Adeyemi"))
        yield opened


@pytest.fixture
def browser(ledger: Ledger, pipeline: Pipeline) -> TestClient:
    """A browser that has opened the printed address."""
    opened = TestClient(make_app(ledger, "key", pipeline=pipeline), base_url="http://127.0.0.1")
    opened.get("/?token=key")
    return opened


def sent(browser: TestClient, draft: str = "", **given: str) -> dict[str, str]:
    """The fields of the form as a browser sends them."""
    return {"csrf": browser.get("/check.json").json()["csrf"], "draft": draft, "as": "page", **given}


def held(browser: TestClient, draft: str, **given: str) -> dict:
    """The check of a draft, as data."""
    answer = browser.post("/check", data=sent(browser, draft, **given), headers={"accept": "application/json"})
    assert answer.status_code == 200
    return answer.json()


def test_page_tells_verdict_step_age_denial_and_leads_to_the_sentence(browser: TestClient) -> None:
    """All that a reporter needs beside one sentence."""
    told = browser.post("/check", data=sent(browser, CONVICTED)).text
    assert "overstated: 1" in told
    assert "The draft says convicted, on record is “charged, not convicted” (2024-03-11) at most." in told
    assert "Furthest step on record" in told
    assert "Latest document on the matter: 2024-03-11, " in told
    assert "<b>Denied:</b>" in told
    assert f"/document-{slug('story')}#s-0" in told
    assert "this is no defence by itself" in told


def test_sentence_that_passes_and_one_without_a_claim_are_told_too(browser: TestClient) -> None:
    """Each sentence about a named person stands on the page, in order."""
    draft = "Prosecutors said Marten Oyelaran was charged with robbery.\n\nMarten Oyelaran walked home.\n\nIt rained."
    told = held(browser, draft)
    assert [s["text"] for s in told["sentences"]] == [
        "Prosecutors said Marten Oyelaran was charged with robbery.",
        "Marten Oyelaran walked home.",
    ]
    assert (told["counts"], told["read"], told["blocked"]) == ({"supported": 1}, 3, False)


def test_nothing_of_a_draft_is_stored(browser: TestClient, ledger: Ledger, tmp_path: Path) -> None:
    """No row, no file, no word in the ledger's bytes; also of one that is refused or frozen."""
    before, files = ledger.revision(), {p.name for p in tmp_path.iterdir()}
    words = "Marten Oyelaran robbed the Zanzibarquay bank and was convicted of robbery."
    browser.post("/check", data=sent(browser, words))
    browser.post("/check", data=sent(browser, words, **{"as": "files"}))
    browser.post("/check", data=sent(browser, words + "x" * LONGEST))
    assert (ledger.revision(), ledger.rejected()) == (before, [])
    assert {p.name for p in tmp_path.iterdir()} == files
    assert not any(b"Zanzibarquay" in p.read_bytes() for p in tmp_path.iterdir())


def test_draft_is_kept_if_that_is_chosen(browser: TestClient, ledger: Ledger) -> None:
    """As a confidential document to which the page leads, and which the next check does not count."""
    told = browser.post("/check", data=sent(browser, CONVICTED, keep="1")).text
    (kept,) = (d for d in ledger.documents() if d.id.startswith("according:draft/"))
    assert (kept.text, kept.handling) == (CONVICTED, "confidential")
    page = f"/document-{slug(kept.id)}"
    assert page in told
    assert CONVICTED in browser.get(page).text
    again = held(browser, CONVICTED, keep="1")
    assert (again["counts"], again["kept"]) == ({"overstated": 1}, kept.id)


def test_form_from_elsewhere_is_refused(browser: TestClient) -> None:
    """Without the token of this session, and from another site."""
    assert browser.post("/check", data=sent(browser, CONVICTED, csrf="")).status_code == 422
    forged = browser.post("/check", data=sent(browser, CONVICTED), headers={"origin": "http://elsewhere.invalid"})
    assert forged.status_code == 403


def test_too_long_a_draft_is_refused_in_words_and_given_back(browser: TestClient) -> None:
    """Nothing has to be typed again."""
    draft = "Rain fell on the harbour. " * 7_700
    answer = browser.post("/check", data=sent(browser, draft))
    assert answer.status_code == 422
    assert "The draft has 200,200 characters; at most 200,000 are checked here at once." in answer.text
    assert answer.text.count("Rain fell on the harbour.") == 7_700
    assert browser.post("/check", data=sent(browser, "x" * LONGEST)).status_code == 422  # one word is no sentence


@pytest.mark.parametrize("multipart", [False, True])
def test_megabytes_in_one_field_are_refused_in_words(browser: TestClient, *, multipart: bool) -> None:
    """Before they are read, or checked."""
    given = sent(browser, "x" * 5_000_000)
    parts = {name: (None, value) for name, value in given.items()}
    answer = browser.post("/check", files=parts) if multipart else browser.post("/check", data=given)
    assert answer.status_code == 422
    assert "This form cannot be read." in answer.text
    assert len(answer.text) < 20_000


def test_file_is_checked_as_text_is(browser: TestClient) -> None:
    """A DOCX, with the paragraph where each sentence stands."""
    made, packed = docx.Document(), io.BytesIO()
    made.add_paragraph("A headline of no interest to anybody here")
    made.add_paragraph(CONVICTED)
    made.save(packed)
    file = ("draft.docx", packed.getvalue(), "application/octet-stream")
    told = browser.post("/check", data=sent(browser), files={"file": file}).text
    assert "overstated: 1" in told
    assert "paragraph 2" in told
    assert "draft.docx was checked." in told


@pytest.mark.parametrize(
    ("given", "file", "words"),
    [
        ({}, None, "There is no draft yet."),
        ({"draft": CONVICTED}, ("a.txt", b"more"), "There is a text and a file."),
        ({}, ("a.zip", b"PK\x05\x06" + bytes(18)), "zip: binary."),
        ({"draft": "La policía dijo que el hombre fue detenido y 彼は逮捕された。"}, None, ""),
        ({"draft": CONVICTED, "as-of": "never"}, None, "never"),
        ({"draft": CONVICTED, "published": "soon"}, None, "soon"),
    ],
)
def test_what_cannot_be_checked_is_told_on_the_page(
    browser: TestClient, given: dict[str, str], file: tuple[str, bytes] | None, words: str
) -> None:
    """With what was given still in the form."""
    answer = browser.post("/check", data=sent(browser, **given), files={"file": file} if file else None)
    assert (answer.status_code == 422) == bool(words)
    assert words in answer.text
    assert given.get("draft", "") in answer.text


def test_day_narrows_what_the_draft_is_held_against(browser: TestClient) -> None:
    """Before the story there is nothing on record."""
    told = held(browser, CONVICTED, **{"as-of": "2024-01-01"})
    assert (told["as_of"], told["day"], told["counts"]) == ("2024-01-01", "2024-01-01", {"unsupported": 1})


def test_protected_name_is_masked_in_what_is_found(browser: TestClient) -> None:
    """The reporter's own words come back in the form alone."""
    draft = "Karim Adeyemi, 15, was hurt in the assault."
    assert "Adeyemi" not in str(held(browser, draft)["sentences"])
    page = browser.post("/check", data=sent(browser, draft)).text
    before, _, after = page.partition("<textarea")
    assert "Adeyemi" not in before + after.partition("</textarea>")[2]
    assert "the name is masked here" in before


def test_frozen_check_comes_as_files_that_verify(browser: TestClient, tmp_path: Path) -> None:
    """Sheet, record and draft, held together by the command line."""
    answer = browser.post("/check", data=sent(browser, CONVICTED.replace(" ", "\r\n", 1), **{"as": "files"}))
    assert answer.headers["content-type"] == "application/zip"
    kept = tmp_path / "kept"
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(kept)
    assert {str(p.relative_to(kept)) for p in kept.rglob("*.*")} == {
        "sign-off.html",
        "sign-off.json",
        "draft/draft.txt",
    }
    asked = [str(kept / "draft" / "draft.txt"), "--ledger", str(tmp_path / "desk.ledger")]
    done = CliRunner().invoke(app, ["signoff", *asked, "--verify", str(kept / "sign-off.html")])
    assert done.exit_code == 0, done.output
    assert "The sheet holds." in done.output


def test_each_desk_is_told_what_it_may_see(ledger: Ledger, pipeline: Pipeline) -> None:
    """The story of one collection is nothing on record for another; a reader may check, and a freeze is noted."""
    fill(ledger)
    desk = make_app(ledger, "", guard=Gate(ledger), pipeline=pipeline)
    draft = "Zebulon Quandary was convicted of robbery."
    told = {}
    for name in ("Rea", "Dot"):
        opened = TestClient(desk, base_url="http://127.0.0.1", follow_redirects=False)
        opened.cookies.set("according-session", ledger.accounts.sign_in(name, WORDS, origin="test"))
        told[name] = opened.post("/check", data={"csrf": key_of(opened), "draft": draft, "as": "page"}).text
        opened.post("/check", data={"csrf": key_of(opened), "draft": draft, "as": "files"})
    assert "overstated: 1" in told["Dot"]
    assert "Zebulon Quandary charged" in told["Dot"]
    assert "unsupported: 1" in told["Rea"]
    assert "Zebulon Quandary charged" not in told["Rea"]
    assert [e.who for e in ledger.accounts.log() if (e.what, e.detail) == ("export", "sign-off")] == ["Dot", "Rea"]


def test_draft_is_kept_by_whom_may_add_and_where_they_may(ledger: Ledger, pipeline: Pipeline) -> None:
    """A reader checks and keeps nothing; what an editor keeps is seen by their desk alone, and is noted."""
    fill(ledger)
    desk = make_app(ledger, "", guard=Gate(ledger), pipeline=pipeline)
    codes = {}
    for name, into in (("Rea", ""), ("Edi", "docks"), ("Dot", "")):
        opened = TestClient(desk, base_url="http://127.0.0.1", follow_redirects=False)
        opened.cookies.set("according-session", ledger.accounts.sign_in(name, WORDS, origin="test"))
        asks = 'name="keep"' in opened.get("/check").text
        given = {"csrf": key_of(opened), "draft": CONVICTED, "keep": "1", "collection": into}
        codes[name] = (asks, opened.post("/check", data=given).status_code)
    assert codes == {"Rea": (False, 422), "Edi": (True, 422), "Dot": (True, 200)}
    assert ledger.collection_sizes()["docks"] == 2
    assert [(e.who, e.what) for e in ledger.accounts.log() if e.detail.startswith("according:draft/")] == [
        ("Dot", "add")
    ]
