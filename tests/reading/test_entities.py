"""Who refers to whom: each rule joins what it should and leaves apart what it must."""

import pytest

from according.model import Reading

from .build import build, clusters, entities


def named(reading: Reading, name: str) -> list[str]:
    """The words of all mentions of the one entity of that name."""
    (entity,) = [e for e in reading.entities if e.name == name]
    return [reading.text[reading.mentions[m].start : reading.mentions[m].end] for m in entity.mentions]


def test_surname_finds_its_full_name() -> None:
    """A bare double surname, with or without a title, is the one person who bears it."""
    reading = entities(
        build(
            "{person+:Dario Velasco-Prior}, 27, was held. {person+:Velasco-Prior} said nothing.\n"
            "{person+:Mr. Velasco-Prior}’s lawyer left."
        )
    )
    assert named(reading, "Dario Velasco-Prior") == ["Dario Velasco-Prior", "Velasco-Prior", "Mr. Velasco-Prior"]
    assert reading.entities[0].age == 27
    assert reading.entities[0].gender == "male"


def test_two_people_of_one_surname_are_never_blended() -> None:
    """The prosecutor who shares the defendant's surname keeps her words, and he keeps his charges."""
    reading = entities(
        build(
            "District Attorney {person+:Helena Marsh} said {person+:Bruno Marsh}, 41, was charged. "
            "{person+:District Attorney Marsh} thanked police. {person+:Marsh} was arrested.",
            arcs=[("Marsh", "charged", "nsubj:pass"), ("Marsh", "charged", "nsubj:pass")],
            lemmas={"charged": "charge", "arrested": "arrest"},
        )
    )
    assert "District Attorney Marsh" in named(reading, "Helena Marsh")
    assert "Bruno Marsh" not in named(reading, "Helena Marsh")
    assert named(reading, "Bruno Marsh") == ["Bruno Marsh", "Marsh"]


def test_different_given_names_stay_apart() -> None:
    """Brothers with one surname are two entities, and the bare surname joins neither when both are near."""
    reading = entities(
        build("{person+:Teodor Lunz} and {person+:Anton Lunz} were seen. {person+:Lunz} ran."),
    )
    assert named(reading, "Teodor Lunz") == ["Teodor Lunz"]
    assert named(reading, "Anton Lunz") == ["Anton Lunz"]


def test_acronym_in_brackets_and_later() -> None:
    """A short form introduced in brackets is the group, wherever it comes again."""
    reading = entities(build("{group+:Los Corvinos} ({group+:LC}) moved in. {group+:LC} fought {group+:Harbor Nine}."))
    assert clusters(reading) == [["Los Corvinos", "LC", "LC"]]
    assert reading.entities[0].aliases == ("LC",)


def test_splinter_is_not_its_parent() -> None:
    """A shared word does not make two groups one."""
    reading = entities(build("{group+:Los Corvinos} lost men to {group+:Corvinos Nuevos}."))
    assert clusters(reading) == []


def test_the_gang_is_the_group_told_of_last() -> None:
    """ "The gang" finds the one group near; with two in one sentence and nothing else it finds none."""
    one = entities(build("{group+:Harbor Nine} runs the docks. {group.:The gang} taxes ships."))
    two = entities(build("{group+:Harbor Nine} met {group+:Los Corvinos}. {group.:The gang} left."))
    assert clusters(one) == [["Harbor Nine", "The gang"]]
    assert clusters(two) == []


def test_name_inside_its_description() -> None:
    """ "The Harbor Nine gang" is Harbor Nine, before and after."""
    reading = entities(
        build(
            "{group+:Harbor Nine} grew. {group+:the {group+:Harbor Nine} gang} split.",
            arcs=[("Nine", "gang", "compound")],
        )
    )
    assert clusters(reading) == [["Harbor Nine", "the Harbor Nine gang", "Harbor Nine"]]
    assert reading.entities[0].name == "Harbor Nine"


def test_the_defendant_is_who_is_identified_as_such() -> None:
    """ "Identified the defendant as" names the defendant, here and in what follows."""
    reading = entities(
        build(
            "The office identified {person.:the defendant} as {person+:Odalys Finch}, 38, of Port Maren.\n"
            "{person.:The defendant} pleaded guilty."
        )
    )
    assert clusters(reading) == [["the defendant", "Odalys Finch", "The defendant"]]


def test_the_defendant_with_two_defendants_stays_open() -> None:
    """Where two stand accused in the sentence before, "the defendant" is given to neither."""
    reading = entities(
        build(
            "{person+:Teodor Lunz} and {person+:Bruno Castellane} were charged. {person.:The defendant} fled.",
            arcs=[("Lunz", "charged", "nsubj:pass"), ("Castellane", "charged", "nsubj:pass")],
            lemmas={"charged": "charge"},
        )
    )
    assert clusters(reading) == []


def test_the_victim_is_never_the_accused() -> None:
    """Even if the encoder is sure of it."""
    reading = build(
        "{person+:Bruno Castellane} was arrested. {person.:The victim} ran.",
        arcs=[("Castellane", "arrested", "nsubj:pass")],
        lemmas={"arrested": "arrest"},
    )
    head, antecedent = reading.mentions[1].head, reading.mentions[0].head
    assert clusters(entities(reading, {head: ((antecedent, 0.99),)})) == []


def test_headline_man_is_the_accused_named_below() -> None:
    """The man of the headline and of the first line is the only person charged, named with the same age later."""
    reading = entities(
        build(
            "{person.:Port Maren Man} Charged in Robbery\n"
            "{person.:A 41-year-old man} was charged today.\n"
            "{person+:Bruno Castellane}, 41, was arraigned."
        )
    )
    assert clusters(reading) == [["Port Maren Man", "A 41-year-old man", "Bruno Castellane"]]


def test_epithet_by_age() -> None:
    """ "The 27-year-old" is the one person of that age."""
    reading = entities(
        build(
            "{person+:Dario Velasco-Prior}, 27, met {person+:Teodor Lunz}, 22. {person.:The 27-year-old} left.",
        )
    )
    assert named(reading, "Dario Velasco-Prior") == ["Dario Velasco-Prior", "The 27-year-old"]


def test_pronouns_agree_in_gender() -> None:
    """ "She" is the woman although the man was told of last; the encoder's wrong advice is refused."""
    reading = build("{person+:Wanda Pereault} saw {person+:Bruno Castellane}. {person~:She} called police.")
    wrong = {reading.mentions[2].head: ((reading.mentions[1].head, 0.99),)}
    assert clusters(entities(reading)) == [["Wanda Pereault", "She"]]
    assert clusters(entities(reading, wrong)) == [["Wanda Pereault", "She"]]


def test_subject_and_object_of_one_verb_are_two() -> None:
    """ "Castellane told him" is about another man."""
    reading = entities(
        build(
            "{person+:Bruno Castellane} told {person~:him} nothing.",
            arcs=[("Castellane", "told", "nsubj"), ("him", "told", "obj")],
            lemmas={"told": "tell"},
        )
    )
    assert clusters(reading) == []


def test_first_person_is_the_speaker() -> None:
    """ "I" inside what somebody says is who says it."""
    reading = entities(
        build(
            "{person+:Wanda Pereault} said: “{person~:I} saw nothing.”\n"
            "{person+:Karim Adeyemi-Roth} said: “{person~:I} ran.”",
            said=[("Wanda Pereault", "I saw nothing"), ("Karim Adeyemi-Roth", "I ran")],
        )
    )
    assert clusters(reading) == [["Wanda Pereault", "I"], ["Karim Adeyemi-Roth", "I"]]


def test_the_reader_addressed_is_one_outside_of_speech() -> None:
    """ "You" and "your" of the author mean one addressee; a "you" inside somebody's words stays open."""
    reading = entities(
        build(
            "{person~:You} leave {person~:your} car. {person+:Wanda Pereault} said: “{person~:You} ran.”",
            said=[("Wanda Pereault", "You ran")],
        )
    )
    assert clusters(reading) == [["You", "your"]]


def test_the_same_phrase_is_the_same_thing_but_not_the_same_gang() -> None:
    """A thing is told of by the same words again; of gangs and shootings there may be several."""
    new = {9: ((-1, 0.95),)}
    boats = build("{object.:The old boat} sank.\nMen raised {object.:the old boat}.")
    assert clusters(entities(boats, new)) == [["The old boat", "the old boat"]]
    raids = build("{event.:The night raid} failed.\nMen fled {event.:the night raid}.")
    assert clusters(entities(raids, new)) == []


def test_bare_surname_stays_with_whom_it_was_given() -> None:
    """Of two of one family, the bare surname is the one who was called so first; the other goes by first name."""
    reading = entities(
        build(
            "{person+:Bruno Castellane} was held. {person+:Castellane} said nothing.\n"
            "{person+:Wanda Castellane} spoke. {person+:Castellane} left.",
        )
    )
    assert named(reading, "Bruno Castellane") == ["Bruno Castellane", "Castellane", "Castellane"]
    assert named(reading, "Wanda Castellane") == ["Wanda Castellane"]


def test_active_participle_makes_no_victim() -> None:
    """ "Castellane assaulted the victim": he is not harmed, however the tagger sees the verb."""
    reading = entities(
        build(
            "{person+:Bruno Castellane} assaulted {person.:the victim}.",
            arcs=[("Castellane", "assaulted", "nsubj"), ("victim", "assaulted", "obj")],
            lemmas={"assaulted": "assault"},
        )
    )
    assert clusters(reading) == []


def test_descriptions_are_named_by_what_they_are() -> None:
    """The name of somebody unnamed is the phrase up to its head, with its "of"."""
    reading = entities(build("{person.:three members of Harbor Nine} fled. {person.:a man from Eastholm} ran."))
    assert reading.entities[0].name == "three members of Harbor Nine"


def test_sets_keep_their_number() -> None:
    """A pair told of as "the two" is found again; "the other three" are others."""
    reading = entities(
        build(
            "{person.:Two men} entered. {person.:The two} left. {person.:The other three men} waited.",
        )
    )
    assert clusters(reading) == [["Two men", "The two"]]
    assert [(e.count, e.plural) for e in reading.entities] == [(2, True), (3, True)]


def test_coordination_is_a_set_and_not_its_first_member() -> None:
    """ "A and B" is two people, each also an entity."""
    reading = entities(
        build(
            "{person.:{person+:Teodor Lunz} and {person+:Ines Cabrera-Holt}} fled.",
            arcs=[("Cabrera-Holt", "Lunz", "conj")],
        )
    )
    assert [(e.name, e.plural, e.count) for e in reading.entities] == [
        ("Teodor Lunz and Ines Cabrera-Holt", True, 2),
        ("Teodor Lunz", False, None),
        ("Ines Cabrera-Holt", False, None),
    ]


def test_possessor_is_not_the_possessed() -> None:
    """ "The boy" in "the boy's mother" is not the mother."""
    reading = entities(build("{person.:{person.:The boy}'s mother} spoke. {person.:The boy} ran."))
    assert ["The boy's mother", "The boy"] not in clusters(reading)


def test_every_mention_has_one_entity_and_every_entity_its_mentions() -> None:
    """Mentions and entities point at each other."""
    reading = entities(build("{person+:Teodor Lunz} met {group+:Harbor Nine}. {person~:He} left {group.:the gang}."))
    for i, entity in enumerate(reading.entities):
        assert [reading.mentions[m].entity for m in entity.mentions] == [i] * len(entity.mentions)
    assert sorted(m for e in reading.entities for m in e.mentions) == list(range(len(reading.mentions)))


def test_a_description_behind_a_name_is_that_name_s_though_the_tree_lists_them() -> None:
    """ "Ines Cabrera, the shopkeeper" without any "and" is one person, never the other accused one named later."""
    marked = (
        "A charge against {person+:Ines Cabrera}, {person.:the shopkeeper}, was dropped. "
        "{person+:Odalys Finch} was charged with fraud."
    )
    arcs = [("shopkeeper", "Cabrera", "conj"), ("Finch", "charged", "nsubj:pass")]
    assert clusters(entities(build(marked, arcs=arcs, lemmas={"charged": "charge"}))) == [
        ["Ines Cabrera", "the shopkeeper"]
    ]


@pytest.mark.parametrize("behind", [", ran.", ".", "; the others stayed."])
def test_a_name_set_off_by_commas_is_who_is_described(behind: str) -> None:
    """Whatever the tree makes of them."""
    read = build(f"{{person.:The suspect}}, {{person+:Ada Venn}}{behind}")
    assert clusters(entities(read)) == [["The suspect", "Ada Venn"]]


@pytest.mark.parametrize("behind", [", and {person+:Ivo Lind} ran.", " ran."])
def test_a_name_that_no_comma_closes_off_is_another(behind: str) -> None:
    """It may be the next of a list."""
    read = build(f"{{person.:The suspect}}, {{person+:Ada Venn}}{behind}")
    assert clusters(entities(read)) == []


def test_a_list_that_an_and_closes_is_a_list() -> None:
    """ "A, the driver, and the clerk" may be three people."""
    marked = "They met {person+:Ines Cabrera}, {person.:the driver} and {person.:the clerk} there."
    arcs = [("driver", "Cabrera", "conj"), ("clerk", "Cabrera", "conj"), ("and", "clerk", "cc")]
    assert clusters(entities(build(marked, arcs=arcs))) == []


def test_a_gang_behind_the_name_of_a_group_is_that_group_unless_it_is_one_of_a_list() -> None:
    """The nearest name counts, whatever the tree says; "A, a rival gang and a crew" may be three."""
    two = "{group+:Harbor Nine} fought {group+:Los Corvinos}, {group.:a gang} from Dunmore."
    assert clusters(entities(build(two, arcs=[("gang", "Nine", "appos")]))) == [["Los Corvinos", "a gang"]]
    listed = "Police blamed {group+:Los Corvinos}, {group.:a rival gang} and {group.:a crew}."
    for first in ("gang", "Corvinos"):
        arcs = [("gang", "Corvinos", "conj"), ("crew", first, "conj"), ("and", "crew", "cc")]
        assert clusters(entities(build(listed, arcs=arcs))) == []


def test_who_was_just_identified_is_she() -> None:
    """Not the official who spoke before."""
    marked = (
        "{person+:Superintendent Maria Vale} spoke. Police identified the driver as {person+:Ada Venn}, 32.\n"
        "{person~:She} was arraigned."
    )
    assert named(entities(build(marked)), "Ada Venn") == ["Ada Venn", "She"]
