"""One word as typed → all the terms to seek it by: its lemma, its acronym in the other script, its reading in Devanagari."""

from __future__ import annotations

import functools
import heapq
import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from indexer.analysis.chain import WordToken
from indexer.analysis.letters import latin_acronyms, spelled_acronyms
from indexer.analysis.roman import typed_keys
from indexer.analysis.spelling_model import LONGEST_LATIN, Spelling, shipped_model
from indexer.analysis.stopwords import STOP_WORDS
from indexer.schema import RANKED_FIELDS

from .tree import Word

__all__ = ["Correction", "Vocabulary", "WordLookup"]

# Logarithms of probabilities. A letter of a reading: less likely ones are other words.
_LEAST_LIKELY = -3.0
# What being one e-fold commoner is worth beside likeness of spelling.
_COUNT_WORTH = 0.5
# A letter of a word that is spelled by names of letters, without a vowel (bjp) and with one.
_LETTERS_LIKELY, _LETTERS_UNLIKELY = -0.5, -2.0
_VOWELS = frozenset("aeiou")
_VARIANT_BOOST = 0.9
_WORDS_KEPT, _LONGEST_KEPT = 8192, 64


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


class Correction(NamedTuple):
    """A word that was sought by other words than the one typed."""

    typed: str
    shown: tuple[str, ...]


class Vocabulary:
    """Words of queries against the lexicon of one index. Threads may share it; it keeps what it found for the last words."""

    def __init__(self, lexicon: WordLookup) -> None:
        self._lexicon = lexicon
        self._kept = functools.lru_cache(_WORDS_KEPT)(self._word)
        self._sought = functools.lru_cache(_WORDS_KEPT)(self._seek)

    def word(
        self, token: WordToken, fields: tuple[str, ...] = RANKED_FIELDS
    ) -> tuple[Word, Correction | None]:
        """The query for one word in ``fields`` (lemma forms), and what to tell the user where other words were tried.

        Queries that have the same word share the node.
        """
        return self._kept(token, fields) if len(token.text) <= _LONGEST_KEPT else self._word(token, fields)

    def _word(self, token: WordToken, fields: tuple[str, ...]) -> tuple[Word, Correction | None]:
        seek = self._sought if len(token.exact) <= _LONGEST_KEPT else self._seek
        lemmas, reading = seek(token.exact, token.lemma)
        node = Word(lemmas, fields, label=token.text, stop=token.stop or reading in STOP_WORDS)
        return node, Correction(token.text, (reading,)) if reading else None

    def _seek(self, exact: str, lemma: str) -> tuple[Mapping[str, float], str | None]:
        """Every lemma to seek a word by, with its boost; and its reading in Devanagari, where it has one."""
        variants = self._acronyms(exact)
        reading = None
        if not variants and (reading := self._reading(exact)):
            variants = [reading]
        lemmas = {lemma: 1.0}
        for variant in variants:
            lemmas.setdefault(self._lexicon.lemma(variant) or variant, _VARIANT_BOOST)
        return lemmas, reading

    def _acronyms(self, exact: str) -> list[str]:
        """SCO → एससीओ and back, those that occur; not where the letters make a common English word (यूएस is no "us")."""
        spellings = spelled_acronyms(exact) if exact.isascii() else latin_acronyms(exact)
        return [each for each in spellings if each not in STOP_WORDS and self._lexicon.count(each)]

    def _reading(self, exact: str) -> str | None:
        """The Devanagari form of the corpus that a Latin word most likely spells; None where the word itself is commoner."""
        best = self.readings(exact, 1)
        return best[0][0] if best and best[0][1] >= self._occurrences(exact) else None

    def readings(self, latin: str, top_k: int = 5) -> list[tuple[str, int]]:
        """(form, count) of the Devanagari forms of the corpus that a Latin word most likely spells, the likeliest first.

        By the probability that the form is typed so (``spelling_model``), and how common it is; of equals the first by form.
        Names of letters stand among them: sco is एससीओ.
        """
        if not _is_latin(latin):
            return []
        return [(form, count) for _, form, count in heapq.nsmallest(top_k, self._scored(latin.lower()))]

    def _scored(self, latin: str) -> Iterator[tuple[float, str, int]]:
        """(less is better, form, count) of each likely reading."""
        least = _LEAST_LIKELY * len(latin)
        spelling = Spelling(latin, shipped_model())
        found = dict(form for key in typed_keys(latin) for form in self._lexicon.spelled_like(key))
        for form, count in found.items():
            likely = spelling.likelihood(form)
            if likely >= least:
                yield -likely - _COUNT_WORTH * math.log(count), form, count
        for form in spelled_acronyms(latin):
            if form not in found and (count := self._lexicon.count(form)):
                likely = len(latin) * (_LETTERS_LIKELY if _VOWELS.isdisjoint(latin) else _LETTERS_UNLIKELY)
                yield -likely - _COUNT_WORTH * math.log(count), form, count

    def _occurrences(self, exact: str) -> int:
        lemma = self._lexicon.lemma(exact)
        return sum(map(self._lexicon.count, self._lexicon.forms_of(lemma))) if lemma else 0


def _is_latin(word: str) -> bool:
    return 2 <= len(word) <= LONGEST_LATIN and word.isascii() and word.isalpha()
