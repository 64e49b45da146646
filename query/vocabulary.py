"""One word as typed → all the terms to seek it by: its lemma, its acronym in the other script, its reading in Devanagari."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from indexer.analysis.chain import WordToken
from indexer.analysis.letters import latin_acronyms, spelled_acronyms
from indexer.analysis.roman import romanize, skeleton
from indexer.analysis.stopwords import STOP_WORDS
from indexer.schema import RANKED_FIELDS

from .tree import Word

if TYPE_CHECKING:
    import regex

__all__ = ["Correction", "Vocabulary", "WordLookup"]

_LEAST_LIKENESS = 58.0  # of 100; lucknow is 60 to लखनऊ
# What being one e-fold commoner is worth beside likeness of spelling.
_COUNT_WORTH = 2.0
_VARIANT_BOOST = 0.9
_WORDS_KEPT, _LONGEST_KEPT = 8192, 64
_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"


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
        self._kept = functools.lru_cache(_WORDS_KEPT)(self._seek)

    def word(
        self, token: WordToken, fields: tuple[str, ...] = RANKED_FIELDS
    ) -> tuple[Word, Correction | None]:
        """The query for one word in ``fields`` (lemma forms), and what to tell the user where other words were tried."""
        seek = self._kept if len(token.exact) <= _LONGEST_KEPT else self._seek
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
        if len(exact) < 2 or not (exact.isascii() and exact.isalpha()):
            return None
        best = self.readings(exact, 1)
        return best[0][0] if best and best[0][1] >= self._occurrences(exact) else None

    def readings(self, latin: str, top_k: int = 5) -> list[tuple[str, int]]:
        """(form, count) of the Devanagari forms of the corpus most like the word in spelling, and common, best first.

        Of equals the first by form.
        """
        from rapidfuzz.fuzz import ratio

        typed = _spellings(latin)
        scored = []
        for form, count in self._lexicon.spelled_like(skeleton(latin)):
            # ड़ and ढ़ are typed d as often as r.
            likeness = max(
                _likeness(typed, _spellings(romanize(each)), ratio)
                for each in {form, form.replace(_NUKTA, "")}
            )
            if likeness >= _LEAST_LIKENESS:
                scored.append((-likeness - _COUNT_WORTH * math.log1p(count), form, count))
        return [(form, count) for _, form, count in sorted(scored)[:top_k]]

    def _occurrences(self, exact: str) -> int:
        lemma = self._lexicon.lemma(exact)
        return sum(map(self._lexicon.count, self._lexicon.forms_of(lemma))) if lemma else 0


@functools.lru_cache(maxsize=65_536)
def _spellings(latin: str) -> tuple[str, str]:
    """The word with what typists do not agree on beside the consonants folded: the length of vowels; and then all else.

    That is w for u (lucknow), h that is not heard, doubled letters. Likeness is the mean of both readings, so that who types
    badh finds बाढ़ before बाद.
    """
    # The short one first: ee that becomes i is not the first half of another ii.
    vowels = (
        latin.replace("ii", "i").replace("ee", "i").replace("uu", "u").replace("oo", "u").replace("aa", "a")
    )
    w_for_u, silent_h, doubled = _folds()
    return vowels, doubled.sub(r"\1", silent_h.sub("", w_for_u.sub("u", vowels).replace("ck", "k")))


@functools.cache
def _folds() -> tuple[regex.Pattern[str], ...]:
    """Compiled when the first Latin word is read: most searches have none."""
    import regex

    return tuple(map(regex.compile, ("(?<=[aeiou])w(?![aeiou])", "(?<=[^aeiou])h", r"(.)\1")))


def _likeness(typed: tuple[str, str], spelled: tuple[str, str], ratio: Callable[[str, str], float]) -> float:
    """0 to 100. A final a is often typed where none is spoken (narendra)."""
    pairs = zip(typed, spelled, strict=True)
    return sum(max(ratio(one, other), ratio(one.rstrip("a"), other)) for one, other in pairs) / len(typed)
