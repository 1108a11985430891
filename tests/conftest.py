"""What every test may use: where things are, and how properties are tried."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

REPO_ROOT = Path(__file__).resolve().parent.parent

# A slow machine is no failure. Continuous integration tries the same examples every time.
settings.register_profile("knowledge-base", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("knowledge-base")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder that holds pyproject.toml."""
    return REPO_ROOT


@pytest.fixture(scope="session")
def real_cases(repo_root: Path) -> Path:
    """The records that are published."""
    return repo_root / "cases"


@pytest.fixture(scope="session")
def toy_cases(repo_root: Path) -> Path:
    """A few invented records that tests share."""
    return repo_root / "tests" / "toy" / "cases"


@pytest.fixture(scope="session")
def built_site(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site of the published records, built once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target, done = shared / "site", shared / "site-built"
    with FileLock(shared / "site.lock"):
        if not done.exists():
            _build_site(repo_root, target)
            done.touch()
    return target


def _build_site(repo_root: Path, target: Path) -> None:
    # The encoding of other people's `open` calls is none of our business here.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONWARNDEFAULTENCODING"}
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=repo_root,
        env=environment | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if build.returncode != 0:
        pytest.fail(f"`mkdocs build --strict` failed:\n{build.stdout}{build.stderr}", pytrace=False)
