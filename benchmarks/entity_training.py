"""``python -m benchmarks.entity_training`` (``make train``): learns the entity tagger's table anew, the same each time.

From HiNER (the tags), Hindi Wikipedia (clusters of words, what the rules take them for) and names of affidavits; NOTICE names
them. A linear-chain conditional random field by stochastic gradients: ``indexer/entities/crf_training.pyx``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.analysis.chain import Chain
from indexer.entities import EntityFinder, crf_training, word_scores
from indexer.entities.cues import SENTENCE_END
from indexer.entities.entity import ORG, PERSON, PLACE, Mention
from indexer.entities.offsets import iter_offsets
from indexer.entities.pieces import Piece
from indexer.entities.tagger import NO_PIECE
from indexer.entities.tagger_table import OFFSETS, TAGS, TaggerTable, write_table
from indexer.entities.tags import tags_of

from .word_classes import WordClasses, learn_word_classes

__all__ = ["Sentence", "learn", "read_sentences"]

_KINDS = {"PERSON": PERSON, "LOCATION": PLACE, "ORGANIZATION": ORG}
_PASSES = 8
_RATE, _DECAY = 0.025, 0.005
_SCALE = 16  # of scores in the table: a row's int8 holds −8…+8
_RAREST = 2  # occurrences of a feature that is learned

Span = tuple[str, int, int]


class Sentence(NamedTuple):
    """A sentence of HiNER: its pieces, the token that each is in, the rules' mentions, the annotators' (by tokens)."""

    text: str
    pieces: list[Piece]
    tokens: list[int]
    found: list[Mention]
    gold: frozenset[Span]


def read_sentences(path: Path, finder: EntityFinder) -> list[Sentence]:
    """Read a CoNLL file, a token and its tag a line; ``finder`` is one without the tagger."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [_sentence([line.split("\t") for line in block.splitlines() if line], finder) for block in blocks]


def _sentence(rows: Sequence[Sequence[str]], finder: EntityFinder) -> Sentence:
    words = [row[0] for row in rows]
    starts = np.cumsum([0, *(len(word) + 1 for word in words)]).tolist()
    text = " ".join(words)
    passage = finder.read(None, text)
    found = list(finder.mentions(passage))
    pieces = passage.pieces
    tokens = [bisect_right(starts, start) - 1 for start, _ in iter_offsets(pieces, text)]
    return Sentence(text, pieces, tokens, found, frozenset(_gold([row[1] for row in rows])))


def _gold(tags: Sequence[str]) -> Iterable[Span]:
    start = 0
    for at in range(1, len(tags) + 1):
        if at == len(tags) or tags[at] != "I-" + tags[start][2:]:
            if tags[start] != "O":
                yield _KINDS[tags[start][2:]], start, at
            start = at


def _gold_mentions(sentence: Sentence) -> Iterable[Mention]:
    """The annotators' mentions by pieces, without marks at their ends."""
    for kind, first, last in sentence.gold:
        inside = [
            at
            for at, token in enumerate(sentence.tokens)
            if first <= token < last and sentence.pieces[at].exact
        ]
        if inside:
            yield Mention(kind, inside[0], inside[-1] + 1)


class _Examples:
    """Sentences as numbers: forms of pieces, and for each the numbers of its features."""

    def __init__(self, sentences: Sequence[Sentence], classes: WordClasses) -> None:
        self._features = word_scores.WordFeatures(classes.words, classes.classes)
        self._forms: dict[Piece, int] = {}
        self._hashes: list[np.ndarray] = []
        self._form(NO_PIECE)
        self.parts = [part for sentence in sentences for part in self._parts(sentence)]
        used = np.bincount(np.concatenate([forms for forms, _, _ in self.parts]), minlength=len(self._hashes))
        used[0] = _RAREST
        every = np.concatenate(self._hashes)
        occurrences = np.repeat(used, [len(hashes) for hashes in self._hashes])
        known, numbers = np.unique(every, return_inverse=True)
        frequent = np.bincount(numbers, occurrences) >= _RAREST
        self.features = known[frequent]
        kept = np.where(frequent, np.cumsum(frequent) - 1, -1)
        rows = [
            row[row >= 0] for row in np.split(kept[numbers], np.cumsum([len(h) for h in self._hashes])[:-1])
        ]
        self.starts = np.cumsum([0, *map(len, rows)]).astype(np.int32)
        self.rows = np.concatenate(rows).astype(np.int32)

    def _form(self, piece: Piece) -> int:
        if piece not in self._forms:
            self._forms[piece] = len(self._hashes)
            self._hashes.append(np.array(self._features.of(*piece), np.uint32))
        return self._forms[piece]

    def _parts(self, sentence: Sentence) -> Iterable[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        size = len(sentence.pieces)
        forms = np.array([self._form(piece) for piece in sentence.pieces], np.int32)
        marked = np.frombuffer(tags_of(sentence.found, size), np.uint8)
        gold = np.frombuffer(tags_of(_gold_mentions(sentence), size), np.uint8)
        ends = [at + 1 for at, piece in enumerate(sentence.pieces) if piece.cues & SENTENCE_END]
        for start, end in zip([0, *ends], [*ends, size], strict=True):
            if start < end:
                yield forms[start:end], marked[start:end], gold[start:end]


def learn(sentences: Sequence[Sentence], classes: WordClasses, *, passes: int = _PASSES) -> TaggerTable:
    """Learn a table from sentences."""
    examples = _Examples(sentences, classes)
    shapes = ((len(examples.features), OFFSETS * TAGS), (3, TAGS, TAGS), (TAGS + 1, TAGS))
    rows, rules, transitions = (np.zeros(shape, np.float32) for shape in shapes)
    squares = tuple(np.zeros(shape, np.float32) for shape in shapes)
    trainer = crf_training.Trainer(
        rows, rules, transitions, squares, examples.starts, examples.rows, _RATE, _DECAY
    )
    order = np.random.default_rng(0)
    for _ in range(passes):
        for at in order.permutation(len(examples.parts)):
            trainer.learn(*examples.parts[at])
    return _quantised(examples.features, rows, rules, transitions, classes)


def _quantised(
    features: np.ndarray, rows: np.ndarray, rules: np.ndarray, transitions: np.ndarray, classes: WordClasses
) -> TaggerTable:
    small = np.clip(np.rint(rows * _SCALE), -127, 127).astype(np.int8)
    kept = small.any(axis=1)
    others = (np.rint(each * _SCALE).astype(np.int16) for each in (rules, transitions))
    return TaggerTable(classes.words, classes.classes, features[kept], small[kept], *others)


def main() -> None:
    """Write the table that ships."""
    shared = Path(__file__).resolve().parents[2] / "shared" / "data"
    finder = EntityFinder(Chain(), tagged=False)
    classes = learn_word_classes(shared, finder)
    write_table(learn(read_sentences(shared / "hiner_dev.conll", finder), classes))


if __name__ == "__main__":
    main()
