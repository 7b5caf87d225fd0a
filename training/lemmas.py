"""The table of irregular base forms that `according.reading.encoder.lemmas` cannot derive, counted from the treebanks.

usage: python -m training lemmas --data DIR
"""

import json
import lzma
from collections import Counter, defaultdict
from pathlib import Path

from according.reading.encoder import lemmas

from .corpora import rows

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
