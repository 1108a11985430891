"""What remains if a route is blocked, and if what remains is blocked too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remaining:
    """A route that remains, when it does, and what remains further if it is blocked too.

    ``elsewhere`` names the routes that remain then and stand at another place of the same list.
    """

    route: str
    when: str
    further: tuple[Remaining, ...]
    elsewhere: tuple[str, ...]


def remaining(start: str, ways_out: Mapping[str, Mapping[str, str]]) -> Remaining:
    """Return what remains if ``start`` is blocked, as a tree that holds each route once.

    ``ways_out`` gives for each route those that remain, with the condition.  A route stands where
    the fewest steps lead to it, and of equal ways at the first; the tree ends on any cycle.
    """
    below: dict[str, list[str]] = {start: []}
    waiting = [start]
    for route in waiting:
        for other in ways_out.get(route, {}):
            if other not in below:
                below[other] = []
                below[route].append(other)
                waiting.append(other)

    def made(route: str, when: str) -> Remaining:
        ways = ways_out.get(route, {})
        further = tuple(made(other, ways[other]) for other in below[route])
        elsewhere = tuple(o for o in ways if o not in below[route] and o not in (start, route))
        return Remaining(route, when, further, elsewhere)

    return made(start, "")
