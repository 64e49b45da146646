"""The sample newsroom indexes whole, and each judged query finds a relevant article among its first ten."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from indexer import Article, build
from indexer.sources import iter_articles
from query import Searcher

NEWSROOM = Path(__file__).resolve().parents[1] / "data"
ARTICLES = 142
FILES = {
    "pages": 44,
    "khel_cinema.json": 22,
    "vyapar.csv": 22,
    "vigyan_mausam.jsonl": 22,
    "rajya.tsv": 14,
    "duniya.jsonl.gz": 10,
    "shiksha.json.zst": 8,
}


def read_queries() -> list[tuple[str, str]]:
    """(query_id, query) of each line below the header."""
    lines = (NEWSROOM / "judgements" / "newsroom.queries").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "query_id"))]
    return [(row[0], row[1]) for row in rows]


def read_relevant() -> dict[str, set[str]]:
    """query_id → ids of the articles with grade 1 or 2."""
    relevant = defaultdict(set)
    for line in (NEWSROOM / "judgements" / "newsroom.qrels").read_text(encoding="utf-8").splitlines():
        query_id, _, article, grade = line.split()
        if int(grade) > 0:
            relevant[query_id].add(article)
    return relevant


QUERIES = read_queries()
RELEVANT = read_relevant()


@pytest.fixture(scope="module")
def searcher(newsroom_index: Path):
    with Searcher.open(newsroom_index) as opened:
        yield opened


@pytest.mark.parametrize(("name", "articles"), FILES.items())
def test_every_file_is_read(name: str, articles: int) -> None:
    """Each file gives all of its articles, each with a title, a date and a source, and no reject."""
    items = [item for _, item in iter_articles([NEWSROOM / name])]
    assert len(items) == articles
    for item in items:
        assert isinstance(item, Article), item
        assert item.title
        assert item.published
        assert item.source


def test_indexed_whole(tmp_path: Path) -> None:
    """142 articles from the folder as a whole, judgements and README passed over, nothing rejected or warned of."""
    report = build([NEWSROOM], tmp_path / "index", workers=1)
    assert report.articles == ARTICLES == sum(FILES.values())
    assert not report.rejects
    assert not report.rejected
    assert not report.warned
    assert report.generation == 1
    assert report.bytes > 0


def test_every_article_is_served(searcher: Searcher) -> None:
    """Every article of the files can be had from the index by its id, as it was read."""
    for _, article in iter_articles([NEWSROOM]):
        assert isinstance(article, Article)
        stored = searcher.article(article.id)
        assert stored is not None
        assert stored.article == article


def test_judgements_are_of_this_newsroom() -> None:
    """There are 60 queries, each with a relevant article, and every judged article exists."""
    ids = {article.id for _, article in iter_articles([NEWSROOM]) if isinstance(article, Article)}
    assert len(QUERIES) == len({query_id for query_id, _ in QUERIES}) == 60
    assert set(RELEVANT) == {query_id for query_id, _ in QUERIES}
    assert set().union(*RELEVANT.values()) <= ids


@pytest.mark.parametrize(("query_id", "query"), QUERIES)
def test_judged_query(searcher: Searcher, query_id: str, query: str) -> None:
    """A relevant article is among the first ten."""
    found = {hit.id for hit in searcher.search(query, limit=10, snippets=False).hits}
    assert found & RELEVANT[query_id], query


def read_wire_copies() -> set[frozenset[str]]:
    """The pairs of ids that data/README.md lists; pages go by the first three digits of their file there."""
    ids = {}
    for path in (NEWSROOM / "pages").iterdir():
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        ids[path.name[:3]] = json.loads(first)["_id"] if first.startswith("{") else path.stem
    text = (NEWSROOM / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## Wire copies") : text.index("## Queries")]
    pairs = re.findall(r"([a-z0-9-]+) = ([a-z0-9-]+)", section)
    return {frozenset(ids.get(each, each) for each in pair) for pair in pairs}


def test_wire_copies_are_the_stories(newsroom_index: Path) -> None:
    """The agency stories that two papers have, reworded and cut by each, are found, and nothing else is."""
    identities = [article.id for _, article in iter_articles([NEWSROOM]) if isinstance(article, Article)]
    with Searcher.open(newsroom_index) as searcher:
        stories = {frozenset(each.id for each in searcher.story(name) or ()) for name in identities}
    copies = read_wire_copies()
    assert len(copies) == 12
    assert {story for story in stories if len(story) > 1} == copies
