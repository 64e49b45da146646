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

_LEAST_LIKENESS = 65.0  # of 100; patna is 60 to putin
# What being one e-fold commoner is worth beside likeness of spelling.
_COUNT_WORTH = 3.0
_VARIANT_BOOST = 0.9
# What typists do not agree on beside the consonants: the length of vowels, w for u (lucknow), an h that is not heard.
_FOLDS = (
    (regex.compile("ee|ii"), "i"),
    (regex.compile("oo|uu|(?<=[aeiou])w(?![aeiou])"), "u"),
    (regex.compile("aa"), "a"),
    (regex.compile("ck"), "k"),
    (regex.compile("(?<=[^aeiou])h"), ""),
    (regex.compile(r"(.)\1"), r"\1"),
)
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

    def word(
        self, token: WordToken, fields: tuple[str, ...] = RANKED_FIELDS
    ) -> tuple[AnyField, Correction | None]:
        """The query for one word in ``fields`` (lemma forms), and what to tell the user where other words were tried."""
        lemmas = {token.lemma: 1.0}
        reading = self._reading(token.exact)
        for variant in [*self._acronyms(token.exact), *([reading] if reading else [])]:
            lemmas.setdefault(self._lexicon.lemma(variant) or variant, _VARIANT_BOOST)
        terms = [query.Term(field, lemma, boost=boost) for lemma, boost in lemmas.items() for field in fields]
        node = AnyField(terms, label=token.text, stop=token.stop or reading in STOP_WORDS)
        return node, Correction(token.text, (reading,)) if reading else None

    def _acronyms(self, exact: str) -> list[str]:
        """SCO → एससीओ and back, those that occur; not where the letters make a common English word (यूएस is no "us")."""
        spellings = spelled_acronyms(exact) if exact.isascii() else latin_acronyms(exact)
        return [each for each in spellings if each not in STOP_WORDS and self._lexicon.count(each)]

    def _reading(self, exact: str) -> str | None:
        """The Devanagari form of the corpus that a Latin word most likely spells; None where the word itself is commoner."""
        if not _LATIN_WORD.fullmatch(exact) or self._acronyms(exact):
            return None
        best = self._best_reading(exact)
        return best[0] if best and best[1] >= self._occurrences(exact) else None

    def _best_reading(self, latin: str) -> tuple[str, int] | None:
        """(form, count) of the form most like the word in spelling, and common; of equals the first by form."""
        from rapidfuzz.fuzz import ratio

        typed = _folded(latin)
        scored = []
        for form, count in self._lexicon.spelled_like(skeleton(latin)):
            spelled = _folded(romanize(form))
            likeness = max(ratio(typed, spelled), ratio(typed.rstrip("a"), spelled))
            if likeness >= _LEAST_LIKENESS:
                scored.append((-likeness - _COUNT_WORTH * math.log1p(count), form, count))
        return min(scored)[1:] if scored else None

    def _occurrences(self, exact: str) -> int:
        lemma = self._lexicon.lemma(exact)
        return sum(map(self._lexicon.count, self._lexicon.forms_of(lemma))) if lemma else 0


def _folded(latin: str) -> str:
    for pattern, short in _FOLDS:
        latin = pattern.sub(short, latin)
    return latin
