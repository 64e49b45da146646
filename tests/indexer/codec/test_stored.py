import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article
from indexer.codec.stored import (
    ArticleReader,
    ArticleWriter,
    StoredArticle,
    StoredEntity,
    article_of_row,
    article_row,
    read_dictionary,
    write_dictionary,
)
from indexer.errors import IndexCorruptError

IST = timezone(timedelta(hours=5, minutes=30))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ARTICLES = st.builds(
    Article,
    id=TEXT,
    body=TEXT,
    title=st.none() | TEXT,
    published=st.none() | st.datetimes(timezones=st.sampled_from([UTC, IST])),
    source=st.none() | TEXT,
    author=st.none() | TEXT,
    place=st.none() | TEXT,
    category=st.none() | TEXT,
    url=st.none() | TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
)
ENTITIES = st.builds(
    StoredEntity,
    kind=TEXT,
    name=TEXT,
    aliases=st.lists(TEXT, max_size=3).map(tuple),
    count=st.integers(0, 10**6),
)
decode_article = ArticleReader(b"").decode


def encode_article(stored: StoredArticle) -> bytes:
    return ArticleWriter(b"").encode(stored)


STORED = st.builds(StoredArticle, ARTICLES, st.lists(ENTITIES, max_size=3).map(tuple))


@given(STORED)
@settings(deadline=None)
def test_round_trip(stored):
    """An article and its entities come back equal, of the same types, with the time zone."""
    again = decode_article(encode_article(stored))
    assert again == stored
    assert (
        again.article.published is None
        or again.article.published.utcoffset() == stored.article.published.utcoffset()
    )


@given(ARTICLES)
@settings(deadline=None)
def test_row(article):
    """The row of an article survives JSON and gives the article."""
    assert article_of_row(json.loads(json.dumps(article_row(article)))) == article


def test_long_articles_are_small():
    """Prose takes less than its bytes."""
    body = "प्रधानमंत्री ने कहा कि सरकार किसानों के साथ है। " * 200
    assert len(encode_article(StoredArticle(Article(id="1", body=body), ()))) < len(body.encode()) / 20


def compressed(value: object) -> bytes:
    return zstandard.ZstdCompressor().compress(json.dumps(value).encode())


GOOD = encode_article(StoredArticle(Article(id="1", body="भारत और रूस"), ()))
ROW = [*article_row(Article(id="1", body="b")), []]


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"garbage",
        GOOD[:-3],
        GOOD[4:],
        pickle.dumps(1),
        zstandard.ZstdCompressor().compress(b"not json"),
        zstandard.ZstdCompressor().compress(b"\xff\xfe"),
        compressed(None),
        compressed([]),
        compressed({"id": 1}),
        compressed(ROW[:-1]),
        compressed([*ROW, []]),
        compressed([*ROW[:3], "yesterday", *ROW[4:]]),
        compressed([*ROW[:-1], [["person"]]]),
        compressed([*ROW[:-1], 7]),
    ],
)
def test_not_an_article(value):
    """Bytes that are no article are corruption."""
    with pytest.raises(IndexCorruptError, match="khabar index verify"):
        decode_article(value)


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_any_bytes(value):
    """So are any other bytes, whatever they are."""
    with pytest.raises(IndexCorruptError):
        decode_article(value)


def test_threads_do_not_disturb_each_other():
    """Many threads read articles by one reader at once."""
    values = [
        StoredArticle(
            Article(id=str(number), body=f"भारत {number} " * (50 * number), published=datetime.now(UTC)), ()
        )
        for number in range(60)
    ]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            encoded = list(pool.map(encode_article, values))
            assert list(pool.map(decode_article, encoded)) == values


def test_dictionary(tmp_path):
    """Articles alike take less room with a dictionary learned from them, and come back with it, and with no other."""
    articles = [
        Article(id=str(n), body=f"मुख्यमंत्री ने {n} जिलों के लिए {n * 7} करोड़ रुपये की घोषणा की।" * 3)
        for n in range(300)
    ]
    dictionary = write_dictionary(tmp_path, articles)
    assert dictionary == read_dictionary(tmp_path) != b""
    stored = StoredArticle(articles[5], ())
    value = ArticleWriter(dictionary).encode(stored)
    assert len(value) < len(encode_article(stored)) / 2
    assert ArticleReader(dictionary).decode(value) == stored
    with pytest.raises(IndexCorruptError):
        decode_article(value)


def test_no_dictionary(tmp_path):
    """Too few articles to learn from give an empty dictionary; a missing file is damage."""
    assert write_dictionary(tmp_path, [Article(id="1", body="भारत")]) == read_dictionary(tmp_path) == b""
    with pytest.raises(IndexCorruptError, match="verify"):
        read_dictionary(tmp_path / "elsewhere")
