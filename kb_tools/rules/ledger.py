"""Series: as many members as expected, each held or missing for a reason, none held twice."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.model import Series
from kb_tools.rules.registry import Finding, Place, record_rule
from kb_tools.rules.views import RecordView


@record_rule(
    "KB260",
    "series-count",
    summary="A series does not list as many members as it is said to have.",
    why="A gap that is not listed is seen by nobody.",
    good="(two members are expected, and two are listed)",
    bad="(two members are expected, and one is listed)",
    needs_all=True,
)
def series_count(view: RecordView) -> Iterator[Finding]:
    """Yield series whose members are more or fewer than expected."""
    series = view.record
    if isinstance(series, Series) and series.expected is not None:
        listed = len(series.members)
        if listed != series.expected:
            yield Finding(
                "expected",
                f"{series.expected} members are expected, {listed} are listed",
                "list each member, with `missing` and the reason where no record tells of it",
                (Place("members", "the members"),),
            )


@record_rule(
    "KB261",
    "held-or-missing",
    summary="A member of a series is neither held nor missing, or both.",
    why="The ledger says of each member which of the two it is.",
    good="    missing: No record of it is public.",
    bad="(a member with neither `held` nor `missing`, or with both)",
)
def held_or_missing(view: RecordView) -> Iterator[Finding]:
    """Yield members without exactly one of ``held`` and ``missing``, or missing without a title."""
    if not isinstance(view.record, Series):
        return
    for index, member in enumerate(view.record.members):
        if bool(member.held) == bool(member.missing):
            which = "both held and missing" if member.held else "neither held nor missing"
            hint = "name the record or item as `held`, or say as `missing` why there is none"
            yield Finding(f"members/{index}", f"member {member.number} is {which}", hint)
        elif member.missing and not member.title:
            message = f"member {member.number} is missing, and nothing says what it is"
            yield Finding(f"members/{index}/missing", message, "add `title:`")


@record_rule(
    "KB262",
    "member-twice",
    summary="Two members of a series have the same number, or lead to the same item.",
    why="One of the two is a slip, and hides a gap.",
    good="  - id: second\n    number: 2",
    bad="  - id: second\n    number: 1",
)
def member_twice(view: RecordView) -> Iterator[Finding]:
    """Yield the second member of a number and the second that leads to an item."""
    if not isinstance(view.record, Series):
        return
    first: dict[tuple[str, str], int] = {}
    for index, member in enumerate(view.record.members):
        for name, value in (("number", member.number), ("held", str(member.held or ""))):
            if not value:
                continue
            place = first.setdefault((name, value), index)
            if place != index:
                yield Finding(
                    f"members/{index}/{name}",
                    f"`{value}` stands for another member already",
                    "correct one of the two",
                    (Place(f"members/{place}/{name}", "first here"),),
                )
