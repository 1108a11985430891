"""A search starts fast: what Whoosh names and never uses is not loaded."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
import kb_tools.whoosh_engine
slow = {"asyncio", "urllib.request", "http.client", "ssl"} & sys.modules.keys()
assert not slow, slow
import asyncio, urllib.request, cached_property
assert asyncio.run and urllib.request.urlretrieve and cached_property.threaded_cached_property
"""
LOADED_BEFORE = """
import sys, urllib.request, cached_property
before = dict(sys.modules)
import kb_tools.whoosh_engine
assert all(sys.modules[name] is before[name] for name in ("urllib.request", "cached_property"))
"""


def test_the_index_is_opened_without_a_network_client_and_all_else_is_as_ever(
    repo_root: Path,
) -> None:
    for script in (SCRIPT, LOADED_BEFORE):
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=repo_root, capture_output=True, encoding="utf-8"
        )
        assert (done.returncode, done.stderr) == (0, "")
