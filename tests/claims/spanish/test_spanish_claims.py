"""What the finders make of Spanish sentences: stages, lists, deeds, denials, groups, speakers, and what they leave."""

import pytest

from according.claims import ClaimEngine
from according.model import Claim
from according.reading.bundled import read_stretches
from according.reading.spanish import read_spanish
from tests.factory import document


def claims(text: str, *, release: bool = False) -> list[Claim]:
    """The claims of a Spanish text, a journalist's or a prosecutor's."""
    given = document(
        text, language="es", **({"authority": "Office", "authority_kind": "prosecutor"} if release else {})
    )
    return ClaimEngine().extract(read_spanish(given, read_stretches(given), reader="according", version="1"))


def told(text: str, *predicates: str, release: bool = False) -> list[tuple[str | None, str | None, str | None]]:
    """Subject, object and stage of the claims of some predicates, sorted."""
    return sorted(
        (
            (
                c.subject.name if c.subject else None,
                (c.object.incident_type or c.object.name) if c.object else None,
                c.stage,
            )
            for c in claims(text, release=release)
            if c.predicate in predicates
        ),
        key=str,
    )


@pytest.mark.parametrize(
    ("words", "code", "stage"),
    [
        ("fue acusado de extorsión", "extortion", "accused"),
        ("fue acusado de dos cargos de robo", "robbery", "charged"),
        ("fue acusado por un gran jurado de homicidio", "homicide", "indicted"),
        ("será instruido de cargos por homicidio", "homicide", "charged"),
        ("enfrenta cargos por lavado de dinero", "money_laundering", "charged"),
        ("enfrenta juicio por secuestro", "kidnapping", "on_trial"),
        ("fue arrestado por robo", "robbery", "arrested"),
        ("es buscado por homicidio", "homicide", "wanted"),
        ("se declaró culpable de fraude", "fraud", "pleaded_guilty"),
        ("fue declarado culpable de asalto agravado", "assault", "convicted"),
        ("fue condenado por narcotráfico", "drug_trafficking", "convicted"),
        ("fue condenado a ocho años de prisión por narcotráfico", "drug_trafficking", "sentenced"),
        ("fue sentenciado a cadena perpetua por homicidio", "homicide", "sentenced"),
        ("fue absuelto de extorsión", "extortion", "acquitted"),
    ],
)
def test_the_stage_is_the_one_that_the_words_tell(words: str, code: str, stage: str) -> None:
    """No further, and with its offence."""
    assert told(f"Teodor Lunz, de 22 años, {words}.", "accused_of") == [("Teodor Lunz", code, stage)]


def test_a_charge_against_somebody_may_be_dropped() -> None:
    """A way out, without an offence."""
    assert told("Los cargos contra Teodor Lunz fueron desestimados.", "accused_of") == [
        ("Teodor Lunz", None, "dismissed")
    ]


def test_every_defendant_and_every_offence_of_a_list_is_a_claim() -> None:
    """Two people, two offences; the enhancement is none."""
    text = (
        "Teodor Lunz, de 22 años, y Bruno Castellane, de 41 años, fueron declarados culpables de dos cargos de robo, "
        "un cargo de secuestro, y alegaciones adicionales por actividad de pandilla."
    )
    assert told(text, "accused_of") == [
        ("Bruno Castellane", "kidnapping", "convicted"),
        ("Bruno Castellane", "robbery", "convicted"),
        ("Teodor Lunz", "kidnapping", "convicted"),
        ("Teodor Lunz", "robbery", "convicted"),
    ]


def test_what_is_told_of_the_three_stays_with_the_set() -> None:
    """Ruling 20."""
    found = claims("Los tres acusados enfrentan cargos por extorsión.")
    assert [(c.subject.type, c.subject.count) for c in found if c.subject] == [("People", 3)]


def test_the_act_of_an_authority_has_its_speaker() -> None:
    """ "La fiscal acusó a": she is the accuser."""
    (found,) = [c for c in claims("La fiscal Helena Marsh acusó a Teodor Lunz de extorsión.") if c.stage]
    assert (found.stage, found.innermost.kind, found.innermost.source) == (
        "accused",
        "prosecutor",
        "La fiscal Helena Marsh",
    )


def test_a_left_out_subject_is_that_of_the_sentence_before() -> None:
    """Not where the sentence has a subject of its own."""
    text = (
        "Odalys Finch se declaró culpable de robo. Fue condenada a cinco años de cárcel. "
        "El caso fue investigado por robo."
    )
    assert told(text, "accused_of") == [
        ("Odalys Finch", "robbery", "pleaded_guilty"),
        ("Odalys Finch", None, "sentenced"),
    ]


def test_an_earlier_conviction_is_a_claim_of_its_own() -> None:
    """It belongs to whom the sentence names, and does not raise the stage of the matter."""
    text = (
        "Teodor Lunz, de 22 años, fue acusado de dos cargos de homicidio. Bruno Roe, de 30 años, fue acusado de un "
        "cargo de homicidio. También hay alegaciones contra Roe por una convicción previa por robo en 2010. "
        "Lunz disparó a un hombre."
    )
    assert ("Bruno Roe", "robbery", "convicted") in told(text, "accused_of", release=True)
    assert ("Teodor Lunz", "shooting", "charged") in told(text, "perpetrator_of", release=True)


@pytest.mark.parametrize(
    "text",
    [
        "Si es declarado culpable de robo, Teodor Lunz enfrenta hasta 20 años de prisión.",
        "Teodor Lunz será sentenciado el 4 de mayo por robo.",
        "La víctima, Ruth Ekwueme, de 30 años, vio al acusado de robo.",
        "El fiscal Otto Marsh pidió que el hombre sea condenado por robo.",
        "Los investigadores hallaron el arma del homicidio en casa de Ana Roe.",
    ],
)
def test_what_has_not_happened_or_concerns_nobody_accuses_nobody(text: str) -> None:
    """Conditions, plans, victims, officials at work."""
    assert told(text, "accused_of", "perpetrator_of") == []


def test_a_plea_of_not_guilty_is_the_defendants_own_denial() -> None:
    """Negated, in his voice."""
    (found,) = claims("Bruno Castellane se ha declarado inocente.")
    assert (found.polarity, found.stage, found.innermost.kind) == ("negated", "charged", "suspect")


def test_who_is_not_charged_is_said_not_to_be() -> None:
    """ "No enfrenta cargos"."""
    (found,) = [c for c in claims("Teodor Lunz no enfrenta cargos por robo.") if c.predicate == "accused_of"]
    assert found.polarity == "negated"


def test_a_deed_behind_a_step_has_its_stage_and_its_victim() -> None:
    """Two verbs side by side are one deed, of the graver type."""
    text = (
        "Teodor Lunz, de 22 años, fue sentenciado a 20 años de prisión por disparar y matar a Karim Adeyemi, "
        "de 19 años."
    )
    assert told(text, "perpetrator_of", "victim_of") == [
        ("Karim Adeyemi", "homicide", None),
        ("Teodor Lunz", "homicide", "sentenced"),
    ]


def test_narration_in_a_release_has_the_stage_of_the_offence() -> None:
    """Sentenced for fraud is not sentenced for the shooting."""
    text = "Teodor Lunz, de 22 años, fue sentenciado a dos años por fraude. Lunz disparó a Karim Adeyemi, de 19 años."
    assert told(text, "perpetrator_of", release=True) == [("Teodor Lunz", "shooting", "accused")]


def test_a_journalist_who_tells_a_deed_of_somebody_unaccused_by_name_accuses_nobody() -> None:
    """Unnamed people stand as `stated`."""
    assert told("Karim Adeyemi golpeó a un vecino.", "perpetrator_of") == []
    assert told("Hombres armados asesinaron a Karim Adeyemi.", "perpetrator_of") == [
        ("Hombres armados", "homicide", "stated")
    ]


def test_a_word_of_allegation_is_kept() -> None:
    """ "Presuntamente": suspected, probable, nobody named as speaker."""
    (found,) = [c for c in claims("Presuntamente, los sicarios mataron a Ana Roe.") if c.predicate == "perpetrator_of"]
    assert (found.stage, found.certainty, found.innermost.kind) == ("suspected", "probable", "unspecified")


def test_a_noun_without_its_accent_is_no_verb() -> None:
    """ "El disparo", "un robo": nobody did it by these words."""
    assert told("Teodor Lunz fue arrestado. El disparo a la casa de Ana Roe rompió un vidrio.", "perpetrator_of") == []


def test_the_accused_are_never_told_to_be_victims() -> None:
    """The victim hit back."""
    text = "Teodor Lunz, de 22 años, fue acusado de robo. La víctima golpeó a Lunz."
    assert told(text, "victim_of", "perpetrator_of", release=True) == []


def test_she_is_not_he() -> None:
    """ "Ella le golpeó": a pronoun of the other gender stands for nobody known."""
    text = "Pedro Lunz, de 22 años, es acusado de seguir a la mujer hasta que ella le golpeó."
    assert told(text, "perpetrator_of", release=True) == []


def test_groups_their_members_leaders_rivals_places_and_size() -> None:
    """One claim each, in the speaker's voice."""
    text = (
        "Marten Oyelaran, líder de Harbor Nine, huyó. Ines Holt, presunta integrante de Los Corvinos, niega todo. "
        "La banda Harbor Nine, rival de Los Corvinos, opera en Quay Ward y Eastholm. "
        "Los Corvinos surgieron en 2009 en la prisión de Santa Ilaria. Cuentan con unos 300 miembros."
    )
    found = {
        (c.predicate, c.subject.name if c.subject else "", c.object.name if c.object else "") for c in claims(text)
    }
    assert found == {
        ("leads", "Marten Oyelaran", "Harbor Nine"),
        ("member_of", "Ines Holt", "Los Corvinos"),
        ("rival_of", "Harbor Nine", "Los Corvinos"),
        ("operates_in", "Harbor Nine", "Quay Ward"),
        ("operates_in", "Harbor Nine", "Eastholm"),
        ("originated_in", "Los Corvinos", "prisión de Santa Ilaria"),
        ("estimated_size", "Los Corvinos", "unos 300 miembros"),
    }


def test_a_relative_may_deny_a_membership() -> None:
    """Negated, in her voice."""
    text = "Dario Velasco, de 27 años, vive en Port Maren. Su madre niega que pertenezca a Los Corvinos."
    (found,) = [c for c in claims(text) if c.predicate == "member_of"]
    assert (found.subject and found.subject.name, found.polarity, found.innermost.kind) == (
        "Dario Velasco",
        "negated",
        "relative",
    )


def test_age_home_post_and_other_name_stand_beside_a_name() -> None:
    """A number behind a name is no age where it counts something else."""
    text = (
        "Dario Velasco, alias «Chispa», de 27 años, de Santa Ilaria, llegó. El fiscal de distrito Otto Marsh habló. "
        "La Proposición 21 fue aprobada."
    )
    found = {(c.predicate, c.object.name if c.object else None) for c in claims(text)}
    assert found == {("age", "27"), ("residence", "Santa Ilaria"), ("holds_post", None), ("alias_of", "Dario Velasco")}


def test_every_quote_is_verbatim_and_holds_its_mention() -> None:
    """Accents and line breaks move nothing."""
    text = "Según la fiscalía,\nTeodor Lunz, de 22 años, disparó a una niña de 6 años."
    for claim in claims(text):
        for item in claim.evidence:
            assert text[item.start : item.end] == item.quote
        if claim.subject is not None and claim.subject.mention is not None:
            assert text[claim.subject.mention.start : claim.subject.mention.end] == claim.subject.mention.text


def test_a_condition_with_a_list_of_people_convicts_nobody() -> None:
    """The step is as far from its "si" as the list is long."""
    text = "Si Teodor Lunz, Bruno Castellane, y Odalys Finch son condenados, enfrentarán una sentencia de diez años."
    assert told(text, "accused_of") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("robo de fondos públicos", "theft"),
        ("robo a mano armada", "robbery"),
        ("violación sexual", "sexual_violence"),
        ("ser cómplice después de los hechos", "contempt_obstruction"),
        ("terrorismo callejero", "racketeering"),
        ("posesión de un arma de asalto", "weapons_possession"),
        ("intento de homicidio", "attempted_homicide"),
    ],
)
def test_an_offence_has_the_code_of_its_whole_wording(words: str, code: str) -> None:
    """ "Robo de fondos" is no robbery, "violación del reglamento" no rape."""
    assert told(f"Teodor Lunz enfrenta un cargo de {words}.", "accused_of") == [("Teodor Lunz", code, "charged")]


def test_a_breach_of_the_law_is_no_rape() -> None:
    """ "Violación del código" takes no code of its own."""
    text = "Teodor Lunz enfrenta un cargo por perjurio y una violación del código de comercio."
    assert ("Teodor Lunz", "sexual_violence", "charged") not in told(text, "accused_of")


def test_an_act_that_no_list_knows_is_other_in_its_words() -> None:
    """ "Es acusado de vaciar la caja"."""
    (found,) = [c for c in claims("Teodor Lunz es acusado de vaciar la caja del sindicato.") if c.stage]
    assert (found.object and found.object.name, found.qualifiers.offence) == ("other", "vaciar la caja del sindicato")


def test_an_enhancement_hides_no_later_charge() -> None:
    """Counts go on behind it."""
    text = (
        "Teodor Lunz fue declarado culpable de un cargo de homicidio con una alegación por robo de cosecha, "
        "y un cargo de secuestro."
    )
    assert told(text, "accused_of") == [
        ("Teodor Lunz", "homicide", "convicted"),
        ("Teodor Lunz", "kidnapping", "convicted"),
    ]


def test_with_an_unknown_accomplice_the_defendants_are_accused_and_no_more() -> None:
    """The set is more than the convict."""
    text = (
        "Teodor Lunz, de 22 años, fue declarado culpable de asalto agravado. Lunz y un cómplice desconocido huyeron. "
        "Los demandados golpearon a un pescador."
    )
    assert told(text, "perpetrator_of", release=True) == [("Los demandados", "assault", "accused")]


def test_whom_a_pronoun_hit_is_the_one_victim_of_the_text() -> None:
    """ "Lo golpeó", where one person is told to be the victim."""
    text = (
        "Teodor Lunz, de 22 años, fue acusado de seguir al peatón. La víctima Karim Adeyemi, de 19 años, cayó. "
        "Lunz lo golpeó."
    )
    assert told(text, "victim_of", release=True) == [("Karim Adeyemi", "assault", None)]


def test_the_day_behind_a_deed_is_the_deeds_and_the_day_of_the_verdict_is_not() -> None:
    """ "Condenado el 4 de marzo por matar a A el 2 de mayo"."""
    text = "Teodor Lunz fue condenado el 4 de marzo del 2023 por matar a Karim Adeyemi el 2 de mayo del 2021."
    assert [o for _, o, _ in told(text, "dated")] == ["2021-05-02"]


def test_a_person_not_named_may_be_told_with_a_town() -> None:
    """ "Un pescador de Eastholm"; a prosecutor's town is where he works."""
    assert told("Un pescador de la ciudad de Santa Ilaria fue arrestado por robo.", "residence") == [
        ("Un pescador", "Santa Ilaria", None)
    ]


def test_an_accusation_by_people_is_theirs() -> None:
    """Never the author's own."""
    (found,) = [c for c in claims("Los manifestantes acusaron a Teodor Lunz de corrupción.") if c.stage]
    assert (found.innermost.kind, found.innermost.source) == ("person", "Los manifestantes")


def test_an_inquiry_is_suspicion() -> None:
    """ "Investiga a Lunz por"."""
    assert told("La fiscalía investiga a Teodor Lunz por lavado de dinero.", "accused_of") == [
        ("Teodor Lunz", "money_laundering", "suspected")
    ]


def test_an_acquittal_of_a_murder_tells_the_deed_as_acquitted() -> None:
    """In the present tense of headlines, with the court as speaker."""
    (found,) = [
        c
        for c in claims("Tribunal absuelve a Bruno Castellane del asesinato de Ana Pereault.")
        if c.predicate == "perpetrator_of"
    ]
    assert (found.stage, found.innermost.kind) == ("acquitted", "court_record")


def test_would_have_done_is_suspicion() -> None:
    """ "Habría disparado": the Spanish conditional of hearsay."""
    (found,) = [c for c in claims("Los sicarios habrían disparado contra el mercado.") if c.stage]
    assert (found.stage, found.certainty, found.innermost.kind) == ("suspected", "probable", "unspecified")


def test_a_killing_told_in_the_passive_has_its_victim_and_its_doers() -> None:
    """Also of a victim who had once been charged."""
    text = "Tomás Rial fue asesinado a balazos por sicarios. Rial había sido acusado de fraude en 2019."
    assert told(text, "perpetrator_of", "victim_of") == [
        ("Tomás Rial", "homicide", None),
        ("sicarios", "homicide", "stated"),
    ]


def test_a_group_may_be_a_faction_and_at_war_and_somebody_its_alleged_boss() -> None:
    """ "Señalado como": probable."""
    text = (
        "Marten Oyelaran, señalado como jefe de plaza de Los Corvinos, huyó. Harbor Nine, una facción de la Hermandad "
        "del Muelle, controla el puerto. La guerra entre Harbor Nine y Los Corvinos sigue."
    )
    found = [(c.predicate, c.object.name if c.object else None, c.certainty) for c in claims(text)]
    assert sorted(found) == [
        ("leads", "Los Corvinos", "probable"),
        ("part_of", "Hermandad del Muelle", "certain"),
        ("rival_of", "Los Corvinos", "certain"),
    ]


def test_a_day_to_come_is_not_the_day_of_a_step() -> None:
    """Nor is it what somebody is charged with."""
    (found,) = [c for c in claims("Teodor Lunz será instruido de cargos mañana, martes, en la corte.") if c.stage]
    assert (found.object, found.qualifiers.date) == (None, None)
