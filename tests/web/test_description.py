"""The interface for programs does what its description says, whatever is asked: thousands of questions made from it."""

import warnings
from collections.abc import Iterator

import pytest

with warnings.catch_warnings():  # of libraries that it loads, about each other
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import positive_data_acceptance
from hypothesis import HealthCheck, given, settings

from according.ledger import Ledger
from according.web.guard import Guard
from according.web.server import make_app
from tests.factory import argument, claim, document, reading

TOKEN = "a-token-of-more-than-twenty"
PATHS = ("/claims", "/parties", "/parties/{key}", "/documents", "/documents/{key}", "/incidents", "/incidents/{key}",
         "/search")  # fmt: skip
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Host": "127.0.0.1"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The description of a running desk with an accusation, a group and a protected person."""
    with Ledger.open(tmp_path_factory.mktemp("api") / "api.ledger", create=True) as ledger:
        for number, name in enumerate(("Marten Oyelaran", "Odalys Finch", "Niko Farrand")):
            page = document(f"{name} was charged with robbery, prosecutors said.", id=f"story-{number}")
            who = argument(name, inside=page, entity=f"story-{number}#0", protected="minor" if number == 2 else None)
            ledger.put(page, page.text.encode(), (claim(page, subject=who),), reading=reading(page, name))
        app = make_app(ledger, "key", guard=Guard("key", api_token=TOKEN))
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)
        app.state.worker.close()


def test_every_question_of_the_description_is_asked(api: schemathesis.BaseSchema) -> None:
    """A new one is added to the list below."""
    assert [found.ok().path for found in api.get_all_operations()] == list(PATHS)


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_every_question_gets_an_answer_of_the_kind_described(api: schemathesis.BaseSchema, path: str) -> None:
    """Status, content type and form of each answer are in the description; nothing is a defect of the server."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(api[path]["GET"].as_strategy())
    def holds(case: schemathesis.Case) -> None:
        # a day that is in no calendar and a cursor that leads nowhere are refused, which no schema can tell
        case.call_and_validate(headers=HEADERS, excluded_checks=[positive_data_acceptance])

    holds()
