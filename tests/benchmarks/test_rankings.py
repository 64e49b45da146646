"""Rankings over one index, ablation and tuning, on a tiny collection."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("ir_measures", reason="the bench extra is not installed")
pytest.importorskip("bm25s", reason="the bench extra is not installed")

from whoosh import query

from benchmarks.ablation import ablation_tables
from benchmarks.judged_collections import JudgedCollection
from benchmarks.rankings import open_rankings
from benchmarks.tuning import VALUES, choose, tuning_table, weights_of
from indexer.article import Article
from query.ranking import Weights

ARTICLES = (
    Article(id="a", title="बाढ़ की खबर", body="गांवों में पानी भरा।"),
    Article(id="b", title="गांव", body="राहत दी गई।\n\nबाढ़ के बाद काम बढ़ा।"),
    Article(id="c", title="चुनाव", body="मतदान कल होगा।"),
)
QUERIES = {"1": "बाढ़", "2": "मतदान", "3": "?!", "4": "गांवों की बाढ़", "5": "राहत"}
QRELS = {"1": {"b": 1}, "2": {"c": 1}, "3": {"a": 1}, "4": {"c": 1, "a": 0}, "5": {"b": 2, "a": 0}}
TINY = JudgedCollection("tiny", ARTICLES, QUERIES, QRELS)


@pytest.fixture(scope="module")
def rankings():
    with open_rankings(TINY) as opened:
        yield opened


def test_reciprocal_ranks(rankings):
    """A query is 1 over the rank of its article: of one without words, or whose article does not match, 0."""
    assert rankings.reciprocal_ranks().tolist() == [0.5, 1.0, 0.0, 0.0, 1.0]
    assert dict(rankings.iter_ranks()) == {"1": 2, "2": 1, "3": None, "4": None, "5": 1}


def test_other_weights_and_trees(rankings):
    """Weights change the order, and what is evaluated is the tree as rewritten."""
    fields = {**Weights().fields, "title": Weights().fields["title"]._replace(weight=0.0)}
    assert rankings.reciprocal_ranks(replace(Weights(), fields=fields))[0] == 1.0
    assert rankings.reciprocal_ranks(rewrite=lambda tree: query.And([tree, query.Not(tree)])).sum() == 0


def test_ablation():
    """One table of the analysis and one of the ranking; the first row is what the others are compared with."""
    analysis, ranking = ablation_tables([TINY])
    for table in (analysis, ranking):
        assert table.headings == ["", "tiny", "±"]
        assert table.rows[0][2] == ""
    by_name = {row[0]: row[1:] for row in ranking.rows}
    assert by_name["khabar"][0] == "0.5000"
    assert by_name["no title"][1] == "+0.1000"


def test_weights_of():
    """A name is a weight, or a field and its weight or b; entities are all three fields."""
    weights = weights_of({"k1": 2.0, "title b": 0.7, "entities weight": 1.0})
    assert weights.k1 == 2.0
    assert weights.fields["title"] == Weights().fields["title"]._replace(b=0.7)
    assert {weights.fields[name].weight for name in ("person", "place", "org")} == {1.0}
    assert weights_of({}) == Weights()


def test_choose_looks_at_the_learned_queries_only():
    """A value is taken where it is better by the learned queries, though worse by the others; and the best of several."""

    def ranks(choice):
        good = {"pair": {0.5: 0.8, 0.35: 0.9}}.get("pair", {}).get(choice.get("pair"), 0.5)
        return [np.array([good, good, 1.5 - good])]

    assert choose(ranks, [np.array([0, 1])]) == {"pair": 0.35}
    assert choose(ranks, [np.array([2])]) == {}
    assert 0.35 in VALUES["pair"]


def test_tuning_table():
    """A row a fold, then what it comes to and its error."""
    table = tuning_table([TINY])
    assert [row[0].split(":")[0] for row in table.rows] == [
        *(f"fold {number}" for number in range(1, 6)),
        "all folds",
        "standard error",
    ]
