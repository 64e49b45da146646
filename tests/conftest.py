"""What tests of all areas share: the sample newsroom, indexed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import build

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def newsroom_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index data/ once for all tests, which must not write to it."""
    index = tmp_path_factory.mktemp("newsroom") / "index"
    build([ROOT / "data"], index, workers=1)
    return index
