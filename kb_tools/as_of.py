"""The state of the records on a day: what had happened by then, and nothing later.

Nothing of it is typed; the rules, in short:

- An item with a date is there from the last day that the date can mean, or on which what took
  several days was over.  What hangs on a decision, a document, a measure or another record is
  there no sooner than that.
- An undated item is there from the day of the latest source that it rests on, or of the latest
  day that it names; if a source has no date, only once its record is *whole*: from
  ``covered_until`` on, the last day of which its sources speak.  Open points and conflicts tell
  of the research, so they wait for that as well.
- An intervention is pending until it is decided; a call is not judged before its status is dated.
- The summary of a record that is not yet whole is left out, and so is every remark that names a
  later day or looks ahead in words.  What an act itself says (a title, an operative point, a
  holding) is of its day; a later day in it was fixed or announced then, and may be named elsewhere.
- Sources of a later day are kept as evidence without their title, day or address, and so are
  those without a date while the record is not whole: how sure a statement is does not change.
- The name of an earlier form of a provision may say until when it stood.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kb_tools.corpus import KnowledgeBase, joined
from kb_tools.dates_in_text import dates_in
from kb_tools.describe import period_of, title_of
from kb_tools.known_days import known_days, source_day, whole_from
from kb_tools.model import (
    Alternative,
    Ask,
    Bilingual,
    Decision,
    Holding,
    InPart,
    Intervention,
    Item,
    Limit,
    Measure,
    OperativePoint,
    Opinion,
    Provision,
    Record,
    Reservation,
    Source,
    TimeLimit,
    Use,
    Vocabulary,
)
from kb_tools.model.walk import entries
from kb_tools.scalars import Paragraphs, PartialDate, Reference, SourceCitation, Vote, fold

#: What stands in place of a text that is left out, where the reader should see that one was.
LEFT_OUT = "(A remark that tells of later events is left out.)"
NOT_JUDGED = "(Not judged on that day.)"
#: What a source is called that is of a later day, or of none.
LATER_SOURCE = "A source of a later day, or of none"

#: Words of our prose that look ahead of what they tell of.
_LOOKS_AHEAD = re.compile(
    r"\b(?:later|subsequent(?:ly)?|afterwards|thereafter|eventually|in the end|never|no longer"
    r"|followed|since then|so far|not yet|still|to date|next day|following (?:day|week|month|year)"
    r"|(?:was|were|been|is|are) (?:not )?(?:found|established|seen))\b"
)
#: What an act itself says, by its class: of the day of the act, with the days that it fixes.
_OWN_WORDS: tuple[tuple[type, tuple[str, ...]], ...] = (
    (OperativePoint, ("text",)),
    (Decision, ("summary",)),
    (Holding, ("proposition",)),
    (Measure, ("text",)),
    (Opinion, ("position",)),
    (Reservation, ("text",)),
    (Ask, ("text",)),
)
#: Lines that name a thing and are never left out.
_NAMES = frozenset(
    "id kind key title short_title aliases name label topic heading pleading number citation docket"
    " location addressee identifier identifiers url read_at archived person publisher origin"
    " president vice_president judges judges_ad_hoc in_favour against author".split()
)
#: What an intervention is until it is decided.
_PENDING: dict[str, Any] = {
    "outcome": "pending", "decision": "", "decided": None, "vote": None,
    "objections": "", "participation": "", "followed": "",
}  # fmt: skip
#: Outcomes that answer a use of a mechanism, or say that nothing did.
_ANSWERS = frozenset(
    "not-put-to-the-vote no-meeting referred refused granted deferred pending no-action".split()
)


def as_of(kb: KnowledgeBase, day: date, mark: str = "", unjudged: str = "") -> KnowledgeBase:
    """Return the records as they stood on a day; see this module for what is left out.

    ``mark`` stands in place of each remark that is left out, ``unjudged`` in place of the reason
    for the status of a call; of the record itself no text is left out so.
    """
    known = known_days(kb)
    visible = frozenset(address for address, since in known.items() if since <= day)
    records = {
        name: _Past(record, day, visible, mark, unjudged).record()
        for name, record in kb.records.items()
        if name in visible
    }
    return joined(records, kb.vocabulary)


class _Past:
    """Makes one record as it stood on a day."""

    def __init__(
        self, record: Record, day: date, visible: frozenset[str], mark: str, unjudged: str
    ) -> None:
        self._record, self._day, self._visible = record, day, visible
        self._mark, self._unjudged = mark, unjudged
        self._whole = whole_from(record) <= day
        self._names: dict[str, str] = {}
        self._later: dict[tuple[str, str, str], str] = {}
        self._origins: dict[str, str] = {}
        self._sources: dict[str, Source] = {}
        self._fixed = frozenset(self._fixed_days())

    def record(self) -> Record:
        """Return the record, with the sources that are still cited."""
        past = self._pruned(self._record)
        order = [self._names[key] for key in self._record.sources if key in self._names]
        sources = {name: self._sources[name] for name in dict.fromkeys(order)}
        return dataclasses.replace(past, sources=sources)  # type: ignore[no-any-return]

    def _there(self, item_id: str) -> bool:
        return f"{self._record.id}#{item_id}" in self._visible

    def _fixed_days(self) -> Iterator[PartialDate]:
        """Yield the days that what is there had fixed or announced."""
        for entry in entries(self._record):
            item = entry.item
            if not self._there(item.id):
                continue
            if isinstance(item, TimeLimit):
                yield from (x.date for x in item.limits if x.date and self._is_fixed(x))
            if period_of(item):
                yield from dates_in(title_of(item, self._record, Vocabulary()))
            for part in (item, *getattr(item, "operative_points", ())):
                for name in _own_words(part):
                    yield from dates_in(getattr(part, name))

    def _is_fixed(self, limit: Limit) -> bool:
        """Return whether a time-limit was fixed: by an order that is there, or it has passed."""
        if limit.decision:
            return self._there(limit.decision)
        return limit.date is not None and limit.date.latest <= self._day

    def _pruned(self, value: Any) -> Any:
        """Return a record, an item or a part of one as it stood."""
        changes: dict[str, Any] = {}
        for declared in dataclasses.fields(value):
            held = getattr(value, declared.name)
            if held is None or held == () or held == "" or declared.name in ("id", "kind"):
                continue
            now = self._field(value, declared, held)
            if now != held:
                changes[declared.name] = now
        changes |= self._outcome(value)
        return dataclasses.replace(value, **changes) if changes else value

    def _field(self, owner: Any, declared: Any, held: Any) -> Any:
        if isinstance(held, tuple):
            members = (self._member(owner, declared, member) for member in held)
            return tuple(dict.fromkeys(member for member in members if member is not None))
        if isinstance(held, Mapping):
            return held
        now = self._member(owner, declared, held)
        return "" if now is None and isinstance(held, str) else now

    def _member(self, owner: Any, declared: Any, held: Any) -> Any:
        """Return one value as it stood, or None for what was not there."""
        match held:
            case str():
                if declared.metadata.get("local"):
                    return held if self._there(held) else None
                return self._text(owner, declared, held)
            case PartialDate():
                return held if held.latest <= self._day or isinstance(owner, Limit) else None
            case Reference():
                return held if str(held) in self._visible else None
            case SourceCitation():
                return self._cited(held)
            case Item():
                return self._pruned(held) if self._there(held.id) else None
            case Limit():
                return self._pruned(held) if self._is_fixed(held) else None
            case Alternative():
                there = self._whole and str(held.mechanism) in self._visible
                return self._pruned(held) if there else None
            case InPart():
                since = source_day(held.sources, self._record)
                return self._pruned(held) if self._whole or since <= self._day else None
            case Bilingual() | Vote() | Paragraphs():
                return held
        return self._pruned(held) if dataclasses.is_dataclass(held) else held

    def _text(self, owner: Any, declared: Any, text: str) -> str:
        """Return a text, or the mark if it tells more than was known."""
        name, metadata = declared.name, declared.metadata
        if metadata.get("vocabulary") or name in _NAMES or name in _own_words(owner):
            return text
        prose, of_today = metadata.get("prose"), isinstance(owner, Record)
        is_fact = metadata.get("required") and prose and not isinstance(owner, Record | Provision)
        if is_fact and name != "reason":
            return text  # the item waits for all that it names
        if prose and of_today and not self._whole:
            return ""
        tells = self._tells(owner, text)
        return (self._mark if prose else "") if tells else text

    def _tells(self, owner: Any, text: str) -> bool:
        """Return whether a text tells, or in a record that is not whole may tell, of later days."""
        unknown = [found for found in dates_in(text) if found not in self._fixed]
        if self._whole:
            return any(found.earliest > self._day for found in unknown)
        if any(found.latest > self._day for found in unknown):
            return True
        return not isinstance(owner, Provision) and bool(_LOOKS_AHEAD.search(fold(text)))

    def _outcome(self, value: Any) -> dict[str, Any]:
        """Return what is not yet known of how an item ended."""
        match value:
            case Intervention() if not self._is_decided(value):
                return _PENDING
            case Intervention() if not self._whole:
                return {"participation": "", "followed": ""}
            case TimeLimit() if value.filed and value.filed.latest > self._day:
                return {"filed_kind": ""}
            case Use() if value.outcome in _ANSWERS and not self._whole:
                return {"outcome": "", "result": self._mark if value.result else ""}
            case Ask() if value.status_date is None or value.status_date.latest > self._day:
                return {} if self._whole else {"status": "", "reason": self._unjudged}
        return {}

    def _is_decided(self, intervention: Intervention) -> bool:
        if intervention.outcome == "pending" or self._there(intervention.decision):
            return True
        if intervention.decided:
            return intervention.decided.latest <= self._day
        return self._whole and not intervention.decision

    def _cited(self, citation: SourceCitation) -> SourceCitation:
        """Return a citation of a source that was out, or of one that is kept without its name."""
        source = self._record.sources.get(citation.key)
        if source is None:
            return citation
        if self._was_out(citation.key, source):
            self._names[citation.key] = citation.key
            kept = self._pruned(source)
            self._sources[citation.key] = dataclasses.replace(kept, origin=self._origin(source))
            return citation
        group = (source.kind, source.publisher, self._origin(source))
        name = self._later.setdefault(group, f"later-source-{len(self._later) + 1}")
        self._names[citation.key] = name
        kind, publisher, origin = group
        self._sources[name] = Source(
            kind=kind, publisher=publisher, origin=origin, about=LATER_SOURCE
        )
        return SourceCitation(name)

    def _origin(self, source: Source) -> str:
        """Return the word that joins sources of one report, without the later day it may name."""
        if not any(found.earliest > self._day for found in dates_in(source.origin)):
            return source.origin
        return self._origins.setdefault(source.origin, f"later-report-{len(self._origins) + 1}")

    def _was_out(self, key: str, source: Source) -> bool:
        """Return whether a source was out: by its date, or else by its name in a whole record."""
        if source.date:
            return source.date.latest <= self._day
        return self._whole and not self._tells(source, f"{key} {source.title} {source.about}")


def _own_words(value: Any) -> tuple[str, ...]:
    """Return the fields that hold what an act itself says."""
    return next((names for cls, names in _OWN_WORDS if isinstance(value, cls)), ())
