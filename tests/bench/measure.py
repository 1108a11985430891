"""Measuring whole processes: elapsed and processor seconds of several runs, and memory."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Timing:
    """What a command took: medians in seconds, on the clock (``elapsed``) and the processors.

    ``least`` is the shortest run, which other work on the machine disturbed least; ``memory`` is
    the most that any run had in use, in megabytes, and no less than this process has.
    """

    elapsed: float
    busy: float
    least: float
    memory: float

    def __str__(self) -> str:
        return f"{self.elapsed:.3f} s (at least {self.least:.3f} s, {self.busy:.3f} s of processor)"


@dataclass(frozen=True)
class _Run:
    elapsed: float
    busy: float
    memory: float


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
    runs = [_once(command, folder, allowed, environment or {}) for _ in range(warm_up + times)]
    return _timing(runs[warm_up:])


def in_turn(*commands: Sequence[str], folder: Path, times: int = 9) -> list[Timing]:
    """Run commands in turn, so that a change of the machine's speed hits all of them."""
    rounds = [[_once(c, folder, (0,), {}) for c in commands] for _ in range(times + 1)]
    return [_timing(runs) for runs in zip(*rounds[1:], strict=True)]


def _timing(runs: Sequence[_Run]) -> Timing:
    return Timing(
        elapsed=statistics.median(run.elapsed for run in runs),
        busy=statistics.median(run.busy for run in runs),
        least=min(run.elapsed for run in runs),
        memory=max(run.memory for run in runs),
    )


def _surroundings() -> dict[str, str]:
    """Return the environment in which installed programs run: their modules are compiled once."""
    slowing = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONWARNDEFAULTENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in slowing}
    return {**kept, "NO_MKDOCS_2_WARNING": "1"}


def _once(
    command: Sequence[str], folder: Path, allowed: Sequence[int], environment: dict[str, str]
) -> _Run:
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**_surroundings(), **environment},
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            output.seek(0)
            sys.stdout.write(output.read().decode(errors="replace")[-3000:])
            sys.exit(f"`{' '.join(command)[:200]}` ended with exit code {process.returncode}")
    # Linux counts kilobytes, macOS bytes.
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return _Run(seconds, used.ru_utime + used.ru_stime, kilobytes / 1024)
