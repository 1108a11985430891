"""Values of the model as JSON has them; whatever writes JSON takes its shapes from here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from typing import Any

from kb_tools.model import Bilingual
from kb_tools.scalars import Paragraphs, PartialDate, Reference, SourceCitation, Vote


def plain(value: Any) -> Any:
    """Return any value of the model as JSON has it; fields without a value are left out."""
    match value:
        case PartialDate() | Reference() | SourceCitation() | Vote() | Paragraphs():
            return str(value)
        case Enum():
            return value.value
        case Bilingual():
            return {name: text for name, text in (("en", value.en), ("fr", value.fr)) if text}
        case tuple():
            return [plain(member) for member in value]
        case Mapping():
            return {str(key): plain(member) for key, member in value.items()}
    if dataclasses.is_dataclass(value):
        fields = ((f.name, plain(getattr(value, f.name))) for f in dataclasses.fields(value))
        return {name: held for name, held in fields if held not in (None, "", [], {})}
    return value
