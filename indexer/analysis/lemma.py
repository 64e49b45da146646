"""Inflected form → dictionary form.

A dictionary answers first: simplemma's Hindi one, its keys and lemmas brought to exact form and followed to the end,
so that a lemma is its own lemma. Suffix rules speak only where the dictionary is silent, and a verb's only where the
dictionary has the verb.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from . import inflection

if TYPE_CHECKING:
    from .lemma_table import LemmaTable

__all__ = ["Lookup", "hindi_dictionary", "hindi_lookup", "lemma_steps", "lemmatize"]

Lookup = Callable[[str], str | None]
"""An exact form → its lemma, or None where the dictionary has no such form."""

lemmatize = inflection.lemmatize
lemma_steps = inflection.lemma_steps


@functools.cache
def hindi_dictionary() -> LemmaTable:
    """Give exact form → lemma, from simplemma (about 83,000 forms). Every lemma is a key and its own lemma.

    ``make train`` makes it (``benchmarks.train_lemmas``). The index carries a copy, so that a search need not load it.
    """
    from .lemma_table import read_lemmas

    return read_lemmas()


def hindi_lookup() -> Lookup:
    """The same, to be asked for one form after another."""
    return hindi_dictionary().lookup
