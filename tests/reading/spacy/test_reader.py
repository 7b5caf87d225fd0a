"""A spaCy pipeline of one's own behind the Reader protocol: a small one, trained here on invented sentences."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from according.claims import ClaimEngine
from according.errors import SettingError
from according.intake import IntakeOptions, Source, take
from according.intake.source import Content
from according.model import Claim, Document
from according.readers import READERS, load
from according.reading.spacy import SpacyReader
from according.settings import Settings

TAUGHT = (
    ("Tobias Renk was charged with extortion on Monday , prosecutors said .",
     "PROPN PROPN AUX VERB ADP NOUN ADP PROPN PUNCT NOUN VERB PUNCT",
     "NNP NNP VBD VBN IN NN IN NNP , NNS VBD .",
     (3, 0, 3, 10, 5, 3, 7, 3, 10, 10, 10, 10),
     "nsubj:pass flat aux:pass ccomp case obl case obl punct nsubj ROOT punct"),
    ("Ana Holt was arrested for robbery .",
     "PROPN PROPN AUX VERB ADP NOUN PUNCT",
     "NNP NNP VBD VBN IN NN .",
     (3, 0, 3, 3, 5, 3, 3),
     "nsubj:pass flat aux:pass ROOT case obl punct"),
    ("According to police , Ana Holt is a member of the Slate Street Crew .",
     "VERB ADP NOUN PUNCT PROPN PROPN AUX DET NOUN ADP DET PROPN PROPN PROPN PUNCT",
     "VBG IN NN , NNP NNP VBZ DT NN IN DT NNP NNP NNP .",
     (2, 0, 8, 8, 8, 4, 8, 8, 8, 13, 13, 12, 13, 8, 8),
     "case fixed obl punct nsubj flat cop det ROOT case det compound compound nmod punct"),
)  # fmt: skip
PATTERNS = [
    {"label": "PERSON", "pattern": "Ana Holt"},
    {"label": "PERSON", "pattern": "Tobias Renk"},
    {"label": "GANG", "pattern": "Slate Street Crew"},
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Tagger and parser taught three sentences, names by rule, sentences by the parser."""
    spacy.util.fix_random_seed(7)
    made = spacy.blank("en")
    made.add_pipe("tagger")
    made.add_pipe("morphologizer")
    made.add_pipe("parser", config={"min_action_freq": 1})
    examples = []
    for text, upos, tags, heads, labels in TAUGHT:
        words = text.split()
        gold = Doc(made.vocab, words=words, pos=upos.split(), tags=tags.split(), heads=list(heads), deps=labels.split())
        examples.append(Example(Doc(made.vocab, words=words), gold))
    optimizer = made.initialize(lambda: examples)
    for _ in range(60):
        made.update(examples, sgd=optimizer)
    made.add_pipe("entity_ruler").add_patterns(PATTERNS)
    made.meta["name"] = "taught"
    return made


def _document(text: str) -> Document:
    return take(Source("story.txt", "story.txt", lambda: Content(text.encode())), IntakeOptions(published="2025-04-01"))


def _claims(nlp: Language, text: str) -> list[Claim]:
    return ClaimEngine().extract(SpacyReader(nlp).read(_document(text)))


def test_claims_come_with_speaker_stage_and_sentence(nlp: Language) -> None:
    """Words, tree and names are the pipeline's; who says so is read off its tree."""
    text = "Tobias Renk was charged with extortion on Monday, prosecutors said."
    claim = next(c for c in _claims(nlp, text) if c.predicate == "accused_of")
    assert claim.subject is not None
    assert claim.object is not None
    assert (claim.subject.name, claim.object.name, claim.stage) == ("Tobias Renk", "extortion", "charged")
    assert (claim.innermost.kind, claim.innermost.source) == ("prosecutor", "prosecutors")
    assert claim.evidence[0].quote == text


def test_label_of_the_pipelines_own_makes_a_group(nlp: Language) -> None:
    """A pipeline that was taught gangs tells them as groups."""
    claims = _claims(nlp, "According to police, Ana Holt is a member of the Slate Street Crew.")
    tie = next(c for c in claims if c.predicate == "member_of")
    assert tie.object is not None
    assert (tie.object.type, tie.object.name, tie.innermost.kind) == ("Group", "Slate Street Crew", "police")


def test_offsets_hold_over_blank_lines_and_wide_characters(nlp: Language) -> None:
    """Paragraphs are read apart, and every word stands where the stored text has it."""
    text = "Señal 🚨.\n\nAna Holt was arrested for robbery.\n\n  Tobias Renk was arrested for robbery."
    reading = SpacyReader(nlp).read(_document(text))
    people = [e.name for e in reading.entities if e.type == "person"]
    assert people == ["Ana Holt", "Tobias Renk"]
    assert [reading.text[t.start : t.end] for t in reading.tokens][-3:] == ["for", "robbery", "."]
    assert all("\n" not in reading.text[s.start : s.end] for s in reading.sentences)


def test_folder_of_a_pipeline_is_a_reader_by_name(nlp: Language, tmp_path: Path) -> None:
    """`--reader spacy` with ACCORDING_SPACY; the pipeline's name and version are stored with every reading."""
    nlp.to_disk(tmp_path / "taught")
    reader = load(READERS, "spacy", Settings(spacy=str(tmp_path / "taught")))
    reading = reader.read(_document("Ana Holt was arrested for robbery."))
    assert (reading.reader, reading.reader_version) == ("spacy", "en_taught-0.0.0")


def test_pipeline_without_trees_is_refused_and_told_what_it_lacks() -> None:
    """Names alone make no claim."""
    bare = spacy.blank("en")
    bare.add_pipe("sentencizer")
    with pytest.raises(SettingError, match=r"gives no parts of speech \(it has: sentencizer\)"):
        SpacyReader(bare)


def test_missing_pipeline_is_told_with_the_command_that_brings_it() -> None:
    """What to do next stands in the message."""
    with pytest.raises(SettingError, match="python -m spacy download xx_no_such_pipeline"):
        load(READERS, "spacy", Settings(spacy="xx_no_such_pipeline"))


def test_document_in_another_language_is_not_read(nlp: Language) -> None:
    """An English pipeline would read Spanish as noise; the document is stored without claims."""
    reading = SpacyReader(nlp).read(_document("La policía detuvo a tres hombres en el puerto por robo."))
    assert reading.sentences == ()
    assert ClaimEngine().extract(reading) == []
