"""Tantivy through its Python binding: its default query parser over title and body, a regex tokenizer, 2 threads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tantivy

from ..articles import iter_articles_of
from . import UnsupportedError
from .words import WORD_PATTERN, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from indexer.article import Article

    from ..questions import Question

__all__ = ["TantivyEngine"]

_FIELDS = ["title", "body"]
_WORDS = "words"  # the schema's name for the tokenizer, which an index does not hold itself
_THREADS = 2
# Words that the query parser takes for its operators, unless they stand in quotes.
_OPERATORS = frozenset({"AND", "OR", "NOT", "IN", "TO"})


class TantivyEngine:
    """Title and body stored and in two fields, scored apart and summed; dates in a fast field, sources as raw terms."""

    name = "tantivy"

    def __init__(self) -> None:
        self._schema = _schema()
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None

    def build(self, source: Path, folder: Path) -> int:
        """Write in one commit with the binding's default of memory, and wait for the merges."""
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, str(folder))
        tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(WORD_PATTERN))
        self._index.register_tokenizer(_WORDS, tokenizer.filter(tantivy.Filter.lowercase()).build())
        writer = self._index.writer(num_threads=_THREADS)
        count = 0
        for article in iter_articles_of(source):
            writer.add_document(_document(article))
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        return count

    def search(self, query: str, top_k: int) -> list[str]:
        """Match any word in either field."""
        text = _any(query)
        return self._stored("id", self._parse(text), top_k) if text else []

    def answer(self, question: Question) -> list[str]:
        """Ask by the query parser, but for prefix and fuzzy, of which its grammar has none for a single word."""
        if question.collapsed:
            raise UnsupportedError("tantivy knows no stories")
        query = self._query(question)
        if question.facets:
            return list(self._counts(query, {"terms": {"field": "source", "size": 100}}))
        if question.days:
            by_day = {"field": "published", "fixed_interval": "1d", "offset": "-330m", "min_doc_count": 1}
            return list(self._counts(query, {"date_histogram": by_day}))
        order = "published" if question.newest_first else None
        return self._stored("title", query, 10, total=question.total, order=order)

    def close(self) -> None:
        """Let go of the index: tantivy closes its files with it."""
        self._index = self._searcher = None

    def _query(self, question: Question) -> tantivy.Query:
        if question.match == "prefix":
            # Not phrase_prefix_query: it takes the first 50 terms of the prefix and misses the others' articles.
            return self._nearly(question.text, distance=0, prefix=True)
        if question.match == "fuzzy":
            return self._nearly(question.text, distance=1, prefix=False)
        if question.match == "phrase":
            return self._parse(f'"{question.text}"')
        return self._parse(_filtered(_any(question.text), question), conjunction=question.match == "all")

    def _parse(self, text: str, *, conjunction: bool = False) -> tantivy.Query:
        return self._open()[0].parse_query(text, _FIELDS, conjunction_by_default=conjunction)

    def _nearly(self, word: str, *, distance: int, prefix: bool) -> tantivy.Query:
        near = tantivy.Query.fuzzy_term_query
        either = [near(self._schema, name, word.lower(), distance, prefix=prefix) for name in _FIELDS]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in either])

    def _stored(
        self, field: str, query: tantivy.Query, top_k: int, *, total: bool = True, order: str | None = None
    ) -> list[str]:
        searcher = self._open()[1]
        # The binding counts unless told not to; without the count tantivy skips blocks of postings (WAND).
        found = searcher.search(query, top_k, count=total, order_by_field=order).hits
        return [str(searcher.doc(address).get_first(field) or "") for _, address in found]

    def _counts(self, query: tantivy.Query, by: dict[str, object]) -> Iterator[str]:
        for bucket in self._open()[1].aggregate(query, {"counts": by})["counts"]["buckets"]:
            yield f"{bucket['key']}: {bucket['doc_count']}"

    def _open(self) -> tuple[tantivy.Index, tantivy.Searcher]:
        if self._index is None or self._searcher is None:
            raise RuntimeError("search before build")
        return self._index, self._searcher


def _schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _FIELDS:
        fields.add_text_field(name, stored=True, tokenizer_name=_WORDS)
    fields.add_date_field("published", stored=True, indexed=True, fast=True)
    fields.add_text_field("source", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    return fields.build()


def _document(article: Article) -> tantivy.Document:
    document = tantivy.Document(id=article.id, body=article.body)
    if article.title:
        document.add_text("title", article.title)
    if article.published:
        document.add_date("published", article.published)
    if article.source:
        document.add_text("source", article.source)
    return document


def _any(query: str) -> str:
    """The words in the grammar of the query parser: no mark is left, and an operator stands in quotes."""
    return " ".join(f'"{word}"' if word in _OPERATORS else word for word in words(query))


def _filtered(text: str, question: Question) -> str:
    if question.source is None or question.since is None or question.until is None:
        return text
    source = re.sub(r'(["\\])', r"\\\1", question.source)
    days = f"[{_instant(question.since)} TO {_instant(question.until)}}}"
    return f'+({text}) +published:{days} +source:"{source}"'


def _instant(moment: datetime) -> str:
    return moment.isoformat()
