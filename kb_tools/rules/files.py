"""What can be wrong with a file before a record is read from it (codes KB001 to KB016).

The loader and the reader of YAML look for these; here is what each means.
"""

from __future__ import annotations

from kb_tools.diagnostics import Severity
from kb_tools.rules.registry import Rule, Scope, register

_HIDDEN = "What a reader of the file cannot see must not decide what the record says."


def _file(code: str, name: str, summary: str, why: str, good: str, bad: str) -> None:
    register(Rule(code, name, summary, why, good, bad, Scope.FILE))


_file(
    "KB001",
    "unreadable-file",
    "A file cannot be read.",
    "A record that is skipped in silence would be missed by nobody until it is needed.",
    "(a file that everybody may read)",
    "(a file without permission to read it, or a link that leads nowhere)",
)
_file(
    "KB002",
    "not-text",
    "A file is not UTF-8 text.",
    "Names of people and places come out garbled from any other encoding.",
    "(a file saved as UTF-8)",
    "(a file saved as UTF-16 or Latin-1, a PDF, a picture)",
)
_file(
    "KB003",
    "not-yaml",
    "A file is not valid YAML.",
    "Nothing can be said about a record whose text cannot be taken apart.",
    'short_title: "Ruritania v. Freedonia: the measures"',
    "short_title: Ruritania v. Freedonia: the measures",
)
_file(
    "KB004",
    "duplicate-key",
    "A key stands twice in the same place.",
    "YAML readers keep one of the two without a word, mostly the last.",
    "short_title: Ruritania v. Freedonia\n",
    "short_title: Ruritania v. Freedonia\nshort_title: Ruritania and Freedonia\n",
)
_file(
    "KB005",
    "anchor-or-alias",
    "A value is an alias for another place, or is marked for one.",
    "A fact stands in one place in full, so that it can be read, compared and corrected there.",
    "    sources: [application para. 1]",
    "    sources: &filed [application para. 1]",
)
_file(
    "KB006",
    "tag",
    "A value bears a YAML tag.",
    "The field decides what a value is; a tag can ask a reader to run something.",
    'docket: "901"',
    "docket: !!str 901",
)
_file(
    "KB007",
    "too-deep",
    "Values are nested deeper than any record needs.",
    "It is a slip, or an attack on programs that read the file.",
    "aliases: [Valley of Bells case]",
    "aliases: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
)
_file(
    "KB008",
    "too-large",
    "A file is larger than any record needs.",
    "A file of this size is not a record, or a record that nobody can review.",
    "(a record of some kilobytes)",
    "(a file of more than four million bytes)",
)
_file(
    "KB009",
    "second-document",
    "A second YAML document starts in the file.",
    "A record has a file of its own; what follows `---` would be read by nobody.",
    "kind: case\n",
    "---\nkind: case\n",
)
_file(
    "KB010",
    "key-is-no-word",
    "A key is a list or a mapping.",
    "Braces or brackets without quotes at the start of a line are read as a structure.",
    "aliases: [Valley of Bells case]",
    "[aliases]: [Valley of Bells case]",
)
_file(
    "KB011",
    "empty-file",
    "A file holds no record.",
    "An empty file is a record that was lost or never written.",
    "kind: case",
    "# nothing yet",
)
_file(
    "KB012",
    "control-character",
    "A text holds a control character, or one that reverses the direction of text.",
    f"{_HIDDEN} Such characters come with text pasted from PDF files, or are put in to deceive.",
    "short_title: Ruritania v. Freedonia",
    "(a title with U+202E in it, after which letters are shown from right to left)",
)
_file(
    "KB013",
    "byte-order-mark",
    "A file starts with a byte order mark.",
    f"{_HIDDEN} Other tools take the mark for a part of the first key.",
    "(a file saved as UTF-8)",
    "(a file saved as UTF-8 with byte order mark)",
)
_file(
    "KB014",
    "missing-vocabulary",
    "A vocabulary that fields use is missing.",
    "Without it no word of these fields can be checked.",
    "(a file cases/_vocab/states.yml)",
    "(no file cases/_vocab/states.yml)",
)
_file(
    "KB015",
    "two-files",
    "A record has two files, .yml and .yaml.",
    "The path is the id, so both claim the same one.",
    "(icj/901-ruritania-v-freedonia.yml)",
    "(icj/901-ruritania-v-freedonia.yml and icj/901-ruritania-v-freedonia.yaml)",
)
_file(
    "KB016",
    "path-is-no-id",
    "The path of a file cannot be an id.",
    "The path is the id and the address of the page: small letters, digits and hyphens.",
    "(icj/901-ruritania-v-freedonia.yml)",
    "(icj/901 Ruritania v. Freedonia.yml)",
)
register(
    Rule(
        "KB900",
        "check-failed",
        "A check failed while it looked at a record.",
        "The program is at fault, not the record; the other checks went on all the same.",
        "(every check runs to its end)",
        "(a check stops with an error of Python)",
        Scope.TOOL,
        Severity.ERROR,
    )
)
