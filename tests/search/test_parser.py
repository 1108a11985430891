"""The query language: one meaning for everything that can be typed."""

import pytest

from kb_tools.search.parser import mixes_and_with_or, parse_query
from kb_tools.search.query import Nothing, render, without_each


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        # AND by default
        ("provisional measures", "provisional AND measures"),
        ("provisional AND measures", "provisional AND measures"),
        ("provisional && measures", "provisional AND measures"),
        ("measures measures", "measures"),
        # OR binds less tightly than AND
        ("gambia OR myanmar", "gambia OR myanmar"),
        ("gambia || myanmar", "gambia OR myanmar"),
        ("gambia myanmar OR ukraine", "(gambia AND myanmar) OR ukraine"),
        ("(gambia OR ukraine) judgment", "(gambia OR ukraine) AND judgment"),
        # NOT
        ("rohingya NOT kenya", "rohingya AND NOT kenya"),
        ("rohingya -kenya", "rohingya AND NOT kenya"),
        ("-kenya", "NOT kenya"),
        ("NOT NOT kenya", "kenya"),
        ("rohingya -(kenya OR ghana)", "rohingya AND NOT (kenya OR ghana)"),
        ('-"legal interest"', 'NOT "legal interest"'),
        ("-S/RES/2669 rohingya", "NOT S/RES/2669 AND rohingya"),
        ("+rohingya", "rohingya"),
        # phrases
        ('"erga omnes partes"', '"erga omnes partes"'),
        ("“Erga Omnes”", '"erga omnes"'),
        ("«mesures conservatoires»", '"mesures conservatoires"'),
        ('"the common interest of"', '"the common interest of"'),
        # prefixes
        ("interven*", "interven*"),
        ("title:interven*", "title:interven*"),
        # words with marks in them
        ("co-operation", "co-operation"),
        ("l'article 63", "article AND 63"),
        ("and/or", '"and or"'),
        # fields
        ("title:objections", "title:objections"),
        ('title:"preliminary objections"', 'title:"preliminary objections"'),
        ("kind:holding", "kind:holding"),
        ("Kind:Holding", "kind:holding"),
        ('state:"The Gambia"', "state:the-gambia"),
        ("court:icj", "forum:icj"),
        ("state:GMB judge:Xue", "state:gmb AND judge:xue"),
        ("record:icj/178-gambia-v-myanmar", "record:icj-178-gambia-v-myanmar"),
        # dates
        ("2020..2022", "date:2020..2022"),
        ("2020-01..2020-02-03", "date:2020-01..2020-02-03"),
        ("..2019", "until:2019"),
        ("2019..", "since:2019"),
        ("since:2021-02-01 until:2022", "since:2021-02-01 AND until:2022"),
        ("date:2020-01", "date:2020-01"),
        ("2020-01-23", "date:2020-01-23"),
        ("2020", "2020"),
        # identifiers
        ("s/res/2669", "S/RES/2669"),
        ('"S/RES/2669"', "S/RES/2669"),
        ("id:S/RES/2669", "S/RES/2669"),
        ("unsc res 1325 (2000)", "S/RES/1325 (2000)"),
        ("377 (V)", "A/RES/377 (V)"),
        ("icc 01/19", "ICC-01/19"),
        ("178-20200123-ord-01-00-en measures", "178-20200123-ORD-01-00-EN AND measures"),
        ("A/RES/1325", '"a res 1325"'),
        ("a res 1325", '"a res 1325"'),
        # questions: what is too common is left out, in both languages
        ("How can the Court find that it has jurisdiction", "court AND find AND jurisdiction"),
        ("Comment la Cour statue", "cour AND statue"),
        ("Quelle est la décision", "decision"),
        ("General comment 36", "general AND comment AND 36"),
        ("comment on the report", "comment AND report"),
        ("WHO report for the UN", "WHO AND report AND UN"),
        ("who reports", "reports"),
        # apostrophes of any kind part what is elided
        ("l’intervention", "intervention"),
        ("lʼintervention", "intervention"),
        ("requête introductive d'instance", "requete AND introductive AND instance"),
        ("qu'elle intervienne", "intervienne"),
        ("the Court's order", "court AND order"),
        # acronyms keep their capitals
        ("US U.S. us", "US AND us"),
        ("title:UK", "title:UK"),
        # scripts other than Latin
        ("title:日本", "title:日本"),
        # words that are too common count when there are no others
        ("the of", "the AND of"),
    ],
)
def test_what_a_query_means(typed: str, meaning: str) -> None:
    assert render(parse_query(typed).node) == meaning


@pytest.mark.parametrize(
    ("typed", "meaning", "note"),
    [
        ('"erga omnes', '"erga omnes"', "not closed"),
        ("(gambia OR myanmar", "gambia OR myanmar", "parenthesis was not closed"),
        ("gambia)", "gambia", "closing parenthesis"),
        ("gambia AND", "gambia", "`AND`"),
        ("OR gambia", "gambia", "`OR`"),
        ("gambia NOT", "gambia", "`NOT`"),
        ("art:63 statute", "art AND 63 AND statute", "not a field"),
        ('gambia ""', "gambia", "empty quotation marks"),
        ("kind: gambia", "gambia", "no value"),
        ("since:yesterday gambia", "gambia", "not a date"),
        ("date:2022-13-01 gambia", "gambia", "no such month"),
        ("2022..2020 gambia", "gambia", "backwards"),
        ("a* gambia", "gambia", "too short"),
        ("gambia or myanmar", "gambia AND myanmar", "OR in capitals"),
        ("gambia not myanmar", "gambia AND myanmar", "NOT in capitals"),
        ("2020-01-23", "date:2020-01-23", "read as a date"),
        ("law of the sea", "law AND sea", "too common: of, the"),
        ("(" * 30 + "x" + ")" * 30, "x", "deeper than"),
        ("gambia " * 3000, "gambia", "characters were read"),
        (" ".join(f"w{n}" for n in range(200)), None, "parts were read"),
    ],
)
def test_what_is_repaired_is_said(typed: str, meaning: str | None, note: str) -> None:
    query = parse_query(typed)
    if meaning is not None:
        assert render(query.node) == meaning
    assert any(note in sentence for sentence in query.notes), query.notes
    assert query.differs


@pytest.mark.parametrize(
    "typed",
    ["provisional measures", '"erga omnes"', "Gambia  OR myanmar", "kind:holding x", "S/RES/2669"],
)
def test_a_query_taken_as_typed_needs_no_comment(typed: str) -> None:
    query = parse_query(typed)
    assert not query.notes
    assert not query.differs


@pytest.mark.parametrize("typed", ["", " ", "!!!", "()", '""', "AND", "- -", "* *", "\x00\x1b"])
def test_a_query_without_words_asks_for_nothing(typed: str) -> None:
    assert parse_query(typed).node == Nothing()


def test_a_mixture_of_and_with_or_is_known() -> None:
    assert mixes_and_with_or(parse_query("a1 b1 OR c1").node)
    assert not mixes_and_with_or(parse_query("a1 OR c1").node)


def test_each_necessary_part_can_be_left_out() -> None:
    node = parse_query("gambia kind:holding -kenya").node
    assert [(render(part), render(rest)) for part, rest in without_each(node)] == [
        ("gambia", "kind:holding AND NOT kenya"),
        ("kind:holding", "gambia AND NOT kenya"),
        ("NOT kenya", "gambia AND kind:holding"),
    ]
