"""Who is said to have to do with whom: GraphML (igraph, yEd, Cytoscape) and GEXF (Gephi).

Every claim is one edge, so that nothing stands in the picture without its speaker and sentence. A side that the claim
does not name is the node "not named".

Sources: GraphML primer (graphdrawing.org), GEXF 1.3 primer (gexf.net).
"""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from .rows import Row, Side
from .tables import record

NOT_NAMED = Side("not-named", "Unknown", "not named")
_LEFT_OUT = ("subject", "subject_id", "subject_type", "object", "object_id", "object_type")
_NODE = ("type", "name", "protected", "incident_type", "date")


def _nodes(rows: Sequence[Row]) -> dict[str, Side]:
    sides = (side or NOT_NAMED for row in rows for side in (row.subject, row.object))
    found: dict[str, Side] = {}
    for side in sides:
        found.setdefault(side.id, side)
    return dict(sorted(found.items()))


def _edge(row: Row) -> dict[str, str]:
    told = {name: value for name, value in record(row).items() if name not in _LEFT_OUT}
    return {name: _words(value) for name, value in told.items() if value not in (None, "")}


def _words(value: Any) -> str:
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(c for c in words if c >= " " or c in "\n\t")


def _node(side: Side) -> dict[str, str]:
    return {name: _words(value) for name in _NODE if (value := getattr(side, name))}


def graphml(rows: Sequence[Row]) -> str:
    """A directed multigraph with the columns of the CSV as attributes of its edges."""
    root = etree.Element("graphml", nsmap={None: "http://graphml.graphdrawing.org/xmlns"})
    edges = [_edge(row) for row in rows]
    for kind, names in (("node", _NODE), ("edge", tuple(dict.fromkeys(n for e in edges for n in e)))):
        for name in names:
            key = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": "string"}
            etree.SubElement(root, "key", attrib=key)
    graph = etree.SubElement(root, "graph", id="claims", edgedefault="directed")
    for id, side in _nodes(rows).items():
        _data(etree.SubElement(graph, "node", id=id), "node", _node(side))
    for row, told in zip(rows, edges, strict=True):
        ends = {"source": (row.subject or NOT_NAMED).id, "target": (row.object or NOT_NAMED).id}
        _data(etree.SubElement(graph, "edge", id=row.id, **ends), "edge", told)
    return _text(root)


def _data(parent: Any, kind: str, told: dict[str, str]) -> None:
    for name, words in told.items():
        etree.SubElement(parent, "data", key=f"{kind}_{name}").text = words


def gexf(rows: Sequence[Row]) -> str:
    """The same graph for Gephi; the label of an edge is its predicate."""
    root = etree.Element("gexf", nsmap={None: "http://www.gexf.net/1.2draft"}, version="1.2")
    graph = etree.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    edges = [_edge(row) for row in rows]
    columns = tuple(dict.fromkeys(n for e in edges for n in e))
    for kind, names in (("node", _NODE), ("edge", columns)):
        attributes = etree.SubElement(graph, "attributes", attrib={"class": kind, "mode": "static"})
        for name in names:
            etree.SubElement(attributes, "attribute", id=f"{kind}_{name}", title=name, type="string")
    nodes = etree.SubElement(graph, "nodes")
    for id, side in _nodes(rows).items():
        _values(etree.SubElement(nodes, "node", id=id, label=_words(side.name)), "node", _node(side))
    lines = etree.SubElement(graph, "edges")
    for row, told in zip(rows, edges, strict=True):
        ends = {"source": (row.subject or NOT_NAMED).id, "target": (row.object or NOT_NAMED).id}
        _values(etree.SubElement(lines, "edge", id=row.id, label=row.predicate, **ends), "edge", told)
    return _text(root)


def _values(parent: Any, kind: str, told: dict[str, str]) -> None:
    values = etree.SubElement(parent, "attvalues")
    for name, words in told.items():
        etree.SubElement(values, "attvalue", attrib={"for": f"{kind}_{name}", "value": words})


def _text(root: Any) -> str:
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return text.decode("utf-8")
