"""Generated news: the same every time, and shaped like news."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import datetime

import pytest

from benchmarks.articles import iter_articles_of
from benchmarks.synthetic import VOCABULARY_SIZE, build_vocabulary, existing_or_written, iter_records
from indexer.analysis.chain import Chain
from indexer.entities import EntityFinder


@pytest.fixture(scope="module")
def records():
    return list(iter_records(2_500))  # more than one batch


def test_the_vocabulary_is_distinct_words_in_normal_form():
    """As many as promised, none twice, none that normalisation would change or split."""
    words = build_vocabulary()
    assert len(words) == len(set(words)) == VOCABULARY_SIZE
    assert all(unicodedata.is_normalized("NFC", word) and " " not in word for word in words)


def test_as_many_names_as_text_has(records):
    """What is taken for a name is a word in twenty to seven, as in real articles, though there is none."""
    finder = EntityFinder(Chain())
    sample = records[::25]
    named = sum(len(name.text.split()) for record in sample for name in finder.named(record["body"]))
    assert 1 / 20 < named / sum(len(record["body"].split()) for record in sample) < 1 / 7


def test_the_same_arguments_give_the_same_articles(records):
    """A second run repeats the first, to the last article of the second batch."""
    assert list(iter_records(2_500))[::500] == records[::500]


def test_length_dates_and_ids(records):
    """About 360 words an article, ids in order, dates ascending over ten years."""
    lengths = [len(record["body"].split()) for record in records]
    assert 330 < sum(lengths) / len(lengths) < 390
    assert [record["id"] for record in records] == [f"synthetic-{number}" for number in range(2_500)]
    dates = [datetime.fromisoformat(record["published"]) for record in records]
    assert dates == sorted(dates)
    assert (dates[0].year, dates[-1].year) == (2015, 2024)


def test_frequencies_follow_zipf(records):
    """The hundredth word is about a hundredth of what all words near the first would make it; most are rare."""
    counts = Counter(word for record in records for word in record["body"].replace("।", " ").split())
    ranked = [count for _, count in counts.most_common()]
    assert 0.02 < ranked[0] / counts.total() < 0.05
    assert 5 < ranked[9] / ranked[99] < 20
    assert sum(count == 1 for count in ranked) > len(ranked) / 3


def test_words_return_in_the_article_that_has_them(records):
    """Bursts: some word that is rare in the corpus occurs five times and more in most articles."""
    seen = Counter(word for record in records for word in set(record["body"].split()))
    bursting = sum(
        any(count >= 5 and seen[word] < 50 for word, count in Counter(record["body"].split()).items())
        for record in records
    )
    assert bursting > len(records) / 2


def test_a_file_is_written_once(tmp_path):
    """The second call returns the file as it is; an unfinished one never has its name."""
    path = existing_or_written(3, tmp_path / "cache")
    assert [article.source for article in iter_articles_of(path)]
    assert len({json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}) == 3
    path.write_text("kept", encoding="utf-8")
    assert existing_or_written(3, tmp_path / "cache").read_text(encoding="utf-8") == "kept"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
