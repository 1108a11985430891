"""From text to words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.analysis import clean, english_terms, french_terms, tokens, words
from kb_tools.search.stems import english_stem, french_stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'article 63 de la Convention", ["l", "article", "63", "de", "la", "convention"]),
        ("L’affaire", ["l", "affaire"]),
        ("erga-omnes", ["erga", "omnes"]),
        ("U.N. and I.C.J. Reports", ["un", "and", "icj", "reports"]),
        ("Cançado Trindade", ["cancado", "trindade"]),
        ("cœur, naïve, Kreß", ["coeur", "naive", "kress"]),
        ("S/RES/1325 (2000)", ["s", "res", "1325", "2000"]),
        ("", []),
        ("… — ()", []),
    ],
)
def test_words_are_folded_and_parted(text: str, expected: list[str]) -> None:
    assert words(clean(text)) == expected
    assert [token.text for token in tokens(clean(text))] == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [("HL3866", ["hl", "3866"]), ("79ter", ["79", "ter"]), ("ES10", ["es", "10"]), ("9th", [])],
)
def test_letters_and_digits_in_one_are_found_apart_too(text: str, parts: list[str]) -> None:
    assert english_terms(text) == [text.lower(), *parts]


@pytest.mark.parametrize(
    "forms",
    [
        "intervention interventions",
        "intervene intervening intervened",
        "organised organized organisation organization",
        "obligation obligations",
        "party parties",
        "genocide genocides",
        "hearing hearings",
        "objection objections",
    ],
)
def test_forms_of_an_english_word_have_one_stem(forms: str) -> None:
    assert len({english_stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "mesure mesures",
        "conservatoire conservatoires",
        "preliminaire preliminaires",
        "international internationale internationaux internationales",
        "arret arrets",
        "requete requetes",
        "general generaux",
    ],
)
def test_forms_of_a_french_word_have_one_stem(forms: str) -> None:
    assert len({french_stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("word", ["2020", "63", "ii", "un", "日本"])
def test_numbers_and_short_words_are_their_own_stem(word: str) -> None:
    assert (english_stem(word), french_stem(word)) == (word, word)


def test_stop_words_are_no_terms_and_hyphenated_words_are_also_one() -> None:
    assert english_terms("the co-operation of States") == [
        english_stem(word) for word in ("co", "operation", "states", "cooperation")
    ]
    assert french_terms("de la Cour") == ["~cour"]


def test_a_decomposed_accent_is_the_same_letter() -> None:
    assert words(clean("ge\u0301nocide")) == words(clean("génocide")) == ["genocide"]


def test_what_shows_nothing_or_steers_a_terminal_is_removed() -> None:
    hostile = "a\x1b[31mred\x00 b\u202e c\u200b\u00ad d\ufeff\ud800\ne"
    assert clean(hostile) == "a[31mred b c d e"


@given(st.text(max_size=200))
def test_cleaned_text_is_printable_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert "\x1b" not in cleaned and "\n" not in cleaned and "\u202e" not in cleaned
    assert clean(cleaned) == cleaned


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say_in_order(text: str) -> None:
    end = 0
    for token in tokens(clean(text)):
        assert end <= token.start < token.end <= len(clean(text))
        end = token.end
