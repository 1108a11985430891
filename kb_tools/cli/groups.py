"""Hits under the records that they belong to, and how many there are of each sort."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import click

from kb_tools.cli.hits import hit_as_json, hit_text, print_hits
from kb_tools.scalars import slug_from
from kb_tools.search.engine import Hit, Results, SearchEngine
from kb_tools.search.facets import Count, Facets, facets_of
from kb_tools.search.query import Is, Node, any_of

#: So many hits of a record are shown, and so many values of a facet.
_MOST_HITS, _MOST_VALUES = 3, 12


class Group(NamedTuple):
    """A record with hits: its id and title, and its hits in order."""

    record: str
    title: str
    hits: tuple[Hit, ...]

    @property
    def filter(self) -> str:
        """What leaves the hits of this record alone."""
        return f"record:{slug_from(self.record)}"


class Division(NamedTuple):
    """How all hits divide, as far as that was asked for: counts by facet, hits by record."""

    facets: Facets | None = None
    groups: tuple[Group, ...] | None = None


def divided(
    engine: SearchEngine, hits: Iterable[Hit], *, facets: bool, by_record: bool
) -> Division:
    """Return how hits divide."""
    return Division(
        facets_of(hit.unit for hit in hits) if facets else None,
        _grouped(engine, hits) if by_record else None,
    )


def _grouped(engine: SearchEngine, hits: Iterable[Hit]) -> tuple[Group, ...]:
    by_record: dict[str, list[Hit]] = {}
    for hit in hits:
        by_record.setdefault(hit.unit.record, []).append(hit)
    titles = _titles(engine, by_record)
    return tuple(
        Group(record, titles.get(record, ""), tuple(found)) for record, found in by_record.items()
    )


def _titles(engine: SearchEngine, records: Iterable[str]) -> dict[str, str]:
    node = any_of([Is("record", slug_from(record)) for record in records])
    units = (hit.unit for hit in engine.search(node, 1_000_000).hits)
    return {unit.record: unit.title for unit in units if unit.reference == unit.record}


def print_division(
    division: Division, results: Results, node: Node, limit: int, colour: bool
) -> None:
    """Print hits for reading, below their records if they are grouped, and the counts below."""
    if division.groups is None:
        print_hits(results, node, colour)
    else:
        _print_groups(division.groups[:limit], node, colour)
    if division.facets:
        _print_facets(division.facets)


def _print_groups(groups: Iterable[Group], node: Node, colour: bool) -> None:
    for group in groups:
        count = "1 hit" if len(group.hits) == 1 else f"{len(group.hits):,} hits"
        heading = click.style(group.record, fg="cyan", bold=True) if colour else group.record
        click.echo(f"{heading}  {group.title} · {count}\n")
        for hit in group.hits[:_MOST_HITS]:
            click.echo(hit_text(hit.unit, node, colour, "  "))
        more = len(group.hits) - _MOST_HITS
        if more > 0:
            click.echo(f"  and {more:,} more: add {group.filter}\n")


def _group_as_json(group: Group, node: Node) -> dict[str, Any]:
    return {
        "record": group.record,
        "title": group.title,
        "total": len(group.hits),
        "filter": group.filter,
        "hits": [hit_as_json(hit, node) for hit in group.hits[:_MOST_HITS]],
    }


def _print_facets(facets: Facets) -> None:
    """Print each facet that has values on a line, every value as the filter for it."""
    for name, counts in facets.items():
        chosen = counts[-_MOST_VALUES:] if name == "year" else counts[:_MOST_VALUES]
        shown = [f"{count.filter} {count.units:,}" for count in chosen]
        if len(counts) > _MOST_VALUES:
            shown.append(f"and {len(counts) - _MOST_VALUES:,} more (--json)")
        if shown:
            click.echo(" · ".join(shown))


def division_as_json(division: Division | None, node: Node, limit: int) -> dict[str, Any]:
    """Return what JSON says of how hits divide; what was not asked for is null."""
    facets, groups = division or Division()
    return {
        "facets": facets
        and {name: [_count_as_json(count) for count in counts] for name, counts in facets.items()},
        "records": None if groups is None else len(groups),
        "groups": None if groups is None else [_group_as_json(g, node) for g in groups[:limit]],
    }


def _count_as_json(count: Count) -> dict[str, Any]:
    return {"value": count.value, "count": count.units, "filter": count.filter}
