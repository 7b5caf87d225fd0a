"""The entries of an RSS or Atom feed: their addresses, newest first as the feed has them.

Sources: RSS 2.0 specification; RFC 4287 (Atom).
"""

from urllib.parse import urljoin

from lxml import etree


def links(data: bytes, base: str) -> list[str]:
    """Addresses of the pages that the feed lists, each once; empty if it is not a feed.

    Entities are not resolved and nothing is loaded.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    found = [
        _link(entry) for entry in root.iter() if isinstance(entry.tag, str) and _name(entry.tag) in ("item", "entry")
    ]
    addresses = [_address(base, link.strip()) for link in found if link and link.strip()]
    return [a for a in dict.fromkeys(addresses) if a.startswith(("http://", "https://"))]


def _address(base: str, link: str) -> str:
    """The link as an address; empty if it is none, such as `http://[`."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _link(entry: "etree._Element") -> str | None:
    """RSS: the text of `link`; Atom: the `href` of the alternate one."""
    for child in entry:
        if isinstance(child.tag, str) and _name(child.tag) == "link":
            if child.get("href") and child.get("rel", "alternate") == "alternate":
                return str(child.get("href"))
            if child.text and child.text.strip():
                return str(child.text)
    return None
