"""The filters that commands share, as options: one wording for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_MEANINGS = {
    "kind": "Only this kind: event, document, holding, judgment, hearing …",
    "forum": "Only this court or body, such as icj.",
    "state": "Only this State: name in English or French, or code.",
    "subject": "Only this issue, such as standing.",
    "certainty": "primary, mirror, corroborated, single, unsourced.",
    "year": "Only this year, or 2019..2022.",
    "outcome": "What came of it: inadmissible, vetoed, pending …",
    "record": "Only items of this record.",
}
_PERIOD = {
    "since": "Only from this day, month or year on.",
    "until": "Only up to this day, month or year.",
}


def filter_options(*names: str) -> Callable[[Any], Any]:
    """Return a decorator that adds these filters to a command, and a period behind them."""
    options = [click.option(f"--{name}", multiple=True, help=_MEANINGS[name]) for name in names]
    options += [
        click.option(f"--{name}", metavar="DATE", help=words) for name, words in _PERIOD.items()
    ]

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate
