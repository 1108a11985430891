"""Controlled vocabularies: the words that fields may use, each with its label and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb_tools.model.base import Bilingual
from kb_tools.model.fields import described, items


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Kinds of record or item that a relation may join, e.g. from `case` to `case`."""

    source: tuple[str, ...] = items("Kinds it may start from.", required=True)
    target: tuple[str, ...] = items("Kinds it may lead to.", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Ends that a relation may not join although their kinds would allow it, and why.

    An end is a kind (`use`) or a kind and its class (`use/informal-meeting`, `case/icc`,
    `instrument/treaty`); the class of an item is that of its record.
    """

    source: tuple[str, ...] = items("Ends it may not start from.", required=True)
    target: tuple[str, ...] = items("Ends it may not lead to.", required=True)
    reason: str = described("Why not.", required=True, prose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """Outcomes that a use of a class of mechanisms cannot have, and why."""

    outcomes: tuple[str, ...] = items(
        "What it cannot come to.", required=True, vocabulary="use-outcomes"
    )
    reason: str = described("Why not.", required=True, prose=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a vocabulary."""

    label: Bilingual = described("How it is shown.", required=True, default=Bilingual())
    meaning: str = described("When to use it.", prose=True)
    aliases: tuple[str, ...] = items("Other spellings, acronyms and former names.")
    inverse: Bilingual = described(
        "Relation types only: how the relation reads from the other side.", default=Bilingual()
    )
    joins: tuple[Joint, ...] = items("Relation types only: what it may join.")
    bars: tuple[Bar, ...] = items("Relation types only: what it may not join, and why.")
    only: str = described("Relation types only: why it joins nothing else.", prose=True)
    symmetric: bool | None = described(
        "Relation types only: yes if both sides say the same.", default=None
    )
    group: str = described("Event kinds only: the group used by filters.")
    never: tuple[Never, ...] = items(
        "Mechanism classes only: what a use of such a mechanism cannot come to, and why."
    )
    openers: tuple[str, ...] = items(
        "Mechanism classes only: who alone can open such a mechanism, by office."
    )
    openers_reason: str = described(
        "Mechanism classes only: why nobody else can open it.", prose=True
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabularies by name; each maps words to terms in the order of the file."""

    terms: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)

    def words(self, name: str) -> Mapping[str, Term]:
        """Return the words of one vocabulary; empty if there is none of that name."""
        return self.terms.get(name, {})

    def label(self, name: str, word: str, language: str = "en") -> str:
        """Return how a word is shown; the word itself, spaced, if it is unknown."""
        term = self.words(name).get(word)
        if term is None:
            return word.replace("-", " ").replace("_", " ")
        return (term.label.fr if language == "fr" else "") or term.label.en
