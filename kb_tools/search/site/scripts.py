"""The scripts of the site's search as files that a reader loads: joined, without their comments."""

from __future__ import annotations

from importlib.resources import files

#: What every search loads, in this order; ``advice`` comes when nothing is found.
_SEARCH = (
    "text", "stems", "dates", "query", "families", "identifiers", "lexer", "parser", "equivalents",
    "index", "evaluate", "nearest", "snippets", "facets", "hits", "page",
)  # fmt: skip


def script_files() -> dict[str, bytes]:
    """Return the scripts by name: ``search`` and ``advice``."""
    return {
        "search": "".join(map(_script, _SEARCH)).encode(),
        "advice": _script("advice").encode(),
    }


def _script(name: str) -> str:
    """Return one script without indents, empty lines, and comments on lines of their own."""
    source = (files("kb_tools.search.site") / "browser" / f"{name}.js").read_text(encoding="utf-8")
    lines: list[str] = []
    in_comment = False
    for line in map(str.strip, source.splitlines()):
        in_comment = in_comment or line.startswith("/*")
        if line and not in_comment and not line.startswith("//"):
            lines.append(line)
        in_comment = in_comment and not line.endswith("*/")
    return "\n".join(lines) + "\n"
