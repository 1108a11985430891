"""The filters that ``kb search`` and ``kb list`` share, as conditions of a query."""

from __future__ import annotations

from typing import Any

import click

from kb_tools.scalars import ScalarError
from kb_tools.search.lexer import property_is, read_dates
from kb_tools.search.query import Node, any_of


def conditions(given: dict[str, Any]) -> list[Node]:
    """Return the conditions that options give; several values of one option mean any of them.

    Raises click.BadParameter for a date that does not exist.
    """
    found: list[Node] = []
    for name, value in given.items():
        if name in ("since", "until"):
            if value:
                found.append(_date(name, value))
        elif value:
            spellings = [part for text in value for part in text.split(",") if part.strip()]
            found.append(any_of([property_is(name, text) for text in spellings]))
    return found


def _date(name: str, value: str) -> Node:
    try:
        return read_dates(name, value)
    except ScalarError as error:
        sentence = f"{error.message}; {error.hint}"
        raise click.BadParameter(sentence, param_hint=f"--{name}") from None
