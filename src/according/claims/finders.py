"""The finders, in the order they run: the one visible list of what According looks for."""

from .accusations import find_accusations
from .activities import find_activities
from .ages import find_ages
from .aliases import find_aliases
from .association import find_associates
from .charge_tables import find_tabled
from .denials import find_denials
from .factions import find_factions
from .group_verbs import find_ties
from .homes import find_homes
from .incidents import find_incidents
from .inquiries import find_inquiries
from .kinship import find_kin
from .leadership import find_leaders
from .membership import find_members
from .movement import find_movements
from .narration import find_attributed, find_entries, find_narrated
from .nationality import find_nationalities
from .ownership import find_property
from .payments import find_payments
from .posts import find_posts
from .presence import find_presence
from .rivalry import find_rivals
from .rolls import find_listed
from .sanctions import find_sanctions
from .sizes import find_sizes
from .terms import find_terms
from .tied_accusations import find_tied_accusations
from .tied_relations import find_tied_relations
from .trades import find_trades

FINDERS = (
    find_accusations,
    find_listed,
    find_tabled,
    find_narrated,
    find_entries,
    find_attributed,
    find_inquiries,
    find_denials,
    find_incidents,
    find_members,
    find_leaders,
    find_associates,
    find_ties,
    find_rivals,
    find_factions,
    find_presence,
    find_movements,
    find_sizes,
    find_activities,
    find_sanctions,
    find_ages,
    find_homes,
    find_nationalities,
    find_posts,
    find_trades,
    find_kin,
    find_aliases,
    find_terms,
    find_payments,
    find_property,
)

TIED_FINDERS = (find_tied_accusations, find_tied_relations)
"""Finders that add what the reader's ties tell beside the drafts of the others; incidents take theirs themselves."""
