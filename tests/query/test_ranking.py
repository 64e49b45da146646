"""The formulas of ranking against figures worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.schema import RANKED_FIELDS
from query.ranking import FieldWeight, Weights, inverse_document_frequency, normalized_frequency, saturated


@pytest.mark.parametrize(
    ("articles", "holding", "expected"),
    [
        (10, 0, math.log(22)),
        (10, 1, math.log(1 + 9.5 / 1.5)),
        (10, 10, math.log(1 + 0.5 / 10.5)),
        (1, 1, math.log(4 / 3)),
    ],
)
def test_inverse_document_frequency(articles, holding, expected):
    """ln(1 + (N − n + ½) / (n + ½)), by hand."""
    assert inverse_document_frequency(articles, holding) == pytest.approx(expected, rel=1e-15)


@given(st.integers(1, 10**9), st.data())
def test_rarer_words_weigh_more(articles, data):
    """The weight is above 0 for every word, and falls with the number of articles that hold it."""
    holding = data.draw(st.integers(0, articles - 1))
    rarer, commoner = (inverse_document_frequency(articles, each) for each in (holding, holding + 1))
    assert rarer > commoner > 0


def test_normalized_frequency():
    """w · tf / (1 − b + b · l / l̄): of average length as it is, twice as long diluted by b, b = 0 not at all."""
    frequencies, lengths = np.array([3.0, 3.0, 3.0]), np.array([10.0, 20.0, 5.0])
    shares = normalized_frequency(frequencies, lengths, 10.0, FieldWeight(2.0, 0.5))
    assert shares == pytest.approx([6.0, 4.0, 8.0])
    assert normalized_frequency(frequencies, lengths, 10.0, FieldWeight(2.0, 0.0)) == pytest.approx([6.0] * 3)


def test_saturated():
    """tf / (k1 + tf): nothing for nothing, a half at k1, never a whole."""
    assert saturated(np.array([0.0, 1.2, 1e9]), 1.2) == pytest.approx([0.0, 0.5, 1.0])
    assert saturated(np.array([1e9]), 1.2)[0] < 1


def test_every_ranked_field_has_a_weight():
    """The weights name the fields that words are sought in, all of them, each with b between 0 and 1."""
    weights = Weights().fields
    assert set(weights) == set(RANKED_FIELDS)
    assert all(field.weight > 0 and 0 <= field.b <= 1 for field in weights.values())
