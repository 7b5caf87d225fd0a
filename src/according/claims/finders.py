"""The finders, in the order they run: the one visible list of what According looks for."""

from .accusations import find_accusations
from .activities import find_activities
from .dealings import find_dealings
from .incidents import find_incidents
from .kinship import find_kin
from .membership import find_memberships
from .names import find_names
from .narration import find_narrated
from .persons import find_persons
from .posts import find_posts
from .presence import find_presence
from .rivalry import find_group_relations
from .rolls import find_listed
from .sizes import find_sizes

FINDERS = (
    find_accusations,
    find_listed,
    find_narrated,
    find_incidents,
    find_memberships,
    find_group_relations,
    find_presence,
    find_sizes,
    find_activities,
    find_persons,
    find_posts,
    find_kin,
    find_names,
    find_dealings,
)
