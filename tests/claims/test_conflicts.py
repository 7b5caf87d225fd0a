"""Nobody is both killer and killed because a pronoun was misread."""

from dataclasses import replace

from according.claims.conflicts import without_conflicts
from according.model import Claim, MentionText

from .test_accusations import claims

_TEXT = "Corin Vale shot Piet Aram twice at the quay. Corin Vale was charged with murder."


def _claims() -> tuple[Claim, Claim]:
    """A deed of Vale's by name, and its victim."""
    found = claims(_TEXT)
    deed = next(c for c in found if c.predicate == "perpetrator_of")
    harm = next(c for c in found if c.predicate == "victim_of")
    return deed, harm


def _entity(claim: Claim) -> str:
    """Who the claim is about."""
    assert claim.subject is not None
    assert claim.subject.entity is not None
    return claim.subject.entity


def _by(claim: Claim, entity: str, words: str, at: int) -> Claim:
    """The claim with another subject, called by these words."""
    assert claim.subject is not None
    mention = MentionText(at, at + len(words), words)
    return replace(claim, id=f"{claim.id}-{at}", subject=replace(claim.subject, entity=entity, mention=mention))


def test_a_pronoun_does_not_make_the_accused_his_own_victim() -> None:
    """ "He shot him": coreference took both for one."""
    deed, harm = _claims()
    misread = _by(harm, _entity(deed), "him", 5)
    assert without_conflicts([deed, harm, misread]) == [deed, harm]


def test_a_pronoun_does_not_accuse_whom_the_document_calls_a_victim() -> None:
    """ "He fled": the dead man did not."""
    deed, harm = _claims()
    misread = _by(deed, _entity(harm), "he", 200)
    assert without_conflicts([harm, misread]) == [harm]


def test_one_mention_is_not_both_doer_and_sufferer_of_a_sentence() -> None:
    """ "Man, who robbed one and hurt another, jailed": the man was not hurt."""
    deed, harm = _claims()
    assert deed.subject is not None
    mention = deed.subject.mention
    assert mention is not None
    misread = _by(harm, _entity(deed), mention.text, mention.start)
    assert without_conflicts([deed, misread]) == [deed]


def test_who_is_accused_and_hurt_by_name_keeps_both() -> None:
    """A robber shot by the shopkeeper is a robber and was shot."""
    deed, harm = _claims()
    hurt = _by(harm, _entity(deed), "Vale", 200)
    assert without_conflicts([deed, hurt]) == [deed, hurt]


def test_the_accused_may_have_been_threatened() -> None:
    """ "She had been threatened", her lawyer says elsewhere: no deed of hers stands in that sentence."""
    deed, harm = _claims()
    evidence = replace(harm.evidence[0], start=100, end=100 + len(harm.evidence[0].quote))
    other = replace(harm, qualifiers=replace(harm.qualifiers, role="threatened"), evidence=(evidence,))
    threatened = _by(other, _entity(deed), "she", 100)
    assert without_conflicts([deed, threatened]) == [deed, threatened]


def test_the_murdered_man_of_a_sentence_is_not_the_arrested_one() -> None:
    """ "Held over the murder of A: B and C"."""
    found = claims("Held over the murder of Mayor Piet Aram were two men: Corin Vale and Nils Dole.")
    arrested = {c.subject.name for c in found if c.predicate == "accused_of" and c.subject is not None}
    assert "Piet Aram" not in arrested
