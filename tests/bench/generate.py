"""Generated records, about 4 KB each, with invented States and courts, all of them valid."""

import random
import shutil
from pathlib import Path

WORDS = (
    "application convention measures provisional jurisdiction objection hearing valley border "
    "families river protection evidence report commission witness declaration intervention "
    "judgment reservation article obligation dispute request delegation sitting counsel agent "
    "archive garrison village harvest bridge market council assembly resolution minister"
).split()
SUBJECTS = ("genocide", "standing", "provisional-measures", "treaty-interpretation")
PLACES = ("north", "south", "east", "west", "upper", "lower", "inner", "outer")


def write_corpus(folder: Path, count: int, vocabulary: Path) -> Path:
    """Write ``count`` records below ``folder``/cases with a copy of the vocabulary; return it."""
    cases = folder / "cases"
    if cases.exists():
        shutil.rmtree(cases)
    (cases / "national").mkdir(parents=True)
    shutil.copytree(vocabulary, cases / "_vocab")
    for number in range(1, count + 1):
        text = record_text(number)
        (cases / "national" / f"{number}-generated.yml").write_text(text, encoding="utf-8")
    return cases


def record_text(number: int, salt: str = "") -> str:
    """Return the text of one record; the same number and salt give the same text."""
    chance = random.Random(f"{number}{salt}")

    def sentence(length: int) -> str:
        words = [chance.choice(WORDS) for _ in range(length)]
        words.insert(2, f"{chance.choice(PLACES)}-{chance.randint(1, 9999)}")
        return " ".join(words).capitalize() + f" {number}."

    events = "".join(_event(index, sentence) for index in range(6))
    holdings = "".join(_holding(index, sentence, chance) for index in range(3))
    return f"""kind: case
status: published
title:
  en: Generated proceedings No. {number}
  fr: Procédure produite no {number}
short_title: Generated {number}
summary: >-
  {sentence(14)}
  {sentence(14)}
subjects: [{chance.choice(SUBJECTS)}]
checked: 2023-01-31
covered_until: 2023-01-31
forum: courts-of-germany
docket: G-{number}
instituted: 2019-01-05
events:
{events}decisions:
  - id: decision
    date: 2022-06-01
    type: judgment
    title: {{en: Judgment on the merits No. {number}}}
    summary: {sentence(12)}
    paragraphs: 99
    sources: [gazette p. 3]
holdings:
{holdings}sources:
  gazette:
    kind: primary
    title: Gazette of the court No. {number}
    publisher: Registry {number}
    date: 2022-06-01
    url: https://registry.example/gazette/{number}
  herald:
    kind: secondary
    title: Herald of {chance.choice(PLACES)} {number}
    publisher: Herald {number}
    url: https://herald.example/{number}
"""


def _event(index: int, sentence: object) -> str:
    assert callable(sentence)
    return f"""  - id: event-{index}
    date: 2020-0{index + 1}-1{index}
    kind: sitting
    title: {sentence(6)}
    summary: >-
      {sentence(12)}
    sources: [gazette p. {index + 1}, herald]
"""


def _holding(index: int, sentence: object, chance: random.Random) -> str:
    assert callable(sentence)
    return f"""  - id: holding-{index}
    decision: decision
    topic: {sentence(4)}
    subject: {chance.choice(SUBJECTS)}
    proposition: >-
      {sentence(16)}
    paragraphs: {10 + index}-{12 + index}
    sources: [gazette para. {10 + index}]
"""
