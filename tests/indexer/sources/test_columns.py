"""Names of columns."""

import unicodedata

import pytest

from indexer.article import Article
from indexer.errors import KhabarError
from indexer.sources import iter_articles
from indexer.sources.columns import NAMES, ColumnMapError, Columns, fold_name

ROWS = [
    ("title", ["title", "Headline", "HEADING", "शीर्षक", "title_hn"]),
    (
        "body",
        [
            "body",
            "Text",
            "content",
            "article",
            "Article Body",
            "article-body",
            "लेख",
            "समाचार",
            "ख़बर",
            "खबर",
            "विवरण",
        ],
    ),
    (
        "published",
        ["date", "Published", "published at", "publishedAt", "pub-date", "pubDate", "datetime", "created_at"],
    ),
    ("published", ["तारीख", "तारीख़", "दिनांक", "तिथि", "प्रकाशित"]),
    ("id", ["ID", "_id", "doc_id", "guid", "articleId", "क्रमांक"]),
    ("source", ["source", "Publisher", "paper", "स्रोत", "अखबार", "अख़बार"]),
    ("author", ["author", "byline", "writer", "लेखक", "रिपोर्टर"]),
    ("place", ["place", "City", "location", "स्थान", "शहर"]),
    ("category", ["category", "section", "श्रेणी", "विषय", "वर्ग"]),
    ("url", ["url", "link", "कड़ी", "लिंक"]),
    ("tags", ["tags", "keywords", "टैग"]),
]


@pytest.mark.parametrize(("field", "name"), [(field, name) for field, names in ROWS for name in names])
def test_usual_names(field: str, name: str) -> None:
    """The usual names of a field are known in any case, with any separator, in any Unicode form."""
    columns = Columns({})
    for written in (name, name.upper(), unicodedata.normalize("NFD", name), f" {name.replace('_', ' ')} "):
        assert columns.select((written,)) == {field: (written,)}


def test_no_name_is_of_two_fields() -> None:
    """No column could be two fields at once."""
    folded = [fold_name(name) for names in NAMES.values() for name in dict.fromkeys(map(fold_name, names))]
    assert len(folded) == len(set(folded))
    assert set(NAMES) == set(Article.__dataclass_fields__)


def test_preference() -> None:
    """Hindi comes before English, and a description is a body only where nothing better is."""
    selection = Columns({}).select(("description", "content", "title", "title_hn"))
    assert selection["title"] == ("title_hn", "title")
    assert selection["body"] == ("content", "description")


def test_map_comes_first() -> None:
    """A column that the user names is taken first, and is no other field's."""
    selection = Columns({"title": "Text"}).select(("title", "text", "body"))
    assert selection["title"] == ("text", "title")
    assert selection["body"] == ("body",)


def test_map_of_unknown_field() -> None:
    """A field that Article does not have is refused before anything is read, with the fields that it has."""
    with pytest.raises(ColumnMapError, match="no field 'headline'; it has id, body, title") as caught:
        iter_articles([], columns={"headline": "x"})
    assert isinstance(caught.value, KhabarError)
    assert isinstance(caught.value, ValueError)
