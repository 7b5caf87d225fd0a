"""What the encoder alone can see of a text."""

from collections.abc import Mapping
from dataclasses import dataclass

from according.model import Attribution, Mention, Sentence, Token, Trigger


@dataclass(frozen=True, slots=True)
class EncoderLayers:
    """Layers over the stretches of text that were read; offsets are those of the whole text.

    `mentions` carry no entity yet. `antecedents` maps the head token of a mention to the head tokens of earlier
    mentions that may be meant by it, each with a probability in 0..1, best first; -1 stands for "none of them".
    `factuality` holds (token, -3..3) for verbs and roots.
    """

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    triggers: tuple[Trigger, ...]
    factuality: tuple[tuple[int, float], ...]
    antecedents: Mapping[int, tuple[tuple[int, float], ...]]
