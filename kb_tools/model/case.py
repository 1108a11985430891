"""A case: proceedings before a court, from the first step to the last."""

from __future__ import annotations

from dataclasses import dataclass

from kb_tools.model.base import Bilingual, Item, Record
from kb_tools.model.fields import described, items, nothing
from kb_tools.scalars import Paragraphs, PartialDate, Reference, SourceCitation, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party to the proceedings and its role."""

    state: str = described("The State.", required=True, vocabulary="states")
    role: str = described("applicant, respondent …", required=True, vocabulary="party-roles")
    name: Bilingual = described("The official name of the party.", default=Bilingual())


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTitle(Item):
    """A form of the title that was in use for a time, e.g. with the number of interveners."""

    title: Bilingual = described("The title, exactly.", required=True, default=Bilingual())
    since: PartialDate | None = nothing("From when it was in use.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Item):
    """Something that happened on a day, in court or outside it."""

    date: PartialDate | None = nothing("The day, as precise as the source.", required=True)
    until: PartialDate | None = nothing("The last day, if it took several.")
    date_kind: str = described(
        "What the date is: dated, filed, announced, published, no later than. Left out: the day"
        " of the event itself.",
        vocabulary="date-kinds",
    )
    kind: str = described("What kind of event.", required=True, vocabulary="event-kinds")
    title: str = described("What happened, in one line.", required=True)
    summary: str = described("More about it.", prose=True)
    stage: str = described(
        "The stage that the proceedings enter with this event.", vocabulary="stages"
    )
    states: tuple[str, ...] = items("States that acted.", vocabulary="states")
    decision: str = described("The decision given.", local="decisions")
    documents: tuple[str, ...] = items("Documents that came of it.", local="documents")
    measures: tuple[str, ...] = items("Measures whose compliance it concerns.", local="measures")
    interventions: tuple[str, ...] = items("Interventions it concerns.", local="interventions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Item):
    """A document of the proceedings: pleading, decision, opinion, verbatim record …"""

    date: PartialDate | None = nothing("The day that the document bears.", required=True)
    filed: PartialDate | None = nothing("The day of filing, if it is another one.")
    type: str = described("What it is.", required=True, vocabulary="document-types")
    title: Bilingual = described("What it is called.", required=True, default=Bilingual())
    identifier: str = described(
        "The official document number or symbol.", example="178-20220722-JUD-01-00-EN"
    )
    inferred: bool | None = nothing(
        "yes if the number was built from the publisher's scheme and not read on its site."
    )
    number: str = described("A second number it bears, e.g. CR 2022/1 or No. 2022/24.")
    citation: Bilingual = described(
        "The official citation in the reports.",
        default=Bilingual(),
        example="{en: 'I.C.J. Reports 2020, p. 3'}",
    )
    states: tuple[str, ...] = items("States whose document it is.", vocabulary="states")
    url: str = described("The official address where it was seen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Who sat: surnames, as the decision gives them."""

    president: str = described("The President or presiding judge.")
    vice_president: str = described("The Vice-President, if sitting.")
    judges: tuple[str, ...] = items("The other judges.")
    judges_ad_hoc: tuple[str, ...] = items("Judges ad hoc.")
    incomplete: bool | None = nothing("yes if not every member is known.")

    @property
    def members(self) -> tuple[str, ...]:
        """All who sat, presiding judge first."""
        chairs = tuple(name for name in (self.president, self.vice_president) if name)
        return (*chairs, *self.judges, *self.judges_ad_hoc)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperativePoint:
    """One point of the operative part, with its vote; it rests on the decision's sources."""

    number: str = described("The number it bears, e.g. (4).", required=True)
    text: str = described("What was decided, in our own words.", required=True, prose=True)
    vote: Vote | None = nothing("unanimous, 15-1 …", example="15-1")
    in_favour: tuple[str, ...] = items("Judges in favour, where the decision names them.")
    against: tuple[str, ...] = items("Judges against.")
    sources: tuple[SourceCitation, ...] = items("Sources, if others than the decision's.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Item):
    """An opinion or declaration that a judge appended to a decision."""

    judge: str = described("The judge's surname.", required=True)
    type: str = described(
        "separate opinion, dissenting opinion, declaration.",
        required=True,
        vocabulary="opinion-types",
    )
    position: str = described("What it says, in one or two sentences.", prose=True)
    document: str = described("The document.", local="documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Item):
    """An order, judgment or ruling: bench, operative part, votes, opinions."""

    date: PartialDate | None = nothing("The day it was given.", required=True)
    type: str = described("order, judgment …", required=True, vocabulary="decision-types")
    title: Bilingual = described("What it decides.", required=True, default=Bilingual())
    summary: str = described("The result in a sentence.", prose=True)
    document: str = described("The document that holds its text.", local="documents")
    citation: Bilingual = described(
        "The official citation, as far as it is established.", default=Bilingual()
    )
    authoritative_language: str = described(
        "The language of the authoritative text.", vocabulary="languages"
    )
    paragraphs: int | None = nothing("The number of the last paragraph.")
    operative_paragraph: int | None = nothing("The paragraph that holds the operative part.")
    bench: Bench = described("Who sat.", default=Bench())
    operative_points: tuple[OperativePoint, ...] = items("The operative part.")
    opinions: tuple[Opinion, ...] = items("Opinions and declarations appended.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A decision or text that the Court relied on for a holding."""

    title: str = described("The case or text, as cited.", required=True)
    citation: str = described("Where it stands, with the pinpoint.")
    record: Reference | None = nothing(
        "The record or item, if there is one.", refers=("case", "instrument", "item")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Item):
    """A proposition of law or finding, with the paragraphs where it stands."""

    decision: str = described("The decision.", required=True, local="decisions")
    topic: str = described("What it is about, in a few words.", required=True)
    subject: str = described("The issue of law it belongs to.", vocabulary="subjects")
    further_subjects: tuple[str, ...] = items(
        "Other issues of law that it decides a point of.", vocabulary="subjects"
    )
    proposition: str = described("What was held, in our own words.", required=True, prose=True)
    paragraphs: Paragraphs | None = nothing(
        "Where it stands in the decision.", example="65-69, 72-73"
    )
    section: Paragraphs | None = nothing(
        "The section of the decision it stands in, where the paragraph is not established."
    )
    interprets: tuple[Reference, ...] = items(
        "Provisions that it interprets or applies.", refers=("instrument#provisions",)
    )
    authorities: tuple[Authority, ...] = items("Authorities relied on.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """A duty to report under a measure, counted from the day of the decision."""

    first_after_months: int | None = nothing("Months to the first report.", required=True)
    every_months: int | None = nothing("Months between later reports.")
    until: str = described("How long the duty lasts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Item):
    """A provisional measure indicated by the Court."""

    decision: str = described("The order that indicates it.", required=True, local="decisions")
    number: str = described("The number it bears in the operative part.", required=True)
    text: str = described("What it requires, in our own words.", required=True, prose=True)
    addressee: str = described("The State bound by it.", vocabulary="states")
    vote: Vote | None = nothing("The vote.")
    in_force_until: str = described("How long it lasts.")
    reporting: Reporting | None = nothing("The duty to report, if it contains one.")
    interprets: tuple[Reference, ...] = items(
        "Provisions that it applies.", refers=("instrument#provisions",)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Item):
    """A report submitted under a measure, and the comments on it."""

    measure: str = described("The measure.", required=True, local="measures")
    number: int | None = nothing("Which report it is: 1, 2 …", required=True)
    submitted: PartialDate | None = nothing("The day of submission.", required=True)
    comments: PartialDate | None = nothing("The day of the other party's comments.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention(Item):
    """A declaration or application of one State, or of several jointly, to intervene."""

    states: tuple[str, ...] = items("The State or States.", required=True, vocabulary="states")
    article: str = described(
        "Article 62 or 63 of the Statute.", required=True, vocabulary="intervention-articles"
    )
    filed: PartialDate | None = nothing("The day of filing.", required=True)
    filed_kind: str = described("What that date is, if not the filing.", vocabulary="date-kinds")
    provisions: tuple[Reference, ...] = items(
        "Provisions said to be in question or construed.", refers=("instrument#provisions",)
    )
    interest: str = described("The legal interest or construction put forward.", prose=True)
    objections: str = described("What the parties objected.", prose=True)
    decision: str = described("The decision on it, in this record.", local="decisions")
    decided: PartialDate | None = nothing("The day of the decision, if it is not in this record.")
    outcome: str = described(
        "What became of it.", required=True, vocabulary="intervention-outcomes"
    )
    vote: Vote | None = nothing("The vote on it.")
    stage: str = described("The phase for which it was made.", vocabulary="intervention-stages")
    participation: str = described("How the State took part.", prose=True)
    followed: str = described("What followed.", prose=True)
    document: str = described("The declaration.", local="documents")
    renews: str = described(
        "The intervention that this one repeats for a later phase, so that it is counted once.",
        local="interventions",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time-limit as fixed or moved once."""

    date: PartialDate | None = nothing("The last day.", required=True)
    decision: str = described("The order that fixed it.", local="decisions")
    note: str = described("A remark, e.g. `suspended on 28 January 2021`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit(Item):
    """A pleading, the limits fixed for it in turn, and the day on which it was filed."""

    pleading: str = described("The pleading.", required=True)
    state: str = described("Whose pleading.", vocabulary="states")
    limits: tuple[Limit, ...] = items("The limits, in the order in which they were fixed.")
    filed: PartialDate | None = nothing("The day of filing.")
    filed_kind: str = described("What that date is, if not the filing.", vocabulary="date-kinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative(Item):
    """Somebody who acted for a party or for the institution, in a public office, for a time."""

    state: str = described("The party.", vocabulary="states")
    body: str = described("The institution, if not a State.")
    role: str = described("Agent, Co-Agent …", required=True)
    person: str = described("The name, as the source gives it.", required=True)
    office: str = described("The office held.")
    since: PartialDate | None = nothing("From when, or the day on which it is recorded.")
    until: PartialDate | None = nothing("Until when.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedProceedings(Item):
    """Proceedings elsewhere that matter here, until they have a record of their own."""

    forum: str = described("The court or body.", required=True)
    number: str = described("Its number for the case.")
    title: str = described("The case, as it is called.", required=True)
    date: PartialDate | None = nothing("The day that matters most.")
    text: str = described("What links the two.", required=True, prose=True)
    identifier: str = described("The official document number of the decision meant.")
    record: Reference | None = nothing("The record, once there is one.", refers=("case",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """Proceedings before a court."""

    forum: str = described("The court.", required=True, vocabulary="forums")
    docket: str = described("The General List number, situation or file number.", required=True)
    parties: tuple[Party, ...] = items("The parties.")
    instituted: PartialDate | None = nothing("The day on which proceedings were instituted.")
    jurisdiction: tuple[Reference, ...] = items(
        "The title of jurisdiction invoked.", refers=("instrument#provisions",)
    )
    titles: tuple[CaseTitle, ...] = items("Later forms of the title.")
    representatives: tuple[Representative, ...] = items("Agents and other representatives.")
    events: tuple[Event, ...] = items("The chronology, in the order of dates.")
    documents: tuple[Document, ...] = items("The documents, in the order of dates.")
    decisions: tuple[Decision, ...] = items("The decisions, in the order of dates.")
    holdings: tuple[Holding, ...] = items("Propositions of law and findings.")
    measures: tuple[Measure, ...] = items("Provisional measures.")
    reports: tuple[Report, ...] = items("Reports submitted under measures.")
    time_limits: tuple[TimeLimit, ...] = items("Pleadings and their time-limits.")
    interventions: tuple[Intervention, ...] = items("Interventions by third States.")
    related: tuple[RelatedProceedings, ...] = items("Proceedings elsewhere.")
