import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.article import Article, Entity
from indexer.codec import letter_coding
from indexer.codec.compression import compressor
from indexer.codec.container import Container, ContainerWriter
from indexer.codec.document_reader import join_rows, split_rows
from indexer.codec.stored import (
    ArticleReader,
    ArticleWriter,
    StoredArticle,
    StoredArticles,
    StoredHead,
    code_article,
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
    Entity,
    kind=TEXT,
    name=TEXT,
    aliases=st.lists(TEXT, max_size=3).map(tuple),
    count=st.integers(0, 10**6),
)
READER = ArticleReader(b"")


def encode(writer: ArticleWriter, stored: StoredArticle) -> tuple[bytes, bytes]:
    head, body = code_article(*stored)
    return writer.encode(head), writer.encode(body)


def encode_article(stored: StoredArticle) -> tuple[bytes, bytes]:
    return encode(ArticleWriter(b""), stored)


STORED = st.builds(StoredArticle, ARTICLES, st.lists(ENTITIES, max_size=3).map(tuple))


@given(STORED)
@settings(deadline=None)
def test_round_trip(stored):
    """An article and its entities come back equal, of the same types, with the time zone."""
    again = READER.decode(*encode_article(stored))
    assert again == stored
    assert (
        again.article.published is None
        or again.article.published.utcoffset() == stored.article.published.utcoffset()
    )


@given(STORED)
@settings(deadline=None)
def test_head_and_body(stored):
    """The head alone says all but the body, the body alone is the text."""
    head, body = encode_article(stored)
    read = READER.head(head)
    names = ("id", "title", "published", "source", "author", "place", "category", "url", "tags")
    assert [getattr(read, name) for name in names] == [getattr(stored.article, name) for name in names]
    assert read.entities == stored.entities
    assert READER.body(body) == stored.article.body


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_one_value_for_whoosh(head, body):
    """Two rows joined are two rows again."""
    assert split_rows(join_rows(head, body)) == (head, body)


def test_long_articles_are_small():
    """Prose takes less than its bytes."""
    body = "प्रधानमंत्री ने कहा कि सरकार किसानों के साथ है। " * 200
    rows = encode_article(StoredArticle(Article(id="1", body=body), ()))
    assert sum(map(len, rows)) < len(body.encode()) / 20


def compressed(value: object) -> bytes:
    return frame(letter_coding.encode(json.dumps(value)))


def frame(code: bytes) -> bytes:
    return compressor(b"").compress(code)


GOOD, GOOD_BODY = encode_article(StoredArticle(Article(id="1", body="भारत और रूस"), ()))
ROW = list(READER.head(GOOD))


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"garbage",
        GOOD[:-3],
        GOOD[4:],
        pickle.dumps(1),
        frame(b"not json"),
        frame(b"\xf3\xff\xf3\xfe"),
        compressed(None),
        compressed("ten chars."),
        compressed([]),
        compressed({"id": 1}),
        compressed([1, *ROW[1:]]),
        compressed(ROW[:-1]),
        compressed([*ROW, []]),
        compressed([*ROW[:2], "yesterday", *ROW[3:]]),
        compressed([*ROW[:2], 7, *ROW[3:]]),
        compressed([*ROW[:-1], [["person"]]]),
        compressed([*ROW[:-1], 7]),
    ],
)
def test_not_an_article(value):
    """Bytes that are no head are corruption."""
    with pytest.raises(IndexCorruptError, match="khabar index verify"):
        READER.decode(value, GOOD_BODY)


@pytest.mark.parametrize("value", [b"", b"garbage", GOOD_BODY[:-3], frame(b"\xf3\xff\xf3\xfe")])
def test_not_a_body(value):
    """Bytes that are no body are corruption."""
    with pytest.raises(IndexCorruptError, match="khabar index verify"):
        READER.decode(GOOD, value)


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_any_bytes(value):
    """So are any other bytes, whatever they are."""
    with pytest.raises(IndexCorruptError):
        READER.head(value)


def test_damage_is_met_when_asked_for():
    """A date and entities that are none are corruption when they are asked for, the rest of the head stays."""
    head = StoredHead._make(["1", "शीर्षक", "कल", *ROW[3:-1], [["person", "मोदी"]]])
    assert (head.id, head.title) == ("1", "शीर्षक")
    for name in ("published", "entities"):
        with pytest.raises(IndexCorruptError, match="khabar index verify"):
            getattr(head, name)


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
            assert list(pool.map(lambda rows: READER.decode(*rows), encoded)) == values


def news(count: int) -> list[Article]:
    return [
        Article(id=str(n), body=f"मुख्यमंत्री ने {n} जिलों के लिए {n * 7} करोड़ रुपये की घोषणा की।" * 3)
        for n in range(count)
    ]


def test_dictionary(tmp_path):
    """Articles alike take less room with a dictionary learned from them, and come back with it, and with no other."""
    dictionary = write_dictionary(tmp_path, news(300), 300)
    assert dictionary == read_dictionary(tmp_path) != b""
    stored = StoredArticle(news(6)[5], ())
    rows = encode(ArticleWriter(dictionary), stored)
    assert sum(map(len, rows)) < sum(map(len, encode_article(stored))) / 2
    assert ArticleReader(dictionary).decode(*rows) == stored
    with pytest.raises(IndexCorruptError):
        READER.decode(*rows)


def test_no_dictionary(tmp_path):
    """Too few articles to learn from give an empty dictionary; a missing file is damage."""
    assert write_dictionary(tmp_path, [Article(id="1", body="भारत")], 1) == read_dictionary(tmp_path) == b""
    with pytest.raises(IndexCorruptError, match="verify"):
        read_dictionary(tmp_path / "elsewhere")


@pytest.mark.parametrize(("articles", "bodies"), [(0, 0), (3, 3), (3, 2), (2, 3)])
def test_articles_of_a_segment(tmp_path, articles, bodies):
    """Each article is read by its number; heads and bodies of different numbers are damage."""
    stored = [StoredArticle(article, ()) for article in news(3)]
    rows = [encode_article(each) for each in stored]
    with ContainerWriter(tmp_path / "a.kh") as writer:
        for place, (text, start), count in (
            (0, ("bytes", "start"), articles),
            (1, ("body", "body_start"), bodies),
        ):
            texts = [row[place] for row in rows[:count]]
            writer.add(f"stored/{text}", np.frombuffer(b"".join(texts), np.uint8))
            writer.add(f"stored/{start}", np.cumsum([0, *map(len, texts)], dtype=np.uint32))
    container = Container(tmp_path / "a.kh")
    if articles != bodies:
        with pytest.raises(IndexCorruptError, match=f"stored/body_start: {bodies} rows, not {articles}"):
            StoredArticles(container, READER)
        return
    opened = StoredArticles(container, READER)
    assert [opened.article(number) for number in range(articles)] == stored[:articles]
    assert [opened.head(number).id for number in range(articles)] == ["0", "1", "2"][:articles]
    assert [opened.body(number) for number in range(articles)] == [
        each.article.body for each in stored[:articles]
    ]
