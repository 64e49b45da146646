"""The quality command on a tiny collection."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("ir_measures", reason="the bench extra is not installed")

from typer.testing import CliRunner

from benchmarks.articles import iter_articles_of
from benchmarks.judged_collections import JudgedCollection
from benchmarks.quality import app, measure_engine
from indexer.article import Article

DOCS = Path(__file__).resolve().parents[2] / "docs"


class ReversedEngine:
    """Finds every article, the last one first."""

    name = "reversed"

    def __init__(self):
        self.ids = []
        self.closed = False

    def build(self, source, folder):
        """Remember the ids."""
        self.ids = [article.id for article in iter_articles_of(source)]
        return len(self.ids)

    def search(self, query, top_k):
        """Give the last ones, whatever is asked."""
        return self.ids[::-1][:top_k]

    def close(self):
        """Remember that it was called."""
        self.closed = True


def test_measure_engine_builds_asks_and_closes(tmp_path):
    """The figures are those of the engine's ranking, and the engine is closed after them."""
    articles = tuple(Article(id=key, body="बैठक हुई") for key in "abc")
    collection = JudgedCollection("tiny", articles, {"q": "बैठक"}, {"q": {"a": 1}})
    engine = ReversedEngine()
    figures = measure_engine(engine, collection, tmp_path)
    assert figures == pytest.approx({"nDCG@10": 0.5, "MRR@10": 1 / 3, "recall@100": 1.0})
    assert engine.closed


@pytest.fixture
def shared(tmp_path):
    paragraphs = [
        {"context": "गंगा हिमालय से निकलती है।", "qas": [{"id": "q1", "question": "गंगा कहां से निकलती है?"}]},
        {"context": "मेले में भीड़ रही।", "qas": [{"id": "q2", "question": '"मेले" में क्या रही: भीड़?'}]},
    ]
    layout = {"data": [{"title": "Tiny", "paragraphs": paragraphs}]}
    (tmp_path / "xquad_hi_dev.json").write_text(json.dumps(layout), encoding="utf-8")
    return tmp_path


def _run(shared, *options):
    folders = ["--shared", str(shared), "--data", str(shared / "no-data")]
    return CliRunner().invoke(app, [*folders, *options], catch_exceptions=False)


def test_a_table_a_collection_and_the_skipped_ones_by_name(shared):
    """Peers find both paragraphs first; the collections that are not there are named as skipped."""
    shown = _run(shared, "--engine", "whoosh", "--engine", "fts5").output
    assert "## xquad: 2 articles, 2 queries" in shown
    assert "| whoosh | 1.000 | 1.000 | 1.000 |" in shown
    assert "| fts5 | 1.000 | 1.000 | 1.000 |" in shown
    assert "newsroom: skipped, newsroom.queries is not there" in shown
    assert "headlines: skipped, news_2020.jsonl.gz is not there" in shown


def test_json_holds_the_same_figures(shared):
    """--json FILE writes one object a collection, with the reason where it was skipped."""
    written = shared / "quality.json"
    _run(shared, "--engine", "fts5", "--json", str(written))
    by_name = {
        report["collection"]: report
        for report in json.loads(written.read_text(encoding="utf-8"))["collections"]
    }
    assert by_name["xquad"]["engines"]["fts5"]["MRR@10"] == 1.0
    assert by_name["headlines"] == {"collection": "headlines", "skipped": "news_2020.jsonl.gz is not there"}


def test_an_unknown_engine_lists_the_known_ones(shared):
    """A misspelt name exits with 2 and says what there is."""
    ended = _run(shared, "--engine", "elastic")
    assert ended.exit_code == 2
    assert "bm25s" in ended.output


def test_the_page_holds_what_is_written_by_hand():
    """docs/quality.md has the errors named by hand as they stand in docs/errors/, thirty rows at least in each table."""
    page = (DOCS / "quality.md").read_text(encoding="utf-8")
    files = sorted((DOCS / "errors").glob("*.md"))
    assert len(files) == 5
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text in page, f"{path.name} changed: run make quality"
        tables = text.split("| what it is |\n")[1:]
        assert tables
        assert all(table.partition("\n\n")[0].count("\n| ") >= 29 for table in tables)
