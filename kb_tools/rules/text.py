"""Texts for readers: said once, in plain text, without fillers and slips of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kb_tools.diagnostics import Severity
from kb_tools.model.walk import Text
from kb_tools.rules.registry import Finding, Place, corpus_rule, record_rule
from kb_tools.rules.views import CorpusView, RecordView
from kb_tools.scalars import fold, shown

#: Prose shorter than this may well be the same in two places.
LONG = 100
_FILLERS = ("todo", "tbd", "tbc", "fixme", "xxx", "lorem ipsum", "???")
_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX)\b|\b[Ll]orem ipsum\b|\?\?\?",
)
#: Texts that say nothing when they stand alone.
_NOTHING = frozenset(
    "n/a na none. unknown unclear tba tbc - -- — – ? ?? … ... null nil nan inconnu s/o".split()
)
_LONGEST_NOTHING = 12
_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]*>|<!--|\]\(|\]\[|^#{1,6} |`[^`]+`|&(?:[a-z]+|#\d+);")
_DOTS = re.compile(r"\.{3,}")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)|\t")
_JUNK_BEFORE, _JUNK_AFTER = frozenset(",;:.!*#>|\\_~=+"), frozenset(",;:*#<|\\_~=+")
_WORD = re.compile(r"[^\W\d_]{4,}")


_MARKUP_SIGNS = ("<", "](", "][", "#", "`", "&")


def _quoted(text: str, match: re.Match[str]) -> str:
    """Return the place that was found, with a little of what stands around it."""
    before, after = text[: match.start()][-20:], text[match.end() :][:20]
    if match.start() > 20:
        before = "…" + (before.partition(" ")[2] or before)
    if match.end() + 20 < len(text):
        after = (after.rpartition(" ")[0] or after) + "…"
    return shown(f"{before}{match[0]}{after}".strip(), 60)


@record_rule(
    "KB250",
    "placeholder",
    summary="A text is a filler and says nothing.",
    why="A reader takes it for an answer; what is not known is an open point.",
    good="    title: The Court indicates two provisional measures",
    bad="    title: TODO",
)
def placeholder(view: RecordView) -> Iterator[Finding]:
    """Yield texts such as TODO, TBD, n/a or unknown."""
    fillers = any(word in view.folded_words for word in _FILLERS)
    for text in view.texts:
        if not fillers and len(text.text) > _LONGEST_NOTHING:
            continue
        alone = text.text.casefold().strip("()[] ") in _NOTHING and _says_nothing(view, text)
        match = None if alone else _PLACEHOLDER.search(text.text)
        if alone or match:
            what = shown(text.text, 40) if match is None else _quoted(text.text, match)
            hint = "leave the field out, or write what is not known under `open_points`"
            yield Finding(text.pointer, f"{what} is a filler", hint)


def _says_nothing(view: RecordView, text: Text) -> bool:
    """A threshold of "none." is an answer; a source may be titled so, too."""
    return not (text.field == "threshold" or text.pointer.startswith("sources/"))


@corpus_rule(
    "KB310",
    "copied-text",
    summary="The same long text stands in two places.",
    why="Each copy would be corrected without the other; one of them is mostly a slip.",
    good="(every summary says something of its own)",
    bad="(one summary of more than a hundred characters under two events)",
    severity=Severity.WARNING,
)
def copied_text(corpus: CorpusView) -> Iterator[Finding]:
    """Yield the second and later places of a long piece of prose.

    A source may be described in the same words in every record that rests on it.
    """
    first: dict[str, tuple[str, str]] = {}
    for record, view in corpus.views.items():
        for text in view.texts:
            if not text.prose or len(text.text) < LONG or text.pointer.startswith("sources/"):
                continue
            place = first.setdefault(" ".join(fold(text.text).split()), (record, text.pointer))
            if place != (record, text.pointer) and not _said_of_one_act(place[1], text.pointer):
                yield Finding(
                    text.pointer,
                    f"this text stands in another place too: {shown(text.text, 40)}",
                    "say it once, or say what is different here",
                    (Place(place[1], "first here", place[0]),),
                    record,
                )


def _said_of_one_act(one: str, other: str) -> bool:
    """A measure may be told in the words of the operative point that indicates it."""
    both = f"{one} {other}"
    return "operative_points/" in both and "measures/" in both


@record_rule(
    "KB402",
    "markup-in-text",
    summary="A text holds HTML, Markdown or character references.",
    why="Records hold plain text; every format shows it in its own way, and never as markup.",
    good="    title: The Court indicates two provisional measures",
    bad="    title: The Court indicates <b>two</b> provisional measures",
    severity=Severity.WARNING,
)
def markup_in_text(view: RecordView) -> Iterator[Finding]:
    """Yield texts with tags, links or entities in them."""
    if not any(sign in view.words for sign in _MARKUP_SIGNS):
        return
    for text in view.texts:
        match = _MARKUP.search(text.text)
        if match:
            message = f"{_quoted(text.text, match)} looks like markup"
            yield Finding(text.pointer, message, "write plain text; links belong into `sources`")


@record_rule(
    "KB403",
    "title-in-capitals",
    summary="A title or a line of text is written in capitals.",
    why="It is hard to read; capitals of a cover page are a matter of its layout.",
    good="    title: The Valley of Bells before the Court",
    bad="    title: THE VALLEY OF BELLS BEFORE THE COURT",
    severity=Severity.WARNING,
)
def title_in_capitals(view: RecordView) -> Iterator[Finding]:
    """Yield single lines of three or more words, all of them in capitals."""
    for text in view.texts:
        if not text.prose and text.text.isupper() and len(_WORD.findall(text.text)) > 2:
            message = f"{shown(text.text, 40)} is all in capitals"
            yield Finding(text.pointer, message, "write it as in a sentence")


@record_rule(
    "KB404",
    "needless-spaces",
    summary="Words are set apart by a tab or by more than one space.",
    why="It is left over from pasting, and breaks the search for a phrase.",
    good="    title: The Court indicates two provisional measures",
    bad="    title: The Court indicates  two provisional measures",
    severity=Severity.WARNING,
)
def needless_spaces(view: RecordView) -> Iterator[Finding]:
    """Yield texts with runs of spaces, or tabs, inside a line."""
    if "  " not in view.words and "\t" not in view.words:
        return
    for text in view.texts:
        match = _SPACES.search(text.text)
        if match:
            message = f"needless space in {_quoted(text.text, match)}"
            yield Finding(text.pointer, message, "keep a single space")


@record_rule(
    "KB405",
    "three-dots",
    summary="Three full stops stand for an ellipsis.",
    why="The sign … is one character: it cannot be split at the end of a line, and is found.",
    good="    title: The Court indicates … provisional measures",
    bad="    title: The Court indicates ... provisional measures",
    severity=Severity.WARNING,
)
def three_dots(view: RecordView) -> Iterator[Finding]:
    """Yield texts with three or more full stops in a row."""
    if "..." not in view.words:
        return
    for text in view.texts:
        match = _DOTS.search(text.text)
        if match:
            message = f"three full stops in {_quoted(text.text, match)}"
            yield Finding(text.pointer, message, "write …")


@record_rule(
    "KB406",
    "stray-mark",
    summary="A text starts or ends with a mark that belongs to nothing.",
    why="It is left over from pasting or from a list.",
    good="    title: The Court indicates two provisional measures",
    bad='    title: "; The Court indicates two provisional measures,"',
    severity=Severity.WARNING,
)
def stray_mark(view: RecordView) -> Iterator[Finding]:
    """Yield texts with punctuation at an end where none can be."""
    for text in view.texts:
        first, last = text.text[0], text.text[-1]
        if first in _JUNK_BEFORE or last in _JUNK_AFTER:
            stray = first if first in _JUNK_BEFORE else last
            side = text.text[:24] if first in _JUNK_BEFORE else text.text[-24:]
            yield Finding(text.pointer, f"a stray {shown(stray)} in {shown(side)}", "remove it")


@record_rule(
    "KB407",
    "said-twice-in-a-row",
    summary="Words stand twice in a row: a small word, or a whole line.",
    why="It is a slip of copying, and mostly a line is missing in its place.",
    good="    summary: Several hundred families cross the river into Ruritania.",
    bad="    summary: Several hundred families cross the the river into Ruritania.",
    severity=Severity.WARNING,
)
def said_twice_in_a_row(view: RecordView) -> Iterator[Finding]:
    """Yield texts that repeat a small word, or five words or more, right behind them."""
    for text in view.texts:
        words = text.text.split()
        again = len(words) - len(set(words))
        if not again:
            continue
        small = next((one for one, next_ in pairwise(words) if one == next_ and one in _SMALL), "")
        found = f"{small} {small}" if small else _repeated(words) if again >= _RUN else ""
        if found:
            message = f"{shown(found, 50)} stands twice in a row"
            yield Finding(text.pointer, message, "say it once; see whether a line got lost")


_SMALL = frozenset(
    "the a an of to in and by for with from was were le les la de des et au aux dans".split()
)
#: Fewer words may stand twice in a row by intention.
_RUN = 5


def _repeated(words: list[str]) -> str:
    """Return the start of a run of words that the same words follow, or the empty string."""
    seen: dict[tuple[str, ...], int] = {}
    for place in range(len(words) - _RUN + 1):
        run = tuple(words[place : place + _RUN])
        before = seen.get(run)
        if before is not None and words[before:place] == words[place : 2 * place - before]:
            return " ".join(run)
        seen[run] = place
    return ""
