"""Official numbers and symbols: any usual spelling, one canonical form, never another organ's."""

import time

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
    "I.C.J. Reports 1986, p. 62": ["I.C.J. Reports 1986, pp. 62-63", "1986 I.C.J. 62"],
    "P.C.I.J., Series A/B, No. 74": [
        "PCIJ Series A/B No 74",
        "P.C.I.J., Ser. A/B, No. 74",
        "PCIJ Rep Series A-B No 74",
        "C.P.J.I. série A/B n° 74",
        "(1938) PCIJ Series AB No. 74",
    ],
    "P.C.I.J., Series C, No. 3": ["PCIJ Ser C No 3", "P.C.I.J., Series C, No. 3, p. 12"],
    "P.C.I.J., Series A, No. 20/21": ["P.C.I.J., Series A, Nos. 20/21", "CPJI Série A n° 20/21"],
    "ICC-01/19-27": ["ICC 01/19-27", "icc-01/19-27"],
    "ICC-01/19": ["situation ICC-01/19", "ICC situation 01/19", "ICC 01/19"],
    "ICC-02/05-01/09-1": ["ICC-02/05-01/09-1", "ICC\u201102/05\u201101/09\u20111"],
    "ICC-RoC46(3)-01/18-37": ["ICC RoC46(3)-01/18-37", "icc-roc463-01/18-37"],
    "SI 2021/496": ["S.I. 2021/496", "UK SI 2021/496", "SI 2021 No. 496", "SI No. 496 of 2021"],
    "2018 c. 13": ["2018 c.13", "2018, c. 13", "2018 ch. 13", "ukpga/2018/13"],
    "HC 203": ["HC Paper 203", "H.C. 203", "House of Commons Paper 203", "HC203"],
    "HC 203-II": ["HC 203-ii", "HC 203\u2013II"],
    "HC 203 (2021-22)": [
        "HC 203 (2021\u201322)",
        "HC 203, Session 2021-22",
        "HC 203 of session 2021-2022",
        "HC 2021\u201322, 203",
        "(2021\u201322) HC 203",
        "Session 2021-22, HC 203",
    ],
    "HC 1 (1999-00)": ["HC 1 (1999-2000)"],
    "2013/184/CFSP": ["Council Decision 2013/184/CFSP", "2013/184/PESC", "(CFSP) 2013/184"],
    "(CFSP) 2021/482": ["Council Decision (CFSP) 2021/482", "2021/482/CFSP"],
    "(EU) No 401/2013": ["Council Regulation (EU) No 401/2013", "règlement (UE) n° 401/2013"],
    "SC/15159": ["press release SC/15159", "UN press release SC 15159", "sc/15159"],
    "SG/SM/22500": ["SG/SM/22500", "press release SG/SM/22500"],
    "SC/10187/Rev.1": ["SC/10187/rev. 1"],
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
    "S/PRST/2021/5": ["S/PRST/2021/05", "PRST/2021/5", "presidential statement 2021/5"],
    "S/PV.9231": [
        "S/PV 9231",
        "s/pv.9231",
        "9231st meeting of the Security Council",
        "Security Council, 9231st meeting",
        "9231e séance du Conseil de sécurité",
    ],
    "S/PV.8864 (Resumption 1)": ["S/PV.8864 (Resumption 1)"],
    "S/2020/63": ["S / 2020 / 63", "S 2020 63", "S2020/63", "UN Doc. S/2020/63"],
    "S/2021/123/Add.1": ["S/2021/123/add.1"],
    "A/RES/75/287": [
        "A/RES/75/287",
        "GA Res. 75/287",
        "General Assembly resolution 75/287",
        "UNGA resolution 75/287",
        "résolution 75/287 de l'Assemblée générale",
        "resolution 75/287 of the General Assembly",
        "ARES75/287",
        "A_RES_75_287",
        "U.N. Doc. A/RES/75/287",
    ],
    "A/RES/53/77X": ["A/RES/53/77 X", "a/res/53/77x"],
    "A/HRC/RES/46/21": [
        "Human Rights Council resolution 46/21",
        "HRC Res. 46/21",
        "resolution 46/21 of the Human Rights Council",
        "a hrc res 46/21",
    ],
    "A/HRC/RES/S-27/1": ["A/HRC/RES/S-27/1", "HRC resolution S-27/1"],
    "A/HRC/DEC/36/115": ["HRC decision 36/115", "Decision 36/115 of the Human Rights Council"],
    "A/RES/ES-11/1": ["A/RES/ES-11/1", "ES-11/1", "resolution ES\u201311/1", "A RES ES 11/1"],
    "A/ES-11/L.1": ["A/ES-11/L1", "a/es11/l.1", "A/ES\u201311/L.1"],
    "A/RES/377 (V)": ["377 (V)", "A/RES/377(V)", "GA Res 377 (V)"],
    "A/RES/377 A (V)": ["377 A (V)", "A/RES/377(V)A", "résolution 377 A (V)"],
    "A/HRC/39/64": ["A/HRC/39/64", "a / hrc / 39 / 64", "A_HRC_39_64", "AHRC/39/64"],
    "A/HRC/25/L.21/Rev.1": ["A/HRC/25/L21/Rev. 1"],
    "A/HRC/39/NGO/12": ["a hrc 39 ngo 12"],
    "A/HRC/39/CRP.2": ["A/HRC/39/CRP2", "a hrc 39 crp 2"],
    "A/75/288": ["A/75/288", "document A/75/288"],
    "A/75/PV.83": ["A/75/PV 83"],
    "A/C.3/78/L.40/Rev.1": ["a/c.3/78/l.40/rev.1"],
    "A/C.1/576": ["A / C.1 / 576"],
    "A/56/49 (Vol. I)/Corr.4": ["A/56/49(Vol.I)/Corr.4"],
    "S/96/Rev.7": ["S/96/rev.7"],
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
        ("2018 c. 13", "https://www.legislation.gov.uk/ukpga/2018/13"),
        ("A/520/Rev.17", "https://docs.un.org/en/A/520/Rev.17"),
        ("A/RES/377 A (V)", "https://docs.un.org/en/A/RES/377A(V)"),
        ("A/56/49 (Vol. I)/Corr.4", ""),
        ("ICC-RoC46(3)-01/18-37", ""),
        ("P.C.I.J., Series A, No. 1", ""),
        ("HC 203 (2021-22)", ""),
        ("SC/15159", ""),
        ("2013/184/CFSP", ""),
        ("S/RES/1325", ""),
        ("CR 2022/1", ""),
    ],
)
def test_official_addresses_are_derived(identifier: str, address: str) -> None:
    assert recognise(identifier).link == address


def test_a_pasted_official_address_is_the_identifier_that_it_ends_with() -> None:
    known = [recognise(name) for name in (*SPELLINGS, *(f.example for f in FAMILIES.values()))]
    linked = [identifier for identifier in known if identifier.link]
    assert len(linked) > 30
    for identifier in linked:
        assert recognise(identifier.link).key == identifier.key
        assert recognise(identifier.link.removeprefix("https://")).key == identifier.key


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
        ("HC 203 (2021-22)", "2022-01-05", "2020-12-31"),
        ("HC 435 (2017-19)", "2018", "2020"),
        ("2018 c. 13", "2018-05-23", "2019-05-23"),
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


def test_a_draft_finds_its_revisions() -> None:
    assert recognise("A/C.3/78/L.40").key in recognise("A/C.3/78/L.40/Rev.1").keys
    assert recognise("A/C.3/78/L.40/Rev.2").key not in recognise("A/C.3/78/L.40/Rev.1").keys
    assert recognise("A/C.3/78/L.4").key not in recognise("A/C.3/78/L.40").keys


def test_a_paper_of_the_house_is_found_without_its_session() -> None:
    assert recognise("HC 203").key in recognise("HC 203 (2021-22)").keys
    assert recognise("HC 203 (2017-19)").key not in recognise("HC 203 (2021-22)").keys


@pytest.mark.parametrize(
    "text",
    [
        "resolution 75/287",
        "resolution 1325",
        "Council resolution 12",
        "resolution S-27/1",
        "S/2024",
    ],
)
def test_a_number_that_names_no_organ_is_nobodys(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "House of Commons, 16 April 2018",
        "the House of Commons 650 members",
        "a 75/25 split",
        "the Council's 2020 63 meetings",
        "I.C.J. Reports 2012 (II)",
        "Article 12 (IV) and paragraph 3 (V)",
        "Series A, No. 1",
        "in 2018 chapter 13",
    ],
)
def test_numbers_of_other_things_are_no_identifiers(text: str) -> None:
    assert list(find_identifiers(text)) == []


def test_a_word_after_an_identifier_is_no_part_of_it() -> None:
    text = "A/RES/75/287 a été adoptée; 377 (V) a suivi; S/RES/1325 2000ths"
    found = [(text[start:end], known.canonical) for start, end, known in find_identifiers(text)]
    assert found == [
        ("A/RES/75/287", "A/RES/75/287"),
        ("377 (V)", "A/RES/377 (V)"),
        ("S/RES/1325", "S/RES/1325"),
    ]


def test_a_range_of_two_identifiers_is_both() -> None:
    found = [known.canonical for _, _, known in find_identifiers("S/4212\u2013S/4216")]
    assert found == ["S/4212", "S/4216"]


PIECES = (
    *(
        "0",
        " ",
        "S/RES/",
        "resolution ",
        "1/",
        "A/",
        "(V",
        "S/PV.1     ",
        "1 A ",
        "12 (I",
        "[",
        "(",
    ),
    *("GA res 1 A (", "U.N. ", "ICC-01/19-2-a-", "HC 203 (2021-", "ICJ Reports 2020 (I) ", "2020 "),
    *("P.C.I.J. Series A ", "Council Implementing Decision ", "1st meeting of the ", "\u2013"),
)


@pytest.mark.parametrize("piece", PIECES)
def test_long_runs_take_no_time(piece: str) -> None:
    """A pattern that goes back and forth would take minutes for this."""
    before = time.process_time()
    found = list(find_identifiers((piece * 100_000)[:100_000]))
    assert time.process_time() - before < 2
    assert all(known.canonical for _, _, known in found)


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
        ("PCIJ Series A", "pcij-series"),
        ("HC Paper", "uk-house-of-commons-paper"),
        ("SC/15", "united-nations-press-release"),
        ("Statement 17", None),
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
