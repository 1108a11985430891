"""Run all checks over what was loaded, and join what they find with places in files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kb_tools.corpus import Loaded
from kb_tools.diagnostics import Diagnostic, Location, Related, Severity
from kb_tools.rules.registry import RULES, Finding, Rule
from kb_tools.rules.views import CorpusView, RecordView

Progress = Callable[[Iterable[RecordView]], Iterable[RecordView]]


def run_rules(loaded: Loaded, progress: Progress | None = None) -> list[Diagnostic]:
    """Return all findings, those of loading included, sorted and each once.

    ``progress`` may wrap the sequence of records, to show how far checking is.
    A check that fails is a finding itself (KB900); the others go on.
    """
    corpus = CorpusView(loaded.kb, loaded.files.keys() | loaded.unread)
    judge = _Judge(loaded)
    record_rules = [rule for rule in RULES.values() if rule.record_check]
    views: Iterable[RecordView] = corpus.views.values()
    for view in progress(views) if progress else views:
        for rule in record_rules:
            judge.add(rule, view.record.id, _findings(rule, view, view.record.id))
    for rule in RULES.values():
        if rule.corpus_check:
            judge.add(rule, "", _findings(rule, corpus, ""))
    found = [*loaded.diagnostics, *judge.diagnostics]
    return sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.sort_key)


class _Failed(Exception):
    def __init__(self, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}")


def _findings(rule: Rule, view: RecordView | CorpusView, record: str) -> Iterator[Finding]:
    check = rule.record_check if isinstance(view, RecordView) else rule.corpus_check
    assert check is not None
    try:
        yield from check(view)  # type: ignore[arg-type]
    except Exception as error:
        raise _Failed(error) from error


#: Codes of the reader after which a whole part of a record may be missing.
_LOSES_PARTS = frozenset({"KB004", "KB010", "KB101", "KB103"})


class _Judge:
    """Turns findings into diagnostics: weight, place, and no second word on unreadable values."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.diagnostics: list[Diagnostic] = []
        self.unread: dict[str, list[str]] = {}
        self.in_parts: set[str] = set()
        for diagnostic in loaded.diagnostics:
            pointer = diagnostic.location.pointer
            if diagnostic.code in _LOSES_PARTS or {"id", "sources"} & set(pointer.split("/")):
                self.in_parts.add(diagnostic.record)
            if diagnostic.record and pointer:
                self.unread.setdefault(diagnostic.record, []).append(pointer)

    def add(self, rule: Rule, record: str, findings: Iterator[Finding]) -> None:
        """Keep what one check found."""
        try:
            for finding in findings:
                self._keep(rule, finding.record or record, finding)
        except _Failed as failed:
            crash = RULES["KB900"]
            where = f" on `{record}`" if record else ""
            message = f"the check {rule.code} ({rule.name}) failed{where}: {failed}"
            location = self.loaded.locate(record, "") if record else Location("")
            hint = "this is a fault of the program, not of the record: please report it"
            self.diagnostics.append(
                Diagnostic(crash.code, crash.severity, message[:300], location, hint, (), record)
            )

    def _keep(self, rule: Rule, record: str, finding: Finding) -> None:
        if rule.needs_all and record in self.in_parts:
            return
        location = self.loaded.locate(record, finding.pointer)
        if _was_unreadable(location.pointer, self.unread.get(record, ())):
            return
        related = tuple(
            Related(self.loaded.locate(place.record or record, place.pointer), place.message)
            for place in finding.related
        )
        for place, other in zip(finding.related, related, strict=True):
            if _was_unreadable(other.location.pointer, self.unread.get(place.record or record, ())):
                return
        draft = self.loaded.kb.records[record].status == "draft"
        severity = Severity.NOTE if rule.complete and draft else rule.severity
        self.diagnostics.append(
            Diagnostic(
                rule.code, severity, finding.message, location, finding.hint, related, record
            )
        )


def _was_unreadable(pointer: str, unread: Iterable[str]) -> bool:
    """Return whether the value, one that holds it or one in it has been reported as unreadable."""
    return bool(pointer) and any(
        pointer == other or pointer.startswith(f"{other}/") or other.startswith(f"{pointer}/")
        for other in unread
    )
