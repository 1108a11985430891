"""Routes: a use of a mechanism is opened by whom it can be, and comes to what it can come to."""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.model import Mechanism, Term
from kb_tools.rules.registry import Finding, record_rule
from kb_tools.rules.views import RecordView
from kb_tools.scalars import fold, shown


def _class_term(view: RecordView) -> Term | None:
    if not isinstance(view.record, Mechanism):
        return None
    return view.vocabulary.words("mechanism-classes").get(view.record.mechanism_class)


@record_rule(
    "KB270",
    "outcome-not-possible",
    summary="A use of a mechanism is said to come to what such a mechanism cannot come to.",
    why="An informal meeting adopts no resolution, and an envoy imposes no sanctions.",
    good="    outcome: meeting-held",
    bad="    outcome: adopted",
)
def outcome_not_possible(view: RecordView) -> Iterator[Finding]:
    """Yield outcomes that the class of the mechanism names under ``never``."""
    term = _class_term(view)
    if term is None:
        return
    assert isinstance(view.record, Mechanism)
    reasons = {outcome: never.reason for never in term.never for outcome in never.outcomes}
    for index, use in enumerate(view.record.uses):
        if use.outcome in reasons:
            yield Finding(
                f"uses/{index}/outcome",
                f"{term.label.en}: `{use.outcome}` is not possible: {reasons[use.outcome]}",
                "write what the use itself came to; another organ's act is a use of its own",
            )


@record_rule(
    "KB271",
    "opened-by-another",
    summary="A mechanism is said to be opened by somebody who has no power to open it.",
    why="Only the Secretary-General can use Article 99; others can only ask for it.",
    good="    opened_by: Secretary-General",
    bad="    opened_by: Ruritania",
)
def opened_by_another(view: RecordView) -> Iterator[Finding]:
    """Yield uses whose ``opened_by`` names none of the class's ``openers``."""
    term = _class_term(view)
    if term is None or not term.openers:
        return
    assert isinstance(view.record, Mechanism)
    openers = [fold(name) for name in term.openers]
    for index, use in enumerate(view.record.uses):
        if use.opened_by and not any(name in fold(use.opened_by) for name in openers):
            why = f": {term.openers_reason}" if term.openers_reason else ""
            yield Finding(
                f"uses/{index}/opened_by",
                f"{shown(use.opened_by)} cannot open this route{why}",
                f"name {' or '.join(term.openers)}; tell who asked for it in `summary`",
            )
