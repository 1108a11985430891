"""HTML to the formats of documents, through pandoc; the only module that knows the program."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from kb_tools.diagnostics import KbError
from kb_tools.export.formats import DocumentFormat
from kb_tools.markup import escape

_INSTALL = "install it with `pip install 'accountability-kb[export]'`; pandoc comes with it"

#: How web pages look: a serif face, a wide column, table cells that start at the top.
_LOOKS = (
    "-V",
    "mainfont=Georgia, 'Times New Roman', serif",
    "-V",
    "maxwidth=52em",
    "-V",
    "header-includes=<style>td, th { vertical-align: top; text-align: left }</style>",
)


def convert(body: str, title: str, wanted: DocumentFormat, day: date) -> bytes:
    """Return the document in the wanted format, as bytes.

    ``body`` is HTML; ``day`` is the day that the document bears in its metadata, so that the same
    records give the same document.  Raises KbError if pandoc is missing or fails.
    """
    try:
        import pypandoc
    except ImportError:
        raise KbError("pandoc is not installed", _INSTALL) from None
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body>{body}</body></html>"
    )
    arguments = ["--sandbox", "--metadata", "lang=en", "--wrap=none", "--columns=100"]
    if wanted.standalone:
        arguments += ["--standalone", *_LOOKS]
    if wanted.contents:
        arguments += ["--table-of-contents", "--toc-depth=2"]
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str((day - date(1970, 1, 1)).days * 86400)
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / f"document{wanted.suffix}"
            pypandoc.convert_text(
                page, wanted.pandoc_name, format="html", outputfile=str(made), extra_args=arguments
            )
            return made.read_bytes()
    except OSError as error:
        if "pandoc" in str(error).lower() and "found" in str(error).lower():
            raise KbError("pandoc is not installed", _INSTALL) from None
        raise
    except RuntimeError as error:
        reason = " ".join(str(error).split())[:300]
        raise KbError(f"pandoc could not make the document: {reason}") from None
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
