"""Numbers and postings as short text that a script unpacks, for the search of the site.

Numbers are written in base 46: each sign of the lower half of the alphabet says that more
follows, one of the upper half is the last.  Runs of neighbours that say the same are one entry.
``browser/index.js`` reads what is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

_BASE = 46
#: All printable signs that need no escape between quotation marks.
ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')


def _written(number: int) -> str:
    number, digit = divmod(number, _BASE)
    text = ALPHABET[_BASE + digit]
    while number:
        number, digit = divmod(number, _BASE)
        text = ALPHABET[digit] + text
    return text


_SMALL = tuple(map(_written, range(_BASE**2)))


def packed(numbers: Iterable[int]) -> str:
    """Return numbers that are not negative as text."""
    most = len(_SMALL)
    return "".join([_SMALL[n] if n < most else _written(n) for n in numbers])


_Value = TypeVar("_Value")


def _runs(units: Iterable[tuple[int, _Value]]) -> Iterator[tuple[int, int, _Value]]:
    """Yield gap, length and value for each run of neighbouring units with one value."""
    following = iter(units)
    first = next(following, None)
    if first is None:
        return
    before, (start, held) = 0, first
    end = start + 1
    for unit, value in following:
        if unit == end and value == held:
            end += 1
            continue
        yield start - before, end - start, held
        before, start, end, held = end, unit, unit + 1, value
    yield start - before, end - start, held


def unit_numbers(units: Iterable[int]) -> list[int]:
    """Return the numbers that stand for units in ascending order: gaps and lengths of runs."""
    numbers: list[int] = []
    for gap, length, _ in _runs((unit, None) for unit in units):
        numbers += (gap * 2 + 1, length - 2) if length > 1 else (gap * 2,)
    return numbers


def count_numbers(counts: Mapping[int, int]) -> list[int]:
    """Return the numbers that stand for counts by unit, in ascending order of units."""
    numbers: list[int] = []
    for gap, length, count in _runs(counts.items()):
        numbers.append(gap * 4 + (length > 1) + 2 * (count > 1))
        if length > 1:
            numbers.append(length - 2)
        if count > 1:
            numbers.append(count - 2)
    return numbers


def place_numbers(places: Mapping[int, Sequence[int]], section: int) -> list[int]:
    """Return the numbers that stand for the places of a word by unit, in ascending order.

    Each text of a unit has places from a multiple of ``section`` on.
    """
    numbers: list[int] = []
    for gap, length, held in _runs(places.items()):
        numbers.append(gap * 2 + (length > 1))
        if length > 1:
            numbers.append(length - 2)
        numbers += _steps(held, section)
    return numbers


def _steps(held: Sequence[int], section: int) -> Iterator[int]:
    """Yield how many places there are and the first text, then the steps between places."""
    text, place = divmod(held[0], section)
    yield (len(held) - 1) * 4 + text
    yield place
    before = held[0]
    for following in held[1:]:
        further, place = divmod(following, section)
        if further == text:
            yield (following - before) * 2
        else:
            yield (further - text) * 2 + 1
            yield place
        text, before = further, following


def shards(entries: Iterable[tuple[str, str]], size: int) -> Iterator[tuple[str, str]]:
    """Yield the first key and the text of each shard of entries that are in order.

    A shard holds keys and values in turn, parted by spaces, and ends when it is ``size`` long.
    """
    parts: list[str] = []
    first, length = "", 0
    for key, value in entries:
        if parts and length + len(key) + len(value) > size:
            yield first, " ".join(parts)
            parts, length = [], 0
        if not parts:
            first = key
        parts += (key, value)
        length += len(key) + len(value) + 2
    if parts:
        yield first, " ".join(parts)
