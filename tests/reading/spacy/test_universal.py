"""Trees of spaCy's English labels become Universal Dependencies."""

from according.reading.spacy.universal import Node, universal


def _turned(*words: tuple[str, int, str, str], names: tuple[tuple[int, int], ...] = ()) -> list[tuple[str, str, str]]:
    """Each word with its new label and the word that it hangs on."""
    nodes = [Node(head, label, upos, word) for word, head, label, upos in words]
    turned = universal(nodes, names)
    return [(n.word, n.deprel, turned[n.head].word if n.head >= 0 else "") for n in turned]


def test_noun_takes_its_preposition_as_case() -> None:
    """ "Charged with extortion by prosecutors"."""
    turned = _turned(
        ("lunz", 2, "nsubjpass", "PROPN"),
        ("was", 2, "auxpass", "AUX"),
        ("charged", -1, "ROOT", "VERB"),
        ("with", 2, "prep", "ADP"),
        ("extortion", 3, "pobj", "NOUN"),
        ("by", 2, "agent", "ADP"),
        ("prosecutors", 5, "pobj", "NOUN"),
    )
    assert turned == [
        ("lunz", "nsubj:pass", "charged"),
        ("was", "aux:pass", "charged"),
        ("charged", "root", ""),
        ("with", "case", "extortion"),
        ("extortion", "obl", "charged"),
        ("by", "case", "prosecutors"),
        ("prosecutors", "obl:agent", "charged"),
    ]


def test_predicate_takes_the_place_of_to_be() -> None:
    """ "Renk is a member of the crew": the noun governs, and what hung on "is" hangs on it."""
    turned = _turned(
        ("renk", 1, "nsubj", "PROPN"),
        ("is", -1, "ROOT", "AUX"),
        ("a", 3, "det", "DET"),
        ("member", 1, "attr", "NOUN"),
        ("of", 3, "prep", "ADP"),
        ("crew", 4, "pobj", "NOUN"),
        (".", 1, "punct", "PUNCT"),
    )
    assert turned == [
        ("renk", "nsubj", "member"),
        ("is", "cop", "member"),
        ("a", "det", "member"),
        ("member", "root", ""),
        ("of", "case", "crew"),
        ("crew", "nmod", "member"),
        (".", "punct", "member"),
    ]


def test_clause_behind_a_preposition_is_marked() -> None:
    """ "Accused of robbing a shop"."""
    turned = _turned(
        ("accused", -1, "ROOT", "VERB"),
        ("of", 0, "prep", "ADP"),
        ("robbing", 1, "pcomp", "VERB"),
        ("shops", 2, "dobj", "NOUN"),
    )
    assert turned == [
        ("accused", "root", ""),
        ("of", "mark", "robbing"),
        ("robbing", "advcl", "accused"),
        ("shops", "obj", "robbing"),
    ]


def test_name_hangs_on_its_first_word_and_a_list_on_its_first_member() -> None:
    """ "Convicted Yusef Brandt, Lunz and Holt"."""
    turned = _turned(
        ("convicted", -1, "ROOT", "VERB"),
        ("yusef", 2, "compound", "PROPN"),
        ("brandt", 0, "dobj", "PROPN"),
        (",", 2, "punct", "PUNCT"),
        ("lunz", 2, "conj", "PROPN"),
        ("and", 4, "cc", "CCONJ"),
        ("holt", 4, "conj", "PROPN"),
        names=((1, 2),),
    )
    assert turned == [
        ("convicted", "root", ""),
        ("yusef", "obj", "convicted"),
        ("brandt", "flat", "yusef"),
        (",", "punct", "yusef"),
        ("lunz", "conj", "yusef"),
        ("and", "cc", "holt"),
        ("holt", "conj", "yusef"),
    ]
