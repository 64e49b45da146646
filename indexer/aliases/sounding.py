"""Words that a corpus writes in both scripts, told by their sound: एप्पल and Apple.

A Latin word is taken for the Devanagari one that a reader would take it for: the likeliest by the model of spellings and by how
common it is, among those under its key. Found for the commonest words when a generation is made, because a query has no time for
it: a word takes 0.2 ms.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz

from ..analysis.roman import romanize, skeleton
from ..analysis.spelling_model import Spelling, shipped_model
from ..analysis.stopwords import STOP_WORDS
from ..codec.aliases import SOUND, Alias
from ..codec.lexicon import Lexicon

__all__ = ["iter_sounding"]

_MOST_WORDS = 1000
# Shorter words, and those that sound less alike (log of probability a letter), are others: delhi and डेली.
_LEAST_LETTERS, _MOST_LETTERS = 4, 32
_LEAST_ALIKE = -1.1
_COUNT_WORTH = 0.75
# What being one e-fold commoner is worth beside a percent of likeness.
_PERCENTS = 3
_MOST_WEIGHED = 3

_Candidate = tuple[str, str, float]
"""A form, as it is romanized, and the logarithm of its count."""


def iter_sounding(lexicon: Lexicon, share: int = 0, shares: int = 1) -> Iterator[Alias]:
    """Yield the pairs of a Devanagari and a Latin word that are one, each in both directions.

    Of every ``shares`` Latin words, the commonest first, only the one at ``share``: so several processes share them out.
    """
    words = (
        word
        for word, _ in lexicon.iter_latin()
        if _LEAST_LETTERS <= len(word) <= _MOST_LETTERS and word not in STOP_WORDS
    )

    @functools.cache  # a sixth of the words share a key, those of most forms above all
    def spelled_like(key: str) -> list[_Candidate]:
        return [(form, romanize(form), math.log(count)) for form, count in lexicon.spelled_like(key)]

    for word in islice(words, share, _MOST_WORDS, shares):
        form = _read_as(word, spelled_like(skeleton(word)))
        # An inflected form is a Hindi word, whatever it sounds like: हीरे is no "here".
        if form and form not in STOP_WORDS and lexicon.lemma(form) == form:
            yield Alias(form, word, SOUND, 0)
            yield Alias(word, form, SOUND, 0)


def _read_as(word: str, under: list[_Candidate]) -> str | None:
    """The Devanagari form that a Latin word is, of those under its key, or None."""
    if not under:
        return None
    # The model takes 25 µs a form: only those spelled most alike.
    alike = sorted(
        [(fuzz.ratio(word, latin) + _PERCENTS * common, form, common) for form, latin, common in under]
    )
    spelling = Spelling(word, shipped_model())
    best, found = -math.inf, None
    for _, form, common in alike[: -_MOST_WEIGHED - 1 : -1]:
        worth = _COUNT_WORTH * common
        least = max(_LEAST_ALIKE * len(word), best - worth)
        likely = spelling.likelihood(form, least)
        if likely >= least and likely + worth > best:
            best, found = likely + worth, form
    return found
