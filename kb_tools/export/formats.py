"""The formats that a document can be taken away in: a registry, open for more.

A format names how its bytes are made from the HTML of a document; the converter that
knows the program stands in a higher layer (``kb_tools.pandoc``).
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format: the suffix of its files, its name, pandoc's name for it, and what it is like.

    ``contents``: a list of contents is written out; word processors make their own.
    """

    suffix: str
    name: str
    pandoc_name: str
    standalone: bool = True
    contents: bool = False


FORMATS: dict[str, DocumentFormat] = {
    entry.suffix: entry
    for entry in (
        DocumentFormat(".docx", "Word document", "docx"),
        DocumentFormat(".odt", "OpenDocument text", "odt"),
        DocumentFormat(".epub", "e-book", "epub3", contents=True),
        DocumentFormat(".html", "web page", "html5", contents=True),
        DocumentFormat(".md", "Markdown", "gfm", standalone=False),
    )
}


class UnknownFormatError(ValueError):
    """No format has this suffix; the message says which there are."""


def format_for(file_name: str) -> DocumentFormat:
    """Return the format that a file name's suffix asks for.

    Raises UnknownFormatError with the suffixes there are.
    """
    stem, dot, ending = file_name.rpartition(".")
    suffix = f".{ending.lower()}" if dot and stem else ""
    if suffix in FORMATS:
        return FORMATS[suffix]
    known = ", ".join(FORMATS)
    if not suffix:
        raise UnknownFormatError(f"`{file_name}` has no suffix; write one of {known}")
    near = difflib.get_close_matches(suffix, FORMATS, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]}? There are {known}" if near else f"there are {known}"
    raise UnknownFormatError(f"no document format has the suffix {suffix}: {advice}")
