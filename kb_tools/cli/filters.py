"""The filters that ``kb search`` and ``kb list`` share, as conditions of a query."""

from __future__ import annotations

from typing import Any

import click

from kb_tools.scalars import ScalarError
from kb_tools.search.lexer import property_is, read_dates
from kb_tools.search.query import Node, any_of


def conditions(given: dict[str, Any]) -> list[Node]:
    """Return the conditions that options give; several values of one option mean any of them.

    Raises click.BadParameter for a date that does not exist, or a period that runs backwards.
    """
    found: list[Node] = [_date(n, given[n]) for n in ("since", "until") if given.get(n)]
    if len(found) == 2:
        _checked("until", f"{given['since']}..{given['until']}")
    for name, value in given.items():
        if value and name not in ("since", "until"):
            spellings = [part for text in value for part in text.split(",") if part.strip()]
            found.append(any_of([_is(name, text) for text in spellings]))
    return found


def _is(name: str, value: str) -> Node:
    return _checked(name, value) if name == "year" else property_is(name, value)


def _date(name: str, value: str) -> Node:
    if ".." in value:
        sentence = f"`{value}` is a period; give one date, or write it among the words"
        raise click.BadParameter(sentence, param_hint=f"--{name}")
    return _checked(name, value)


def _checked(name: str, value: str) -> Node:
    try:
        return read_dates(name, value)
    except ScalarError as error:
        sentence = f"{error.message}; {error.hint}"
        raise click.BadParameter(sentence, param_hint=f"--{name}") from None
