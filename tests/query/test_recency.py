"""Recency: the factor by hand, and scores and order against the brute-force reference times the factor."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import Reference, analyse
from small_index import article, build_index, small_dictionary

from indexer.analysis.chain import Chain
from indexer.codec.lexicon import Lexicon
from query import Filters, Searcher
from query.dates import IST
from query.parser import parse_query
from query.ranking import Weights, recency
from query.vocabulary import Vocabulary

NOW = datetime(2025, 11, 18, 12, 0, tzinfo=IST)
AGES = [0, 1, 7, 14, 70, 4000, -3, None]  # days
WORDS = ["नदी में पुल", "में पुल पुल", "की नदी चुनाव", "चुनाव में में", "नदी नदी की"]
RECORDS = [
    article(
        str(number),
        f"{WORDS[number % len(WORDS)]} {'खबर ' * (number % 4)}",
        published=None if age is None else (NOW - timedelta(days=age)).isoformat(),
        source=["क", "ख"][number % 2],
    )
    for number, age in enumerate(AGES * 3)
]
DAY = 86_400


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with small_dictionary():
        return build_index(tmp_path_factory.mktemp("aged"), RECORDS, segments=2)


@pytest.mark.parametrize(
    ("age", "most", "factor"),
    [
        (0, 0.5, 1),
        (7, 0.5, 0.75),
        (14, 0.5, 0.625),
        (np.inf, 0.5, 0.5),
        (-3, 0.5, 1),
        (7, 0.2, 0.9),
        (7, 0, 1),
    ],
)
def test_factor(age, most, factor):
    """1 when new, 1 − m / 2 at the half-life, 1 − m at last; what is yet to come is new."""
    assert recency(np.array([age * DAY]), 7 * DAY, most)[0] == pytest.approx(factor, rel=1e-15)


@given(st.floats(0, 1e12), st.floats(1, 1e10), st.floats(0, 0.99))
def test_the_factor_is_bounded(age, half_life, most):
    """It lies between 1 − m and 1 and falls with age."""
    younger, older = recency(np.array([age, age * 2 + 1]), half_life, most)
    assert 1 >= younger >= older >= 1 - most - 1e-12


def factor(record, days: float, most: float) -> float:
    """The same, from the record's date."""
    if record["published"] is None:
        return 1 - most
    age = (NOW - datetime.fromisoformat(record["published"])).total_seconds() / DAY
    return 1 - most + most * 0.5 ** (max(age, 0) / days)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["नदी", "पुल", "चुनाव", "में", "की"]), min_size=1, max_size=4).map(" ".join),
    st.sampled_from([("1d", 1), ("1 हफ्ता", 7), (timedelta(days=30), 30)]),
    st.integers(1, 30),
    st.sampled_from([0.5, 0.9]),
    st.booleans(),
)
def test_scores_and_order(index, text, half_life, limit, most, filtered):
    """Each score is the reference's times the factor, on a short page too, whatever stop words add; filters or none."""
    weights = Weights(recency=most)
    with Searcher.open(index, weights=weights) as searcher:
        stored = [searcher.article(record["id"]) for record in RECORDS]
        lexicon = Lexicon(searcher.generation.path)
        chain = Chain(lexicon.lemma)
        tree = parse_query(text, chain, Vocabulary(lexicon)).tree
        expected = {
            RECORDS[number]["id"]: score * factor(RECORDS[number], half_life[1], most)
            for number, score in Reference([analyse(each, chain) for each in stored], weights)
            .search(tree)
            .items()
            if not filtered or RECORDS[number]["source"] == "क"
        }
        results = searcher.search(
            text,
            recency=half_life[0],
            now=NOW,
            limit=limit,
            filters=Filters(source="क") if filtered else None,
        )
    assert results.total == len(expected)
    best = sorted(expected.values(), reverse=True)[:limit]
    assert [hit.score for hit in results] == pytest.approx(best, rel=1e-9)
    assert all(hit.score == pytest.approx(expected[hit.id], rel=1e-9) for hit in results)


def test_explained(index):
    """The parts times the factor are the score, and JSON has the factor; without recency there is none."""
    with Searcher.open(index) as searcher:
        hits = searcher.search("नदी पुल", recency="7d", now=NOW, explain=True, limit=30).hits
        plain = searcher.search("नदी पुल", explain=True).hits
    assert {round(hit.recency, 6) for hit in hits} >= {1.0, 0.75, 0.5}
    for hit in hits:
        assert sum(part.score for part in hit.explanation) * hit.recency == pytest.approx(hit.score)
        assert hit.to_json()["recency"] == round(hit.recency, 6)
    assert all(hit.recency is None and "recency" not in hit.to_json() for hit in plain)


@pytest.mark.parametrize("half_life", ["", "soon", "0d", "7", timedelta(0), timedelta(days=-1)])
def test_no_half_life(index, half_life):
    """What is no half-life is an error of the program that asks."""
    with Searcher.open(index) as searcher, pytest.raises(ValueError, match=r"length of time|above 0"):
        searcher.search("नदी", recency=half_life)
