"""The named entities of a text or of an article, each mention where it stands: for ``khabar entities``.

Loads what only builds load besides: the rules, the lists and the tagger's table.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer.analysis.chain import Chain
from indexer.entities import EntityFinder
from indexer.errors import IndexMissingError

__all__ = ["article_text", "entity_namer"]


def entity_namer() -> Callable[[str], dict[str, Any]]:
    """Make what gives a text's mentions, in order, as JSON has them; offsets count characters."""
    finder = EntityFinder(Chain())

    def name(text: str) -> dict[str, Any]:
        return {"entities": [mention._asdict() for mention in finder.named(text)]}

    return name


def article_text(identity: str, index: Path) -> str | None:
    """The title and body of the index's article with this id; None where there is no index, or no such article."""
    from .searcher import Searcher

    try:
        with Searcher.open(index) as searcher:
            stored = searcher.article(identity)
    except IndexMissingError:
        return None
    if stored is None:
        return None
    article = stored.article
    return f"{article.title}\n{article.body}" if article.title else article.body
