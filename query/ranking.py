"""The formulas of ranking, one function each, and their weights in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

__all__ = [
    "FieldWeight",
    "Weights",
    "inverse_document_frequency",
    "normalized_frequency",
    "recency",
    "saturated",
]

Array = np.ndarray
"""A one-dimensional array, one entry an article, unless said otherwise."""


class FieldWeight(NamedTuple):
    """``weight`` is what one occurrence counts beside one in the body; ``b`` (0 to 1) how much a long field dilutes it."""

    weight: float
    b: float


def _field_weights() -> dict[str, FieldWeight]:
    return {
        "title": FieldWeight(4.0, 0.5),
        "lead": FieldWeight(2.0, 0.5),
        "body": FieldWeight(1.0, 0.6),
        "person": FieldWeight(0.3, 0.3),
        "place": FieldWeight(0.3, 0.3),
        "org": FieldWeight(0.3, 0.3),
        "tags": FieldWeight(0.5, 0.3),
    }


@dataclass(frozen=True, slots=True)
class Weights:
    """All that can be tuned. The defaults were tuned on the project's judgements and development sets: see ``make quality``."""

    fields: Mapping[str, FieldWeight] = field(default_factory=_field_weights)
    k1: float = 1.2
    """How soon more occurrences stop counting."""
    stop: float = 0.3
    """What a stop word counts beside another word of the same document frequency."""
    pair: float = 0.25
    """What two neighbours of the query standing together count beside a word of the same document frequency."""

    recency: float = 0.5
    """What of its score an article loses at most by its age, where a half-life is asked for; below 1."""


def inverse_document_frequency(articles: int, holding: int) -> float:
    """ln(1 + (N − n + ½) / (n + ½)): Robertson and Sparck Jones' weight, kept above 0 as in Lucene's BM25.

    ``articles`` N is how many there are, ``holding`` n how many hold the word in any field.
    """
    return float(np.log1p((articles - holding + 0.5) / (holding + 0.5)))


def normalized_frequency(frequencies: Array, lengths: Array, average: float, field: FieldWeight) -> Array:
    """w · tf / (1 − b + b · l / l̄), a field's share of BM25F's pseudo-frequency.

    Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), equation 3.19. ``frequencies`` and
    ``lengths`` (words in the field) run parallel, float64; ``average`` is over the articles that have the field, so above 0.
    """
    return field.weight * frequencies / (1 - field.b + field.b * lengths / average)


def recency(ages: Array, half_life: float, most: float) -> Array:
    """1 − m + m · 2^(−a / h), what a score is multiplied by: 1 for what is new, never below 1 − m.

    Li, Croft, "Time-Based Language Models" (2003) take such an exponential of the age a for the prior of an article; here it is
    bounded, so that an old article that answers is not lost behind new ones that hardly do. ``ages`` and the half-life h are in
    seconds; what is yet to come counts as new.
    """
    factor: Array = 1 - most + most * np.exp2(-np.maximum(ages, 0) / half_life)
    return factor


def saturated(frequency: Array, k1: float) -> Array:
    """tf / (k1 + tf), BM25's saturation of a (pseudo-)frequency; 0 to 1."""
    return frequency / (k1 + frequency)
