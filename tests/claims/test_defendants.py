"""Whom a legal step is taken against, on invented releases."""

from .test_accusations import claims, told


def test_each_defendant_is_a_set_and_not_the_one_named_last() -> None:
    """A determiner that speaks of several never accuses one of them alone."""
    found = claims(
        "Ivo Lantana spoke at the meeting. Each defendant was charged with one count of arson and one of robbery."
    )
    assert {c.subject.type for c in found if c.predicate == "accused_of" and c.subject is not None} == {"People"}


def test_who_only_owns_the_defendant_is_not_accused() -> None:
    """ "Lantana’s partner was charged" accuses the partner."""
    found = told(claims("Ivo Lantana was seen leaving. Lantana’s girlfriend is facing charges of arson."))
    assert not {name for name, _, _ in found if name == "Ivo Lantana"}


def test_a_surname_shared_with_a_victim_is_the_defendants_where_only_he_is_charged_in_full() -> None:
    """A careful reader knows whom the court sentenced."""
    found = told(
        claims(
            "Dario Lantana was charged with the murder of his wife, Mira Lantana.",
            "Dario Lantana was convicted of murder in May. Lantana was sentenced to 20 years in prison.",
        )
    )
    assert {name for name, _, stage in found if stage == "sentenced"} <= {"Dario Lantana"}


def test_a_description_that_mentions_victims_makes_nobody_a_victim() -> None:
    """A statute's long sentence is no name for the defendant."""
    found = told(claims("Ivo Lantana, 31, was charged with robbery. Officers arrested Lantana near the pier."))
    assert ("Ivo Lantana", "", "arrested") in found


def test_defendants_whom_the_prosecutor_identifies_are_a_roll() -> None:
    """ "Identified the defendants as A, B and C" names the set that was indicted."""
    found = told(
        claims(
            "Three men were indicted for burglary, prosecutors said.",
            "The District Attorney identified the defendants as Ivo Lantana, 31, Pell Orrin, 24, and Garo Venn, 40.",
        )
    )
    assert {("Ivo Lantana", "burglary", "indicted"), ("Garo Venn", "burglary", "indicted")} <= found


def test_a_sentence_that_speaks_of_defendants_lists_nobody() -> None:
    """Names after other words are no roll."""
    found = told(
        claims(
            "Three men were charged with burglary.",
            "Two of the defendants were clerks in Brenmoor and Pell Orrin, Garo Venn and Odalys Finch taught them.",
        )
    )
    assert not {name for name, _, _ in found if name == "Odalys Finch"}
