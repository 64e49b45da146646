"""Memory given back."""

import ctypes

import numpy as np
import pytest

from benchmarks.memory import resident_bytes
from indexer.memory import release_memory


def test_freed_memory_is_given_back():
    """What lies free between blocks in use is of the process no more."""
    if not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("the C library is not glibc")
    import os

    blocks = [np.ones(100_000, np.uint8) for _ in range(2000)]  # too small to be mapped each by itself
    kept = blocks[::100]
    before = resident_bytes(os.getpid())
    del blocks
    release_memory()
    assert before - resident_bytes(os.getpid()) > 100_000_000
    assert all(block.all() for block in kept)


def test_another_library(monkeypatch):
    """Where there is no such call, nothing happens."""
    asked = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name: asked.append(name) or object())
    release_memory()
    assert asked == [None]
