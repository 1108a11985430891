"""Rules as data: every code that a finding may bear, with its meaning, weight and examples.

A rule of the loader or the reader is described here and checked where files are read; the others
bring the function that looks for them.  Codes: 0xx files and YAML, 1xx shape, 2xx sense inside a
record, 3xx sense across records, 4xx style, 900 a rule that failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from kb_tools.diagnostics import Severity
from kb_tools.rules.views import CorpusView, RecordView


class Scope(Enum):
    """What a rule looks at: the value says it to a reader."""

    FILE = "a file"
    SHAPE = "the fields of a record"
    RECORD = "one record"
    CORPUS = "all records together"
    TOOL = "the checks themselves"


@dataclass(frozen=True, slots=True)
class Place:
    """Another place that a finding speaks of; ``record`` is empty for the same record."""

    pointer: str
    message: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the pointer of the place, what is wrong, and what to do about it.

    ``record`` is given by checks over all records; the runner adds code, weight and place.
    """

    pointer: str
    message: str
    hint: str = ""
    related: tuple[Place, ...] = ()
    record: str = ""


RecordCheck = Callable[[RecordView], Iterator[Finding]]
CorpusCheck = Callable[[CorpusView], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One code: its name, what it means, why it matters, and an example of each kind.

    ``complete`` marks rules about what is missing; a draft may leave that open, and gets a note.
    ``good`` and ``bad`` are pieces of a record, or a sentence in brackets where text cannot show
    the problem; whole files stand in ``tests/rules``.
    ``needs_all`` marks rules that would mislead where a part of the record could not be read.
    """

    code: str
    name: str
    summary: str
    why: str
    good: str
    bad: str
    scope: Scope
    severity: Severity = Severity.ERROR
    complete: bool = False
    needs_all: bool = False
    record_check: RecordCheck | None = None
    corpus_check: CorpusCheck | None = None


#: All rules by code.
RULES: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Add a rule; raises ValueError if its code or name is taken."""
    if rule.code in RULES or any(rule.name == other.name for other in RULES.values()):
        raise ValueError(f"{rule.code} {rule.name} is registered already")
    RULES[rule.code] = rule


def record_rule(code: str, name: str, **about: Any) -> Callable[[RecordCheck], RecordCheck]:
    """Return a decorator that registers a check of one record."""

    def add(check: RecordCheck) -> RecordCheck:
        register(Rule(code, name, scope=Scope.RECORD, record_check=check, **about))
        return check

    return add


def corpus_rule(code: str, name: str, **about: Any) -> Callable[[CorpusCheck], CorpusCheck]:
    """Return a decorator that registers a check of all records together."""

    def add(check: CorpusCheck) -> CorpusCheck:
        register(Rule(code, name, scope=Scope.CORPUS, corpus_check=check, **about))
        return check

    return add
