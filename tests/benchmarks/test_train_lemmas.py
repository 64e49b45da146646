"""The dictionary that ships is the one that simplemma and our own tables give."""

import os
import subprocess
import sys

import pytest

from benchmarks.train_lemmas import build_lemmas
from indexer.analysis.lemma import hindi_dictionary


def test_shipped_dictionary_is_not_stale():
    """After a change of its rules or of lemma_words.py, ``make train`` was run."""
    assert build_lemmas() == hindi_dictionary()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_dictionary_does_not_hang_on_hashes(seed):
    """Processes with other string hashes make the same dictionary."""
    program = (
        "from benchmarks.train_lemmas import build_lemmas; from indexer.analysis.lemma import hindi_dictionary;"
        "assert build_lemmas() == hindi_dictionary()"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=False, stderr=subprocess.PIPE
    )
    assert done.returncode == 0, done.stderr.decode()
