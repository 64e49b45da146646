"""A record of any format → Article."""

import json
from collections.abc import Callable
from datetime import datetime
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article
from indexer.errors import SourceError
from indexer.sources.clean_kernel import is_clean, is_sound
from indexer.sources.columns import Columns
from indexer.sources.dates import IST
from indexer.sources.records import RecordReader, collapse, flaw_of, join_paragraphs, split_tags, text_of

Read = Callable[..., Any]

FULL = {
    "_id": {"$oid": "691c9ff768b5729ed20c3fe9"},
    "headline": {"rendered": "कोसी का <b>जलस्तर</b> बढ़ा"},
    "content": "<p>सुपौल में  पानी चढ़ा।</p>\n\n<p>नावें &amp; राहत दल तैनात।</p>",
    "pub_date": {"$date": {"$numberLong": "1763483640000"}},
    "publisher": {"id": None, "name": "जनवाणी टाइम्स"},
    "authors": [{"name": "रजनीश ओझा"}],
    "city": "सुपौल",
    "category": {"title": "State", "title_hn": "राज्य", "slug": "state"},
    "link": "https://example.com/kosi",
    "keywords": "कोसी, बाढ़ | सुपौल",
    "views": 12,
}


def test_every_field(read: Read) -> None:
    """Names, nested objects, HTML, MongoDB's values and tags of one record all come out in their fields."""
    assert read("a.json", json.dumps(FULL)) == [
        Article(
            id="691c9ff768b5729ed20c3fe9",
            title="कोसी का जलस्तर बढ़ा",
            body="सुपौल में पानी चढ़ा।\nनावें & राहत दल तैनात।",
            published=datetime(2025, 11, 18, 22, 4, tzinfo=IST),
            source="जनवाणी टाइम्स",
            author="रजनीश ओझा",
            place="सुपौल",
            category="राज्य",
            url="https://example.com/kosi",
            tags=("कोसी", "बाढ़", "सुपौल"),
        )
    ]


def test_what_is_missing_is_none(read: Read) -> None:
    """Nothing is invented; what exports write for nothing ("null", "NaN", "-") is nothing."""
    row = {
        "id": 7.0,
        "text": "बारिश हुई।",
        "title": None,
        "author": "NaN",
        "url": "null",
        "place": " - ",
        "date": "",
    }
    warnings: list[SourceError] = []
    assert read("a.jsonl", json.dumps(row), warnings=warnings) == [Article(id="7", body="बारिश हुई।")]
    assert warnings == []


def test_ids(read: Read) -> None:
    """The id is the id's text, else the url, else file and line; records on one line are counted."""
    rows = [{"id": 42, "text": "क"}, {"url": "u/1", "text": "ख"}, {"text": "ग"}]
    assert [item.id for item in read("x.y.jsonl", "\n".join(map(json.dumps, rows)))] == ["42", "u/1", "x.y-3"]
    assert [item.id for item in read("min.json", json.dumps(rows[2:] * 3))] == ["min-1", "min-1-2", "min-1-3"]


def test_fallback_to_the_next_column(read: Read) -> None:
    """Where the preferred column is empty, the next of the same field is taken."""
    row = {"body": " ", "description": "विवरण का पाठ", "published": "कल", "updated": "18/11/2025"}
    (article,) = read("a.jsonl", json.dumps(row))
    assert isinstance(article, Article)
    assert article.body == "विवरण का पाठ"
    assert article.published == datetime(2025, 11, 18, tzinfo=IST)


def test_unreadable_date_is_reported(read: Read) -> None:
    """A date that cannot be read rejects nothing: the article has none, and the report says where."""
    warnings: list[SourceError] = []
    (article,) = read("a.jsonl", '{"text": "पाठ", "date": "31 फरवरी 2025"}', warnings=warnings)
    assert isinstance(article, Article)
    assert article.published is None
    assert [(w.reason, w.origin.line) for w in warnings] == [("unreadable-date", 1)]
    assert "31 फरवरी 2025" in warnings[0].detail


def test_map(read: Read) -> None:
    """--map names columns that no table knows; one that is absent is reported once for a file."""
    rows = '{"मथ्ता": "शीर्ष", "कथा": "पाठ एक"}\n{"मथ्ता": "और", "कथा": "पाठ दो"}'
    warnings: list[SourceError] = []
    columns = {"title": "मथ्ता", "body": "कथा", "author": "nobody"}
    articles = read("a.jsonl", rows, columns=columns, warnings=warnings)
    assert [(item.title, item.body) for item in articles] == [("शीर्ष", "पाठ एक"), ("और", "पाठ दो")]
    assert [(w.reason, w.origin.line) for w in warnings] == [("missing-column", 1)]


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("a, b | c", ("a", "b", "c")),
        (["एक, दो", "तीन"], ("एक, दो", "तीन")),
        ([{"name": "चुनाव"}, {"name": "चुनाव"}], ("चुनाव",)),
        ("#बजट;#कर", ("बजट", "कर")),
        ("", ()),
        (None, ()),
        ([None, 3], ("3",)),
    ],
)
def test_tags(value: object, tags: tuple[str, ...]) -> None:
    """Tags come as lists or as text, without repeats, in order."""
    assert split_tags(value) == tags


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_any_value_has_a_text(value: object) -> None:
    """No JSON value raises."""
    assert isinstance(text_of(value), str)


@given(st.text())
def test_paragraphs_lose_only_white_space(text: str) -> None:
    """Joining paragraphs changes nothing but white space, and leaves no empty line or double space."""
    joined = join_paragraphs(text)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(line == " ".join(line.split()) != "" for line in joined.split("\n")) or joined == ""
    assert list(chain.from_iterable(joined.split())) == list(chain.from_iterable(text.split()))


SPACES = st.text(st.sampled_from(" \n\r\t\x0b\x1c\x85\xa0\u1680\u2003\u2028\u3000\u200dकa।"), max_size=12)


@given(SPACES | st.text(max_size=20))
def test_what_is_clean_is_left(text):
    """Only a text that cleaning would not change counts as clean, and every such text does."""
    joined = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    assert join_paragraphs(text) == joined
    assert is_clean(text) == (joined == text)
    assert collapse(text) == " ".join(text.split())


@given(st.text(st.characters() | st.sampled_from("\0\ud800\udfff\ue000")))
def test_flaws(text):
    """NUL and lone surrogates are flaws, nothing else is."""
    flawed = "\0" in text or any("\ud800" <= character < "\ue000" for character in text)
    assert is_sound(text) == (flaw_of(text) is None) == (not flawed)


WORTH_CLEANING = st.sampled_from(
    ["नेता  जी", " x", "a<b", "&amp;", "\0", "\ud800", "null", "-", "12", "नेता\nजी", "", "नेता", "a\tb"]
)
VALUES = (
    st.none() | WORTH_CLEANING | st.text(max_size=8) | st.integers() | st.lists(WORTH_CLEANING, max_size=2)
)
COLUMNS = st.sampled_from(
    ["id", "title", "title_hn", "body", "content", "source", "url", "tags", "date", "other"]
)


@given(st.dictionaries(COLUMNS, VALUES, max_size=8))
def test_the_short_way_leads_where_the_long_one_does(record):
    """A record of plain texts is read at one look; what comes of it, or of any other, is what reading value by value gives."""

    def read(reader: type[RecordReader]) -> tuple[object, list[str]]:
        warned: list[SourceError] = []
        found = reader("news.jsonl", "news", Columns({}), warned.append).read(record, 7)
        return (str(found) if isinstance(found, SourceError) else found), list(map(str, warned))

    class LongWay(RecordReader):
        def _plain_article(self, *_: object) -> None:
            return None

    assert read(RecordReader) == read(LongWay)
