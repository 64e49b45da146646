"""Rows of a spool, held to the articles that they were made of."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article
from indexer.sources.spooled import hash_of, made, pack, unpack

TEXTS = st.text(st.sampled_from("aé\0कि🙂\ud800।") | st.characters(), max_size=20)
MAYBE = st.none() | TEXTS
DATES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))
ARTICLES = st.builds(
    Article,
    id=TEXTS,
    body=TEXTS,
    title=MAYBE,
    published=st.none() | DATES,
    source=MAYBE,
    author=MAYBE,
    place=MAYBE,
    category=MAYBE,
    url=MAYBE,
    tags=st.lists(TEXTS, max_size=3).map(tuple),
)


@given(ARTICLES)
def test_round_trip(article):
    """An article comes back from its row as it was, whatever letters it is written in."""
    again = unpack(pack(article))
    assert again == article
    assert hash(again) == hash(article)
    assert again.published is None or again.published.utcoffset() == article.published.utcoffset()


@given(ARTICLES, st.data())
def test_cut_rows(article, data):
    """A row that is cut short is a ValueError, wherever it is cut."""
    row = pack(article)
    size = data.draw(st.integers(0, len(row) - 1))
    with pytest.raises(ValueError, match="cut short"):
        unpack(row[:size])


def test_letters_of_no_width():
    """A row that says letters are as wide as none are is a ValueError."""
    row = bytearray(pack(Article(id="1", body="नेता")))
    row[4:8] = b"\x05\0\0\0"
    with pytest.raises(ValueError, match="width"):
        unpack(bytes(row))


def test_made_article():
    """What is made of values is an Article like any other, and as frozen."""
    now = datetime(2025, 11, 18, tzinfo=UTC)
    article = made("1", "शीर्षक", "नेता", now, "स्रोत", "लेखक", "पटना", "खेल", "https://example.com", ("टैग",))
    assert article == Article(
        id="1",
        title="शीर्षक",
        body="नेता",
        published=now,
        source="स्रोत",
        author="लेखक",
        place="पटना",
        category="खेल",
        url="https://example.com",
        tags=("टैग",),
    )
    with pytest.raises(AttributeError):
        article.body = "और"


def test_hashes_differ():
    """A hundred thousand ids that differ in a digit or in their order have as many hashes, the same each time."""
    ids = [f"समाचार-{number}" for number in range(50_000)] + [f"{number}-news" for number in range(50_000)]
    assert len({hash_of(each) for each in ids}) == len(ids)
    assert hash_of("समाचार-7") == hash_of("समाचार-" + str(7))
