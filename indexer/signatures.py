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

__all__ = ["sign_texts"]


def sign_texts(forms: Forms, texts: FieldTexts) -> np.ndarray:
    """The signatures of a field's articles, uint16[articles, VALUES], as ``codec.signatures`` has them."""
    hashes = np.zeros(len(forms.texts), np.uint64)
    sketch.hash_terms([text.encode(errors="surrogatepass") for text in forms.texts], hashes)
    stop = np.fromiter((text in STOP_WORDS for text in forms.texts), bool, len(forms.texts))
    number = np.fromiter((text[:1].isdigit() for text in forms.texts), bool, len(forms.texts))
    exact, lemma = np.array(forms.exact_of, np.int32), np.array(forms.lemma_of, np.int32)
    counts = (lemma >= 0) & ~stop[exact]
    signatures = np.zeros((len(texts.ends), BINS), np.uint16)
    digests = np.zeros(len(texts.ends), np.uint64)
    sketch.sketch_texts(
        np.array(texts.chunks, np.int32),
        np.array(texts.ends, np.int64),
        np.array(forms.first, np.int32),
        np.array(forms.terms, np.int32),
        np.where(counts, hashes[lemma], np.uint64(0)),
        number[exact].view(np.uint8),
        WORD_BINS,
        signatures,
        digests,
    )
    return np.hstack([signatures, digests.view(np.uint16).reshape(-1, VALUES - BINS)])
