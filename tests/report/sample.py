"""One sample of findings that every format is shown: all weights, odd places, hostile text."""

from kb_tools.diagnostics import Diagnostic, Location, Related, Severity, Span
from kb_tools.report import Report

CASE = "cases/icj/901-ruritania-v-freedonia.yml"
LINES = {
    CASE: [
        "kind: case",
        "docket: 902",
        "title: {en: 裁判所 v. Freedonia, fr: e\u0301tat}",
        "events:",
        "\t- date: 2021-13-04",
        "summary: >-",
        "  a text that goes on and on, " * 12 + "until `wrong` is said",
    ],
    "cases/odd, 100%: name.yml": ["a \x1b[31m\u202e red line"],
}


def _finding(code: str, message: str, path: str, span: Span | None, hint: str = "", **more):
    pointer = more.pop("pointer", "")
    severity = more.pop("severity", Severity.ERROR)
    return Diagnostic(code, severity, message, Location(path, span, pointer), hint, **more)


REPORT = Report(
    (
        _finding(
            "KB241",
            "the docket is 902, the file name starts with `901`",
            CASE,
            Span(2, 9, 2, 12),
            "rename the file to 902-ruritania-v-freedonia.yml",
            pointer="docket",
            record="icj/901-ruritania-v-freedonia",
            related=(Related(Location(CASE, Span(1, 1, 1, 5), "kind"), "the other place"),),
        ),
        _finding("KB403", "`裁判所` is wide", CASE, Span(3, 13, 3, 16), severity=Severity.WARNING),
        _finding("KB104", "`2021-13-04` has no such month", CASE, Span(5, 10, 5, 20), "1 to 12"),
        _finding("KB404", "far along a line", CASE, Span(7, 344, 7, 351), severity=Severity.NOTE),
        _finding("KB107", "over two lines", CASE, Span(6, 10, 7, 5), "give it"),
        _finding("KB003", "behind the end", CASE, Span(99, 1, 99, 2)),
        _finding("KB014", "the vocabulary `states` is missing", "cases/_vocab/states.yml", None),
        _finding(
            "KB001",
            "100% of it: a,b\r\n::error file=x::<script>alert(1)</script> | \x1b[31m\u202e\ud800",
            "cases/odd, 100%: name.yml",
            Span(1, 3, 1, 8),
            "[x](javascript:alert(1))",
        ),
        _finding("KB999", "a code that nobody registered", "", None),
    ),
    records=3,
    items=1204,
)
