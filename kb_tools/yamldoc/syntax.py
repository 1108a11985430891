"""What the parser of YAML says, in the words of somebody who writes records.

The parser names its own states ("while scanning a simple key"); here each of its sentences is
joined with what is mostly the cause, what to do, and which of its two places to point at.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """A message, a way out, and words for the other place that the parser names.

    ``at_start``: the finding belongs where the piece started, not where reading stopped.
    """

    message: str
    hint: str
    elsewhere: str = "what is being read starts here"
    at_start: bool = False


OPEN_QUOTES = Explanation(
    "quotes that open here close on a later line only",
    "close them on this line; write '' for an apostrophe in single quotes",
)
_AFTER_QUOTES = Explanation(
    "text goes on behind its closing quote",
    "write '' for an apostrophe in single quotes, or use double quotes",
)
_TAB = Explanation("a tab stands where a line is indented", "indent with spaces, not with a tab")
_SIGN = "put text that starts with this sign into quotes"
_EXPLANATIONS: tuple[tuple[str, Explanation], ...] = (
    (
        "mapping values are not allowed",
        Explanation(
            "a colon and a space stand inside a text, or a field is indented too deep",
            "put text that holds `: ` into quotes, or indent the field as those beside it",
        ),
    ),
    ("found character '\\t'", _TAB),
    ("tab character", _TAB),
    ("cannot start any token", Explanation("a text cannot start with this sign", _SIGN)),
    ("expected alphabetic or numeric", Explanation("a text cannot start with this sign", _SIGN)),
    (
        "did not find expected key",
        Explanation(
            "this does not fit the fields above it",
            "indent it as the fields beside it; put text that holds quotes into quotes",
            "those fields start here",
        ),
    ),
    (
        "did not find expected '-' indicator",
        Explanation(
            "this does not fit the list above it",
            "start each member with `- `; indent all its fields alike",
            "the list starts here",
        ),
    ),
    (
        "block sequence entries are not allowed",
        Explanation(
            "a list cannot start behind its key",
            "start it on the next line with `- `, or write it as [one, two]",
        ),
    ),
    (
        "could not find expected ':'",
        Explanation(
            "this line is neither `key: value` nor the rest of a text",
            "write a space after the colon; indent text that goes on",
            "here something else starts",
            at_start=True,
        ),
    ),
    (
        "did not find expected ',' or ']'",
        Explanation(
            "a list in brackets is not closed, or breaks off",
            "close it with ]; put text that holds , [ ] : or # into quotes",
            "here it breaks off",
            at_start=True,
        ),
    ),
    (
        "did not find expected ',' or '}'",
        Explanation(
            "fields in braces are not closed, or break off",
            "close them with }; put text that holds , { } : or # into quotes",
            "here they break off",
            at_start=True,
        ),
    ),
    (
        "did not find expected node content",
        Explanation(
            "a value is missing, or brackets are not closed",
            "close [ with ] and { with }; leave out a comma that nothing follows",
            "here it breaks off",
            at_start=True,
        ),
    ),
    (
        "found unexpected end of stream",
        Explanation(
            "quotes that open here are not closed",
            "close them; write '' for an apostrophe in single quotes",
            "here the file ends",
            at_start=True,
        ),
    ),
    (
        "found unexpected document indicator",
        Explanation(
            "quotes that open here are not closed",
            "close them; write '' for an apostrophe in single quotes",
            "here the text breaks off",
            at_start=True,
        ),
    ),
    (
        "unknown escape",
        Explanation(
            "a backslash in double quotes does not fit the letter behind it",
            "write \\\\ for a backslash, or use single quotes",
            "the text starts here",
        ),
    ),
    (
        "expected comment or line break",
        Explanation(
            "text stands behind the sign > or | of a longer text",
            "start the text on the next line, or put it into quotes",
        ),
    ),
)


def explain(what: str, text: str, index: int) -> Explanation:
    """Return the explanation of what the parser says about the character at ``index``."""
    before, sign = text[:index].rstrip(" ")[-1:], text[index : index + 1]
    if sign == "\t":
        return _TAB
    if before in ("'", '"') and "did not find expected" in what:
        return _AFTER_QUOTES
    for words, explanation in _EXPLANATIONS:
        if words in what:
            return explanation
    hint = "check quotes, brackets and indentation around this place"
    return Explanation(f"not valid YAML: {what}", hint)
