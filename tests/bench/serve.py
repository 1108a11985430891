"""How soon an edit of a record shows under ``mkdocs serve``, on the published records."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

from tests.bench.parts import ROOT, Figure, Lines

_PAGE = "icj/178-gambia-v-myanmar"
_EDITS, _PATIENCE = 3, 120


def serve(folder: Path, scale: float) -> Lines:
    """Edit a record under ``mkdocs serve`` and wait until its page shows it."""
    project = folder / "served"
    project.mkdir()
    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/{_PAGE}/"
            first = _first_page(address)
            yield f"first build {first:.1f} s"
            taken = [_edit(project / f"cases/{_PAGE}.yml", address, n) for n in range(_EDITS)]
        finally:
            server.send_signal(signal.SIGINT)
    yield f"edits {', '.join(f'{seconds:.2f} s' for seconds in taken)}"
    yield Figure("seconds until an edit of a record shows", max(taken), 3)


def _edit(record: Path, address: str, number: int) -> float:
    """Change the summary of a record; return the seconds until a browser has the new page.

    A browser waits for word at the address that the script in its page asks (``livereload``).
    """
    word = f"Edited{number}"
    (epoch,) = re.findall(r"livereload\((\d+), \d+\);", _page(address))
    text = record.read_text(encoding="utf-8")
    edited = text.replace("summary: >-\n  ", f"summary: >-\n  {word} ", 1)
    started = time.perf_counter()
    record.write_text(edited, encoding="utf-8")
    while word not in _page(address):
        epoch = _page(urljoin(address, f"/livereload/{epoch}/0")).strip()
        if time.perf_counter() - started > _PATIENCE:
            sys.exit(f"`{word}` did not show at {address} in {_PATIENCE} s")
    return time.perf_counter() - started


def _first_page(address: str) -> float:
    """Return the seconds until the site is served."""
    started = time.perf_counter()
    while time.perf_counter() - started < _PATIENCE:
        try:
            _page(address)
        except OSError:
            time.sleep(0.2)
        else:
            return time.perf_counter() - started
    sys.exit(f"nothing was served at {address} in {_PATIENCE} s")


def _page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
        text: str = answer.read().decode("utf-8")
        return text
