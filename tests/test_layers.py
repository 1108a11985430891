"""Imports point down the layer table, optional packages stay in their adapter, modules stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

#: Modules and packages of kb_tools by layer; an import may lead to the same package or downwards.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("diagnostics", "scalars", "markup", "spreadsheet", "identifiers", "dates_in_text"),
    ("model", "yamldoc", "certainty", "recordfiles"),
    ("decode", "schema", "plain"),
    ("corpus", "describe", "derived", "known_days", "as_of", "chronology", "changes", "rules"),
    ("pages", "report", "search", "export", "counts"),
    ("whoosh_engine", "pandoc", "site", "mkdocs_plugin"),
    ("cli", "__main__"),
)
#: Modules of one layer that may be used within it: the corpus is what the rest of its layer reads.
WITHIN = {
    ("derived", "corpus"),
    ("describe", "corpus"),
    ("rules", "corpus"),
    ("rules", "derived"),
    ("rules", "describe"),
    ("certainty", "model"),
    ("describe", "derived"),
    ("identifiers", "scalars"),
    ("dates_in_text", "scalars"),
    ("known_days", "corpus"),
    ("known_days", "describe"),
    ("as_of", "corpus"),
    ("as_of", "describe"),
    ("as_of", "known_days"),
    ("chronology", "corpus"),
    ("chronology", "describe"),
    ("__main__", "cli"),
}
#: Packages from outside the standard library, and the only places that may import them.
THIRD_PARTY = {
    "yaml": {"yamldoc"},
    "click": {"cli"},
    "whoosh": {"whoosh_engine"},
    "mkdocs": {"mkdocs_plugin"},
    "pypandoc": {"pandoc"},
}
MAX_LINES = 400


def layer_of(part: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if part in names)


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((root / "kb_tools").rglob("*.py")):
        inside = path.relative_to(root / "kb_tools")
        if inside.name == "__init__.py" and len(inside.parts) == 1:
            continue
        yield inside.parts[0].removesuffix(".py"), path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
            assert node.module
            if node.module == "kb_tools":
                for name in node.names:
                    yield node.lineno, f"kb_tools.{name.name}"
            else:
                yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name


def test_every_module_has_a_layer(repo_root: Path) -> None:
    known = {name for names in LAYERS for name in names}
    assert {part for part, _ in modules(repo_root)} == known


def test_imports_point_down(repo_root: Path) -> None:
    wrong = []
    for part, path in modules(repo_root):
        for line, module in imports(path):
            names = module.split(".")
            if names[0] != "kb_tools" or len(names) == 1 or names[1] in (part, "__version__"):
                continue
            lower = layer_of(names[1]) < layer_of(part)
            if not lower and (part, names[1]) not in WITHIN:
                wrong.append(f"{path.relative_to(repo_root)}:{line} imports {module}")
    assert wrong == []


def test_packages_from_outside_are_imported_in_their_adapter_only(repo_root: Path) -> None:
    wrong = []
    for part, path in modules(repo_root):
        for line, module in imports(path):
            allowed = THIRD_PARTY.get(module.split(".")[0])
            if allowed is not None and part not in allowed:
                wrong.append(f"{path.relative_to(repo_root)}:{line} imports {module}")
    assert wrong == []


@pytest.mark.parametrize("folder", ["kb_tools", "tests", "docs"])
def test_files_stay_under_400_lines(repo_root: Path, folder: str) -> None:
    long = [
        f"{path.relative_to(repo_root)}: {count} lines"
        for suffix in ("py", "js", "css")
        for path in sorted((repo_root / folder).rglob(f"*.{suffix}"))
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    ]
    assert long == []


def test_the_core_asks_neither_clock_nor_environment_nor_network(repo_root: Path) -> None:
    """Only the command line and the adapters may; the core is told."""
    forbidden = {"socket", "urllib.request", "http", "http.client", "time", "random"}
    wrong = [
        f"{path.relative_to(repo_root)}:{line} imports {module}"
        for part, path in modules(repo_root)
        if layer_of(part) < 5
        for line, module in imports(path)
        if module in forbidden
    ]
    assert wrong == []
