"""The figures of entities: exact typed spans, and the learning."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.entity_spans import f1, iter_entity_tables
from benchmarks.entity_training import learn, read_sentences
from benchmarks.word_classes import WordClasses
from indexer.analysis.chain import Chain
from indexer.entities import EntityFinder

_CONLL = """मोहन	B-PERSON
लाल	I-PERSON
फरीदपुर,	B-LOCATION
गए।	O

टाटा	B-ORGANIZATION
मोटर्स	I-ORGANIZATION
बढ़ी	O
"""
_NO_CLASSES = WordClasses(np.zeros(0, np.uint32), np.zeros(0, np.uint32))


@pytest.fixture
def conll(tmp_path: Path) -> Path:
    path = tmp_path / "few.conll"
    path.write_text(_CONLL, encoding="utf-8")
    return path


def test_f1() -> None:
    """A span counts when its kind and both its ends are right."""
    gold = [("person", 0, 2), ("place", 3, 4)]
    found = [("person", 0, 2), ("place", 3, 5), ("org", 6, 7)]
    figures = f1([(found, gold)])
    assert figures["person"] == (1.0, 1.0, 1.0)
    assert figures["place"] == figures["org"] == (0.0, 0.0, 0.0)
    assert figures["all"] == (1 / 3, 1 / 2, 2 / 5)


def test_sentences_by_tokens(conll: Path) -> None:
    """Pieces know the token they are in; the gold spans are the annotators'."""
    first, second = read_sentences(conll, EntityFinder(Chain(), tagged=False))
    assert first.gold == {("person", 0, 2), ("place", 2, 3)}
    assert second.gold == {("org", 0, 2)}
    assert [piece.exact for piece in first.pieces][:3] == ["मोहन", "लाल", "फरीदपुर"]
    assert first.tokens[:6] == [0, 1, 2, 2, 3, 3]


def test_learning_is_the_same_each_time(conll: Path) -> None:
    """The same sentences give the same table, and a table that tags them as it was told."""
    chain = Chain()
    sentences = read_sentences(conll, EntityFinder(chain, tagged=False)) * 30
    first, second = (learn(sentences, _NO_CLASSES) for _ in range(2))
    assert all(np.array_equal(own, other) for own, other in zip(first, second, strict=True))
    found = EntityFinder(chain, table=first).named(sentences[0].text)
    assert [(each.kind, each.text) for each in found] == [("person", "मोहन लाल"), ("place", "फरीदपुर")]


def test_nothing_to_measure(tmp_path: Path) -> None:
    """Without HiNER there is no table."""
    assert list(iter_entity_tables(tmp_path)) == []
