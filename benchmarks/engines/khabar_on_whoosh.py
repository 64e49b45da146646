"""khabar's articles on Whoosh's own codec: the same analysis, entities and fields, by Whoosh's ordinary writer.

What khabar was before it had a codec of its own, and so what the codec and the build around it gain at equal work. It
is built only: plain Whoosh, which is faster, is the peer of the queries.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from whoosh import index
from whoosh.codec.whoosh3 import W3Codec

from indexer.analysis.chain import Chain
from indexer.codec.stored import code_article
from indexer.entities import EntityFinder
from indexer.schema import ENTITY_FIELDS, EXACT_FIELDS, STORED, build_schema

from ..articles import iter_articles_of
from . import UnsupportedError

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.article import Article

    from ..questions import Question

__all__ = ["KhabarOnWhooshEngine"]

_BETWEEN_NAMES = "; "


class KhabarOnWhooshEngine:
    """One process, as Whoosh is used; without what khabar does besides: stories, aliases, lexicon, impacts, verification."""

    name = "khabar_on_whoosh"

    def __init__(self) -> None:
        self._finder = EntityFinder(Chain())

    def build(self, source: Path, folder: Path) -> int:
        """Write in one commit, by ``add_document``, as plain Whoosh's."""
        folder.mkdir(parents=True, exist_ok=True)
        opened = index.create_in(str(folder), build_schema())
        writer = opened.writer(codec=W3Codec())
        for article in iter_articles_of(source):
            writer.add_document(**self._fields(article))
        writer.commit()
        return int(opened.doc_count())

    def search(self, query: str, top_k: int) -> list[str]:
        """It is built only."""
        raise _built_only()

    def answer(self, question: Question) -> list[str]:
        """It is built only."""
        raise _built_only()

    def close(self) -> None:
        """Nothing is open."""

    def _fields(self, article: Article) -> dict[str, Any]:
        entities = self._finder.find(article.title, article.body, place=article.place)
        names: defaultdict[str, list[str]] = defaultdict(list)
        for entity in entities:
            names[entity.kind] += [entity.name, *entity.aliases]
        fields: dict[str, Any] = {
            "id": article.id,
            "url": article.url,
            STORED: b"\n".join(code_article(article, entities)),
            "tags": _BETWEEN_NAMES.join(article.tags),
            **{kind: _BETWEEN_NAMES.join(names[kind]) for kind in ENTITY_FIELDS},
            **{name: getattr(article, name) for name in ("source", "category", "author")},
        }
        if article.published:
            fields["published"] = int(article.published.timestamp())
        for name in ("title", "body"):
            fields[name] = fields[EXACT_FIELDS[name]] = getattr(article, name)
        return {name: value for name, value in fields.items() if value}


def _built_only() -> UnsupportedError:
    return UnsupportedError("plain Whoosh is asked in its place: this is built only")
