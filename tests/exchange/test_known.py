"""A watch-list finds its names in a ledger, identifies nobody, and stays quick when it is long."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from according.errors import SettingError
from according.exchange import match, read_known
from according.ledger import Ledger
from according.views import Desk
from tests.factory import argument, claim, document, reading


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A ledger with one man of 34."""
    page = document()
    aged = claim(page, predicate="age", object=argument("34", "Value"), stage=None)
    with Ledger.open(tmp_path / "known.ledger", create=True) as opened:
        opened.put(page, b"x", (claim(page), aged), reading=reading(page, "Marten Oyelaran"))
        yield Desk(opened)


def test_name_and_alias_of_a_csv_are_found(desk: Desk, tmp_path: Path) -> None:
    """Case and accents do not matter; a shared surname is no match."""
    path = tmp_path / "names.csv"
    path.write_text(
        "id,name,aliases,type\n7,M. O.,MARTÉN OYELARAN;Mo,person\n8,Lena Oyelaran,,person\n", encoding="utf-8"
    )
    found = match(desk, read_known(path)).matches
    assert [(m.known.id, m.party, m.documents) for m in found] == [("7", "Marten Oyelaran", ("story-1",))]
    assert (found[0].speaks, found[0].against) == (("same name",), ())


def test_surname_before_a_comma_is_the_same_name(desk: Desk, tmp_path: Path) -> None:
    """As sanctions lists print it."""
    path = tmp_path / "names.csv"
    path.write_text('name,type\n"OYELARAN, Marten",person\n', encoding="utf-8")
    assert [m.party for m in match(desk, read_known(path)).matches] == ["Marten Oyelaran"]


@pytest.mark.parametrize(
    ("properties", "speaks", "against"),
    [
        ({"birthDate": ["1990-02-01"]}, ("same name", "year of birth fits"), ()),
        ({"birthDate": ["1961"]}, ("same name",), ("year of birth does not fit",)),
        ({"address": ["1 Slate Street, Port Maren"]}, ("same name", "a town fits"), ()),
        ({"name": ["M. O."], "weakAlias": ["Marten Oyelaran"]},
         ("same name, which the list holds for a loose one",), ()),
    ],
)  # fmt: skip
def test_what_both_sides_tell_is_compared(tmp_path: Path, properties: dict, speaks: tuple, against: tuple) -> None:
    """A man of 34 in 2024, who lives in Port Maren."""
    entity = {"id": "Q1", "schema": "Person", "properties": {"name": ["Marten Oyelaran"], **properties}}
    (tmp_path / "list.json").write_text(json.dumps(entity), encoding="utf-8")
    page = document()
    man = reading(page, "Marten Oyelaran")
    man = replace(man, entities=(replace(man.entities[0], age=34),))
    home = claim(page, predicate="residence", object=argument("Port Maren", "Place"), stage=None)
    with Ledger.open(tmp_path / "aged.ledger", create=True) as opened:
        opened.put(page, b"x", (claim(page), home), reading=man)
        (found,) = match(Desk(opened), read_known(tmp_path / "list.json")).matches
    assert (found.speaks, found.against) == (speaks, against)


def test_body_of_a_list_is_no_person(desk: Desk, tmp_path: Path) -> None:
    """A company that is called as somebody is."""
    path = tmp_path / "list.json"
    entity = {"id": "c", "schema": "Company", "properties": {"name": ["Marten Oyelaran"]}}
    path.write_text(json.dumps(entity), encoding="utf-8")
    assert match(desk, read_known(path)).matches == []


def test_ftm_entity_is_found_with_its_topics(desk: Desk, tmp_path: Path) -> None:
    """As a sanctions list gives it; other schemata are passed over."""
    path = tmp_path / "list.ftm.json"
    entity = {"id": "Q1", "schema": "Person", "properties": {"name": ["Marten Oyelaran"], "topics": ["sanction"]}}
    other = {"id": "s", "schema": "Sanction", "properties": {"entity": ["Q1"]}}
    path.write_text(f"{json.dumps(entity)}\n{json.dumps(other)}\n", encoding="utf-8")
    assert [(m.known.id, m.known.note) for m in match(desk, read_known(path)).matches] == [("Q1", "sanction")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.json", '{"id": 1}\n', "line 1, is not a FollowTheMoney entity"),
        ("x.json", "<html>\n", "line 1, is not a FollowTheMoney entity"),
        ("x.json", '["Ana"]\n', "line 1, is not a FollowTheMoney entity"),
        ("x.json", '{"id": "Q1", "schema": "Person", "properties": {"name": "Ana"}}\n', "line 1, is not"),
        ("x.json", '{"id": "Q1", "schema": "Person", "properties": {"name": [null]}}\n', "line 1, is not"),
        ("x.json", '{"id": "Q1", "schema": "Person", "properties": ["Ana"]}\n', "line 1, is not"),
        ("x.json", '{"id": "Q1", "schema": "Person", "properties": {"name": ["A', "line 1, is not"),
        ("x.csv", "names\nAna\n", "no column called `name`"),
        ("x.csv", "name,type\nAna,saint\n", "line 2: type 'saint'"),
    ],
)
def test_malformed_list_names_its_line(tmp_path: Path, name: str, content: str, told: str) -> None:
    """No traceback, no half a list."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingError, match=told):
        list(read_known(path))


def test_list_of_three_hundred_thousand_names_is_matched_as_it_is_read(desk: Desk, tmp_path: Path) -> None:
    """The one name that the ledger has is found among them; docs/performance.md says how long that takes."""
    path = tmp_path / "long.csv"
    lines = [f"{i},Name{i} Surname{i % 977},Alias{i} Other{i},person" for i in range(300_000)]
    path.write_text("\n".join(["id,name,aliases,type", *lines, "x,Marten Oyelaran,,person"]), encoding="utf-8")
    assert [m.known.id for m in match(desk, read_known(path)).matches] == ["x"]
