"""How a field of the model is declared: its meaning, its vocabulary, what it may refer to.

One declaration serves the decoder, the rules, the JSON Schema and the field reference.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any


def described(
    doc: str,
    *,
    required: bool = False,
    vocabulary: str = "",
    local: str = "",
    refers: tuple[str, ...] = (),
    prose: bool = False,
    example: str = "",
    default: Any = "",
) -> Any:
    """Return a dataclass field with its description.

    ``required``: a published record must give it (a draft may leave it open).
    ``vocabulary``: the value is a word of ``cases/_vocab/<vocabulary>.yml``.
    ``local``: the value is the id of an item in this collection of the same record.
    ``refers``: the kinds of record (``case``) or of item (``instrument#provisions``) that a
    reference may lead to.
    ``prose``: text of one or more sentences; other text is a single line.
    """
    metadata = {
        "doc": doc,
        "required": required,
        "vocabulary": vocabulary,
        "local": local,
        "refers": refers,
        "prose": prose,
        "example": example,
    }
    return field(default=default, metadata=metadata)


def items(doc: str, *, required: bool = False, example: str = "", **more: Any) -> Any:
    """Return a field that holds a list; empty unless given."""
    return described(doc, required=required, example=example, default=(), **more)


def nothing(doc: str, **more: Any) -> Any:
    """Return a field that is None unless given."""
    return described(doc, default=None, **more)
