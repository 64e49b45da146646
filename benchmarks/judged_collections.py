"""The test collections: articles, queries, and which article answers which query."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.article import Article

from .articles import iter_articles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = [
    "COLLECTIONS",
    "CollectionMissingError",
    "JudgedCollection",
    "read_headlines",
    "read_newsroom",
    "read_qrels",
    "read_queries",
    "read_xquad",
]

_JUDGEMENTS = "judgements"
_QUERIES = "newsroom.queries"
_QRELS = "newsroom.qrels"


class CollectionMissingError(Exception):
    """A file of the collection is not there."""


@dataclass(frozen=True, slots=True)
class JudgedCollection:
    """Articles, queries (query_id → text, in order), qrels (query_id → doc_id → relevance, 0 = not relevant).

    Every query has qrels and the other way round. ``query_language`` says that the queries are typed in
    khabar's own language, as its users would; otherwise they are plain text.
    """

    name: str
    articles: tuple[Article, ...]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]
    query_language: bool = False

    def sample(self, size: int) -> JudgedCollection:
        """Keep at most ``size`` queries, spread evenly: neighbours are alike (one paper, one day)."""
        ids = list(self.queries)
        if size >= len(ids):
            return self
        kept = [ids[i * len(ids) // size] for i in range(size)]
        return replace(
            self,
            queries={query_id: self.queries[query_id] for query_id in kept},
            qrels={query_id: self.qrels[query_id] for query_id in kept},
        )


def read_newsroom(folder: Path) -> JudgedCollection:
    """Read the sample newsroom with its own judgements, its articles through khabar's own sources.

    Raises ValueError when queries, judgements and articles do not belong together.
    """
    queries = read_queries(_existing(folder / _JUDGEMENTS / _QUERIES))
    qrels = read_qrels(_existing(folder / _JUDGEMENTS / _QRELS))
    articles = tuple(_iter_newsroom(folder))
    _check_newsroom(queries, qrels, {article.id for article in articles})
    return JudgedCollection("newsroom", articles, queries, qrels, query_language=True)


def read_xquad(path: Path) -> JudgedCollection:
    """Read XQuAD (SQuAD layout): a paragraph is an article, a question a query, its paragraph relevant."""
    articles, queries, qrels = [], {}, {}
    for topic in json.loads(_existing(path).read_text(encoding="utf-8"))["data"]:
        for number, paragraph in enumerate(topic["paragraphs"], start=1):
            doc_id = f"{topic['title']}-{number}"
            articles.append(Article(id=doc_id, body=paragraph["context"]))
            for question in paragraph["qas"]:
                queries[question["id"]] = question["question"]
                qrels[question["id"]] = {doc_id: 1}
    return JudgedCollection("xquad", tuple(articles), queries, qrels)


def read_headlines(path: Path) -> JudgedCollection:
    """Read known-item searches: each headline a query for its own article, which is indexed without it.

    Articles that share a headline, spaces aside, share one query, and each of them is relevant to it: nothing
    in the query tells them apart, so to count one of them alone would punish every engine by chance. An
    article without a headline is indexed as a distractor and asks nothing. The query_id is the first id.
    """
    articles = []
    same_headline: defaultdict[str, list[str]] = defaultdict(list)
    for article in iter_articles_of(_existing(path)):
        articles.append(replace(article, title=None))
        headline = " ".join((article.title or "").split())
        if headline:
            same_headline[headline].append(article.id)
    queries = {ids[0]: headline for headline, ids in same_headline.items()}
    qrels = {ids[0]: dict.fromkeys(ids, 1) for ids in same_headline.values()}
    return JudgedCollection("headlines", tuple(articles), queries, qrels)


def read_queries(path: Path) -> dict[str, str]:
    """Read ``query_id<TAB>query`` lines; further columns, a heading and empty lines are passed over.

    Raises ValueError for another line and for a second query of one id.
    """
    queries: dict[str, str] = {}
    for number, line in _lines(path):
        query_id, query, *_ = [*line.split("\t"), ""]
        if not query.strip() or query_id in queries:
            raise ValueError(f"{path.name}:{number}: not a new query_id, a tab and a query: {line!r}")
        if query_id != "query_id":
            queries[query_id] = query.strip()
    return queries


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Read TREC qrels, ``query_id 0 doc_id relevance`` a line; raises ValueError for another line."""
    qrels: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for number, line in _lines(path):
        try:
            query_id, _, doc_id, relevance = line.split()
            qrels[query_id][doc_id] = int(relevance)
        except ValueError as error:
            raise ValueError(f"{path.name}:{number}: not TREC qrels: {line!r}") from error
    return dict(qrels)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield lines that are not empty, with their numbers from 1."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip():
            yield number, line


def _iter_newsroom(folder: Path) -> Iterator[Article]:
    """Yield the last of several articles with one id, as in khabar's build."""
    from indexer.sources import iter_articles

    by_id = {read.id: read for _, read in iter_articles([folder]) if isinstance(read, Article)}
    yield from by_id.values()


def _check_newsroom(
    queries: Mapping[str, str], qrels: Mapping[str, Mapping[str, int]], ids: Iterable[str]
) -> None:
    without = sorted(queries.keys() ^ qrels.keys())
    if without:
        raise ValueError(f"{_QUERIES} and {_QRELS} do not have the same queries: {', '.join(without)}")
    unknown = sorted({doc_id for judged in qrels.values() for doc_id in judged} - set(ids))
    if unknown:
        raise ValueError(f"{_QRELS} judges articles that the sources do not give: {', '.join(unknown)}")


def _existing(path: Path) -> Path:
    if not path.exists():
        raise CollectionMissingError(f"{path.name} is not there")
    return path


# Name → reader, from the project's data folder and the folder of shared test data.
COLLECTIONS: dict[str, Callable[[Path, Path], JudgedCollection]] = {
    "newsroom": lambda data, _: read_newsroom(data),
    "xquad": lambda _, shared: read_xquad(shared / "xquad_hi_dev.json"),
    "headlines": lambda _, shared: read_headlines(shared / "news_2020.jsonl.gz"),
}
