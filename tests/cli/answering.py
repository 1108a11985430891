"""Asking `kb` inside this process: quick enough for many questions, and nothing is faked."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from kb_tools.cli import main


class Answer(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


Ask = Callable[..., Answer]


def asking(cases: Path) -> Ask:
    """Return what asks `kb` about a folder of records."""

    def ask(*words: str) -> Answer:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        arguments = ["kb", "--cases", str(cases), *words]
        width = patch.dict(os.environ, COLUMNS="100")
        with (
            width,
            patch.object(sys, "argv", arguments),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read())
        return Answer(code, *texts)

    return ask


def copied(cases: Path, to: Path) -> Path:
    """Return a copy of a folder of records, beside which an index may be made."""
    shutil.copytree(cases, to / "cases")
    return to / "cases"
