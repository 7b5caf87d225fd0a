"""Answers as plain data: no HTML, no SQL. Every claim in them is already worded by `according.ontology.phrase`."""

from .desk import Desk
from .lines import FAMILIES, Line
from .news import News, news
from .overview import Listing, Overview, listing, overview
from .pages import DocumentPage, IncidentPage, document_page, incident_pages
from .profile import Profile, profile, profiles_named
from .review import Queue, accuses_named, queue
from .search import Found, search, suggest

__all__ = [
    "FAMILIES",
    "Desk",
    "DocumentPage",
    "Found",
    "IncidentPage",
    "Line",
    "Listing",
    "News",
    "Overview",
    "Profile",
    "Queue",
    "accuses_named",
    "document_page",
    "incident_pages",
    "listing",
    "news",
    "overview",
    "profile",
    "profiles_named",
    "queue",
    "search",
    "suggest",
]
