"""Every format, read back by its consumer's own library: as many claims as in the ledger, each with its provenance."""

import csv
import io
import itertools
import json
import struct
from pathlib import Path

import followthemoney
import networkx
import pyarrow.parquet
import pyogrio
import pytest
import rdflib
import stix2
from followthemoney.dataset import Dataset
from followthemoney.dataset.dataset import DatasetModel
from followthemoney.statement import StatementEntity
from followthemoney.statement.serialize import read_csv_statements

from according.errors import SettingError
from according.export import FORMATS, HandedDesk, Row, Selection, export, rows
from according.export.formats import WHOLE
from according.export.ftm import dataset_of
from according.export.tables import record
from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.model import PlaceValue, Qualifiers
from according.pipeline import Pipeline
from according.settings import Settings
from tests.factory import argument, claim, document

DOCUMENTS = Path(__file__).parents[2] / "examples" / "documents"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The examples, read by the real reader."""
    path = tmp_path_factory.mktemp("round trips") / "examples.ledger"
    with Ledger.open(path, create=True) as opened:
        options = IntakeOptions()
        Pipeline(Settings()).add(sources([str(DOCUMENTS)], options), opened, options)
        yield opened


@pytest.fixture(scope="module")
def told(ledger: Ledger) -> dict[str, Row]:
    """The rows that every format is made of, by claim id."""
    found, _ = rows(HandedDesk(ledger, Selection(), today="2025-06-01"))
    return {row.id: row for row in found}


def written(ledger: Ledger, format: str) -> str:
    """The text of one export."""
    return export(ledger, format, today="2025-06-01").content.decode("utf-8")


def test_rows_are_all_claims_with_speaker_quote_and_document(ledger: Ledger, told: dict[str, Row]) -> None:
    """Nothing is lost before a format is chosen."""
    assert set(told) == {c.id for c in ledger.claims()}
    assert len(told) > 100
    for row in told.values():
        assert row.speaker
        assert row.quote
        assert row.source.sha256
        assert row.speaker.lower() in row.text.lower()


def test_csv_reads_back_with_its_words(ledger: Ledger, told: dict[str, Row]) -> None:
    """Quotes with line breaks and commas survive."""
    import csv

    lines = list(csv.DictReader(io.StringIO(written(ledger, "csv"), newline="")))
    assert {line["claim"]: line["quote"].lstrip("'") for line in lines} == {
        id: row.quote.lstrip("'") for id, row in told.items()
    }
    assert all(line["speaker"] and line["document_sha256"] and line["review"] for line in lines)


def test_parquet_reads_back_with_types(ledger: Ledger, told: dict[str, Row]) -> None:
    """Numbers stay numbers."""
    content = export(ledger, "parquet", today="2025-06-01").content
    table = pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()
    assert {line["claim"]: line["start"] for line in table} == {id: row.start for id, row in told.items()}
    assert all(isinstance(line["reader_confidence"], float) for line in table)


@pytest.mark.parametrize(("format", "read"), [("graphml", networkx.parse_graphml), ("gexf", None)])
def test_graph_reads_back_with_an_edge_for_each_claim(ledger: Ledger, told: dict[str, Row], format: str, read) -> None:
    """No edge without its sentence."""
    text = written(ledger, format)
    graph = read(text) if read else networkx.read_gexf(io.BytesIO(text.encode()))
    edges = list(graph.edges(data=True))
    assert len(edges) == len(told)
    assert {d["claim"] for _, _, d in edges} == set(told)
    assert all(d["quote"] and d["speaker"] and d["document"] for _, _, d in edges)
    ends = {d["claim"]: (a, b) for a, b, d in edges}
    for id, row in told.items():
        assert ends[id] == (
            row.subject.id if row.subject else "not-named",
            row.object.id if row.object else "not-named",
        )


def test_map_reads_back_with_a_point_for_each_placed_claim(tmp_path: Path) -> None:
    """By GDAL, which is what QGIS opens it with: every column of every claim, none without its provenance."""
    with Ledger.open(tmp_path / "map.ledger", create=True) as ledger:
        here = PlaceValue("Harrow Bend", country="US", lat=40.25, lon=-83.5)
        for number, place in enumerate((here, here, PlaceValue("Kestrel", lat=-0.5, lon=179.75), None)):
            page = document(f"Harbor Nine is in “Harrow Bend, ñ”, police said. {number}", id=f"story-{number}")
            nine = argument("Harbor Nine", "Group", inside=page, entity=f"story-{number}#0")
            told = claim(page, predicate="operates_in", subject=nine, object=argument("Harrow Bend", "Place"),
                         stage=None, qualifiers=Qualifiers(place=place))  # fmt: skip
            ledger.put(page, page.text.encode(), (told,))
        found, _ = rows(HandedDesk(ledger, Selection(), today="2025-06-01"))
        made = export(ledger, "geojson", today="2025-06-01")
    placed = {row.id: row for row in found if row.place is not None and row.place.lat is not None}
    assert (len(placed), made.claims, made.left_out.claims["without coordinates"]) == (3, 3, 1)
    meta, _, points, columns = pyogrio.raw.read(io.BytesIO(made.content))
    assert (meta["crs"], meta["geometry_type"]) == ("EPSG:4326", "Point")
    read = [dict(zip(meta["fields"], values, strict=True)) for values in zip(*columns, strict=True)]
    for feature, point in zip(read, points, strict=True):
        row = placed.pop(feature["id"])
        assert struct.unpack("<BIdd", point)[2:] == (row.place.lon, row.place.lat)
        wanted = {name: value for name, value in record(row).items() if name not in ("lat", "lon")}
        feature["published"] = str(feature["published"])  # GDAL tells days from texts
        assert {name: feature[name] for name in wanted} == wanted
        assert all(feature[name] for name in ("speaker", "quote", "document_sha256", "review", "certainty", "words"))
    assert placed == {}


def test_ftm_validates_every_entity_and_tells_each_claim_once(ledger: Ledger, told: dict[str, Row]) -> None:
    """The library cleans nothing away."""
    claims = set()
    for line in written(ledger, "ftm").splitlines():
        given = json.loads(line)
        entity = followthemoney.model.get_proxy(given, cleaned=False)
        assert entity.schema.validate(given) is None
        kept = entity.to_dict()["properties"]
        assert set(kept) == set(given["properties"])
        if entity.id.startswith("claim-"):
            claims.add(entity.id.removeprefix("claim-"))
            assert entity.first("summary").startswith("“")
            assert told[entity.id.removeprefix("claim-")].text in entity.first("description")
    assert claims == set(told)


def test_statements_tell_of_each_value_which_document_and_claim_bear_it_out(
    ledger: Ledger, told: dict[str, Row]
) -> None:
    """The library reads them, finds the same keys, and makes the entities of the other export of them, every value."""
    read = list(read_csv_statements(io.BytesIO(written(ledger, "ftm-statements").encode())))
    datasets = {dataset_of(row.source): row for row in told.values()}
    for statement in read:
        assert statement.id == statement.generate_key()
        assert DatasetModel(name=statement.dataset).name in datasets
        claimed = told[statement.origin.removeprefix("claim-")]
        assert statement.dataset == dataset_of(claimed.source)
        assert statement.first_seen == (claimed.source.published or None)
    assert {s.origin.removeprefix("claim-") for s in read if s.entity_id == s.origin} == set(told)
    made = {}
    for _, group in itertools.groupby(read, key=lambda s: s.canonical_id):
        entity = StatementEntity.from_statements(Dataset.make({"name": "case"}), group)
        assert entity.id not in made
        made[entity.id] = entity
    entities = [json.loads(line) for line in written(ledger, "ftm").splitlines()]
    assert set(made) == {e["id"] for e in entities}
    for entity in entities:
        for prop, values in entity["properties"].items():
            assert set(values) <= set(made[entity["id"]].get(prop))
    named_often = [e for e in made.values() if e.schema.name == "Person" and len(e.datasets) > 1]
    assert named_often
    assert all({s.dataset for s in e.get_statements("name")} == e.datasets for e in named_often)


def test_stix_parses_and_tells_each_claim_once(ledger: Ledger, told: dict[str, Row]) -> None:
    """Relationships and notes, each with its reference, confidence and marking; every reference resolves."""
    bundle = stix2.parse(written(ledger, "stix"), allow_custom=False)
    made = {}
    ids = {thing.id for thing in bundle.objects}
    for thing in bundle.objects:
        assert thing.type == "marking-definition" or thing.object_marking_refs
        assert set(getattr(thing, "object_refs", ())) <= ids
        if thing.type in ("relationship", "note"):
            made[thing.external_references[0]["external_id"]] = thing
            assert thing.confidence is not None
        if thing.type == "relationship":
            assert {thing.source_ref, thing.target_ref} <= ids
    assert set(made) == set(told)
    for id, thing in made.items():
        assert told[id].text in (thing.description if thing.type == "relationship" else thing.content)
        assert told[id].quote in thing.external_references[0]["description"]


def test_rdf_parses_and_anchors_each_quote(ledger: Ledger, told: dict[str, Row]) -> None:
    """Each claim has a speaker, a document and both selectors; nobody is accused by a bare triple."""
    graph = rdflib.Graph().parse(data=written(ledger, "rdf"), format="nt")
    oa, prov = rdflib.Namespace("http://www.w3.org/ns/oa#"), rdflib.Namespace("http://www.w3.org/ns/prov#")
    claims = set(graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement))
    assert {str(c).rsplit(":", 1)[1] for c in claims} == set(told)
    for told_claim in claims:
        row = told[str(told_claim).rsplit(":", 1)[1]]
        assert str(graph.value(graph.value(told_claim, prov.wasAttributedTo), rdflib.RDFS.label)) == row.speaker
        assert graph.value(told_claim, prov.wasDerivedFrom) is not None
        selectors = list(graph.objects(graph.value(told_claim, oa.hasTarget), oa.hasSelector))
        assert {str(graph.value(s, oa.exact)) for s in selectors} == {row.quote, "None"}
    parties = {s for s in graph.subjects() if ":party:" in str(s)}
    assert {p for party in parties for p in graph.predicates(party)} == {rdflib.RDF.type, rdflib.RDFS.label}


@pytest.mark.parametrize("format", ["md", "html"])
def test_dossier_holds_every_line_and_every_sentence(ledger: Ledger, told: dict[str, Row], format: str) -> None:
    """A footnote for each claim, and nothing to load."""
    text = written(ledger, format)
    assert text.count("[^" if format == "md" else '<li id="n') == len(told) * (2 if format == "md" else 1)
    assert "Accusations are not findings." in text
    assert "<script" not in text
    assert "src=" not in text


def test_dossier_about_a_party_holds_its_claims_alone(ledger: Ledger) -> None:
    """Named, and masked like everything else."""
    made = export(ledger, "md", about="Bruno Castellane", today="2025-06-01")
    assert made.content.decode().startswith("# Bruno Castellane")
    assert 0 < made.claims < 40


def test_working_copy_of_claims_is_kept_to_a_name_too(ledger: Ledger) -> None:
    """The same claims as in every other format, verbatim."""
    made = export(ledger, "claims", about="Bruno Castellane", today="2025-06-01")
    found = {json.loads(line)["id"] for line in made.content.decode().splitlines()}
    table = export(ledger, "csv", about="Bruno Castellane", today="2025-06-01").content.decode()
    assert found == {row["claim"] for row in csv.DictReader(io.StringIO(table))} != set()
    assert made.claims == len(found) < export(ledger, "claims", today="2025-06-01").claims


@pytest.mark.parametrize("format", WHOLE)
def test_format_without_claims_takes_no_name(ledger: Ledger, format: str) -> None:
    """It would hand on the whole ledger to somebody who asked for one party."""
    with pytest.raises(SettingError, match="whole ledger"):
        export(ledger, format, about="Bruno Castellane")


def test_citations_name_every_document(ledger: Ledger, told: dict[str, Row]) -> None:
    """CSL-JSON and BibTeX, one entry each."""
    documents = {row.source.sha256 for row in told.values()}
    assert len(json.loads(written(ledger, "csl"))) == len(documents)
    assert written(ledger, "bibtex").count("@article{") == len(documents)


@pytest.mark.parametrize("format", FORMATS)
def test_export_is_the_same_bytes_when_run_again(ledger: Ledger, format: str) -> None:
    """No clock and no chance in it."""
    assert export(ledger, format, today="2025-06-01").content == export(ledger, format, today="2025-06-01").content
