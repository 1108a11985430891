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


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """Words and phrases that say the same thing, so that a search for one finds the others."""

    en: tuple[str, ...] = items(
        "How it is said in English.", required=True, example="[provisional measures]"
    )
    fr: tuple[str, ...] = items(
        "How it is said in French.", required=True, example="[mesures conservatoires]"
    )
    also: tuple[str, ...] = items("Acronyms and Latin, in whatever language.", example="[UNSC]")
    typed: tuple[str, ...] = items(
        "What is understood when somebody types it, but not looked for in its turn: too vague, "
        "or a common word besides.  In small letters it is understood in any English form.",
        example="[America]",
    )


#: The file of ``cases/_vocab/`` that holds no words for fields, but equivalents for the search.
EQUIVALENTS = "equivalents"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabularies by name; each maps words to terms in the order of the file.

    ``equivalents`` are what ``cases/_vocab/equivalents.yml`` holds, by id.
    """

    terms: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    equivalents: Mapping[str, Equivalent] = field(default_factory=dict)

    def words(self, name: str) -> Mapping[str, Term]:
        """Return the words of one vocabulary; empty if there is none of that name."""
        return self.terms.get(name, {})

    def label(self, name: str, word: str, language: str = "en") -> str:
        """Return how a word is shown; the word itself, spaced, if it is unknown."""
        term = self.words(name).get(word)
        if term is None:
            return word.replace("-", " ").replace("_", " ")
        return (term.label.fr if language == "fr" else "") or term.label.en
