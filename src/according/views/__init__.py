"""Answers as plain data: no HTML, no SQL. Every claim in them is already worded by `according.ontology.phrase`."""

from .atlas import Atlas, atlas
from .contradictions import Contradiction, contradictions
from .corroboration import Corroboration, OriginLine, corroboration
from .desk import Desk
from .doubtful import Doubtful, doubtful
from .explanation import Why, why
from .harm import accuses_named
from .known import KnownAs, KnownList, known_list, known_of, known_party
from .ladder import Rung
from .lines import FAMILIES, Line
from .measures import Measure, measures
from .network import Asked, Network, network
from .news import News, news
from .overview import Listing, Overview, changes, listing, overview
from .pages import DocumentPage, IncidentPage, document_page, incident_pages
from .profile import Other, Profile, profile, profiles_named
from .review import Queue, queue, recent
from .search import Found, masked, search, suggest
from .timeline import Timeline, timeline
from .versions import IncidentVersions, compare_versions

__all__ = [
    "FAMILIES",
    "Asked",
    "Atlas",
    "Contradiction",
    "Corroboration",
    "Desk",
    "DocumentPage",
    "Doubtful",
    "Found",
    "IncidentPage",
    "IncidentVersions",
    "KnownAs",
    "KnownList",
    "Line",
    "Listing",
    "Measure",
    "Network",
    "News",
    "OriginLine",
    "Other",
    "Overview",
    "Profile",
    "Queue",
    "Rung",
    "Timeline",
    "Why",
    "accuses_named",
    "atlas",
    "changes",
    "compare_versions",
    "contradictions",
    "corroboration",
    "document_page",
    "doubtful",
    "incident_pages",
    "known_list",
    "known_of",
    "known_party",
    "listing",
    "masked",
    "measures",
    "network",
    "news",
    "overview",
    "profile",
    "profiles_named",
    "queue",
    "recent",
    "search",
    "suggest",
    "timeline",
    "why",
]
