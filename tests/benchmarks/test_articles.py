"""Articles survive the way to JSON Lines and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.articles import iter_articles_of, write_articles
from indexer.article import Article

TEXT = st.text(min_size=1, alphabet=st.characters(codec="utf-8"))
ARTICLES = st.builds(
    Article,
    id=TEXT,
    body=TEXT,
    title=st.none() | TEXT,
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    source=st.none() | TEXT,
    author=st.none() | TEXT,
    place=st.none() | TEXT,
    category=st.none() | TEXT,
    url=st.none() | TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
)


@settings(deadline=None)
@given(articles=st.lists(ARTICLES, max_size=4))
def test_round_trip(tmp_path_factory, articles):
    """What is written is read back equal, line separators and quotes in the text included."""
    path = tmp_path_factory.mktemp("articles") / "a.jsonl"
    write_articles(articles, path)
    assert list(iter_articles_of(path)) == articles


def test_a_date_without_a_zone_is_ist(tmp_path):
    """The key date stands for published, and a naive one is Indian Standard Time."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "body": "खबर", "date": "2020-04-01"}\n', encoding="utf-8")
    (article,) = iter_articles_of(path)
    assert article.published is not None
    assert article.published.utcoffset() == timedelta(hours=5, minutes=30)
    assert article.published.date() == datetime(2020, 4, 1).date()
