"""Timing whole processes: processor and elapsed seconds, and the median of several runs."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Timing:
    """Median seconds of a command: ``elapsed`` on the clock, ``busy`` on the processors."""

    elapsed: float
    busy: float

    def __str__(self) -> str:
        return f"{self.elapsed:.3f} s ({self.busy:.3f} s of processor)"


def run(
    command: Sequence[str],
    *,
    folder: Path,
    times: int = 5,
    warm_up: int = 1,
    allowed: Sequence[int] = (0,),
    environment: dict[str, str] | None = None,
) -> Timing:
    """Run a command several times and return the medians; stops the run if it fails."""
    elapsed, busy = [], []
    for number in range(warm_up + times):
        seconds, used = _once(command, folder, allowed, environment or {})
        if number >= warm_up:
            elapsed.append(seconds)
            busy.append(used)
    return Timing(statistics.median(elapsed), statistics.median(busy))


def pair(
    first: Sequence[str], second: Sequence[str], *, folder: Path, times: int = 9
) -> tuple[Timing, Timing]:
    """Run two commands in turn, so that a change of the machine's speed hits both."""
    runs: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    for number in range(times + 1):
        for which, command in enumerate((first, second)):
            measured = _once(command, folder, (0,), {})
            if number:
                runs[which].append(measured)
    one, two = (
        Timing(statistics.median(e for e, _ in r), statistics.median(b for _, b in r)) for r in runs
    )
    return one, two


def _once(
    command: Sequence[str], folder: Path, allowed: Sequence[int], environment: dict[str, str]
) -> tuple[float, float]:
    before = os.times()
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )
    seconds = time.perf_counter() - started
    after = os.times()
    if done.returncode not in allowed:
        sys.stdout.write(done.stdout.decode(errors="replace")[-3000:])
        sys.exit(f"`{' '.join(command)[:200]}` ended with exit code {done.returncode}")
    busy = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return seconds, busy
