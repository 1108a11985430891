"""The fields of the index.  Terms come analysed, so that Whoosh's own analysis never runs."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh import columns, fields, formats

from kb_tools.search.engine import Prepared
from kb_tools.search.terms import SCORED, UnitTerms, terms_of
from kb_tools.search.unit import SearchUnit

_Posting = tuple[bytes, int, float, bytes]


class CountedStems(fields.FieldType):
    """A field given as a mapping from stem to count."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[_Posting]:
        """Yield one posting for each stem."""
        for stem, count in value.items():
            yield stem.encode(), count, float(count), b""


class PlacedWords(fields.FieldType):
    """A field given as a mapping from word to its positions."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None)

    def index(self, value: Mapping[str, Sequence[int]], **_: Any) -> Iterator[_Posting]:
        """Yield one posting for each word."""
        for word, places in value.items():
            yield word.encode(), 1, 1.0, array("I", places).tobytes()


class ExactTerms(fields.FieldType):
    """A field given as a sequence of terms, each of which is there or not."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Sequence[str], **_: Any) -> Iterator[_Posting]:
        """Yield one posting for each term."""
        for term in value:
            yield term.encode(), 1, 1.0, b""


def places_in(value: bytes) -> array[int]:
    """Return the positions that a posting of :class:`PlacedWords` holds."""
    places = array("I")
    places.frombytes(value)
    return places


def packed(terms: UnitTerms) -> int:
    """Return the weight of a unit and the lengths of its fields as four bytes of a number."""
    return sum(part << 8 * n for n, part in enumerate((terms.weight, *terms.lengths.values())))


def unpacked(measures: int, place: int) -> int:
    """Return one of the packed numbers: 0 is the weight, then the lengths in order."""
    return measures >> 8 * place & 255


#: Exact term of every record's stamp; ``of=`` names the record.
STAMP = "stamp"


def schema() -> fields.Schema:
    """Return the schema: scored stems, words with positions, exact terms, days, stored values."""
    return fields.Schema(
        **{name: CountedStems() for name in SCORED},
        words=PlacedWords(),
        exact=ExactTerms(),
        first=ExactTerms(),
        last=ExactTerms(),
        measures=fields.COLUMN(columns.NumericColumn("I")),
        data=fields.STORED(),
    )


def unit_fields(unit: SearchUnit) -> dict[str, Any]:
    """Return the document for a unit."""
    terms = terms_of(unit)
    return {
        **terms.stems,
        "words": terms.positions,
        "exact": (*terms.exact, f"of={unit.record}"),
        "first": (unit.first,) if unit.first else (),
        "last": (unit.last,) if unit.last else (),
        "measures": packed(terms),
        "data": tuple(unit),
    }


def stamp_fields(record: str, digest: str, prepared: Prepared) -> dict[str, Any]:
    """Return the document that says which state of a record's file is indexed."""
    data = (record, digest, prepared.problems, prepared.equivalents)
    return {"exact": (STAMP, f"of={record}"), "data": data}
