"""How likely a Devanagari form is typed as a word in Latin letters: P(letters | sounds), learned from pairs of both.

Each sound of the form (``latin.pieces``) is written by none to three letters, and which ones hangs on the sounds beside
it; a word's probability is that of its best cut. It is the joint n-gram model of Bisani and Ney ("Joint-sequence models
for grapheme-to-phoneme conversion", Speech Communication 50, 2008) with one sound a unit and the sounds beside it as
context, smoothed as Witten and Bell do. ``spellings.txt`` holds the counts, a context a line; ``python -m
benchmarks.train_spellings`` writes it.
"""

from __future__ import annotations

import functools
import math
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import latin, spans, spelling_counts

__all__ = [
    "COUNTS_FILE",
    "LONGEST_LATIN",
    "WIDEST",
    "Spelling",
    "SpellingModel",
    "contexts_of",
    "shipped_model",
]

COUNTS_FILE = "spellings.txt"
WIDEST = 4
"""A sound is written by fewer letters than that (as in spans.pyx)."""
LONGEST_LATIN = 32
_MOST_SOUNDS = 100
_EDGE = "#"
# Weight of what a shorter context says, in observations of the longer one.
_SHORTER = 2.0
# A letter that never was seen for a sound.
_UNSEEN = 0.0005
_NOTHING_SEEN = array("f", [_UNSEEN ** max(1, size) for size in range(WIDEST)]).tobytes()
_IMPOSSIBLE = -1e9  # as in spans.pyx


def contexts_of(sounds: Sequence[str]) -> list[tuple[str, str, str]]:
    """Of each sound its three contexts, the longest first: with the sounds on both sides, with the next, alone."""
    padded = (_EDGE, *sounds, _EDGE)
    return [
        (f"{before} {sound} {after}", f"{sound} {after}", sound)
        for before, sound, after in zip(padded, sounds, padded[2:], strict=False)
    ]


class SpellingModel:
    """The counts: context → letters → times. Raises ValueError where ``text`` is no such file as ``spellings.txt``."""

    def __init__(self, text: bytes) -> None:
        self._read = spelling_counts.SpellingCounts(text)
        self._counts: dict[str, tuple[dict[str, int], int] | None] = {}

    def __len__(self) -> int:
        return len(self._read)

    def counts(self, context: str) -> tuple[dict[str, int], int] | None:
        """Letters → times, and their sum; None for a context that was not seen."""
        try:
            return self._counts[context]
        except KeyError:
            return self._counts.setdefault(context, self._read(context))


class Spelling:
    """One typed word, to be compared with forms. Rows are kept by context: likely readings share most of their sounds."""

    def __init__(self, latin_word: str, model: SpellingModel) -> None:
        self.word = word = latin_word.lower()[:LONGEST_LATIN]
        self._model = model
        self._places: dict[str, list[int]] = {"": [at * WIDEST for at in range(len(word) + 1)]}
        for size in range(1, WIDEST):
            for at in range(len(word) - size + 1):
                self._places.setdefault(word[at : at + size], []).append(at * WIDEST + size)
        self._unseen = _NOTHING_SEEN * (len(word) + 1)
        self._rows: dict[str, bytes] = {}

    def rows(self, sounds: Sequence[str]) -> list[bytes]:
        """The rows that ``spans`` asks for, one a sound."""
        return list(self._iter_rows(sounds))

    def _iter_rows(self, sounds: Sequence[str]) -> Iterator[bytes]:
        for contexts in contexts_of(sounds):
            yield self._rows.get(contexts[0]) or self._row(contexts)

    def _row(self, contexts: tuple[str, str, str]) -> bytes:
        counts = [self._model.counts(context) for context in reversed(contexts)]
        row = self._rows[contexts[0]] = spans.mixed(self._unseen, self._places, counts, _SHORTER)
        return row

    def likelihood(self, exact: str, least: float = -math.inf) -> float:
        """The logarithm of the probability that the form is typed so; about -1 a letter for a usual spelling.

        Any number below ``least`` where it is below that: most readings are told so by their first sounds.
        """
        sounds = latin.pieces(exact)
        if len(sounds) > _MOST_SOUNDS:
            return -math.inf
        return spans.likelihood(self._iter_rows(sounds), len(self.word), max(least, _IMPOSSIBLE))


@functools.cache
def shipped_model() -> SpellingModel:
    """The model that comes with khabar, loaded at first use."""
    # importlib.resources would take 10 ms to load.
    return SpellingModel(Path(__file__).with_name(COUNTS_FILE).read_bytes())
