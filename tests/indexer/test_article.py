import dataclasses
import pickle
from datetime import UTC, datetime

import pytest

from indexer.article import Article


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("", ""),
        ("एक", "एक"),
        ("एक\nदो\nतीन", "एक"),
        ("एक दो\n", "एक दो"),
        ("\nदो", ""),
        ("एक\r\nदो", "एक\r"),
    ],
)
def test_lead(body, lead):
    """The lead is what stands before the first newline."""
    assert Article(id="1", body=body).lead == lead


def test_what_is_missing_is_none():
    """An article needs an id and a body; all else is None, and tags are empty."""
    article = Article(id="1", body="b")
    given = {"id": "1", "body": "b", "tags": ()}
    assert {field.name: getattr(article, field.name) for field in dataclasses.fields(article)} == {
        field.name: given.get(field.name) for field in dataclasses.fields(article)
    }


def test_fields_are_named_at_the_call():
    """Positions would mix up id and body."""
    with pytest.raises(TypeError):
        Article("1", "b")


def test_articles_do_not_change():
    """An article is frozen, has no other attributes, and can be hashed and sent to a worker."""
    article = Article(id="1", body="b", published=datetime(2025, 11, 18, tzinfo=UTC), tags=("a",))
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "t"
    assert not hasattr(article, "__dict__")
    assert {article} == {pickle.loads(pickle.dumps(article))}
