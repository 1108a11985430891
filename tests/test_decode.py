"""The decoder: records come out whatever is wrong; every problem has a place and a way out."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.decode import Context, decode_record, decode_terms, did_you_mean
from kb_tools.model import RECORD_TYPES, Bilingual, Case, Instrument, Term, Vocabulary
from kb_tools.scalars import PartialDate, Reference, SourceCitation
from kb_tools.yamldoc import parse_yaml

WORDS = Vocabulary(
    {
        "record-statuses": {"published": Term(), "draft": Term()},
        "states": {"ruritania": Term(label=Bilingual(en="Ruritania"), aliases=("RUR",))},
        "party-roles": {"applicant": Term()},
    }
)


def decode(text: str, vocabulary: Vocabulary = WORDS):
    context = Context(vocabulary)
    document = parse_yaml(text.encode())
    assert document.root is not None and document.problems == []
    return decode_record(document.root, "icj/901-a", context), context


def problems(text: str) -> dict[str, str]:
    """Return code and hint of the problems but for missing fields, which these texts have."""
    _, context = decode(text)
    return {p.code: p.hint for p in context.problems if p.code != "KB102"}


def test_fields_are_typed_by_the_model() -> None:
    record, context = decode(
        "kind: case\nstatus: published\ntitle: Ruritania v. Freedonia\ndocket: 010\n"
        "instituted: 2021-01\nparties: [{state: ruritania, role: applicant}]\n"
        "jurisdiction: [instruments/convention#art-9]\n"
        "events: [{id: filed, date: 2021, sources: [application para. 1]}]\n"
    )
    assert isinstance(record, Case)
    assert record.id == "icj/901-a"
    assert record.docket == "010"
    assert record.title == Bilingual(en="Ruritania v. Freedonia")
    assert record.instituted == PartialDate(2021, 1)
    assert record.parties[0].state == "ruritania"
    assert record.jurisdiction == (Reference("instruments/convention", "art-9"),)
    assert record.events[0].sources == (SourceCitation("application", "para. 1"),)
    assert {p.code for p in context.problems} == {"KB102"}
    assert context.missing_vocabularies == set()


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("institued: 2021", "KB101", "did you mean `instituted`?"),
        ("zzz: 1", "KB101", "fields here: status, title"),
        ("events: filed", "KB103", "write `events: [filed]`"),
        ("events: {id: a}", "KB103", "start each with `- `"),
        ("subjects:\n  genocide\n  standing", "KB103", "start each line with `- `"),
        (f"subjects: {'word ' * 20}", "KB103", "write each on a line with `- `"),
        ("status: draft\nstatu: x", "KB101", "did you mean `status`?"),
        ("events: [filed]", "KB103", "write it as fields, e.g. `id: …`"),
        ("summary: [a, b]", "KB103", "put it into quotes if it starts with ["),
        ("sources: [a]", "KB103", "write each as `key:`"),
        ("instituted: 2021-13-01", "KB104", "months go from 01 to 12"),
        ("instituted: NO", "KB104", "write YYYY-MM-DD"),
        ("checked: 12:30", "KB104", "write YYYY-MM-DD"),
        ("sources: {A B: {kind: x}}", "KB104", "use small letters, digits and hyphens, e.g. a-b"),
        ("parties: [{state: Ruritania}]", "KB105", "did you mean `ruritania`?"),
        ("parties: [{state: RUR}]", "KB105", "did you mean `ruritania`?"),
        ("parties: [{state: zzz}]", "KB105", "words: ruritania"),
        ("short_title: |-\n  a\n  b", "KB106", "fold it with `>-`"),
        (f"short_title: {'a ' * 1001}", "KB108", "shorten it"),
        (f"summary: {'a ' * 10_001}", "KB108", "shorten it"),
        ("short_title:", "KB107", "give the value, or leave the field out"),
        ("short_title: '  '", "KB107", "give the value, or leave the field out"),
    ],
)
def test_problems_name_a_way_out(line: str, code: str, hint: str) -> None:
    found = problems(f"kind: case\n{line}\n")
    assert hint in found[code]


@pytest.mark.parametrize("text", ["kind: caze", "kind: [case]", "kind:", "title: x", "- a", "a"])
def test_without_a_known_kind_there_is_no_record(text: str) -> None:
    record, context = decode(text)
    assert record is None
    assert len(context.problems) == 1
    assert context.problems[0].hint


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_kind_says_what_is_missing(kind: str) -> None:
    record, context = decode(f"kind: {kind}\n")
    assert type(record) is RECORD_TYPES[kind]
    missing = {p.pointer for p in context.problems}
    needed = {
        f.name
        for f in dataclasses.fields(RECORD_TYPES[kind])
        if f.metadata.get("required") and f.name != "kind"
    }
    assert missing == needed


def test_a_member_that_cannot_be_read_leaves_the_others_and_its_place() -> None:
    record, context = decode("kind: case\nevents: [a, {id: b}, c, {id: d}]\n")
    assert [event.id for event in record.events] == ["b", "d"]
    assert context.left_out == {"events": [0, 2]}


def test_a_missing_vocabulary_is_remembered_and_its_words_are_kept() -> None:
    record, context = decode("kind: instrument\ninstrument_type: treaty\n")
    assert isinstance(record, Instrument)
    assert record.instrument_type == "treaty"
    assert context.missing_vocabularies == {"instrument-types"}


def test_a_draft_is_known_before_its_fields_are_read() -> None:
    _, context = decode("kind: case\nstatus: draft\n")
    assert context.draft


def test_words_of_a_vocabulary() -> None:
    document = parse_yaml(
        b"word:\n  label: {en: Word, fr: Mot}\n  group: x\nother:\n  label: Other\n"
    )
    context = Context(Vocabulary())
    terms = decode_terms(document.root, context)
    assert context.problems == []
    assert terms["word"].label.fr == "Mot" and terms["other"].label.en == "Other"
    decode_terms(parse_yaml(b"- a").root, context)
    assert [p.code for p in context.problems] == ["KB103"]


def test_the_nearest_word_is_proposed_only_if_it_is_near() -> None:
    assert did_you_mean("aplicant", ["applicant", "respondent"]) == "did you mean `applicant`?"
    assert did_you_mean("xyz", ["applicant", "respondent"]) == ""


names = st.sampled_from(
    ["kind", "status", "title", "events", "id", "date", "sources", "decisions", "bench", "zzz"]
)
values = st.recursive(
    st.sampled_from(["case", "draft", "2021", "a", "'<script>'", "''", "[]", "{}", "a b", "15-1"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda members: f"[{', '.join(members)}]"),
        st.dictionaries(names, inner, max_size=3).map(
            lambda entries: "{" + ", ".join(f"{k}: {v}" for k, v in entries.items()) + "}"
        ),
    ),
    max_leaves=12,
)


@given(st.sampled_from([*RECORD_TYPES]), st.dictionaries(names, values, max_size=6))
def test_any_structure_gives_a_record_and_problems_with_places(kind, fields) -> None:
    fields.pop("kind", None)
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    record, context = decode(f"kind: {kind}\n{lines}")
    assert type(record) is RECORD_TYPES[kind]
    for problem in context.problems:
        assert problem.span.line >= 1
        assert problem.message and problem.hint and problem.pointer


def test_a_misspelt_field_is_not_missing_too() -> None:
    found = problems("kind: case\nstatu: draft\nshort_titel: x\n")
    assert found["KB101"]
    _, context = decode("kind: case\nstatu: draft\nshort_titel: x\n")
    missing = {p.pointer for p in context.problems if p.code == "KB102"}
    assert missing and not missing & {"status", "short_title"}


def test_a_hint_repeats_whole_words_of_a_description() -> None:
    _, context = decode("kind: case\n")
    hints = [problem.hint for problem in context.problems if problem.code == "KB102"]
    assert "add `status:` (published, draft or withdrawn)" in hints
    assert all(len(hint) < 100 and hint.endswith(")") for hint in hints)


def test_a_word_that_was_cut_short_gets_what_goes_on_from_it() -> None:
    known = ["order-2021-01-28", "order-2020-01-23-limits", "order-2020-01-23-measures"]
    assert did_you_mean("order-2020-01-23", known) == (
        "did you mean `order-2020-01-23-limits` or `order-2020-01-23-measures`?"
    )
    assert did_you_mean("", known) == ""
