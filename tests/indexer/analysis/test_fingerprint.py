"""A golden digest of what the analysis makes of every word of data/, so that no change of it goes by unseen.

``python tests/indexer/analysis/test_fingerprint.py`` writes the digests anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from indexer.analysis.chain import FINGERPRINT, Chain
from indexer.analysis.roman import skeletons
from indexer.analysis.tokenize import iter_chunks

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).with_name("fingerprint.json")
WRITE = "python tests/indexer/analysis/test_fingerprint.py"


def iter_texts() -> Iterator[str]:
    """Yield the sample newsroom's files as they are: what a source makes of them is not of the analysis."""
    for path in sorted((ROOT / "data").rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".gz":
                content = gzip.decompress(content)
            elif path.suffix == ".zst":
                content = zstandard.ZstdDecompressor().decompressobj().decompress(content)
            yield content.decode("utf-8-sig")


def measure() -> dict[str, str]:
    """Digest the distinct stretches of data/ between spaces, and what the analysis makes of each."""
    stretches = sorted({stretch for text in iter_texts() for stretch in text.split()})
    chain = Chain()
    words, terms = hashlib.sha256(), hashlib.sha256()
    for stretch in stretches:
        words.update(stretch.encode() + b"\n")
        for start, end in iter_chunks(stretch):
            made = chain.terms(stretch[start:end])
            keys = [sorted(skeletons(term.exact)) for term in made]
            terms.update(repr((start, end, [tuple(term) for term in made], keys)).encode())
    return {"fingerprint": FINGERPRINT, "words": words.hexdigest(), "terms": terms.hexdigest()}


def test_fingerprint():
    """The terms and Roman keys of all words of data/ are those that FINGERPRINT stands for."""
    golden, measured = json.loads(GOLDEN.read_text()), measure()
    if measured["words"] != golden["words"]:
        pytest.fail(
            "the words of data/ changed, so the digest says nothing about the analysis: with the analysis unchanged run\n"
            f"    {WRITE}"
        )
    if measured["terms"] != golden["terms"] and measured["fingerprint"] == golden["fingerprint"]:
        pytest.fail(
            "the analysis gives other terms than before: indexes built with the old one must be refused.\n"
            f"Raise FINGERPRINT in indexer/analysis/chain.py (now {FINGERPRINT!r}), then write the new digest:\n"
            f"    {WRITE}"
        )
    assert measured == golden, f"FINGERPRINT was raised; write the new digest:\n    {WRITE}"


def test_the_digest_is_sensitive(monkeypatch):
    """One other lemma changes the digest of the terms, and not that of the words."""
    before = measure()
    terms_of = Chain.terms

    def changed(chain, chunk):
        return tuple(
            term._replace(lemma=term.lemma + "x") if term.lemma == "चुनाव" else term
            for term in terms_of(chain, chunk)
        )

    monkeypatch.setattr(Chain, "terms", changed)
    after = measure()
    assert after["words"] == before["words"]
    assert after["terms"] != before["terms"]


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(measure(), indent=2) + "\n")
    print(f"wrote {GOLDEN}")
