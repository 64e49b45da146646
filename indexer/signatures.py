"""What tells near-duplicates: a signature an article, small enough to compare every article of the index with every other.

One permutation hashing (Li, Owen, Zhang, "One Permutation Hashing", 2012) of the body: its elements fall into bins, and each bin
keeps 16 bits of its least. Two articles agree in as large a share of their bins as they share of their elements (Jaccard's
resemblance). Elements of the first bins are three words that follow one another, by lemma and without stop words, so that
sentences may move and endings change; those of the others are numbers, which tell a copy from the same page on another day:
weather, prices of gold, counts of cases. Last, a digest of all words in their order, for what is equal altogether.
"""

from __future__ import annotations

import numpy as np

from . import sketch
from .analysis.stopwords import STOP_WORDS
from .codec.signatures import BINS, VALUES, WORD_BINS
from .inversion import FieldTexts, Forms

__all__ = ["Signer", "sign_texts"]

_DOUBTFUL = 2  # a term of another script, whose first letter may be a digit


def sign_texts(forms: Forms, texts: FieldTexts) -> np.ndarray:
    """The signatures of a field's articles, uint16[articles, VALUES], as ``codec.signatures`` has them."""
    return Signer(forms).sign(texts)


class Signer:
    """Does that for one segment after another; what a term is worth is found once."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        # Of each term that is known: its hash, whether it is a stop word, whether a number.
        self._hashes = np.zeros(0, np.uint64)
        self._stop = np.zeros(0, bool)
        self._numbers = np.zeros(0, np.uint8)

    def sign(self, texts: FieldTexts) -> np.ndarray:
        """The signatures of a field's articles, as ``sign_texts`` gives them."""
        self._learn()
        forms = self._forms
        exact, lemma = np.array(forms.exact_of, np.int32), np.array(forms.lemma_of, np.int32)
        counts = (lemma >= 0) & ~self._stop[exact]
        signatures = np.zeros((len(texts.ends), BINS), np.uint16)
        digests = np.zeros(len(texts.ends), np.uint64)
        sketch.sketch_texts(
            np.array(texts.chunks, np.int32),
            np.array(texts.ends, np.int64),
            np.array(forms.first, np.int32),
            np.array(forms.terms, np.int32),
            np.where(counts, self._hashes[lemma], np.uint64(0)),
            self._numbers[exact],
            WORD_BINS,
            signatures,
            digests,
        )
        return np.hstack([signatures, digests.view(np.uint16).reshape(-1, VALUES - BINS)])

    def _learn(self) -> None:
        """Take in the terms that are new."""
        texts, known = self._forms.texts, len(self._hashes)
        new = np.arange(known, len(texts), dtype=np.int32)
        hashes, numbers = np.zeros(len(new), np.uint64), np.zeros(len(new), np.uint8)
        sketch.hash_codes(*texts.codes(new), hashes, numbers)
        doubtful = np.flatnonzero(numbers == _DOUBTFUL)
        numbers[doubtful] = [texts.text(known + each)[:1].isdigit() for each in doubtful.tolist()]
        self._hashes = np.concatenate([self._hashes, hashes])
        self._numbers = np.concatenate([self._numbers, numbers])
        self._stop = np.zeros(len(texts), bool)
        self._stop[[number for word in STOP_WORDS if (number := texts.find(word)) >= 0]] = True
