"""What the tests of the analysis share: one chain with the dictionary, and the texts of ../shared where they are here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from indexer.analysis.chain import Chain


@pytest.fixture(scope="session")
def chain() -> Chain:
    """A chain over the Hindi dictionary."""
    return Chain()


@pytest.fixture(scope="session")
def shared_texts() -> list[str]:
    """Titles and bodies of the shared news and of every eighth of the shared wiki articles."""
    folder = Path(__file__).resolve().parents[3].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data are not here (../shared)")
    texts = []
    for name, step in (("news_2020.jsonl.gz", 1), ("wiki_hi.jsonl.gz", 8)):
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % step == 0:
                    record = json.loads(line)
                    texts += [record.get("title") or "", record["body"]]
    return texts
