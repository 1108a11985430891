"""The page of routes: each mechanism as a playbook, and what remains if it is blocked.

Everything is derived from the mechanisms (``if_blocked``, uses, rules on votes and vetoes) and
from the relations between acts.  The graph and the nested lists say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb_tools import describe
from kb_tools.markup import escape
from kb_tools.model import Item, Mechanism, Use
from kb_tools.pages.page import Page, Section, assemble
from kb_tools.pages.parts import capital, counted, definitions, joined, text, when
from kb_tools.pages.routes.graph import Row, Way, anchor_of, remains_anchor, routes_graph
from kb_tools.pages.routes.precedents import Chain, Precedents
from kb_tools.pages.routes.remains import Remaining, remaining
from kb_tools.pages.writer import Library, Writer
from kb_tools.scalars import Reference

#: Outcomes by which a use of a route came to nothing, for the time being or for good.
BLOCKED_OUTCOMES = (
    "vetoed",
    "not-adopted",
    "not-put-to-the-vote",
    "no-meeting",
    "refused",
    "deferred",
    "no-action",
)

#: From this depth of a list on, routes that stand elsewhere in it are not named again.
_NAMED_AGAIN = 3

_LEAD = (
    "Each mechanism as a playbook: what remains if it is blocked, who may open it, by which votes, "
    "and what came of it so far. All of it is taken from the records, which give the sources."
)
_READING = (
    "Each route has a row and, from the square on its row, a line up or down. A mark on that line "
    "is a way out: the row of the mark names the route that remains. Filled: in the records that "
    "route in fact followed. Open: they tell of no such case. A diamond: it followed, though no "
    "record names it as a way out. Every mark leads to its explanation."
)


def routes_page(library: Library) -> list[Page]:
    """Return the page of routes; nothing if there is no mechanism."""
    routes = _Routes(library)
    if not routes.mechanisms:
        return []
    sections = [
        Section("start", "What is blocked?", routes.starts()),
        Section("graph", "All routes", routes.graph()),
        *routes.playbooks(),
    ]
    followed = routes.followed()
    if followed:
        sections.append(Section("followed", "What in fact followed", followed))
    page = Page(
        path="routes.md",
        title="Routes",
        body=assemble(f'<h1 id="top_">Routes</h1>\n<p class="lead">{_LEAD}</p>', sections),
        description="Mechanisms as playbooks: who may open them, and what remains if blocked.",
        listed=True,
    )
    return [page]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the records tell of one route having led to another."""

    led: tuple[Chain, ...]
    alike: tuple[Chain, ...]
    organ: tuple[Chain, ...]

    @property
    def own(self) -> bool:
        """Whether the route itself led to the other, or came before it on the same facts."""
        return bool(self.led or self.alike)


class _Routes:
    """Writes the sections of the page."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.writer = Writer(library, "routes/")
        words = list(library.kb.vocabulary.words("mechanism-classes"))
        found = [r for r in library.kb.records.values() if isinstance(r, Mechanism)]
        place = {word: number for number, word in enumerate(words)}
        self.mechanisms = sorted(
            found, key=lambda m: (place.get(m.mechanism_class, len(place)), m.short_title, m.id)
        )
        self.by_id = {mechanism.id: mechanism for mechanism in self.mechanisms}
        self.ways_out = {m.id: self._ways_out(m) for m in self.mechanisms}
        self.precedents = Precedents(library)
        self.known = {
            (one.id, other.id): self._known(one, other.id)
            for one in self.mechanisms
            for other in self.mechanisms
            if one is not other
        }

    def _ways_out(self, mechanism: Mechanism) -> dict[str, str]:
        """Return the routes that remain, with the conditions under which they do."""
        ways: dict[str, list[str]] = {}
        for way in mechanism.if_blocked:
            if way.mechanism and way.mechanism.record in self.by_id:
                ways.setdefault(way.mechanism.record, []).append(way.when)
        return {name: " ".join(filter(None, whens)) for name, whens in ways.items()}

    def _known(self, one: Mechanism, other: str) -> _Found:
        return _Found(
            tuple(self.precedents.between(one, other)),
            tuple(self.precedents.on_the_same_facts(one, other)),
            tuple(self.precedents.of_the_same_organ(one, other)),
        )

    def _by_class(self) -> Iterator[tuple[str, list[Mechanism]]]:
        for word, group in groupby(self.mechanisms, key=lambda m: m.mechanism_class):
            yield word, list(group)

    def starts(self) -> str:
        """Return the list of what may be blocked: every route, and blocks that are recorded."""
        parts = []
        for word, group in self._by_class():
            rows = "".join(self._start(mechanism) for mechanism in group)
            name = capital(self.writer.word("mechanism-classes", word))
            parts.append(f"<li><h3>{name}</h3><ul>{rows}</ul></li>")
        return (
            "<p>Choose what does not go ahead. The link leads to what remains.</p>\n"
            f'<ul class="starts">{"".join(parts)}</ul>'
        )

    def _start(self, mechanism: Mechanism) -> str:
        blocks = "".join(
            f'<li><a href="#{_block_anchor(mechanism, use)}">{text(use.title)}</a>'
            f" <small>{use.date.year if use.date else ''}</small></li>"
            for use in _blocked_uses(mechanism)
        )
        count = len(self.ways_out[mechanism.id])
        below = f"<ul>{blocks}</ul>" if blocks else ""
        return (
            f'<li><a href="#{anchor_of(mechanism.id)}">{text(mechanism.short_title)}</a>'
            f" <small>{counted(count, 'way')} out</small>{below}</li>"
        )

    def graph(self) -> str:
        """Return the graph of all routes with its explanation."""
        rows = [
            Row(m.id, m.short_title, self.writer.kb.vocabulary.label("veto-rules", m.veto))
            for m in self.mechanisms
        ]
        groups = [len(group) for _, group in self._by_class()]
        ways = []
        for (one, other), found in self.known.items():
            named = other in self.ways_out[one]
            if named or found.own:
                why = self.ways_out[one].get(other, "")
                ways.append(Way(one, other, named, found.own or bool(found.organ), why))
        note = (
            '<p class="graph-note sideways">The graph scrolls sideways.</p>\n'
            '<p class="graph-note" id="graph-note">The same as lists, with the reasons and the '
            'precedents: <a href="#start">what is blocked?</a></p>'
        )
        return f'<p class="graph-note">{_READING}</p>\n{routes_graph(rows, groups, ways)}\n{note}'

    def playbooks(self) -> Iterator[Section]:
        """Yield a section for each class of mechanisms, with the playbooks of its routes."""
        for word, group in self._by_class():
            html = "\n".join(self._playbook(mechanism) for mechanism in group)
            title = capital(self.writer.word("mechanism-classes", word))
            yield Section(f"class-{escape(word)}", title, html, len(group))

    def _playbook(self, mechanism: Mechanism) -> str:
        anchor = anchor_of(mechanism.id)
        record = Reference(mechanism.id)
        rows = [
            ("If it is blocked", self._remains(mechanism)),
            ("Led in fact to", self._unnamed(mechanism)),
            ("When it was blocked", self._blocks(mechanism)),
            ("Who may open it", text(mechanism.who_may_open)),
            ("Votes needed", text(mechanism.threshold)),
            ("Veto", capital(self.writer.word("veto-rules", mechanism.veto))),
            ("Legal effect", text(mechanism.legal_effect)),
            ("Steps", self._openings(mechanism, mechanism.steps, "ol")),
            ("Limits", self._openings(mechanism, mechanism.limits, "ul")),
            ("Past uses", self._uses(mechanism)),
            ("Open points", self._open_points(mechanism)),
        ]
        links = joined(
            (
                self.writer.word("forums", mechanism.forum),
                self.writer.refer(record, "Full record"),
                f'<a href="#{anchor_of(mechanism.id, "row")}">In the graph</a>',
            )
        )
        title = text(mechanism.short_title)
        return (
            f'<section class="route"><h3 id="{anchor}">{title}</h3>'
            f'<p class="k">{links}</p>\n{definitions(rows)}</section>'
        )

    def _remains(self, mechanism: Mechanism) -> str:
        tree = remaining(mechanism.id, self.ways_out)
        if not tree.further:
            return "No record names another route."
        rows = "\n".join(self._first(mechanism, below) for below in tree.further)
        return f'<ol class="remains">{rows}</ol>'

    def _first(self, mechanism: Mechanism, node: Remaining) -> str:
        """Return a route that remains at once, with its precedents and what remains after it."""
        found = self.known[mechanism.id, node.route]
        identity = remains_anchor(mechanism.id, node.route)
        below = self._further(node, 1)
        line = self._named(node.route, node.when) + self._found(found)
        if below:
            line += f"<details><summary>If that is blocked too</summary>{below}</details>"
        return f'<li id="{identity}">{line}</li>'

    def _named(self, route: str, why: str) -> str:
        name = text(self.by_id[route].short_title)
        reason = f" <span>{text(why)}</span>" if why else ""
        return f'<a href="#{anchor_of(route)}">{name}</a>{reason}'

    def _further(self, node: Remaining, depth: int) -> str:
        """Return what remains after a route, to the end; reasons are given for the next one."""
        rows = [
            f"<li>{self._named(below.route, below.when if depth == 1 else '')}"
            f"{self._further(below, depth + 1)}</li>"
            for below in node.further
        ]
        if node.elsewhere and depth < _NAMED_AGAIN:
            names = ", ".join(text(self.by_id[name].short_title) for name in node.elsewhere)
            rows.append(f'<li class="also">See in this list: {names}</li>')
        return f"<ol>{''.join(rows)}</ol>" if rows else ""

    def _found(self, found: _Found) -> str:
        rows = [f"<li>{self.chain(chain)}</li>" for chain in found.led]
        rows += [
            f"<li>On the same facts: {self.chain(chain, ', later ')}</li>" for chain in found.alike
        ]
        rows += [f"<li>The same organ, elsewhere: {self.chain(c)}</li>" for c in found.organ]
        return f'<ul class="followed">{"".join(rows)}</ul>' if rows else ""

    def _unnamed(self, mechanism: Mechanism) -> str:
        """Return the routes to which it in fact led although none is named as a way out."""
        rows = [
            f'<li id="{remains_anchor(mechanism.id, other)}">{self._named(other, "")}'
            f"{self._found(found)}</li>"
            for (one, other), found in self.known.items()
            if one == mechanism.id and found.own and other not in self.ways_out[one]
        ]
        return f'<ul class="remains">{"".join(rows)}</ul>' if rows else ""

    def _blocks(self, mechanism: Mechanism) -> str:
        rows = []
        for use in _blocked_uses(mechanism):
            act = Reference(mechanism.id, use.id)
            outcome = self.writer.word("use-outcomes", use.outcome)
            later = self.precedents.chains_from(act)
            ends = [c for c in later if not any(o[: len(c)] == c for o in later if o is not c)]
            after = "".join(f"<li>Then {self.chain(chain[1:])}</li>" for chain in ends)
            rows.append(
                f'<li id="{_block_anchor(mechanism, use)}">{self.act(act)} <small>{outcome}</small>'
                + (f'<ul class="followed">{after}</ul>' if after else "")
                + "</li>"
            )
        return f'<ul class="blocks">{"".join(rows)}</ul>' if rows else ""

    def _openings(self, mechanism: Mechanism, found: Sequence[Item], name: str) -> str:
        rows = "".join(
            f"<li>{text(describe.title_of(item, mechanism, self.writer.kb.vocabulary))}</li>"
            for item in found
        )
        return f"<{name}>{rows}</{name}>" if rows else ""

    def _uses(self, mechanism: Mechanism) -> str:
        uses = mechanism.uses
        if not uses:
            return "None in the record."
        counts = Counter(use.outcome for use in uses if use.outcome)
        words = self.writer.kb.vocabulary.words("use-outcomes")
        order = [*(w for w in words if w in counts), *sorted(set(counts) - set(words))]
        parts = [f"{counts[word]} {self.writer.word('use-outcomes', word)}" for word in order]
        rest = len(uses) - sum(counts.values())
        if rest:
            parts.append(f"{rest} without an outcome in the record")
        href = f"{self.writer.href(Reference(mechanism.id))}#uses"
        return f'<a href="{href}">{len(uses)} in the record</a>: {", ".join(parts)}'

    def _open_points(self, mechanism: Mechanism) -> str:
        rows = "".join(
            f"<li>{self.writer.refer(Reference(mechanism.id, p.id), text(p.question))}</li>"
            for p in mechanism.open_points
        )
        return f"<ul>{rows}</ul>" if rows else ""

    def act(self, act: Reference, whole: bool = False) -> str:
        """Return an act as its day and a link to it; ``whole`` with the name of its mechanism."""
        entry = self.library.items(self.library.kb.records[act.record]).get(act.item)
        words = self.library.name(act)
        if entry and act.record in self.by_id and not whole:
            words = describe.title_of(
                entry.item, self.by_id[act.record], self.library.kb.vocabulary
            )
        period = self.library.period(act) if act.item else None
        return joined((when(period) if period else "", self.writer.refer(act, text(words))), " ")

    def chain(self, chain: Iterable[Reference], glue: str = " → ") -> str:
        """Return acts in their order."""
        return glue.join(self.act(act) for act in chain)

    def followed(self) -> str:
        """Return what followed what over all records, as nested lists."""
        seen: set[Reference] = set()
        rows = "\n".join(self._branch(start, seen) for start in self.precedents.beginnings())
        if not rows:
            return ""
        return (
            "<p>Acts that led from one route or case to another, as relations in the records say, "
            f'by the day of the first.</p>\n<ul class="chains">\n{rows}\n</ul>'
        )

    def _branch(self, act: Reference, seen: set[Reference]) -> str:
        if act in seen:
            return f'<li>{self.act(act, True)} <small class="also">see above</small></li>'
        seen.add(act)
        below = "".join(self._branch(one, seen) for one in self.precedents.after(act))
        return f"<li>{self.act(act, True)}{f'<ul>{below}</ul>' if below else ''}</li>"


def _blocked_uses(mechanism: Mechanism) -> list[Use]:
    return [use for use in mechanism.uses if use.outcome in BLOCKED_OUTCOMES]


def _block_anchor(mechanism: Mechanism, use: Use) -> str:
    return f"{anchor_of(mechanism.id, 'block')}--{use.id}"
