"""What search finds: every record, every item in it and every operative point, as a unit.

The units of a record depend on that record and on the vocabularies only, so that a changed
record needs no other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kb_tools.certainty import Certainty, certainty_of, certainty_of_item, certainty_of_record
from kb_tools.describe import (
    Period,
    citation_of,
    item_name,
    period_of,
    subjects_of,
    texts_of,
    title_of,
)
from kb_tools.identifiers import Identifier, find_identifiers, recognise
from kb_tools.model import (
    Bilingual,
    Decision,
    Holding,
    Item,
    Member,
    OperativePoint,
    Provision,
    Record,
    Vocabulary,
)
from kb_tools.model.walk import entries, operative_point_id
from kb_tools.scalars import Reference, slug_from
from kb_tools.search.analysis import clean
from kb_tools.search.unit import PARTING, SearchUnit, bears, bears_only, cites, cites_only


def units_of(record: Record, vocabulary: Vocabulary) -> tuple[SearchUnit, ...]:
    """Return the units of a record: itself first, then its items, in the order of its file."""
    return tuple(_Units(record, vocabulary).all())


def citation_of_point(record: Record, decision: Decision, point: OperativePoint) -> str:
    """Return a citation of an operative point: the decision, its paragraph and the number."""
    pinpoint = f"para. {decision.operative_paragraph} " if decision.operative_paragraph else ""
    return f"{citation_of(record, decision)}, {pinpoint}{point.number}"


class _Units:
    """Makes the units of one record; what they share is prepared once."""

    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        self._record = record
        self._vocabulary = vocabulary
        self._forum = getattr(record, "forum", "")
        titles = [record.short_title, record.title.en, *record.aliases]
        titles += [getattr(record, "docket", ""), *_labels(vocabulary, "forums", self._forum, "en")]
        parties = [party.state for party in getattr(record, "parties", ())]
        for state in parties:
            titles += _labels(vocabulary, "states", state, "en")
        self._context = PARTING.join(dict.fromkeys(text for text in titles if text))
        french = [record.title.fr, *_labels(vocabulary, "forums", self._forum, "fr")]
        for state in parties:
            french += _labels(vocabulary, "states", state, "fr")
        self._french_context = PARTING.join(dict.fromkeys(text for text in french if text))
        self._decisions = {d.id: d for d in getattr(record, "decisions", ())}
        self._documents = {d.id: d for d in getattr(record, "documents", ())}

    def all(self) -> Iterator[SearchUnit]:
        yield self._of_record()
        for entry in entries(self._record):
            if isinstance(entry.item, Member) and entry.item.held:
                continue  # found where it is held
            yield self._of_item(entry.item, entry.collection, entry.parent)
            if isinstance(entry.item, Decision):
                for point in entry.item.operative_points:
                    yield self._of_point(entry.item, point)

    def _of_record(self) -> SearchUnit:
        record = self._record
        parties = tuple(party.state for party in getattr(record, "parties", ()))
        body = [record.summary, record.title.en, *record.aliases, record.withdrawn_because]
        fields = ("who_may_open", "threshold", "legal_effect", "adopted_by", "author", "addressee")
        body += [getattr(record, name, "") for name in (*fields, "read_in", "docket")]
        french = [record.title.fr, *(b.fr for b in _bilingual(record))]
        body += [b.en for b in _bilingual(record)]
        borne = [getattr(record, "identifier", ""), getattr(record, "docket", ""), *record.aliases]
        if self._forum == "icj":
            borne.append(f"General List No. {getattr(record, 'docket', '')}")
        return self._unit(
            Reference(record.id),
            record.kind,
            record.short_title or record.title.en,
            period_of(record),
            certainty_of_record(record),
            body=[*body, *french],
            french=french,
            states=parties,
            subjects=record.subjects,
            kinds=(getattr(record, "instrument_type", ""), getattr(record, "mechanism_class", "")),
            described=record,
            borne=_recognised(borne),
            cited=_found(_sentences([*body, *french]))
            + _recognised(source.identifier for source in record.sources.values()),
            citation=citation_of(record),
        )

    def _of_item(self, item: Item, collection: str, parent: str) -> SearchUnit:
        record, title = self._record, title_of(item, self._record, self._vocabulary)
        given = self._decisions.get(parent or getattr(item, "decision", ""))
        # A caution follows what it is about, so that a snippet begins with the matter.
        texts = sorted(texts_of(item), key=lambda text: text == item.note)
        french = [b.fr for b in _bilingual(item)]
        states = (*getattr(item, "states", ()), getattr(item, "state", ""))
        if collection == "measures":
            states += (getattr(item, "addressee", ""),)
        return self._unit(
            Reference(record.id, item.id),
            item_name(collection).replace(" ", "-"),
            title,
            period_of(item) or (period_of(given) if given else None),
            certainty_of_item(item, record.sources),
            body=[text for text in texts if text not in title],
            french=french,
            states=states,
            subjects=subjects_of(item) if isinstance(item, Holding) else (),
            kinds=(getattr(item, "kind", ""), getattr(item, "type", "")),
            described=item,
            judges=_judges(item),
            borne=self._borne(item),
            cited=self._cited(item, _sentences(texts)),
            citation=citation_of(record, item, self._vocabulary),
            numbers=_arabic(item.number) if isinstance(item, Provision) else (),
        )

    def _of_point(self, decision: Decision, point: OperativePoint) -> SearchUnit:
        record = self._record
        named = [f"Vote: {point.vote}" if point.vote else ""]
        if point.against:
            named.append(f"against: {', '.join(point.against)}")
        if point.in_favour:
            named.append(f"in favour: {', '.join(point.in_favour)}")
        return self._unit(
            Reference(record.id, operative_point_id(decision.id, point)),
            "operative-point",
            f"{decision.title.en or decision.title.fr}, point {point.number}",
            period_of(decision),
            certainty_of(point.sources or decision.sources, record.sources),
            body=[point.text, "; ".join(text for text in named if text)],
            french=[decision.title.fr],
            kinds=(decision.type,),
            judges=(*point.in_favour, *point.against),
            cited=_found(point.text),
            citation=citation_of_point(record, decision, point),
        )

    def _borne(self, item: Item) -> list[Identifier]:
        """Return the identifiers of an item; a decision bears that of its document."""
        holders: list[Any] = [item]
        if isinstance(item, Decision) and item.document in self._documents:
            holders.append(self._documents[item.document])
        texts: list[object] = []
        for holder in holders:
            texts += [getattr(holder, "identifier", ""), getattr(holder, "number", "")]
            texts += getattr(holder, "identifiers", ())
        # A report's number is a count, not a text.
        borne = _recognised(text for text in texts if isinstance(text, str))
        return borne + [found for holder in holders for found in _cited_as(holder)]

    def _cited(self, item: Item, body: str) -> list[Identifier]:
        keys = [c.key for c in item.sources] + [c.key for p in item.in_part for c in p.sources]
        sources = self._record.sources
        return _found(body) + _recognised(sources[k].identifier for k in keys if k in sources)

    def _unit(
        self,
        reference: Reference,
        kind: str,
        title: str,
        period: Period | None,
        certainty: Certainty,
        *,
        body: Iterable[str],
        french: Iterable[str] = (),
        states: Iterable[str] = (),
        subjects: Iterable[str] = (),
        kinds: Iterable[str] = (),
        described: Record | Item | None = None,
        judges: Iterable[str] = (),
        borne: Iterable[Identifier] = (),
        cited: Iterable[Identifier] = (),
        citation: str = "",
        numbers: Iterable[str] = (),
    ) -> SearchUnit:
        borne, cited = list(borne), list(cited)
        facets = [
            *(("state", "states", word) for word in states),
            *(("subject", "subjects", word) for word in subjects),
            ("forum", "forums", self._forum),
            *(_outcomes(described) if described else ()),
        ]
        english_names, french_names, exact = self._named(facets)
        for vocabulary, word in _vocabulary_words(described) if described else ():
            english_names += _labels(self._vocabulary, vocabulary, word, "en")
            french_names += _labels(self._vocabulary, vocabulary, word, "fr")
        exact += [f"kind={word}" for word in (slug_from(k) for k in (kind, *kinds)) if word]
        exact += [f"judge={word}" for judge in judges for word in _name_slugs(judge)]
        exact += [f"record={slug_from(self._record.id)}", f"certainty={certainty.value}"]
        for identifier in borne:
            exact += [bears(key) for key in identifier.keys] + [bears_only(identifier.key)]
        for identifier in cited:
            exact += [cites(key) for key in identifier.keys] + [cites_only(identifier.key)]
        english_names += [kind.replace("-", " "), reference.item.replace("-", " "), *numbers]
        context = [self._context, period.words if period else "", *english_names]
        context += [identifier.canonical for identifier in borne]
        return SearchUnit(
            reference=str(reference),
            record=self._record.id,
            kind=kind,
            title=clean(title),
            date=period.iso if period else "",
            first=str(period.first.earliest) if period else "",
            last=str((period.last or period.first).latest) if period else "",
            certainty=certainty.value,
            body=clean(_sentences(body)),
            french=clean(_sentences(french)),
            context=clean(PARTING.join(dict.fromkeys(word for word in context if word))),
            french_context=clean(PARTING.join([self._french_context, *french_names])),
            exact=tuple(sorted(set(exact))),
            citation=clean(citation),
            facets=tuple(sorted({f"{name}={slug_from(word)}" for name, _, word in facets if word})),
        )

    def _named(
        self, facets: Iterable[tuple[str, str, str]]
    ) -> tuple[list[str], list[str], list[str]]:
        """Return English and French names and exact terms for (property, vocabulary, word)."""
        english: list[str] = []
        french: list[str] = []
        exact: list[str] = []
        for name, vocabulary, word in dict.fromkeys(facets):
            in_english = _labels(self._vocabulary, vocabulary, word, "en")
            in_french = _labels(self._vocabulary, vocabulary, word, "fr")
            spellings = {slug_from(text) for text in (word, *in_english, *in_french)}
            exact += [f"{name}={spelling}" for spelling in spellings if spelling]
            if name in ("state", "subject"):
                english += in_english
                french += in_french
        return english, french, exact


def _labels(vocabulary: Vocabulary, name: str, word: str, language: str) -> list[str]:
    """Return the label of a word in a language; in English its other spellings besides."""
    term = vocabulary.words(name).get(word)
    if term is None:
        return [word.replace("-", " ")] if word and language == "en" else []
    if language == "fr":
        return [term.label.fr] if term.label.fr else []
    return [term.label.en, *term.aliases]


#: Vocabularies of what came of an intervention, of the use of a mechanism, of what was asked.
_OUTCOMES = frozenset(("intervention-outcomes", "use-outcomes", "ask-statuses"))


def _outcomes(value: Record | Item) -> Iterator[tuple[str, str, str]]:
    """Yield property, vocabulary and word for what came of an item."""
    for vocabulary, word in _vocabulary_words(value):
        if vocabulary in _OUTCOMES:
            yield "outcome", vocabulary, word


#: Vocabularies whose words say nothing by which an item would be looked for.
_SILENT = frozenset(("states", "subjects", "forums", "languages", "date-kinds", "record-statuses"))


def _vocabulary_words(value: Record | Item) -> Iterator[tuple[str, str]]:
    """Yield vocabulary and word for each field of a record or item that holds one."""
    for name, declared in value.__dataclass_fields__.items():
        vocabulary = declared.metadata.get("vocabulary", "")
        word = getattr(value, name) if vocabulary and vocabulary not in _SILENT else ""
        if word and isinstance(word, str):
            yield vocabulary, word


def _bilingual(value: Record | Item) -> Iterator[Bilingual]:
    """Yield the names in two languages that a record or item holds directly."""
    for name in value.__dataclass_fields__:
        held = getattr(value, name)
        if isinstance(held, Bilingual):
            yield held
        elif name in ("names", "parties"):
            yield from (getattr(member, "name", member) for member in held)


def _sentences(texts: Iterable[str]) -> str:
    """Return texts joined; a point parts what does not end as a sentence from what follows."""
    joined = ""
    for text in dict.fromkeys(text.strip() for text in texts if text):
        if joined and text:
            joined += " " if joined.endswith((".", "?", "!", ":")) else PARTING
        joined += text
    return joined


def _recognised(texts: Iterable[str]) -> list[Identifier]:
    return [found for found in (recognise(text) for text in texts if text) if found]


def _found(text: str) -> list[Identifier]:
    return [identifier for _, _, identifier in find_identifiers(text)]


#: Families of places in collections of decisions.
_REPORTED = frozenset(("icj-reports", "pcij-series"))


def _cited_as(item: Any) -> list[Identifier]:
    """Return the place in the reports or series that a decision or document is cited by."""
    citation = getattr(item, "citation", None)
    if not isinstance(citation, Bilingual):
        return []
    found = _found(citation.en) + _found(citation.fr)
    return [identifier for identifier in found if identifier.family in _REPORTED]


_ROMAN = re.compile(r"\b(?=[IVXL])(X{0,3}|XL|LX{0,3})(IX|IV|V?I{0,3})\b")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")


def _arabic(number: str) -> list[str]:
    """Return ``Art. 9`` for ``Art. IX``: people type both; nothing for other numbers."""
    found = _ROMAN.sub(
        lambda roman: str(10 * _TENS.index(roman[1]) + _ONES.index(roman[2])), number
    )
    return [found] if found != number else []


def _judges(item: Item) -> list[str]:
    bench = getattr(item, "bench", None)
    names = list(bench.members) if bench else []
    for point in getattr(item, "operative_points", ()):
        names += [*point.in_favour, *point.against]
    return [*names, getattr(item, "judge", "")]


def _name_slugs(name: str) -> set[str]:
    """Return a name and each of its words as slugs, so that a surname is enough."""
    slug = slug_from(name)
    return {slug, *slug.split("-")} - {""}
