"""The table of irregular base forms that `according.reading.encoder.lemmas` cannot derive, counted from the treebanks.

usage: python -m training lemmas --data DIR
"""

import json
import lzma
from collections import Counter, defaultdict
from pathlib import Path

from according.reading.encoder import lemmas

from .corpora import rows

IRREGULAR = """
arise arose arisen, bear bore borne, beat beat beaten, bend bent bent, bet bet bet, bind bound bound, bite bit bitten,
bleed bled bled, blow blew blown, breed bred bred, burst burst burst, cast cast cast, catch caught caught,
cling clung clung, creep crept crept, cut cut cut, deal dealt dealt, dig dug dug, draw drew drawn, fight fought fought,
flee fled fled, fly flew flown, forbid forbade forbidden, forgive forgave forgiven, freeze froze frozen, hang hung hung,
hide hid hidden, hit hit hit, hurt hurt hurt, kneel knelt knelt, lay laid laid, lead led led, leap leapt leapt,
lend lent lent, light lit lit, mislead misled misled, overthrow overthrew overthrown, plead pled pled, rid rid rid,
ring rang rung, rise rose risen, seek sought sought, sell sold sold, shake shook shaken, shed shed shed,
shoot shot shot, shut shut shut, sink sank sunk, slay slew slain, slide slid slid, slit slit slit, sneak snuck snuck,
spill spilt spilt, split split split, spread spread spread, spring sprang sprung, steal stole stolen, stick stuck stuck,
sting stung stung, strike struck struck, strive strove striven, swear swore sworn, swing swung swung, tear tore torn,
throw threw thrown, thrust thrust thrust, undergo underwent undergone, weep wept wept, wind wound wound,
withdraw withdrew withdrawn, withhold withheld withheld, withstand withstood withstood, wring wrung wrung
"""
"""Irregular verbs that reporting on crime uses and treebanks of the web hold too seldom to count."""
LEAST = 2
"""Times a form must have been seen with its base form: once could be a slip of an annotator."""
NAMES = ("PROPN", "X", "SYM", "NUM", "PUNCT", "INTJ")


def count_forms(data: Path) -> Counter[tuple[str, str, str]]:
    """How often each (tag, lower-case form, base form) stands in the training parts of EWT and GUM; no names."""
    seen: Counter[tuple[str, str, str]] = Counter()
    with lzma.open(data / "ewt" / "train.conllu.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            c = line.rstrip("\n").split("\t")
            if len(c) == 10 and c[0].isdigit() and c[3] not in NAMES and "Typo=Yes" not in c[5]:
                seen[c[4], c[1].lower(), c[2]] += 1
    for document in rows(data / "gum" / "train.jsonl"):
        for s in document["sents"]:
            for form, base, upos, xpos in zip(s["form"], s["lemma"], s["upos"], s["xpos"], strict=True):
                if upos not in NAMES:
                    seen[xpos, form.lower(), base] += 1
    return seen


def exceptions(seen: Counter[tuple[str, str, str]]) -> dict[str, str]:
    """Forms whose commonest base form is not what the rules give."""
    by_form: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (xpos, form, base), count in seen.items():
        by_form[xpos, form][base] += count
    found = {}
    for verb in IRREGULAR.replace("\n", " ").split(","):
        base, past, participle = verb.split()
        found |= {f"VBD|{past}": base, f"VBN|{participle}": base}
    for (xpos, form), bases in by_form.items():
        base, count = bases.most_common(1)[0]
        if count >= LEAST and form.isascii() and any(c.isalpha() for c in form) and base != lemmas.by_rule(form, xpos):
            found[f"{xpos}|{form}"] = base
    return dict(sorted(found.items()))


def write(data: Path) -> Path:
    """Write the table beside the module that reads it and give its path."""
    path = Path(lemmas.__file__).with_name("lemmas.json")
    path.write_text(json.dumps(exceptions(count_forms(data)), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return path
