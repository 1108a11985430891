"""The index of the site's search: files small enough that a reader loads only what a query needs.

Every file is a script that hands its data to ``kbSearch.take``: so it loads from a server and
from a folder alike.  ``core.js`` says where everything is; dictionaries (stems, words, exact
terms) are cut into shards in the order of their keys, what hits show into blocks.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kb_tools.certainty import Certainty
from kb_tools.corpus import KnowledgeBase
from kb_tools.model import Record, Vocabulary
from kb_tools.search.compiled import compiled_equivalents
from kb_tools.search.equivalents import (
    capitals_key,
    counted_words,
    english_key,
    exact_key,
    french_key,
)
from kb_tools.search.facets import FACETS, facets_of
from kb_tools.search.site.language import families, language
from kb_tools.search.site.packing import (
    count_numbers,
    packed,
    place_numbers,
    shards,
    unit_numbers,
)
from kb_tools.search.site.scripts import script_files
from kb_tools.search.terms import BODY_STARTS, SCORED, UnitTerms, terms_of
from kb_tools.search.unit import SearchUnit
from kb_tools.search.units import units_of

#: Where the files are, below the site.
FOLDER = "search"
#: Shards and blocks are about so long, in characters.
_SHARD, _BLOCK = 3_000, 2_000
#: Positions from here on are of what leads to a unit without standing in it.
_CONTEXT_STARTS = 2 * BODY_STARTS


class ShippedUnit(NamedTuple):
    """A unit with all that its index needs: what is computed once for a record that stays."""

    unit: SearchUnit
    terms: UnitTerms
    facets: tuple[tuple[str, str], ...]


def prepared(units: Iterable[SearchUnit]) -> tuple[ShippedUnit, ...]:
    """Return the units of a record ready for :func:`search_files`."""
    return tuple(ShippedUnit(unit, terms_of(unit), _facets(unit)) for unit in units)


def _facets(unit: SearchUnit) -> tuple[tuple[str, str], ...]:
    found = facets_of([unit])
    return tuple((name, count.value) for name, counts in found.items() for count in counts)


class IndexCache:
    """Units of records as they were prepared last, each under the digest of its record's file."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, tuple[ShippedUnit, ...]]] = {}

    def prepared(
        self, record: Record, vocabulary: Vocabulary, digest: str
    ) -> tuple[ShippedUnit, ...]:
        """Return the units of a record; made anew if its digest is another one, or empty."""
        held = self._held.get(record.id)
        if held is None or not digest or held[0] != digest:
            held = (digest, prepared(units_of(record, vocabulary)))
            self._held[record.id] = held
        return held[1]


def index_files(
    kb: KnowledgeBase,
    cache: IndexCache | None = None,
    digests: Mapping[str, str] | None = None,
    *,
    longer: int = 1,
) -> dict[str, bytes]:
    """Return the files of the search over all records by their path below the site.

    With a ``cache``, ``digests`` (of the records' files and, under the empty key, of the
    vocabulary) say what has changed.  Shards and blocks may be so many times ``longer``: few
    files are written sooner, and where the reader is on the same machine nothing is downloaded.
    """
    cache, digests = cache or IndexCache(), digests or {}

    def key(record: Record) -> str:
        own = digests.get(record.id, "")
        return own and own + digests.get("", "")

    units = [
        unit
        for record in kb.records.values()
        for unit in cache.prepared(record, kb.vocabulary, key(record))
    ]
    titles = {r.id: r.short_title or str(r.title) for r in kb.records.values()}
    return search_files(units, titles, kb.vocabulary, longer)


def search_files(
    units: Iterable[ShippedUnit],
    titles: Mapping[str, str],
    vocabulary: Vocabulary,
    longer: int = 1,
) -> dict[str, bytes]:
    """Return the files of the search by their path below the site.

    ``titles`` are the short titles of the records.
    """
    ordered = sorted(units, key=lambda each: each.unit.reference)
    dictionaries = {
        "stems": _stems(ordered),
        "words": _words(ordered),
        "exact": _exact(ordered),
    }
    files: dict[str, str] = {}
    starts: dict[str, list[str]] = {}
    for name, entries in dictionaries.items():
        cut = list(shards(sorted(entries, key=lambda entry: entry[0].encode("utf-16-be")), _SHARD * longer))
        starts[name] = [first for first, _ in cut]
        files |= {f"{name}/{number}": _json(text) for number, (_, text) in enumerate(cut)}
    blocks = list(_blocks(ordered, _BLOCK * longer))
    files |= {f"units/{number}": _json(block) for number, block in enumerate(blocks)}
    files["spelling"] = _json(_spelling(ordered))
    files["families"] = _json(families())
    table = _facet_table(ordered)
    files["facets"] = _json(table)
    files["labels"] = _json(_labels(table["units"], vocabulary))
    core = _core(ordered, titles) | {
        "starts": starts,
        "blocks": packed(len(block) for block in blocks),
        "equivalents": _equivalents(vocabulary),
        "language": language(),
    }
    core["version"] = _digest((*files.values(), _json(core)))
    files["core"] = _json(core)
    taken = {name: f'kbSearch.take("{name}",{text})\n'.encode() for name, text in files.items()}
    return {f"{FOLDER}/{name}.js": data for name, data in sorted((script_files() | taken).items())}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(texts: Iterable[str]) -> str:
    state = hashlib.blake2b(digest_size=6)
    for text in texts:
        state.update(text.encode())
    return state.hexdigest()


def _equivalents(vocabulary: Vocabulary) -> list[list[str]]:
    """Return rows of names that say the same, each with the keys that lead to it before them.

    Most keys are made from the names: for these a digit for each name says which.
    """
    rows, keys = json.loads(compiled_equivalents(vocabulary)).values()
    leading: list[set[str]] = [set() for _ in rows]
    for key, numbers in keys.items():
        for number in numbers:
            leading[number].add(key)
    shipped: list[list[str]] = []
    for held, names in zip(leading, rows, strict=True):
        made = [_keys_of(name) for name in names]
        digits = "".join(
            f"{sum(1 << at for at, key in enumerate(k) if key in held):x}" for k in made
        )
        others = held.difference(*made)
        shipped.append(["|".join((digits, *sorted(others))), *names])
    return shipped


def _keys_of(name: str) -> tuple[str, str, str, str]:
    """Return the keys of a name as English, French, exact and in capitals."""
    said = counted_words(name)
    return english_key(said), french_key(said), exact_key(said), capitals_key([name.lower()])


def _core(ordered: Sequence[ShippedUnit], titles: Mapping[str, str]) -> dict[str, Any]:
    """Return what every query needs of every unit: its record, kind, certainty and measures."""
    records: dict[str, int] = {}
    for each in ordered:
        records[each.unit.record] = records.get(each.unit.record, 0) + 1
    lengths = {name: [each.terms.lengths[name] for each in ordered] for name in SCORED}
    return {
        "total": len(ordered),
        "records": [[name, titles.get(name, name), count] for name, count in records.items()],
        "facts": _column(
            [(each.unit.kind, each.unit.certainty, each.terms.weight) for each in ordered]
        ),
        "lengths": {name: packed(values) for name, values in lengths.items()},
    }


def _column(values: Sequence[Any]) -> list[Any]:
    """Return the values that there are, usual ones first, and for each unit its value's number."""
    counted = Counter(values)
    kept = sorted(counted, key=lambda value: (-counted[value], value))
    numbers = {value: number for number, value in enumerate(kept)}
    return [kept, packed(numbers[value] for value in values)]


def _facet_table(ordered: Sequence[ShippedUnit]) -> dict[str, Any]:
    """Return what degrees of certainty are called, dates, and the units of each value of a facet."""
    units: dict[str, dict[str, list[int]]] = {name: {} for name in FACETS if name != "kind"}
    for number, each in enumerate(ordered):
        for name, value in each.facets:
            if name in units:
                units[name].setdefault(value, []).append(number)
    return {
        "certainties": _certainties(),
        "dates": _column([each.unit.date for each in ordered]),
        "units": {
            name: {value: packed(unit_numbers(held)) for value, held in sorted(values.items())}
            for name, values in units.items()
        },
    }


def _certainties() -> dict[str, str]:
    return {degree.value: degree.label for degree in Certainty}


def _labels(
    units: Mapping[str, Mapping[str, object]], vocabulary: Vocabulary
) -> dict[str, dict[str, str]]:
    """Return what the values of facets are called, where it is not the value itself."""
    vocabularies = {
        "forum": ("forums",), "state": ("states",), "subject": ("subjects",),
        "outcome": ("intervention-outcomes", "use-outcomes", "ask-statuses"),
    }  # fmt: skip
    labels: dict[str, dict[str, str]] = {"certainty": _certainties()}
    for name, sources in vocabularies.items():
        labels[name] = {}
        for source in sources:
            for word in vocabulary.words(source):
                if word in units.get(name, {}):
                    labels[name].setdefault(word, vocabulary.label(source, word))
    return labels


def _blocks(ordered: Sequence[ShippedUnit], most: int) -> Iterator[list[list[Any]]]:
    """Yield what hits show, a few neighbours at a time: about ``most`` characters."""
    block: list[list[Any]] = []
    size, before = 0, ""
    for each in ordered:
        unit = each.unit
        citation = "" if unit.citation == unit.title else unit.citation
        length = len(unit.title) + len(unit.body) + len(citation)
        if block and size + length > most:
            yield block
            block, size, before = [], 0, ""
        shared = _same_start(before, citation)
        item = unit.reference.partition("#")[2]
        block.append([item, unit.title, unit.body, shared, citation[shared:]])
        size, before = size + length, citation
    if block:
        yield block


def _spelling(ordered: Sequence[ShippedUnit]) -> str:
    """Return all words in order, each as the number of signs that it shares with the one before."""
    before, entries = "", []
    for word in sorted({word for each in ordered for word in each.terms.positions}):
        shared = _same_start(before, word)
        entries.append(packed((shared,)) + word[shared:])
        before = word
    return " ".join(entries)


def _same_start(one: str, other: str) -> int:
    """Return how many signs two texts begin with alike, counted as scripts count them."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right or ord(left) > 0xFFFF:
            break
        length += 1
    return length


def _stems(ordered: Sequence[ShippedUnit]) -> Iterator[tuple[str, str]]:
    """Yield stems, those of French with their mark behind, and their counts in each field."""
    found: dict[str, dict[str, dict[int, int]]] = {}
    for number, each in enumerate(ordered):
        for name, counts in each.terms.stems.items():
            for stem, count in counts.items():
                found.setdefault(stem, {}).setdefault(name, {})[number] = count
    for stem, fields in found.items():
        numbers: list[int] = []
        for name in SCORED:
            held = count_numbers(fields.get(name, {}))
            numbers += (len(held), *held)
        yield (f"{stem[1:]}~" if stem.startswith("~") else stem), packed(numbers)


def _words(ordered: Sequence[ShippedUnit]) -> Iterator[tuple[str, str]]:
    """Yield words, and where they stand: in titles and bodies, then in what leads to units."""
    texts: dict[str, dict[int, list[int]]] = {}
    contexts: dict[str, dict[int, list[int]]] = {}
    for number, each in enumerate(ordered):
        for word, places in each.terms.positions.items():
            if places[0] >= _CONTEXT_STARTS:
                contexts.setdefault(word, {})[number] = places
            elif places[-1] < _CONTEXT_STARTS:
                texts.setdefault(word, {})[number] = places
            else:
                parting = bisect_left(places, _CONTEXT_STARTS)
                texts.setdefault(word, {})[number] = places[:parting]
                contexts.setdefault(word, {})[number] = places[parting:]
    for word in texts.keys() | contexts.keys():
        numbers = place_numbers(texts.get(word, {}), BODY_STARTS)
        further = place_numbers(contexts.get(word, {}), BODY_STARTS)
        yield word, packed((len(numbers), *numbers, *further))


def _exact(ordered: Sequence[ShippedUnit]) -> Iterator[tuple[str, str]]:
    """Yield exact terms, and the units that have them."""
    found: dict[str, list[int]] = {}
    for number, each in enumerate(ordered):
        for term in each.terms.exact:
            found.setdefault(term, []).append(number)
    for term, units in found.items():
        yield term, packed(unit_numbers(units))
