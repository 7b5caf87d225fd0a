"""Answers as plain data: no HTML, no SQL. Every claim in them is already worded by `according.ontology.phrase`."""

from .desk import Desk
from .lines import FAMILIES, Line
from .overview import Overview, overview
from .pages import DocumentPage, IncidentPage, document_page, incident_pages
from .profile import Profile, profile, profiles_named
from .review import Queue, accuses_named, queue

__all__ = [
    "FAMILIES",
    "Desk",
    "DocumentPage",
    "IncidentPage",
    "Line",
    "Overview",
    "Profile",
    "Queue",
    "accuses_named",
    "document_page",
    "incident_pages",
    "overview",
    "profile",
    "profiles_named",
    "queue",
]
