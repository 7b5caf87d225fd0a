"""What forms change, who may send them, and what a page says when something is wrong."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import ClaimFilter, Ledger
from according.model import Speaker
from according.web.guard import MAX_BODY_BYTES
from according.web.server import make_app
from according.web.site import slug
from tests.factory import argument, claim, document, reading


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with an accusation of a named man and a relation of two groups."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        page = document("Marten Oyelaran was charged with robbery, prosecutors said.\nHarbor Nine fights the Corvinos.")
        rivals = claim(
            page,
            predicate="rival_of",
            subject=argument("Harbor Nine", "Group", inside=page),
            object=argument("Corvinos", "Group", inside=page),
            stage=None,
        )
        opened.put(page, b"x", (claim(page), rivals), reading=reading(page, "Marten Oyelaran"))
        yield opened


def form(browser: TestClient, path: str, action: str, **changes: str) -> dict[str, str]:
    """The hidden fields of the first form of a page that goes to `action`."""
    html = browser.get(path).text
    body = re.search(rf'<form[^>]*action="{action}".*?</form>', html, re.S)
    assert body is not None, f"{path} has no form to {action}"
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body.group()))
    return {**found, **changes}


def reviews(ledger: Ledger) -> list[str]:
    """What stands decided about each claim, in order of the text."""
    return [c.review for c in ledger.claims()]


def test_accept_is_recorded_with_who_and_can_be_undone(ledger: Ledger, browser: TestClient) -> None:
    """The decision names its author; undoing is another row."""
    browser.post("/who", data=form(browser, "/review", "/who", who="Ana Ruíz"))
    browser.post("/decide", data=form(browser, "/review", "/decide"))
    assert reviews(ledger) == ["accepted", "unreviewed"]
    assert ledger.decisions()[0].author == "Ana Ruíz"
    browser.post("/undo", data=form(browser, "/review", "/undo"))
    assert reviews(ledger) == ["unreviewed", "unreviewed"]


def test_the_second_of_two_reviewers_overwrites_nothing(ledger: Ledger, browser: TestClient) -> None:
    """Both saw the claim undecided; the slower one is told and nothing of theirs is kept."""
    given = form(browser, "/review", "/decide")
    assert browser.post("/decide", data=given).status_code == 200
    answer = browser.post("/decide", data={**given, "kind": "reject"})
    assert answer.status_code == 409
    assert "Decided meanwhile" in answer.text
    assert reviews(ledger)[0] == "accepted"


def test_who_was_faster_with_what_is_told_with_the_way_to_decide_anew(ledger: Ledger, browser: TestClient) -> None:
    """The slower one reads who decided, what, when and why; what they typed is not lost."""
    given = form(browser, "/review", "/decide", reason="the <b>clerk</b> confirmed it")
    ledger.decide("reject", ledger.claims()[0], author="Ana Ruíz", reason="another man")
    answer = browser.post("/decide", data=given)
    assert answer.status_code == 409
    told = re.sub(r"\s+", " ", answer.text)
    assert "<b>Ana Ruíz</b> rejected: Prosecutors" in told.replace("“prosecutors” (p", "Prosecutors").replace(
        "“Prosecutors", "Prosecutors"
    )
    for words in (
        "another man",
        "What you sent",
        "the &lt;b&gt;clerk&lt;/b&gt; confirmed it",
        "decide anew",
        'href="/review?page=1"',
    ):
        assert words in told, words
    data = browser.post("/decide", data=given, headers={"Accept": "application/json"}).json()
    assert [words.rpartition(",")[0] for words in data["faster"]] == ["Ana Ruíz rejected it"]


def test_an_edit_that_comes_too_late_keeps_every_field(ledger: Ledger, browser: TestClient) -> None:
    """The claim was edited meanwhile: that edit stands, this one is shown to be sent again."""
    path = f"/claim-{ledger.claims()[0].id}?in=story-1"
    fields = {
        "predicate": "accused_of", "subject": "Marten Oyelaran", "object": "fraud", "stage": "suspected",
        "kind": "police", "source": "a sergeant", "certainty": "probable", "polarity": "affirmed", "reason": "misread",
    }  # fmt: skip
    late = {**form(browser, path, "/edit"), **fields}
    assert browser.post("/edit", data={**late, "source": "the harbour police"}).status_code == 200
    answer = browser.post("/edit", data=late)
    assert answer.status_code == 409
    for words in ("edited:", "a sergeant", "suspected", "put as probable", "misread"):
        assert words in answer.text, words
    assert ledger.claims()[0].innermost.source == "the harbour police"


def test_of_claims_decided_together_those_that_nobody_took_can_still_be(ledger: Ledger, browser: TestClient) -> None:
    """One of the page was decided meanwhile: it is named, the others are one key away, the reason with them."""
    given = form(browser, "/review", "/together", kind="reject", reason="a list of names")
    chosen = re.findall(r'name="chosen" value="([^"]*)"', browser.get("/review").text)
    ledger.decide("accept", ledger.claims()[0], author="Ana Ruíz", reason="")
    answer = browser.post("/together", data={**given, "chosen": chosen})
    assert answer.status_code == 409
    assert "<b>Ana Ruíz</b> accepted" in answer.text
    assert reviews(ledger) == ["accepted", "unreviewed"]
    hidden = re.findall(r'name="(\w+)" value="([^"]*)"', answer.text.split('action="/together"')[1].split("</form>")[0])
    assert browser.post("/together", data=dict(hidden)).status_code == 200
    assert reviews(ledger) == ["accepted", "rejected"]
    assert ledger.decisions()[-1].reason == "a list of names"


def test_what_is_taken_back_already_is_not_taken_back_again(ledger: Ledger, browser: TestClient) -> None:
    """Two tabs press undo; a decision made in between stands."""
    browser.post("/decide", data=form(browser, "/review", "/decide"))
    given = form(browser, "/review", "/undo")
    browser.post("/undo", data=given)
    browser.post("/decide", data=form(browser, "/review", "/decide", kind="reject"))
    answer = browser.post("/undo", data=given)
    assert answer.status_code == 409
    assert "taken back already" in answer.text
    assert reviews(ledger)[0] == "rejected"


def test_queue_opens_with_the_accusation_of_a_named_person(browser: TestClient) -> None:
    """The most harmful claim is first, and its sentence is in view."""
    waiting = browser.get("/review.json").json()["waiting"]
    assert [w["alone"] for w in waiting] == [True, False]


def test_accusations_of_named_people_are_never_accepted_together(ledger: Ledger, browser: TestClient) -> None:
    """Also when a form asks for it."""
    given = form(browser, "/review", "/decide")
    chosen = f"{given['claim']} 0 {given['in']}"
    answer = browser.post("/together", data={"csrf": given["csrf"], "chosen": chosen})
    assert answer.status_code == 422
    assert reviews(ledger) == ["unreviewed", "unreviewed"]


def test_claims_are_rejected_together_with_a_reason_alone(ledger: Ledger, browser: TestClient) -> None:
    """Also accusations: what is taken away accuses nobody. All or none, and the reason stays with each."""
    given = form(browser, "/review", "/decide")
    chosen = [f"{c.id} 0 {c.document.id}" for c in ledger.claims()]
    bare = {"csrf": given["csrf"], "chosen": chosen, "kind": "reject"}
    assert browser.post("/together", data=bare).status_code == 422
    assert browser.post("/together", data={**bare, "reason": "a misread list"}).status_code == 200
    assert reviews(ledger) == ["rejected", "rejected"]
    assert {d.reason for d in ledger.decisions()} == {"a misread list"}


def test_the_queue_can_be_narrowed_to_one_pattern_of_the_reader(browser: TestClient) -> None:
    """What one pattern got wrong is seen together."""
    told = browser.get("/review.json?rule=nothing.made.this").json()
    assert (told["total"], told["decided"]) == (0, 0)


def test_edit_lowers_the_stage_and_keeps_the_sentence(ledger: Ledger, browser: TestClient) -> None:
    """What the reader put too far is mended, with the reason."""
    first = ledger.claims()[0]
    given = form(browser, f"/claim-{first.id}?in=story-1", "/edit")
    fields = {
        "predicate": "accused_of", "subject": "Marten Oyelaran", "object": "robbery", "stage": "accused",
        "kind": "prosecutor", "source": "prosecutors", "certainty": "certain", "polarity": "affirmed",
        "reason": "no charge",
    }  # fmt: skip
    assert browser.post("/edit", data={**given, **fields}).status_code == 200
    edited = ledger.claims()[0]
    assert (edited.stage, edited.review, edited.evidence) == ("accused", "edited", first.evidence)


def test_edit_that_makes_no_claim_changes_nothing(ledger: Ledger, browser: TestClient) -> None:
    """A relation of groups takes no stage."""
    first = ledger.claims()[0]
    given = form(browser, f"/claim-{first.id}?in=story-1", "/edit")
    answer = browser.post("/edit", data={**given, "predicate": "rival_of", "stage": "charged", "kind": "police"})
    assert answer.status_code == 422
    assert reviews(ledger) == ["unreviewed", "unreviewed"]


def test_a_claim_entered_from_words_has_them_as_its_quote(ledger: Ledger, browser: TestClient) -> None:
    """And counts as accepted by the person who entered it."""
    path = "/enter?in=story-1&start=60&end=92"
    given = form(browser, path, "/enter")
    fields = {"predicate": "engages_in", "subject": "Harbor Nine", "object": "assault", "kind": "author"}
    answer = browser.post(
        "/enter", data={**given, **fields, "certainty": "certain", "polarity": "affirmed", "reason": "missed"}
    )
    assert answer.status_code == 200
    made = next(c for c in ledger.claims() if c.predicate == "engages_in")
    assert (made.evidence[0].quote, made.review) == ("Harbor Nine fights the Corvinos.", "accepted")


@pytest.mark.parametrize("csrf", ["", "x" * 64, "\udcff"])
def test_a_form_without_the_server_own_token_writes_nothing(ledger: Ledger, browser: TestClient, csrf: str) -> None:
    """Another site can make a browser send a form, and does not know the token."""
    given = {**form(browser, "/review", "/decide"), "csrf": csrf.encode("utf-8", "replace").decode()}
    assert browser.post("/decide", data=given).status_code == 422
    assert reviews(ledger) == ["unreviewed", "unreviewed"]


def test_a_form_from_another_site_writes_nothing(ledger: Ledger, browser: TestClient) -> None:
    """Even with the right token."""
    given = form(browser, "/review", "/decide")
    for header in ({"Origin": "http://evil.example"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}):
        assert browser.post("/decide", data=given, headers=header).status_code == 403
    assert reviews(ledger) == ["unreviewed", "unreviewed"]


def test_a_form_from_what_is_no_address_is_refused(browser: TestClient) -> None:
    """As one from another site."""
    assert browser.post("/decide", data={"csrf": "x"}, headers={"Origin": "http://["}).status_code == 403


def test_a_cookie_that_somebody_wrote_was_no_visit(browser: TestClient) -> None:
    """Superscript numerals look like digits and are none."""
    key = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    assert browser.get("/", headers={"Cookie": f"{key}; according-seen=1.2.\xb2".encode("latin-1")}).status_code == 200


def test_a_form_that_is_too_large_is_not_read(browser: TestClient) -> None:
    """Refused by its stated size."""
    answer = browser.post("/add", content=b"x", headers={"Content-Length": str(MAX_BODY_BYTES + 1)})
    assert answer.status_code == 413


def test_the_printed_address_opens_once(ledger: Ledger) -> None:
    """Whoever finds it in a history later gets nothing; a new one is printed for whoever sits at the machine."""
    app = make_app(ledger, "key")
    assert TestClient(app, base_url="http://127.0.0.1").get("/?token=key").status_code == 200
    assert TestClient(app, base_url="http://127.0.0.1").get("/?token=key").status_code == 403


def test_going_back_never_leads_to_another_site(browser: TestClient) -> None:
    """An open redirect would lend this server's name to others."""
    given = form(browser, "/review", "/decide", back="//evil.example/")
    answer = browser.post("/decide", data=given, follow_redirects=False)
    assert answer.headers["location"] == "/review"


def test_an_empty_file_is_named_with_what_to_do(ledger: Ledger, browser: TestClient) -> None:
    """The others would go on; this one says why it was not taken."""
    given = form(browser, "/add", "/add")
    answer = browser.post("/add", data=given, files={"files": ("../../empty.txt", b"")})
    for _ in range(100):
        answer = browser.get(answer.url.path)
        if "This page renews itself" not in answer.text:
            break
        time.sleep(0.05)
    assert "not taken: empty" in answer.text
    assert [r.source for r in ledger.rejected()] == ["empty.txt"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/review?page=99999999999999", 200),
        ("/review?page=-1", 200),
        ("/review?page=²", 200),
        ("/enter?in=story-1&start=5&end=99999", 422),
        ("/enter?in=nothing&start=0&end=1", 404),
        ("/claim-nothing?in=story-1", 404),
        ("/incident-nothing", 404),
        ("/no/such/page", 404),
        ("/add/7", 404),
        ("/leave?in=story-1", 404),
        ('/search?q="', 200),
        ("/?as-of=1900-01-01", 200),
    ],
)
def test_malformed_questions_get_a_page_that_says_so(browser: TestClient, path: str, code: int) -> None:
    """No traceback and no empty page."""
    answer = browser.get(path)
    assert answer.status_code == code
    assert "<h1>" in answer.text


def test_an_edit_of_a_masked_claim_never_writes_the_mask(tmp_path: Path) -> None:
    """The form shows "[a person under 18]"; sent back, the name stays what it was."""
    with Ledger.open(tmp_path / "masked.ledger", create=True) as ledger:
        page = document("Karim Adeyemi was charged with robbery.")
        boy = argument("Karim Adeyemi", inside=page, entity="story-1#0", protected="minor")
        ledger.put(page, b"x", (claim(page, subject=boy),), reading=reading(page, "Karim Adeyemi"))
        browser = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        path = f"/claim-{ledger.claims()[0].id}?in=story-1"
        assert "Adeyemi" not in browser.get(path).text
        shown = re.search(r'name="subject" value="([^"]*)"', browser.get(path).text)
        fields = {
            "predicate": "accused_of", "subject": shown.group(1), "object": "robbery", "stage": "accused",
            "kind": "prosecutor", "source": "prosecutors", "certainty": "certain", "polarity": "affirmed",
        }  # fmt: skip
        browser.post("/edit", data={**form(browser, path, "/edit"), **fields})
        edited = ledger.claims()[0]
        assert (edited.stage, edited.subject) == ("accused", boy)


def test_accepting_leaves_who_is_who_as_it_was_found(browser: TestClient) -> None:
    """A large ledger is not read anew for it; the page shows the decision all the same, and its undoing."""
    browser.get("/")
    browser.post("/decide", data=form(browser, "/review", "/decide"))
    told = browser.get("/review.json").json()
    assert (told["total"], told["decided"]) == (1, 1)
    browser.post("/undo", data=form(browser, "/review", "/undo"))
    assert browser.get("/review.json").json()["total"] == 2


def test_what_another_process_decides_is_seen_at_once(browser: TestClient, tmp_path: Path) -> None:
    """The picture kept in memory is read anew when the file has changed."""
    assert browser.get("/review.json").json()["total"] == 2
    with Ledger.open(tmp_path / "desk.ledger") as other:
        other.decide("reject", other.claims(ClaimFilter())[0], author="Ben", reason="wrong man")
    assert browser.get("/review.json").json()["total"] == 1


def test_a_source_that_is_not_public_is_opened_only_after_asking(tmp_path: Path) -> None:
    """The page links to the question, and never to a `javascript:` address."""
    with Ledger.open(tmp_path / "urls.ledger", create=True) as ledger:
        page = document(url="https://courier.example/1")
        ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        bad = document("Nobody spoke.", id="story-2", url="javascript:alert(1)")
        ledger.put(bad, b"y", ())
        browser = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        assert 'href="https://courier.example' not in browser.get(f"/document-{slug('story-1')}").text
        assert 'href="https://courier.example/1"' in browser.get("/leave?in=story-1").text
        assert 'href="javascript' not in browser.get(f"/document-{slug('story-2')}").text


def test_an_acquittal_heads_the_accusation_in_the_profile(tmp_path: Path) -> None:
    """The way out is read first; the accusation is folded beneath it."""
    with Ledger.open(tmp_path / "out.ledger", create=True) as ledger:
        page = document("Marten Oyelaran, charged in 2024, was acquitted.", published="2025-02-01")
        freed = claim(page, stage="acquitted", attribution=(Speaker("court_record", "a jury"),))
        ledger.put(page, b"x", (freed, claim(page)), reading=reading(page, "Marten Oyelaran"))
        browser = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        html = browser.get(f"/party-{slug('story-1#0')}").text
        assert html.index("Acquitted, 2025-02-01") < html.index("Before that: charged, not convicted")
        assert "No conviction is told" in html


NAMES = ("Karim Adeyemi-Roth", "Tess Okonjo", "Milo Brandt")
LISTED = f"{NAMES[0]}, 17, {NAMES[1]}, 16, and {NAMES[2]}, 15, were hurt.\nOkonjo’s coach and MILO left."


def test_no_page_shows_any_minor_of_a_list(tmp_path: Path) -> None:
    """Document, claim, review, search, overview and their twins; also whom no claim names, and the document's id."""
    with Ledger.open(tmp_path / "minors.ledger", create=True) as opened:
        page = document(LISTED, id="tess-okonjo-hurt.txt", title="Karim Adeyemi-Roth hurt", publisher="Courier")
        made = reading(page, *NAMES)
        entities = tuple(replace(e, protected="minor") for e in made.entities)
        hurt = claim(
            page,
            predicate="age",
            subject=argument(NAMES[0], inside=page, entity=f"{page.id}#0", protected="minor"),
            object=argument("17", "Value", inside=page),
            stage=None,
        )
        opened.put(page, b"x", (hurt,), reading=replace(made, entities=entities))
        browser = TestClient(make_app(opened, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        where = f"/document-{slug(page.id)}"
        pages = (where, "/", "/review", "/search?q=hurt", "/search?q=Okonjo", "/changes", "/incidents")
        for path in (*pages, f"/claim-{hurt.id}?in={page.id}"):
            html = re.sub(r'(href|value|data-\w+)="[^"]*"', "", browser.get(path).text)
            shown = html.replace('<input name="q"', "").lower()
            for word in ("karim", "adeyemi", "tess", "brandt", "milo"):
                assert word not in shown, (path, word)


def test_claim_in_view_of_one_reviewer_is_not_in_the_queue_of_another(ledger: Ledger) -> None:
    """The page says how many are in view of others; a decision frees the claim for all to see."""
    browsers = []
    for name in ("Ana", "Ben"):
        browser = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        browser.post("/who", data=form(browser, "/review?in=none", "/who", who=name), follow_redirects=False)
        browsers.append(browser)
    ana, ben = browsers
    mine = ana.get("/review.json?show=people").json()
    theirs = ben.get("/review.json").json()
    assert (mine["total"], theirs["total"], theirs["held"]) == (1, 1, 1)
    assert mine["waiting"][0]["line"]["id"] != theirs["waiting"][0]["line"]["id"]
    assert "1 in view of other reviewers" in ben.get("/review").text
    ana.post("/decide", data=form(ana, "/review?show=people", "/decide"))
    assert ben.get("/review.json").json()["held"] == 0
