"""The reader: every scalar stays text with its place; any bytes at all give nodes or problems."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb_tools.yamldoc import (
    FORBIDDEN,
    MAX_BYTES,
    MAX_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    parse_yaml,
)


def read(text: str) -> Mapping:
    document = parse_yaml(text.encode())
    assert document.problems == []
    assert isinstance(document.root, Mapping)
    return document.root


def problems(data: bytes | str) -> list[str]:
    data = data.encode() if isinstance(data, str) else data
    return [problem.code for problem in parse_yaml(data).problems]


def nodes(node: Node):
    yield node
    if isinstance(node, Mapping):
        for key, value in node.entries.values():
            yield from (key, *nodes(value))
    elif isinstance(node, Sequence):
        for member in node.items:
            yield from nodes(member)


@pytest.mark.parametrize(
    "text", ["NO", "010", "12:30", "2022-13-01", "12_345", "1e3", "0x1F", "null", "~", "true"]
)
def test_every_scalar_stays_text(text: str) -> None:
    _, value = read(f"key: {text}\n").entries["key"]
    assert isinstance(value, Scalar)
    assert value.value == text
    assert value.plain


def test_places_count_from_one_in_characters() -> None:
    key, value = read("a: é\nnoël: déjà vu\n").entries["noël"]
    assert (key.span.line, key.span.column, key.span.end_column) == (2, 1, 5)
    assert (value.span.line, value.span.column, value.span.end_column) == (2, 7, 14)


def test_lists_mappings_and_blocks() -> None:
    root = read("list: [a, {b: c}]\nfolded: >-\n  one\n  two\nliteral: |-\n  one\n  two\n")
    items = root.entries["list"][1]
    assert isinstance(items, Sequence) and len(items.items) == 2
    assert isinstance(items.items[1], Mapping)
    assert root.entries["folded"][1].value == "one two"
    assert root.entries["literal"][1].value == "one\ntwo"
    assert not root.entries["literal"][1].plain


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a: b\nc: [", "KB003"),
        (b"a: b\nb: c: d\n", "KB003"),
        (b"a:\n\t- b\n", "KB003"),
        (b'a: "b\n', "KB003"),
        (b"a: 1\na: 2\n", "KB004"),
        (b"a: &x 1\n", "KB005"),
        (b"a: [&x 1, *x]\n", "KB005"),
        (b"a: !!python/object:os.system x\n", "KB006"),
        (b"a: !custom x\n", "KB006"),
        (b"a: " + b"[" * 50_000, "KB007"),
        (b"[" * 50_000 + b"]" * 50_000, "KB007"),
        (b"a: " + b"{a: " * 50_000, "KB007"),
        (b"- " * 5000 + b"a\n", "KB007"),
        (b"a" * (MAX_BYTES + 1), "KB008"),
        (b"a: b\n---\nc: d\n", "KB009"),
        (b"[a]: b\n", "KB010"),
        (b"", "KB011"),
        (b"# nothing\n", "KB011"),
        (b"---\n", "KB011"),
        (b"a: b\0c\n", "KB012"),
        ("a: b\u202ec\n", "KB012"),
        ("a: b # \u202e hidden in a remark\n", "KB012"),
        (b'a: "\\u202e"\n', "KB012"),
        (b'a: "\\0"\n', "KB012"),
        (b"\xef\xbb\xbfa: b\n", "KB013"),
        ("a: b".encode("utf-16"), "KB002"),
        ("a: é".encode("latin-1"), "KB002"),
        (b"\x89PNG\r\n\x1a\n\0\0", "KB002"),
    ],
)
def test_what_a_record_must_not_hold_is_a_problem(data: bytes | str, code: str) -> None:
    found = problems(data)
    assert code in found
    assert set(found) <= {code, "KB005", "KB006", "KB012"}


def test_of_two_equal_keys_the_first_counts_and_is_related() -> None:
    document = parse_yaml(b"a: 1\nb: 2\na: 3\n")
    assert isinstance(document.root, Mapping)
    assert document.root.entries["a"][1].value == "1"
    problem = document.problems[0]
    assert problem.span.line == 3
    assert problem.related[0][0].line == 1


def test_hidden_characters_are_found_where_they_stand() -> None:
    document = parse_yaml("a: one\nb: tw\u200fo\n".encode())
    assert [(p.code, p.span.line, p.span.column) for p in document.problems] == [("KB012", 2, 6)]
    assert document.root is not None


def test_a_thousand_hidden_characters_are_not_a_thousand_problems() -> None:
    assert len(problems("a: " + "\u202e" * 1000)) == 20


def test_line_ends_of_windows_change_nothing() -> None:
    with_lf, with_crlf = read("a: b\nc: |-\n  d\n  e\n"), read("a: b\r\nc: |-\r\n  d\r\n  e\r\n")
    assert [n.span.line for n in nodes(with_lf)] == [n.span.line for n in nodes(with_crlf)]
    assert with_lf.entries["c"][1].value == with_crlf.entries["c"][1].value


def test_a_line_of_a_million_characters_is_read() -> None:
    assert len(read("a: " + "b" * 1_000_000 + "\n").entries["a"][1].value) == 1_000_000


@pytest.mark.parametrize(("depth", "found"), [(MAX_DEPTH, []), (MAX_DEPTH + 1, ["KB007"])])
def test_the_deepest_nesting(depth: int, found: list[str]) -> None:
    assert problems("[" * depth + "a" + "]" * depth) == found


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"a: [\n}")
@example(b"%YAML 9.9\n---\na")
@example(b"? - a\n: b")
@example(b"*a")
@example(b"&a *b")
@example(b"<<: [1]")
@example(b"! a")
@example(b"\xc2\x85")
@example(b"a: \xf0\x9f\x98\x80 \xef\xbf\xbf")
def test_any_bytes_give_nodes_or_problems(data: bytes) -> None:
    document = parse_yaml(data)
    assert document.root is not None or document.problems
    for problem in document.problems:
        assert problem.span.line >= 1 and problem.span.column >= 1
        assert problem.message and problem.hint


yaml_signs = st.text(alphabet="ab :-[]{}&*!|>'\"%#?,\n\t\\~\u202e\u00e9", max_size=60)


@given(yaml_signs)
def test_any_text_of_yaml_signs_gives_nodes_or_problems(text: str) -> None:
    document = parse_yaml(text.encode())
    assert document.root is not None or document.problems


@given(st.text(max_size=40))
def test_forbidden_characters_are_found_in_any_text(text: str) -> None:
    """Written out or as an escape: neither slips through."""
    quoted = text.encode("unicode_escape", "backslashreplace").decode().replace('"', '\\"')
    found = problems(f'a: "{quoted}"\n')
    if "KB003" not in found:
        assert ("KB012" in found) == bool(FORBIDDEN.search(text))


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_text_in_single_quotes_comes_out_as_it_went_in(text: str) -> None:
    document = parse_yaml(("a: '" + text.replace("'", "''") + "'\n").encode())
    if not FORBIDDEN.search(text):
        assert document.problems == []
        assert isinstance(document.root, Mapping)
        assert document.root.entries["a"][1].value == text


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("a: b: c", (1, 5), "a colon and a space stand inside a text", "into quotes"),
        ("a: b\n  c: d", (2, 4), "or a field is indented too deep", "indent the field"),
        ("a:\n\t- b", (2, 1), "a tab stands", "indent with spaces"),
        ("a: b\n\t\nc: d", (2, 1), "a tab stands", "indent with spaces"),
        ("a: @b", (1, 4), "a text cannot start with this sign", "into quotes"),
        ("a: 'it's b'", (1, 8), "text goes on behind its closing quote", "write ''"),
        ("a: 'b' c", (1, 8), "text goes on behind its closing quote", "write ''"),
        ("a: 'b\nc: 'd'\ne: f", (1, 4), "quotes that open here close on a later line", "close"),
        ('a: "b\nc: d', (1, 4), "quotes that open here are not closed", "close them"),
        ("a: [b\nc: d\ne: f", (1, 4), "a list in brackets is not closed", "close it with ]"),
        ("a: {b: c\nd", (1, 4), "fields in braces are not closed", "close them with }"),
        ("a: [b,,c]", (1, 7), "a value is missing", "leave out a comma"),
        ("a:\n  - b: c\n   d: e", (3, 4), "does not fit the list above it", "start each member"),
        ("a: b\nc:d\ne: f", (2, 1), "neither `key: value` nor", "a space after the colon"),
        ("a: >-\nb c\nd: e", (2, 1), "neither `key: value` nor", "indent text that goes on"),
        ("a: - b", (1, 4), "a list cannot start behind its key", "on the next line"),
        ("a: > b", (1, 6), "text stands behind the sign > or |", "on the next line"),
        ('a: "b \\q"', (1, 7), "a backslash in double quotes", "single quotes"),
    ],
)
def test_broken_yaml_is_told_in_plain_words_where_it_breaks(text, place, message, hint) -> None:
    document = parse_yaml(f"{text}\n".encode())
    problem = document.problems[-1]
    assert problem.code == "KB003" and document.root is None
    assert message in problem.message and hint in problem.hint
    assert (problem.span.line, problem.span.column) == place


def test_a_lost_start_of_an_item_is_one_problem() -> None:
    text = b"- id: a\n  date: 1\n  kind: x\n  date: 2\n  kind: y\n  id: b\n"
    (problem,) = parse_yaml(text).problems
    assert problem.code == "KB004" and problem.span.line == 4
    assert problem.message == "the key `date` and 2 more stand twice"
    assert "start the next item of the list with `- `" in problem.hint
