"""The label inventory of the model: the order of every head's outputs, stored beside the weights and read there."""

from according.model import MENTION_TYPES
from according.ontology import ontology

# fmt: off
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
)
XPOS = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP",
    "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``",
)
DEPREL = (
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
    "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep",
    "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
    "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl",
    "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)
# fmt: on
NAMES = ("name:person", "name:organization", "name:place")
"""Bare names, without the titles and modifiers that belong to the noun phrase around them."""

FILLERS = ("role:perp_ind", "role:perp_org", "role:target", "role:victim", "role:weapon")
"""Who and what plays a role in an incident, by MUC-4's slots: people and organisations held responsible, things
attacked, named people attacked, devices used."""

TYPES = (
    "person",
    "organization",
    "group",
    "place",
    "event",
    "time",
    "object",
    "substance",
    "animal",
    "plant",
    "abstract",
    "nationality",
    "money",
    "quantity",
    "weapon",
    "vehicle",
    "document",
    *NAMES,
    *FILLERS,
)
ROLES = ("source", "cue", "content")
INCIDENTS = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
"""Types of incidents, as MUC-4 has them, told at the first piece of a role filler."""

TAGS = {
    "sentence": 1,
    "word": 1,
    "upos": len(UPOS),
    "xpos": len(XPOS),
    "source": 3,
    "cue": 3,
    "content": 3,
    "event": 3,
    "factuality": 1,
    "mention_start": 1,
    "mention_end": 1,
    "incident": len(INCIDENTS),
}
"""Columns of the tag head, in order: name and width. Roles are O, B, I; events are none, event, negated event. New ones
go to the end, so that older weights can be widened."""

if unknown := set(TYPES) - set(NAMES) - set(FILLERS) - set(MENTION_TYPES):
    raise ValueError(f"mention types {sorted(unknown)} are not in according.model.MENTION_TYPES")

TIES = (
    "accused_of", "perpetrator_of", "victim_of", "located_at", "dated", "weapon_in", "loss_in", "seized_in",
    "member_of", "leads", "associate_of", "rival_of", "allied_with", "part_of", "operates_in", "engages_in",
    "sanctioned_by", "moved_to", "residence", "age", "holds_post", "family_of", "owns", "paid",
)  # fmt: skip
"""Predicates of CLAIMS.md whose two parties are told directly, as pairs of words."""
MUTUAL = ("associate_of", "rival_of", "allied_with", "family_of")
"""Ties that hold both ways."""
CODES = {
    "offence": tuple(ontology().offences),
    "incident": tuple(ontology().incidents),
    "stage": tuple(ontology().stages),
}
"""What is told of the second word of a tie: its offence, the type of its incident, and the stage it is given with."""
