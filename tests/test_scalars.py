"""The small values of fields: what is read comes out as it went in, all else is refused."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.scalars import (
    Paragraphs,
    PartialDate,
    Reference,
    ScalarError,
    SourceCitation,
    Vote,
    fold,
    parse_date,
    parse_integer,
    parse_paragraphs,
    parse_reference,
    parse_slug,
    parse_source_citation,
    parse_url,
    parse_vote,
    parse_yes_no,
    shown,
    slug_from,
)

PARSERS = (
    parse_date,
    parse_integer,
    parse_paragraphs,
    parse_reference,
    parse_slug,
    parse_source_citation,
    parse_url,
    parse_vote,
    parse_yes_no,
)
slugs = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
numbers = st.integers(1, 99_999)


@given(st.text(), st.sampled_from(PARSERS))
def test_any_text_is_read_or_refused_with_a_reason_and_a_way_out(text, parse) -> None:
    try:
        parse(text)
    except ScalarError as error:
        assert error.message and error.hint
        assert error.message.isprintable()


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.integers(1, 3))
def test_dates_come_out_as_they_went_in(day: date, precision: int) -> None:
    text = "-".join(day.isoformat().split("-")[:precision])
    value = parse_date(text)
    assert str(value) == text
    assert value.earliest <= day <= value.latest
    assert value.precision == ("year", "month", "day")[precision - 1]


@pytest.mark.parametrize(
    "text",
    [
        "2022-13-01",
        "2022-02-29",
        "0000",
        "0202-01-01",
        "20222-01-01",
        "2222",
        "22-01-01",
        "2022-1-1",
        "2022/01/01",
        "NO",
        "010",
        "12:30",
        "२०२२",
    ],
)
def test_days_that_do_not_exist_and_other_notations_are_refused(text: str) -> None:
    with pytest.raises(ScalarError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2022-7-2", "2022-07-02"),
        ("2022/07", "2022-07"),
        ("2 July 2022", "2022-07-02"),
        ("Sept. 2022", "2022-09"),
        ("02.07.2022", "YYYY-MM-DD"),
        ("31 June 2022", "YYYY-MM-DD"),
        ("2 Ju 2022", "YYYY-MM-DD"),
    ],
)
def test_another_notation_is_turned_into_a_date_where_it_means_one_day(text, meant) -> None:
    with pytest.raises(ScalarError) as refused:
        parse_date(text)
    assert refused.value.hint.startswith(f"write {meant}")


def test_dates_as_prose() -> None:
    assert [parse_date(t).words for t in ("2017", "2017-08", "2017-08-25")] == [
        "2017",
        "August 2017",
        "25 August 2017",
    ]
    assert parse_date("2024-02").latest == date(2024, 2, 29)


@given(st.integers(0, 9_999))
def test_numbers_come_out_as_they_went_in(number: int) -> None:
    assert parse_integer(str(number)) == number


@pytest.mark.parametrize("text", ["010", "1e9", "1_000", "-1", "1.5", "10000", "9" * 5000, "٣", ""])
def test_other_notations_of_numbers_are_refused(text: str) -> None:
    with pytest.raises(ScalarError):
        parse_integer(text)


@given(slugs)
def test_ids_come_out_as_they_went_in(text: str) -> None:
    assert parse_slug(text) == text


@given(st.text())
def test_the_id_made_from_any_text_is_one_or_empty(text: str) -> None:
    made = slug_from(text)
    assert made == "" or parse_slug(made) == made


@given(slugs, slugs, st.none() | slugs)
def test_references_come_out_as_they_went_in(folder: str, name: str, item: str | None) -> None:
    text = f"{folder}/{name}" + (f"#{item}" if item else "")
    assert str(parse_reference(text)) == text
    assert parse_reference(text) == Reference(f"{folder}/{name}", item or "")


@given(slugs, st.sampled_from(["", "para. 86", "paras 65-69, 72", "p. 449", "Art. IX"]))
def test_citations_come_out_as_they_went_in(key: str, pinpoint: str) -> None:
    text = f"{key} {pinpoint}".strip()
    assert str(parse_source_citation(text)) == text
    assert parse_source_citation(text) == SourceCitation(key, pinpoint)


@given(st.lists(st.tuples(numbers, numbers).map(sorted).map(tuple), min_size=1, max_size=5))
def test_paragraphs_come_out_as_they_went_in(ranges) -> None:
    value = Paragraphs(tuple(ranges))
    assert parse_paragraphs(str(value)) == value
    assert value.last == max(last for _, last in ranges)
    assert str(value) in value.pinpoint


@given(st.tuples(*[st.integers(0, 193)] * 3) | st.tuples(*[st.integers(0, 15)] * 2))
def test_votes_come_out_as_they_went_in(counts) -> None:
    vote = parse_vote("-".join(map(str, counts)))
    assert str(vote) == "-".join(map(str, counts))
    assert vote.total == sum(counts)


def test_votes_that_are_not_counted() -> None:
    assert parse_vote("unanimous") == Vote("unanimous")
    assert str(parse_vote("without-vote")) == "without vote"
    assert parse_vote("unanimous").total is None


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "//host/path",
        "www.icj-cij.org",
        "http://",
        "https://a b",
        "https://[broken",
        "data:text/html,x",
        "https://host/\u202e",
        "https://host/" + "a" * 2000,
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(ScalarError):
        parse_url(text)


def test_yes_and_no_in_any_case() -> None:
    assert parse_yes_no("YES") and parse_yes_no("true")
    assert not parse_yes_no("NO") and not parse_yes_no("False")


@given(st.text())
def test_text_in_messages_is_one_printable_line_in_backquotes(text: str) -> None:
    line = shown(text)
    assert line.isprintable()
    assert line.count("`") == 2
    assert len(line) <= 62


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_joins_what_readers_take_for_the_same() -> None:
    assert fold("Côte d’Ivoire") == "cote d'ivoire"
    assert fold("Œuvre") == fold("oeuvre")
    assert fold(string.ascii_uppercase) == string.ascii_lowercase
    assert PartialDate(2017).words == "2017"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Unanimous", "unanimous"),
        ("without vote", "without-vote"),
        ("15 to 1", "15-1"),
        ("15–1", "15-1"),
        ("143 : 5 : 35", "143-5-35"),
        ("all but one", "unanimous, without-vote"),
    ],
)
def test_another_notation_of_a_vote_is_turned_into_one(text: str, meant: str) -> None:
    with pytest.raises(ScalarError) as refused:
        parse_vote(text)
    assert refused.value.hint.startswith(f"write {meant}")


@pytest.mark.parametrize("text", ["https://localhost/x", "https://./x", "ftp://a.b/c", "//a.b/c"])
def test_an_address_without_a_site_is_refused(text: str) -> None:
    with pytest.raises(ScalarError):
        parse_url(text)
