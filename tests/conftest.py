"""What every test may use: where things are, and how properties are tried."""

import os
from pathlib import Path

import pytest
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
