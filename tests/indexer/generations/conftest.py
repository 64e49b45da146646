"""An index of two generations, a copy for each test."""

import shutil
from pathlib import Path

import pytest
from small_generations import build


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """An index of two generations, which nobody changes."""
    index = tmp_path_factory.mktemp("sample") / "index"
    build(index)
    build(index)
    return index


@pytest.fixture
def index(sample, tmp_path) -> Path:
    """A copy of it, to be changed; a module whose tests begin with no index has an `index` of its own."""
    return Path(shutil.copytree(sample, tmp_path / "index"))
