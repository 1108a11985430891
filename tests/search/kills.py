"""Killing updates of an index at random moments, and looking at what they leave behind.

``python -m tests.search.kills FOLDER TIMES SEED`` does so in an empty folder and prints how many
were killed before they had ended; a wrong answer ends it with an error.
"""

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from kb_tools.cli import indexing
from tests.search.folders import OTHER, answers, edit, stored

TEXTS = ("closed a bridge", "closed the families' bridge")
TOY = Path(__file__).resolve().parent.parent / "toy" / "cases"


def main() -> None:
    """Kill updates one after the other; each starts from an index, or every third from none."""
    base, times, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(sys.argv[3])
    projects = [_copy(base / "first"), _copy(base / "second")]
    edit(projects[1], OTHER, *TEXTS)
    right = [answers(project) for project in projects]
    states = [stored(project) for project in projects]
    assert right[0] != right[1] and states[0] != states[1]

    project, now, killed = _copy(base / "killed"), 0, 0
    lasts = {anew: _seconds(project, anew) for anew in (True, False)}
    for number in range(times):
        anew = number % 3 == 0
        if anew:
            shutil.rmtree(project / ".kb")
        before = {} if anew else states[now]
        edit(project, OTHER, TEXTS[now], TEXTS[1 - now])
        now = 1 - now
        killed += _kill(project, chance.uniform(0, lasts[anew] * 0.8))
        after = stored(project)
        assert after in (before, states[now]), f"kill {number}: the index is neither old nor new"
        if after:
            kept = answers(project, sync=False)
            assert kept == right[states.index(after)], f"kill {number}: a wrong answer"
        assert answers(project) == right[now], f"kill {number}: a wrong answer after an update"
        assert stored(project) == states[now]
    print(killed)


def _copy(folder: Path) -> Path:
    for part in ("_vocab", "icj"):
        shutil.copytree(TOY / part, folder / "cases" / part)
    return folder


def _seconds(project: Path, anew: bool) -> float:
    """Return how long an update lasts; what it changed is changed back."""
    if not anew:
        edit(project, OTHER, *TEXTS)
    started = time.perf_counter()
    _kill(project, 60)
    seconds = time.perf_counter() - started
    if not anew:
        edit(project, OTHER, *reversed(TEXTS))
        answers(project)
    return seconds


def _kill(project: Path, after: float) -> bool:
    """Start an update in a process of its own and kill it; return whether it was still running."""
    child = os.fork()
    if child == 0:
        indexing.update_index(project / "cases")
        os._exit(0)
    until = time.perf_counter() + after
    while time.perf_counter() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
