"""What tests of all areas share: the sample newsroom, indexed once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from indexer import build

# CI tries the same examples each time: a new one that fails is for who changed something, not for who happens to run it.
# And no example fails for the time that it took: on a busy machine the first one, which loads what it needs, took half a second.
settings.register_profile("khabar", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "khabar")

# The screens of a machine without a locale, whatever this one's language, pager and colours: its labels are Hindi.
for name in ("KHABAR_LANG", "KHABAR_PAGER", "PAGER", "LESS", "NO_COLOR", "LC_MESSAGES"):
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def newsroom_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index data/ once for all tests, which must not write to it."""
    index = tmp_path_factory.mktemp("newsroom") / "index"
    build([ROOT / "data"], index, workers=1)
    return index
