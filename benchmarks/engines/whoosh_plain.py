"""Plain Whoosh: its own codec, a regex tokenizer, BM25F with its default weights, one process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh import index
from whoosh.analysis.filters import LowercaseFilter
from whoosh.analysis.tokenizers import RegexTokenizer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import AndGroup, OrGroup
from whoosh.query import And, FuzzyTerm, NumericRange, Or, Phrase, Prefix, Query, Term
from whoosh.scoring import BM25F
from whoosh.sorting import Count

from ..articles import iter_articles_of
from . import UnsupportedError
from .words import WORD_PATTERN, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from whoosh.searching import Searcher

    from indexer.article import Article

    from ..questions import Question

__all__ = ["WhooshEngine"]

_FIELDS = ["title", "body"]


class WhooshEngine:
    """Title and body stored and in two fields, scored apart and summed, as Whoosh's MultifieldParser does."""

    name = "whoosh"

    def __init__(self) -> None:
        self._schema = _schema()
        # No plugins, so no operators: all that is typed goes through the analyzer, which drops punctuation.
        self._parsers = {
            match: MultifieldParser(_FIELDS, self._schema, plugins=[], group=group)
            for match, group in (("any", OrGroup), ("all", AndGroup))
        }
        self._searcher: Searcher | None = None

    def build(self, source: Path, folder: Path) -> int:
        """Write in one commit, by ``add_document``: ``update_document`` would slow it by look-ups."""
        folder.mkdir(parents=True, exist_ok=True)
        opened = index.create_in(str(folder), self._schema)
        writer = opened.writer()
        for article in iter_articles_of(source):
            writer.add_document(**_fields(article))
        writer.commit()
        self._searcher = opened.searcher(weighting=BM25F())
        return int(opened.doc_count())

    def search(self, query: str, top_k: int) -> list[str]:
        """Match any word in either field; ties in Whoosh's order of documents."""
        return [hit["id"] for hit in self._open().search(self._parsers["any"].parse(query), limit=top_k)]

    def answer(self, question: Question) -> list[str]:
        """Ask by the parser, or where it has no plugin, as here for all but words, by the query tree itself."""
        if question.collapsed or question.days:
            raise UnsupportedError(
                "Whoosh knows no stories, and groups dates by ranges given beforehand only"
            )
        query = self._query(question)
        if question.facets:
            results = self._open().search(query, limit=1, groupedby="source", maptype=Count)
            return [f"{source}: {count}" for source, count in results.groups("source").items()]
        sorting: Mapping[str, Any] = (
            {"sortedby": "published", "reverse": True} if question.newest_first else {}
        )
        results = self._open().search(query, limit=10, filter=_filter(question), **sorting)
        return [hit.get("title", "") for hit in results]

    def close(self) -> None:
        """Close the searcher and the files it maps."""
        if self._searcher is not None:
            self._searcher.close()

    def _query(self, question: Question) -> Query:
        if question.match in self._parsers:
            parsed: Query = self._parsers[question.match].parse(question.text)
            return parsed
        return Or([_special(name, question) for name in _FIELDS])

    def _open(self) -> Searcher:
        if self._searcher is None:
            raise RuntimeError("search before build")
        return self._searcher


def _schema() -> Schema:
    analyzer = RegexTokenizer(WORD_PATTERN) | LowercaseFilter()
    return Schema(
        id=ID(stored=True, unique=True),
        title=TEXT(analyzer=analyzer, stored=True),
        body=TEXT(analyzer=analyzer, stored=True),
        published=NUMERIC(int, bits=64, sortable=True),  # seconds since 1970 UTC
        source=ID(stored=True, sortable=True),
    )


def _fields(article: Article) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(article, name) for name in ("id", "title", "body", "source")}
    if article.published:
        fields["published"] = int(article.published.timestamp())
    return {name: value for name, value in fields.items() if value}


def _special(field: str, question: Question) -> Query:
    text = question.text.lower()
    if question.match == "prefix":
        return Prefix(field, text)
    if question.match == "fuzzy":
        # The first letter held, as in khabar: Whoosh walks all terms of the field otherwise.
        return FuzzyTerm(field, text, maxdist=1, prefixlength=1)
    return Phrase(field, words(text))


def _filter(question: Question) -> Query | None:
    if question.source is None or question.since is None or question.until is None:
        return None
    since, until = int(question.since.timestamp()), int(question.until.timestamp())
    return And([Term("source", question.source), NumericRange("published", since, until - 1)])
