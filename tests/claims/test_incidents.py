"""Incidents on invented stories, read with the bundled reader: who did it, to whom, where and when."""

from according.claims import ClaimEngine
from according.intake import take_text
from according.model import Claim

from .test_accusations import claims, reader


def victims(found: list[Claim]) -> set[tuple[str, str | None, str | None]]:
    """Who suffered, the type of the incident, and what happened to them."""
    return {
        (c.subject.name, c.object.incident_type if c.object else None, c.qualifiers.role)
        for c in found
        if c.predicate == "victim_of" and c.subject is not None
    }


def test_who_was_shot_and_died_was_killed() -> None:
    """The later sentence says what the shooting was."""
    found = victims(claims("A gunman shot Pell Orrin outside a bar.", "Orrin died at a hospital two hours later."))
    assert {(type, role) for name, type, role in found if name == "Pell Orrin"} == {("homicide", "killed")}


def test_who_shot_did_the_killing_too() -> None:
    """ "He shot a clerk, killing him" makes no killer of the clerk."""
    found = claims("Ivo Lantana shot a clerk, Pell Orrin, killing him.")
    assert {c.subject.name for c in found if c.predicate == "perpetrator_of" and c.subject} == {"Ivo Lantana"}


def test_a_killing_that_is_only_threatened_has_no_victim() -> None:
    """Threats are not deaths."""
    assert victims(claims("Ivo Lantana threatened to kill a clerk.")) <= {("a clerk", "threat", "threatened")}


def test_an_owner_is_not_the_victim_of_what_befell_his_own() -> None:
    """ "Assaulting his neighbor's son" harms the son."""
    found = victims(claims("Ivo Lantana was convicted of assaulting his neighbor’s son."))
    assert not {name for name, _, _ in found if "neighbor" in name and "son" not in name}


def test_place_and_day_stand_with_the_act_they_open() -> None:
    """Where and when of the first verb hold for the deed joined to it."""
    found = claims("On May 1, 2023, Ivo Lantana walked into a bar and shot a clerk.")
    assert [c.object.name for c in found if c.predicate == "dated" and c.object] == ["2023-05-01"]


def test_the_day_of_a_conviction_is_not_the_day_of_the_deed() -> None:
    """What stands with a step of law dates the step."""
    found = claims("On May 1, 2023, Ivo Lantana was convicted of shooting a clerk.")
    assert not [c for c in found if c.predicate == "dated"]


def types(found: list[Claim], predicate: str) -> set[tuple[str, str | None]]:
    """Names and incident types of the claims of a predicate whose object is an incident."""
    return {
        (c.subject.name, c.object.incident_type)
        for c in found
        if c.predicate == predicate and c.subject is not None and c.object is not None
    }


def facts(found: list[Claim], predicate: str) -> set[str]:
    """Names of the objects of the claims of a predicate."""
    return {c.object.name for c in found if c.predicate == predicate and c.object is not None}


def test_an_arson_in_which_somebody_dies_stays_an_arson() -> None:
    """An event keeps the type of its own words."""
    found = claims("Ivo Lantana set fire to a bakery in Corvin.", "A night watchman died in the blaze.")
    assert ("Ivo Lantana", "arson") in types(found, "perpetrator_of")
    assert {t for _, t in types(found, "victim_of")} <= {"arson"}


def test_ages_and_hours_are_no_victims() -> None:
    """Only a number beside what happened counts people."""
    found = victims(claims("On May 7, 2024, at 8:36 p.m., Ivo Lantana, 21, shot and killed Pell Orrin, 18, in Corvin."))
    assert {name for name, _, _ in found} == {"Pell Orrin"}


def test_a_bare_number_of_dead_counts_people() -> None:
    """ "Left 12 dead"."""
    found = claims("An attack on the market left 12 dead.")
    assert [c.qualifiers.count for c in found if c.predicate == "victim_of"] == [12]


def test_what_only_says_which_place_is_no_place() -> None:
    """The bus of a bus depot is neither scene nor target."""
    found = claims("A man was shot outside the Corvin bus depot on Friday night.")
    assert facts(found, "located_at") == {"the Corvin bus depot"}


def test_the_victim_goes_by_the_name_beside_the_description() -> None:
    """ "A fellow member, Pell Orrin"."""
    found = victims(claims("Ivo Lantana shot and killed a fellow member, Pell Orrin, in Corvin."))
    assert {name for name, _, _ in found} == {"Pell Orrin"}


def test_dead_of_a_clash_belong_to_the_clash() -> None:
    """ "Killed in clashes" is no homicide of its own."""
    found = claims("Nine rebels were killed in clashes with the army in Corvin.")
    assert {t for _, t in types(found, "victim_of")} == {"clash"}


def test_dead_of_an_attack_told_in_its_clause_belong_to_it() -> None:
    """ "A bomb attack in which three people were killed" is one event."""
    found = claims("They condemned the bomb attack in Corvin in which three people were killed.")
    assert {t for _, t in types(found, "victim_of")} == {"bombing"}


def test_a_deed_that_somebody_may_not_do_is_not_done() -> None:
    """ "They must not let robbers use knives" tells of no shots."""
    found = claims("They must not let robbers use knives in this town.")
    assert not [c for c in found if c.predicate == "perpetrator_of"]


def test_suspected_attackers_are_suspected() -> None:
    """The doubt stands at the doers."""
    found = claims("Suspected members of the Harbor Nine gang attacked a police station in Corvin on Friday.")
    assert {(c.stage, c.certainty) for c in found if c.predicate == "perpetrator_of"} == {("suspected", "probable")}


def test_who_is_charged_after_a_deed_is_charged_with_it() -> None:
    """The deed told as ground of the charge goes no further than the charge."""
    found = claims("Ivo Lantana was charged on Friday after he punched a clerk.")
    assert {c.stage for c in found if c.predicate == "perpetrator_of"} == {"charged"}


def test_what_is_seized_is_measured() -> None:
    """The measure takes along what it measures, and each item counts."""
    found = claims("Police seized 84 kilograms of cocaine and three pistols in Corvin on Friday.")
    assert facts(found, "seized_in") == {"84 kilograms of cocaine", "three pistols"}


def test_loot_and_ruins_are_losses() -> None:
    """What was burnt is lost."""
    found = claims("The rebels burned two buses and a bridge near Corvin.")
    assert {"two buses"} <= facts(found, "loss_in")


def test_an_attempt_kills_nobody() -> None:
    """Who tried to kill somebody has not killed him."""
    found = victims(claims("They tried to kill Pell Orrin with a knife."))
    assert not [role for _, _, role in found if role == "killed"]


def test_who_burns_a_person_commits_no_arson() -> None:
    """A house is set on fire, a woman is hurt."""
    found = claims("Mira Vale is accused of burning Jana Dole with a hot iron in Eastholm.")
    assert {kind for _, kind in types(found, "perpetrator_of")} == {"assault"}


def test_blame_that_moved_is_told_twice() -> None:
    """What was first believed and what was later said stand side by side, whatever the tree makes of them."""
    found = claims(
        "A home invasion in Corvin first believed to be the work of the Harbor Nine gang was later blamed on the "
        "Salt Row gang."
    )
    told = {(c.subject.name, c.stage) for c in found if c.predicate == "perpetrator_of" and c.subject}
    assert told == {("Harbor Nine", "suspected"), ("Salt Row", "accused")}


def test_a_group_linked_to_an_event_is_suspected_and_a_person_is_not() -> None:
    """A link makes no doer of anybody named."""
    found = claims("The Harbor Nine gang and Ivo Lantana have been linked to a home invasion in Corvin in May.")
    told = {(c.subject.name, c.stage, c.certainty) for c in found if c.predicate == "perpetrator_of" and c.subject}
    assert told == {("Harbor Nine", "suspected", "probable")}


def test_what_robbers_made_off_with_is_lost() -> None:
    """Sums and things, each one."""
    found = claims("The robbers made off with 4,200 crowns, a ring and two clocks.")
    assert facts(found, "loss_in") == {"4,200 crowns", "a ring", "two clocks"}


def test_pay_for_a_robbery_is_no_loot() -> None:
    """The robber's wage was not taken from the victim."""
    found = claims("Ivo Lantana got $90 for his part in the robbery of a clerk.")
    assert not facts(found, "loss_in")


def test_the_habit_of_a_group_is_no_incident() -> None:
    """ "Beating up anyone who refused" has no day and no victim."""
    found = claims("The Harbor Nine gang collects a tax, beating up anyone who refuses to pay.")
    assert not types(found, "perpetrator_of") | types(found, "victim_of")


def test_verbs_in_a_row_share_their_object() -> None:
    """ "Trafficked, pimped and pandered Jane Doe" has one doer of each."""
    found = claims("Ivo Lantana trafficked, pimped, and pandered Jane Doe in Corvin.")
    assert ("Ivo Lantana", "trafficking") in types(found, "perpetrator_of")


def test_a_set_charged_over_shootings_is_charged_with_them() -> None:
    """The step names the deeds."""
    found = claims("Nine alleged members of the Harbor Nine gang were indicted in connection with 7 shootings.")
    assert {c.stage for c in found if c.predicate == "perpetrator_of"} == {"indicted"}


def test_nobody_hurt_is_told_of_the_event() -> None:
    """A blast without casualties has no victim, possibly."""
    found = claims("A bomb exploded at a bank in Corvin on Friday.", "No casualties were reported.")
    told = [(c.subject, c.polarity, c.certainty) for c in found if c.predicate == "victim_of"]
    assert told == [(None, "negated", "possible")]


def test_whoever_leaves_the_screen_sets_off_no_bomb() -> None:
    """ "Go off" explodes only what can."""
    found = claims("Once both brothers go off stage, the film shows an empty quay.")
    assert not types(found, "perpetrator_of")


def test_who_shoots_himself_harms_nobody_else() -> None:
    """A reflexive makes no victim of the other man in the story."""
    found = claims(
        "Ivo Lantana and Pell Orrin began to struggle.", "During the struggle, Lantana shot himself in the hand."
    )
    assert not types(found, "perpetrator_of") | types(found, "victim_of")


def test_a_shooting_murder_kills() -> None:
    """ "Shooting-murder" is a killing."""
    found = victims(claims("Ivo Lantana will be arraigned for the shooting-murder of his aunt in Corvin."))
    assert {(type, role) for _, type, role in found} == {("homicide", "killed")}


def test_the_town_of_a_man_is_no_doer() -> None:
    """ "A 26-year-old Corvin man"."""
    found = claims("A 26-year-old Corvin man was sentenced on Monday for the shooting death of Pell Orrin.")
    assert "Corvin" not in {name for name, _ in types(found, "perpetrator_of")}


def test_a_deed_told_with_its_day_has_it_for_whoever_did_it() -> None:
    """Where only the act is told, the date is the act's (ruling 25)."""
    found = claims("Ivo Lantana, 31, was charged with assault.", "On May 3, 2024, Lantana punched Mira Venn in Corvin.")
    days = {c.qualifiers.date.edtf for c in found if c.predicate == "perpetrator_of" and c.qualifiers.date is not None}
    assert days == {"2024-05-03"}


def test_who_is_imprisoned_serves_a_sentence_and_was_not_kidnapped() -> None:
    """Only where somebody is told to have imprisoned them is it a deed."""
    assert not victims(claims("Mira Venn was convicted of fraud.", "She is currently imprisoned in Corvin."))


def test_where_a_judge_sits_is_not_where_he_was_shot() -> None:
    """ "A judge in Corvin was shot in Eastholm" happened in Eastholm."""
    found = claims("Pell Orrin, a senior judge in Brenmoor, was shot and killed in Eastholm on Monday.")
    places = {c.object.name for c in found if c.predicate == "located_at" and c.object}
    assert "Brenmoor" not in places


def doers(found: list[Claim]) -> set[tuple[str, str | None, str | None]]:
    """Who did it, the type of the incident, and the stage."""
    return {
        (c.subject.name, c.object.incident_type if c.object else None, c.stage)
        for c in found
        if c.predicate == "perpetrator_of" and c.subject is not None
    }


def test_a_word_about_the_victim_makes_no_victim_of_the_defendant() -> None:
    """ "The defendant attacking the victim" calls nobody a victim but the victim."""
    found = doers(
        claims(
            "Ivo Lantana was convicted of assault.",
            "A passerby saw the defendant attacking the victim and stepped in.",
            "The defendant stabbed a clerk.",
        )
    )
    assert {name for name, _, _ in found} == {"Ivo Lantana"}


def test_the_man_and_not_his_family_was_shot() -> None:
    """A singular clause behind "the family of" somebody tells of him."""
    found = claims("The family of Pell Orrin, who was fatally shot by a gunman in May, has sued.")
    assert {name for name, _, _ in victims(found)} == {"Pell Orrin"}


def test_what_befalls_a_part_of_the_body_befalls_whose_it_is() -> None:
    """ "Kicked the clerk’s head" hurts the clerk."""
    assert victims(claims("Ivo Lantana punched the clerk’s face.")) == {("the clerk", "assault", "injured")}


def test_police_who_shot_somebody_did_it_in_a_journalists_telling() -> None:
    """A force without a name is told as the doer behind "by"."""
    found = doers(story("The teenager was shot and killed by police in Corvin eight days ago."))
    assert found == {("police", "homicide", "stated")}


def test_what_is_alleged_of_the_first_deed_is_alleged_of_the_next() -> None:
    """ "Allegedly approaches him and shoots him" states nothing."""
    found = doers(
        claims("Pell Orrin allegedly approaches the man from behind and shoots him, striking him in the leg.")
    )
    assert {stage for _, _, stage in found} == {"accused"}


def test_who_holds_people_for_ransom_has_kidnapped_them() -> None:
    """No verb of the sentence says kidnapping."""
    found = claims("Ivo Lantana took the clerks to a house in Corvin and held them for ransom.")
    assert {(n, t) for n, t, _ in doers(found)} == {("Ivo Lantana", "kidnapping")}
    assert {t for _, t, _ in victims(found)} == {"kidnapping"}


def story(text: str) -> list[Claim]:
    """The claims of a journalist's text."""
    return list(ClaimEngine().extract(reader().read(take_text(text, id="s1"))))


def test_a_heart_attack_is_nobodys_deed() -> None:
    """Nor is the death that follows."""
    found = story("Bettie Orrin died at a hospital in Corvin, a day after a heart attack, her family said.")
    assert not victims(found)


def test_clashes_that_may_come_have_no_doers() -> None:
    """ "Protests will erupt, leading to clashes" tells of nothing that happened."""
    text = "Organizers say that protests will erupt, leading to violent clashes between supporters and opponents."
    assert not doers(story(text))


def test_what_is_only_believed_is_suspected() -> None:
    """ "The belief that" somebody did it is no telling that he did."""
    text = "The feud was fed by the belief by Rook Street members that Quay Ward members shot and killed Pell Orrin."
    assert {stage for _, _, stage in doers(story(text))} == {"suspected"}


def test_who_is_called_by_his_trade_is_not_the_speaker() -> None:
    """ "Band instructor Carla Orrin is charged" has no speaker of that trade."""
    found = story(
        "In a separate case, high school band instructor Carla Rose Orrin is charged with two counts of fraud."
    )
    assert {c.innermost.kind for c in found if c.predicate == "accused_of"} == {"author"}


def test_the_pronoun_of_a_second_deed_is_whom_the_first_befell() -> None:
    """ "Grabbing a photographer and throwing him": not whoever was spoken of before."""
    told = claims(
        "Garo Venn held a rally in Brenmoor in May.",
        "A guard was seen grabbing a photographer by the throat and throwing him to the ground.",
    )
    assert {name for name, _, _ in victims(told)} == {"a photographer"}
    told = claims("Ivo Lantana shot her husband, Pell Orrin, and stabbed her, Mira Venn said.")
    assert ("Pell Orrin", "assault", "injured") not in victims(told)


def test_who_only_tried_to_storm_a_place_did_not_kill_those_who_died_near_by() -> None:
    """An attempt against nobody is an event of its own."""
    found = claims(
        "Rioters stabbed three people in Brenmoor on Tuesday.",
        "Demonstrators tried to attack the courthouse with stones.",
        "Two of the three died.",
    )
    told = [c for c in found if c.predicate == "perpetrator_of"]
    done = {(c.subject.name, c.object.name) for c in told if c.subject and c.object}
    assert done == {("Rioters", "homicide"), ("Demonstrators", "assault")}


def test_a_bank_is_no_victim_of_a_killing() -> None:
    """Whoever died in it is."""
    found = victims(claims("An attack on a bank in Brenmoor killed three people on Tuesday."))
    assert not {name for name, type, _ in found if "bank" in name and type == "homicide"}
    assert {role for _, type, role in found if type == "homicide"} == {"killed"}


def test_the_dead_of_a_quake_were_killed_by_nobody() -> None:
    """Also where the sentence that counts them does not name it again."""
    quake = claims(
        "An earthquake razed mud-brick villages off the coast on Sunday.",
        "Ten people were killed and about 50 hurt, the governor said. Aftershocks went on for hours.",
    )
    assert not [c for c in quake if c.object is not None and c.object.incident_type == "homicide"]
    raid = claims("Ten people were killed in the village on Sunday.", "The gunmen fled before a flood.")
    assert [c for c in raid if c.object is not None and c.object.incident_type == "homicide"]


def test_who_breaks_into_a_house_is_told_with_a_burglary() -> None:
    """Tears are no house."""
    found = claims("Ivo Lantana broke into a house in Corvin, prosecutors said.")
    assert ("Ivo Lantana", "burglary") in types(found, "perpetrator_of")
    assert not types(claims("Ivo Lantana broke into tears, prosecutors said."), "perpetrator_of")


def test_who_only_threatens_to_carry_out_attacks_has_done_none() -> None:
    """Neither by the verb nor by "their" did it happen; who carried one out did it."""
    meant = claims("The Corvin Crew openly threatened to carry out their bombings.")
    assert {t for _, t in types(meant, "perpetrator_of")} <= {"threat"}
    found = claims("The Corvin Crew carried out a bombing in Lowell.")
    assert ("Corvin Crew", "bombing") in {(n.removeprefix("The "), t) for n, t in types(found, "perpetrator_of")}
