"""Trees in the labels of spaCy's English pipelines (ClearNLP's) as Universal Dependencies, on which the claims rest.

The two differ in who governs whom: there a preposition governs its noun and "is" its predicate, here it is the other
way round. What no rule covers keeps its label.
"""

from collections.abc import Sequence
from dataclasses import dataclass

CLEAR = frozenset({"dobj", "pobj", "nsubjpass", "auxpass"})
"""Labels that tell a parser of that kind."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj",
    "poss": "nmod:poss", "relcl": "acl:relcl", "prt": "compound:prt", "neg": "advmod", "npadvmod": "obl:unmarked",
    "predet": "det:predet", "preconj": "cc:preconj", "intj": "discourse", "meta": "dep", "quantmod": "advmod",
    "oprd": "xcomp", "acomp": "xcomp", "attr": "xcomp", "agent": "obl:agent", "prep": "obl", "pcomp": "advcl",
    "pobj": "obl", "complm": "mark", "ROOT": "root",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A word of a tree: index of its head (-1 at the root), label, universal part of speech, form in lower case."""

    head: int
    deprel: str
    upos: str
    word: str


class _Tree:
    """A tree in the making."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.heads = [n.head for n in nodes]
        self.labels = [n.deprel for n in nodes]
        self.upos = [n.upos for n in nodes]
        self.words = [n.word for n in nodes]

    def children(self, node: int, *labels: str) -> list[int]:
        return [i for i, h in enumerate(self.heads) if h == node and (not labels or self.labels[i] in labels)]

    def hang(self, node: int, head: int, label: str) -> None:
        self.heads[node], self.labels[node] = head, label

    def replace(self, old: int, new: int, label: str) -> None:
        """Put `new`, a dependent of `old`, in its place, and `old` with all its other dependents under `new`."""
        for child in self.children(old):
            if child != new:
                self.heads[child] = new
        self.hang(new, self.heads[old], self.labels[old])
        self.hang(old, new, label)


def universal(nodes: Sequence[Node], names: Sequence[tuple[int, int]] = ()) -> list[Node]:
    """The same words with heads and labels of Universal Dependencies.

    Args:
        nodes: of one text, heads as indices into them.
        names: first and last word of each name; a name hangs on its first word.
    """
    tree = _Tree(nodes)
    for node in range(len(nodes)):
        if tree.labels[node] in ("prep", "agent", "dative") and tree.upos[node] in ("ADP", "SCONJ", "VERB", "ADV"):
            _turn_preposition(tree, node)
    for node in range(len(nodes)):
        if tree.words[node] in _BE and tree.upos[node] in ("AUX", "VERB"):
            predicates = tree.children(node, "attr", "acomp")
            if predicates:
                tree.replace(node, predicates[0], "cop")
    for first, last in names:
        _turn_name(tree, first, last)
    _turn_lists(tree)
    labels = [_RENAMED.get(label, label) for label in tree.labels]
    return [Node(head, label, n.upos, n.word) for head, label, n in zip(tree.heads, labels, nodes, strict=True)]


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m"})


def _turn_preposition(tree: _Tree, preposition: int) -> None:
    """ "Arrested → on → Friday" becomes "arrested → Friday → on"."""
    head, label = tree.heads[preposition], tree.labels[preposition]
    below = tree.children(preposition, "prep") if not tree.children(preposition, "pobj", "pcomp") else []
    inner = below[0] if below else preposition
    objects = tree.children(inner, "pobj")
    clauses = tree.children(inner, "pcomp")
    nominal = head >= 0 and tree.upos[head] in NOMINAL
    if objects:
        kind = "obl:agent" if label == "agent" else "nmod" if nominal else "obl"
        noun, own = objects[0], "case"
    elif clauses:
        noun, kind, own = clauses[0], "acl" if nominal else "advcl", "mark"
    else:
        return
    for word in {preposition, inner}:
        for child in tree.children(word):
            tree.heads[child] = noun
        tree.hang(word, noun, own)
    tree.hang(noun, head, kind)


def _turn_name(tree: _Tree, first: int, last: int) -> None:
    """ "Oyelaran → Marten" becomes "Marten → Oyelaran": a name hangs on its first word, the others are flat."""
    inside = range(first, last + 1)
    head = next((i for i in inside if tree.heads[i] not in inside), None)
    if head is None or any(tree.upos[i] not in ("PROPN", "PUNCT") for i in inside) or head == first:
        return
    for i in inside:
        if tree.labels[i] not in ("compound", "punct", "nmod") and i != head:
            return
    tree.replace(head, first, "flat")
    for i in inside:
        if i != first:
            tree.hang(i, first, "punct" if tree.upos[i] == "PUNCT" else "flat")


def _turn_lists(tree: _Tree) -> None:
    """The members of a list hang on its first, "and" on the member that follows it."""
    for node, label in enumerate(tree.labels):
        if label == "conj":
            while tree.labels[tree.heads[node]] == "conj" and tree.heads[tree.heads[node]] >= 0:
                tree.heads[node] = tree.heads[tree.heads[node]]
    for node, label in enumerate(tree.labels):
        if label == "cc":
            after = [i for i in range(node + 1, len(tree.labels)) if tree.labels[i] == "conj"]
            if after:
                tree.heads[node] = after[0]
