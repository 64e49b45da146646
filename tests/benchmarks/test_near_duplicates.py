"""The measure of near-duplicates: which articles are left out, how pairs are counted, and a small run."""

from __future__ import annotations

import gzip
import json

import pytest
from wire_copies import BRIDGE, BRIDGE_COPIES, LIBRARY, text_of

from benchmarks.near_duplicates import compare_pairs, near_duplicate_tables, without_resembling
from indexer.article import Article


def test_what_resembles_is_left_out():
    """Both of two articles that share much, in whatever order they come; the others stay in theirs."""
    articles = [
        Article(id="library", body=text_of(*LIBRARY)),
        Article(id="whole", body=text_of(*BRIDGE)),
        Article(id="cut", body=BRIDGE_COPIES["cut"]),
        Article(id="lone", body="कल से मौसम बदलेगा और पहाड़ों पर बर्फ गिरेगी"),
    ]
    assert [article.id for article in without_resembling(articles)] == ["library", "lone"]
    assert [article.id for article in without_resembling(articles[1:2])] == ["whole"]


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [([("a", "b"), ("c", "d")], 1, 1), ([("a", "b"), ("a", "c")], 0.5, 0.5), ([], 1, 0)],
)
def test_precision_and_recall_are_of_pairs(found, precision, recall):
    """Of the pairs found that are right, and of the right ones that are found."""
    agreement = compare_pairs(set(found), {("a", "b"), ("c", "d")})
    assert (agreement.precision, agreement.recall) == (precision, recall)


def test_a_small_run(tmp_path):
    """Nothing where the corpora are absent; a row for khabar with its figures where one is there."""
    assert not list(near_duplicate_tables(tmp_path))
    bodies = [text_of(*BRIDGE), text_of(*LIBRARY)]
    with gzip.open(tmp_path / "news_2020.jsonl.gz", "wt", encoding="utf-8") as lines:
        for number, body in enumerate(bodies):
            lines.write(json.dumps({"id": str(number), "body": body}) + "\n")
    (table,) = near_duplicate_tables(tmp_path, share=0.5)
    row = dict(zip(table.headings, table.rows[0], strict=True))
    assert row["corpus, engine"] == "news_2020, khabar"
    assert row["articles"] == "2"
    assert 1 <= int(row["copies"]) <= 3
    assert 0 <= float(row["recall"]) <= 1
    assert row["as they are"] == "0 pairs of 2"
