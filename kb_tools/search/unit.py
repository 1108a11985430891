"""A unit of search: the plain value that engines keep, rank and give back."""

from __future__ import annotations

from typing import NamedTuple

#: What parts texts that are no sentences; no phrase reaches over it.
PARTING = " · "


class SearchUnit(NamedTuple):
    """One thing that search finds, as plain text that is safe to print.

    ``first`` and ``last`` are the days (ISO) between which its date falls; ``body`` holds all
    its prose, ``french`` the French part of title and body once more; ``context`` and
    ``french_context`` hold words that lead to it without standing in it: the names of its
    record and States.  ``exact`` holds ``property=value`` pairs in each spelling and
    identifier keys, ``facets`` the pairs that hits are counted by, in one spelling.
    """

    reference: str
    record: str
    kind: str
    title: str
    date: str
    first: str
    last: str
    certainty: str
    body: str
    french: str
    context: str
    french_context: str
    exact: tuple[str, ...]
    citation: str
    facets: tuple[str, ...] = ()


def bears(key: str) -> str:
    """Return the exact term of items that bear an identifier, given its key or a shorter form."""
    return f"bears={key}"


def bears_only(key: str) -> str:
    """Return the exact term of items that bear an identifier in exactly this form."""
    return f"bears-only={key}"


def cites(key: str) -> str:
    """Return the exact term of items that name an identifier or rest on it as a source."""
    return f"cites={key}"


def cites_only(key: str) -> str:
    """Return the exact term of items that cite an identifier in exactly this form."""
    return f"cites-only={key}"
