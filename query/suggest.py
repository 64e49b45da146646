"""Did you mean: words of the corpus that a word may be a slip for, or that a Latin word may spell.

A word is taken for a slip of another by a noisy channel (Kernighan, Church, Gale, "A spelling correction program based on a
noisy channel model", 1990): how often the other occurs, times how likely the slip is, e to the power of what it costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from indexer.analysis.normalize import normalize_word
from indexer.codec.lexicon import Lexicon

from .rare_words import RareWord
from .slips import WHOLE, iter_rewritings, slips
from .vocabulary import Vocabulary

__all__ = ["Kind", "Suggester", "Suggestion", "WordSuggestions"]

Kind = Literal["spelling", "reading"]

# By log of odds: what a whole letter taken for another costs, and what being one e-fold commoner is worth.
_SLIP_WORTH, _COUNT_WORTH = 9.0, 0.5
# How far is sought, in tenths of a letter: (letters of the word at most, how far).
_FAR = ((2, 10), (4, 14))
_FARTHEST = 20
_LONGEST = 40
_WEIGHED = 32  # of the nearest, whose text is read
# In search results: fewer, and nearer.
_INSTEAD, _LEAST_SHARE = 3, 0.02
_SHORT, _FARTHEST_IF_RARE, _FARTHEST_IF_NONE = 4, 0.6, 1.0  # in letters
_COMMONER = 50
# A word read in the other script is as good as one with a slip of so many letters; the next reading is an e-fold less likely.
_READINGS, _READING_COST, _NEXT_READING = 5, 0.3, 1.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the corpus in place of one typed. ``score`` is its share, 0 to 1, of what speaks for any of the words found."""

    word: str
    kind: Kind
    score: float

    def to_json(self) -> dict[str, Any]:
        """The suggestion as JSON has it."""
        return {"word": self.word, "kind": self.kind, "score": round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class WordSuggestions:
    """What a word may have been meant for, best first."""

    word: str
    suggestions: tuple[Suggestion, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON has it."""
        return {"word": self.word, "suggestions": [each.to_json() for each in self.suggestions]}


@dataclass(frozen=True, slots=True)
class _Candidate:
    form: str
    count: int
    cost: float
    odds: float
    kind: Kind = "spelling"


class Suggester:
    """Suggests words of one lexicon. Threads may share it."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary

    def suggest(self, word: str, limit: int) -> tuple[Suggestion, ...]:
        """The words most likely meant, best first; of equals the first by form. Nothing for numbers and words of over 40 letters.

        Where the word as typed is another spelling of a form that occurs (हिन्दी for हिंदी), that form comes first.
        """
        exact = normalize_word(word.strip())
        found = self._candidates(exact)
        if exact != word.strip() and (count := self._lexicon.count(exact)):
            found[exact] = _spelling(exact, count, 0.0)
        return _ranked(found.values(), limit)

    def for_rare(self, words: Sequence[RareWord]) -> tuple[WordSuggestions, ...]:
        """What to ask a searcher about rare words of a query; only of words for which there is something near enough.

        In place of a word that occurs only a much commoner one is worth asking about.
        """
        found = ((each.typed, self._instead(*each)) for each in words)
        return tuple(WordSuggestions(typed, suggestions) for typed, suggestions in found if suggestions)

    def _instead(self, typed: str, occurrences: int) -> tuple[Suggestion, ...]:
        farthest = _FARTHEST_IF_RARE if occurrences or len(typed) <= _SHORT else _FARTHEST_IF_NONE
        least = max(1, occurrences * _COMMONER)
        found = self._candidates(normalize_word(typed)).values()
        near = _ranked((each for each in found if each.cost <= farthest and each.count >= least), _INSTEAD)
        return tuple(each for each in near if each.score >= _LEAST_SHARE)

    def _candidates(self, exact: str) -> dict[str, _Candidate]:
        """By form; never the word itself. None for what has no letters, or more than any word has."""
        if len(exact) > _LONGEST or not any(map(str.isalpha, exact)):
            return {}
        found = {each.form: each for each in self._spellings(exact)}
        if exact.isascii() and exact.isalpha():
            found |= {each.form: each for each in self._readings(exact)}
        found.pop(exact, None)
        return found

    def _spellings(self, exact: str) -> list[_Candidate]:
        rewritten = [] if exact.isascii() else self._rewritten(exact)
        near = self._within(exact, _farthest(exact))
        # Of one form found both ways the better.
        return sorted([*near, *rewritten], key=lambda each: each.odds)

    def _rewritten(self, exact: str) -> list[_Candidate]:
        costs: dict[str, int] = {}
        for form, cost in iter_rewritings(exact):
            costs[form] = min(cost, costs.get(form, cost))
        counted = ((form, self._lexicon.count(form), cost) for form, cost in costs.items())
        return [_spelling(form, count, cost) for form, count, cost in counted if count]

    def _within(self, exact: str, most: int) -> list[_Candidate]:
        rows, costs, counts = self._lexicon.near(exact, slips(), most)
        odds = _COUNT_WORTH * np.log(counts) - _SLIP_WORTH / WHOLE * costs
        best = np.argsort(-odds, kind="stable")[:_WEIGHED]
        return [
            _spelling(self._lexicon.form(row), count, cost)
            for row, count, cost in zip(
                rows[best].tolist(), counts[best].tolist(), costs[best].tolist(), strict=True
            )
        ]

    def _readings(self, latin: str) -> list[_Candidate]:
        """Devanagari forms that a Latin word may spell, in the order of the vocabulary."""
        found = self._vocabulary.readings(latin, _READINGS)
        return [
            _Candidate(form, count, _READING_COST, _reading_odds(found[0][1], place), "reading")
            for place, (form, count) in enumerate(found)
        ]


def _reading_odds(best_count: int, place: int) -> float:
    return _COUNT_WORTH * math.log(best_count) - _SLIP_WORTH * _READING_COST - _NEXT_READING * place


def _spelling(form: str, count: int, cost: float) -> _Candidate:
    return _Candidate(form, count, cost / WHOLE, _COUNT_WORTH * math.log(count) - _SLIP_WORTH * cost / WHOLE)


def _farthest(exact: str) -> int:
    return next((most for letters, most in _FAR if len(exact) <= letters), _FARTHEST)


def _ranked(found: Iterable[_Candidate], limit: int) -> tuple[Suggestion, ...]:
    ranked = sorted(found, key=lambda each: (-each.odds, each.form))
    if not ranked:
        return ()
    shares = [math.exp(each.odds - ranked[0].odds) for each in ranked]
    return tuple(
        Suggestion(each.form, each.kind, share / sum(shares))
        for each, share in zip(ranked[:limit], shares, strict=False)
    )
