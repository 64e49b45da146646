"""The measures against figures computed by hand."""

from __future__ import annotations

from math import log2

import pytest

pytest.importorskip("ir_measures", reason="the bench extra is not installed")

from benchmarks.measures import MEASURES, evaluate

# Two judged, the better one second: DCG = 1/log2(3) + 2/log2(4), ideal DCG = 2/log2(2) + 1/log2(3).
GRADED_NDCG = (1 / log2(3) + 1) / (2 + 1 / log2(3))

ROWS = [
    ({"a": 2, "b": 1}, ["x", "b", "a"], GRADED_NDCG, 1 / 2, 1.0),
    ({"a": 1}, ["a", "x"], 1.0, 1.0, 1.0),
    ({"a": 1}, [*"0123456789", "a"], 0.0, 0.0, 1.0),  # rank 11: past the cut of 10, within the cut of 100
    ({"a": 1}, [*(str(i) for i in range(100)), "a"], 0.0, 0.0, 0.0),
    ({"a": 1, "b": 1}, ["b"], 1 / (1 + 1 / log2(3)), 1.0, 0.5),
    ({"a": 1, "b": 0}, ["b", "a"], 1 / log2(3), 1 / 2, 1.0),  # relevance 0 is not relevant
    ({"a": 1}, [], 0.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("qrels", "found", "ndcg", "mrr", "recall"), ROWS)
def test_one_query(qrels, found, ndcg, mrr, recall):
    """Each measure of one query is the figure by hand."""
    expected = {"nDCG@10": ndcg, "MRR@10": mrr, "recall@100": recall}
    assert evaluate({"q": qrels}, {"q": found}) == pytest.approx(expected)


def test_the_mean_is_over_all_judged_queries():
    """All rows together give the means of the columns, and a query that the run lacks counts 0."""
    qrels = {f"q{number}": row[0] for number, row in enumerate(ROWS)} | {"absent": {"a": 1}}
    run = {f"q{number}": row[1] for number, row in enumerate(ROWS)}
    expected = {
        heading: sum(row[column] for row in ROWS) / (len(ROWS) + 1)
        for column, heading in enumerate(MEASURES, start=2)
    }
    assert evaluate(qrels, run) == pytest.approx(expected)


@pytest.mark.parametrize("found", ["ab", "ba"])
def test_the_order_of_the_engine_is_kept(found):
    """The first of the list is rank 1, whichever doc_id sorts first."""
    assert evaluate({"q": {"b": 1}}, {"q": list(found)})["MRR@10"] == 1 / (found.index("b") + 1)
