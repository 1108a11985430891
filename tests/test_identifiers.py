"""Official numbers and symbols: any usual spelling, one canonical form, never another organ's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.identifiers import FAMILIES, find_identifiers, near_family, recognise
from kb_tools.scalars import parse_date

SPELLINGS = {
    "178-20220722-JUD-01-00-EN": ["178-20220722-jud-01-00-en", "178 20220722 JUD 01 00 EN"],
    "CR 2022/1": ["CR2022/1", "C.R. 2022/1", "cr 2022/01"],
    "General List No. 178": ["G.L. 178", "GL 178", "general list no 178", "rôle général n° 178"],
    "I.C.J. Reports 2020, p. 3": [
        "ICJ Reports 2020, p. 3",
        "ICJ Rep 2020 3",
        "I.C.J. Rep. 2020, p. 3",
        "C.I.J. Recueil 2020, p. 3",
        "[2020] ICJ Rep 3",
    ],
    "I.C.J. Reports 2004 (I), p. 136": ["ICJ Reports 2004 (I), p. 136"],
    "ICC-01/19-27": ["ICC 01/19-27", "icc-01/19-27"],
    "ICC-02/05-01/09-1": ["ICC-02/05-01/09-1"],
    "SI 2021/496": ["S.I. 2021/496", "UK SI 2021/496", "SI 2021 No. 496", "UKSI 2021/496"],
    "S/RES/2669 (2022)": ["S/RES/2669(2022)", "SC Res. 2669 (2022)", "UNSC Res 2669 (2022)"],
    "S/RES/1325": [
        "S/RES/1325",
        "s res 1325",
        "S.RES.1325",
        "UNSCR 1325",
        "SCR 1325",
        "UNSC resolution 1325",
        "Security Council resolution 1325",
        "Resolution 1325 of the Security Council",
        "résolution 1325 du Conseil de sécurité",
    ],
    "S/RES/2623 (2022)": ["resolution 2623 (2022)", "résolution 2623 (2022)", "UNSCR 2623 (2022)"],
    "S/PRST/2021/5": ["S/PRST/2021/05"],
    "S/PV.9231": ["S/PV 9231", "s/pv.9231"],
    "S/2020/63": ["S / 2020 / 63"],
    "A/RES/75/287": [
        "A/RES/75/287",
        "GA Res. 75/287",
        "General Assembly resolution 75/287",
        "UNGA resolution 75/287",
        "résolution 75/287 de l'Assemblée générale",
        "resolution 75/287 of the General Assembly",
    ],
    "A/HRC/RES/46/21": [
        "Human Rights Council resolution 46/21",
        "HRC Res. 46/21",
        "resolution 46/21 of the Human Rights Council",
        "a hrc res 46/21",
    ],
    "A/HRC/RES/S-27/1": ["A/HRC/RES/S-27/1", "HRC resolution S-27/1"],
    "A/RES/ES-11/1": ["A/RES/ES-11/1"],
    "A/RES/377 (V)": ["377 (V)", "A/RES/377(V)", "GA Res 377 (V)"],
    "A/HRC/39/64": ["A/HRC/39/64", "a / hrc / 39 / 64"],
    "A/75/288": ["A/75/288"],
}


@pytest.mark.parametrize(
    ("canonical", "spelling"), [(c, s) for c, spellings in SPELLINGS.items() for s in spellings]
)
def test_usual_spellings_are_one_identifier(canonical: str, spelling: str) -> None:
    found = recognise(spelling)
    assert found is not None
    assert found.canonical == canonical
    again = recognise(found.canonical)
    assert again is not None and again.key == found.key


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_every_family_knows_its_example_as_its_own(family) -> None:
    found = recognise(family.example)
    assert found is not None
    assert (found.family, found.canonical) == (family.name, family.example)


def test_organs_do_not_answer_for_each_other() -> None:
    symbols = ["S/RES/75", "A/RES/75/1", "A/75/1", "A/HRC/75/1", "S/2020/75", "S/PV.75"]
    keys = [recognise(symbol).key for symbol in symbols]
    assert len(set(keys)) == len(symbols)


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        (
            "178-20220722-JUD-01-00-EN",
            "https://www.icj-cij.org/sites/default/files/case-related/178/178-20220722-JUD-01-00-EN.pdf",
        ),
        (
            "091-20070226-JUD-01-00-EN",
            "https://www.icj-cij.org/sites/default/files/case-related/91/091-20070226-JUD-01-00-EN.pdf",
        ),
        ("ICC-01/19-27", "https://www.icc-cpi.int/court-record/icc-01/19-27"),
        ("A/RES/75/287", "https://docs.un.org/en/A/RES/75/287"),
        ("S/RES/2669 (2022)", "https://docs.un.org/en/S/RES/2669(2022)"),
        ("S/PV.9231", "https://docs.un.org/en/S/PV.9231"),
        ("SI 2021/496", "https://www.legislation.gov.uk/uksi/2021/496"),
        ("S/RES/1325", ""),
        ("CR 2022/1", ""),
    ],
)
def test_official_addresses_are_derived(identifier: str, address: str) -> None:
    assert recognise(identifier).link == address


@pytest.mark.parametrize(
    ("identifier", "fits", "does_not"),
    [
        ("178-20220722-JUD-01-00-EN", "2022-07-22", "2022-07-23"),
        ("178-20220722-JUD-01-00-EN", "2022-07", "2022-08"),
        ("CR 2022/1", "2022-02-21", "2021-02-21"),
        ("SI 2021/496", "2021-04-29", "2020"),
        ("S/RES/2669 (2022)", "2022-12-21", "2021-12-21"),
        ("S/PRST/2021/5", "2021-03-10", "2020-03-10"),
        ("A/RES/75/287", "2021-06-18", "2019-06-18"),
    ],
)
def test_dates_that_an_identifier_can_bear(identifier: str, fits: str, does_not: str) -> None:
    found = recognise(identifier)
    assert found.date_problem(parse_date(fits)) == ""
    assert found.date_problem(parse_date(does_not)) != ""


def test_a_document_is_found_without_its_language_and_a_resolution_without_its_year() -> None:
    assert set(recognise("178-20220722-JUD-01-00").keys) <= set(
        recognise("178-20220722-JUD-01-00-EN").keys
    )
    assert recognise("S/RES/2669").key in recognise("S/RES/2669 (2022)").keys


def test_a_resolution_in_parts_is_found_without_its_letter() -> None:
    assert recognise("377 (V)").key in recognise("A/RES/377 A (V)").keys


@pytest.mark.parametrize("text", ["resolution 75/287", "resolution 1325", "Council resolution 12"])
def test_a_number_that_names_no_organ_is_nobodys(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize("piece", ["0", " ", "S/RES/", "resolution ", "1/", "A/", "(V"])
def test_long_runs_of_one_sign_take_no_time(piece: str) -> None:
    """A pattern that goes back and forth would take minutes for this."""
    assert list(find_identifiers(piece * 50_000)) == []


def test_identifiers_in_running_text() -> None:
    text = "See S/RES/2669 (2022), para. 3; A/RES/75/287 and 178-20220722-JUD-01-00-EN."
    assert [found.canonical for _, _, found in find_identifiers(text)] == [
        "S/RES/2669 (2022)",
        "A/RES/75/287",
        "178-20220722-JUD-01-00-EN",
    ]


@pytest.mark.parametrize("text", ["XS/RES/2669", "SS/2020/63x", "version 1.178-20220722"])
def test_nothing_is_found_inside_longer_words(text: str) -> None:
    assert list(find_identifiers(text)) == []


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("178-20220722-JUD-1", "icj-document"),
        ("S/RES/", "security-council-resolution"),
        ("ICC-1/19", "icc-filing"),
        ("Gazette 17", None),
        ("", None),
    ],
)
def test_a_malformed_identifier_is_told_its_family(text: str, family: str | None) -> None:
    assert recognise(text) is None
    near = near_family(text)
    assert (near.name if near else None) == family


@given(st.text(max_size=60))
def test_any_text_is_searched_without_harm(text: str) -> None:
    last = 0
    for start, end, found in find_identifiers(text):
        assert last <= start < end <= len(text)
        assert recognise(found.canonical).key == found.key
        last = end
    recognise(text)
    near_family(text)
