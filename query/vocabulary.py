"""One word as typed → all the terms to seek it by: its lemma, its acronym in the other script, its reading in Devanagari."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import regex
from whoosh import query

from indexer.analysis.chain import WordToken
from indexer.analysis.letters import latin_acronyms, spelled_acronyms
from indexer.analysis.roman import romanize, skeleton
from indexer.analysis.stopwords import STOP_WORDS
from indexer.schema import RANKED_FIELDS

from .tree import AnyField

__all__ = ["Correction", "Vocabulary", "WordLookup"]

# A Latin word is read as Devanagari too when its best reading is at least this many times as common as the word itself.
_READING_MARGIN = 1
_LEAST_LIKENESS = 60.0  # of 100
# What being one e-fold commoner is worth beside likeness of spelling.
_COUNT_WORTH = 3.0
_VARIANT_BOOST = 0.9
_LONG_VOWELS = ((regex.compile("ee|ii"), "i"), (regex.compile("oo|uu"), "u"), (regex.compile("aa"), "a"))
_LATIN_WORD = regex.compile(r"[a-z]{2,}")


class WordLookup(Protocol):
    """What the vocabulary asks of the index's lexicon."""

    def lemma(self, exact: str) -> str | None:
        """The lemma of an exact form, or None."""
        ...

    def count(self, exact: str) -> int:
        """Occurrences of an exact form in titles and bodies."""
        ...

    def forms_of(self, lemma: str) -> list[str]:
        """All forms of a lemma."""
        ...

    def spelled_like(self, key: str) -> list[tuple[str, int]]:
        """(form, count) under a Roman key."""
        ...


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was sought by other words than the one typed."""

    typed: str
    shown: tuple[str, ...]


class Vocabulary:
    """Words of queries against the lexicon of one index. Holds nothing of its own, so threads may share it."""

    def __init__(self, lexicon: WordLookup) -> None:
        self._lexicon = lexicon

    def word(self, token: WordToken, fields: tuple[str, ...] = RANKED_FIELDS) -> tuple[AnyField, Correction | None]:
        """The query for one word in ``fields`` (lemma forms), and what to tell the user where other words were tried."""
        lemmas = {token.lemma: 1.0}
        for acronym in self._acronyms(token.exact):
            lemmas.setdefault(acronym, _VARIANT_BOOST)
        correction = None
        if readings := self._readings(token.exact):
            correction = Correction(token.text, tuple(readings))
            for reading in readings:
                lemmas.setdefault(self._lexicon.lemma(reading) or reading, _VARIANT_BOOST)
        terms = [
            query.Term(field, lemma, boost=boost) for lemma, boost in lemmas.items() for field in fields
        ]
        return AnyField(terms, label=token.text, stop=token.stop), correction

    def _acronyms(self, exact: str) -> list[str]:
        """SCO → एससीओ and back, those that occur; not where the letters make a common English word (यूएस is no "us")."""
        spellings = spelled_acronyms(exact) if exact.isascii() else latin_acronyms(exact)
        return [each for each in spellings if each not in STOP_WORDS and self._lexicon.count(each)]

    def _readings(self, exact: str) -> list[str]:
        """The Devanagari forms of the corpus that a Latin word most likely spells; none where it occurs itself often enough."""
        if not _LATIN_WORD.fullmatch(exact) or self._acronyms(exact):
            return []
        ranked = self._ranked_readings(exact)
        if not ranked or ranked[0][1] < _READING_MARGIN * self._occurrences(exact):
            return []
        return [ranked[0][0]]

    def _ranked_readings(self, latin: str) -> list[tuple[str, int]]:
        from rapidfuzz.fuzz import ratio

        typed = _short_vowels(latin)
        scored = []
        for form, count in self._lexicon.spelled_like(skeleton(latin)):
            likeness = max(ratio(typed, _short_vowels(romanize(form))), ratio(typed.rstrip("a"), _short_vowels(romanize(form))))
            if likeness >= _LEAST_LIKENESS:
                scored.append((likeness + _COUNT_WORTH * math.log1p(count), form, count))
        # Equal scores: by form, so that answers do not change from run to run.
        return [(form, count) for _, form, count in sorted(scored, key=lambda row: (-row[0], row[1]))]

    def _occurrences(self, exact: str) -> int:
        lemma = self._lexicon.lemma(exact)
        return sum(map(self._lexicon.count, self._lexicon.forms_of(lemma))) if lemma else 0


def _short_vowels(latin: str) -> str:
    for pattern, short in _LONG_VOWELS:
        latin = pattern.sub(short, latin)
    return latin
