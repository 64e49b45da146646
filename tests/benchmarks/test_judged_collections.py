"""Collections read from tiny made-up files, and from the real ones where they are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.judged_collections import (
    CollectionMissingError,
    JudgedCollection,
    read_headlines,
    read_newsroom,
    read_qrels,
    read_queries,
    read_xquad,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def _write_jsonl(path: Path, records: list[dict[str, object]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return path


@pytest.fixture
def headlines(tmp_path):
    rows = [("a", "बाढ़ का  पानी उतरा"), ("b", "मेला शुरू"), ("c", "बाढ़ का पानी उतरा "), ("d", None), ("e", "  ")]
    records = [{"id": key, "title": title, "body": f"{key} की खबर"} for key, title in rows]
    return read_headlines(_write_jsonl(tmp_path / "news.jsonl.gz", records))


def test_articles_are_indexed_without_their_headline(headlines):
    """All articles are there, in order, and none has a title."""
    assert [(article.id, article.title) for article in headlines.articles] == [(key, None) for key in "abcde"]


def test_same_headlines_are_one_query_with_all_their_articles_relevant(headlines):
    """Headlines equal but for spaces ask once; an article without one asks nothing."""
    assert headlines.queries == {"a": "बाढ़ का पानी उतरा", "b": "मेला शुरू"}
    assert headlines.qrels == {"a": {"a": 1, "c": 1}, "b": {"b": 1}}


def test_xquad_paragraphs_and_questions(tmp_path):
    """A paragraph is an article named by topic and number; it alone is relevant to its questions."""
    first = {"context": "गंगा एक नदी है।", "qas": [{"id": "q1", "question": "गंगा क्या है?"}]}
    second = {"context": "यमुना भी।", "qas": [{"id": k, "question": "और यमुना?"} for k in ("q2", "q3")]}
    path = tmp_path / "xquad.json"
    path.write_text(
        json.dumps({"data": [{"title": "River", "paragraphs": [first, second]}]}), encoding="utf-8"
    )
    collection = read_xquad(path)
    assert {article.id: article.body for article in collection.articles} == {
        "River-1": "गंगा एक नदी है।",
        "River-2": "यमुना भी।",
    }
    assert collection.qrels == {"q1": {"River-1": 1}, "q2": {"River-2": 1}, "q3": {"River-2": 1}}
    assert collection.queries["q1"] == "गंगा क्या है?"


@pytest.mark.parametrize("heading", ["", "query_id\tquery\n", "\N{BYTE ORDER MARK}query_id\tquery\tkind\n"])
def test_queries_with_or_without_a_heading(tmp_path, heading):
    """The heading is no query and a third column no part of one; order is kept; a query keeps its quotes."""
    path = tmp_path / "newsroom.queries"
    path.write_text(heading + 'q1\t"विदेश मंत्री"\n\nq2\tबैठकें \tinflected\ta note\n', encoding="utf-8")
    assert list(read_queries(path).items()) == [("q1", '"विदेश मंत्री"'), ("q2", "बैठकें")]


@pytest.mark.parametrize("line", ["q2 बैठक", "q2\t", "q1\tफिर"])
def test_a_bad_query_line_is_named(tmp_path, line):
    """No tab, no query or a second one of the same id: ValueError with file and line."""
    path = tmp_path / "newsroom.queries"
    path.write_text(f"q1\tबैठक\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^newsroom\.queries:2: "):
        read_queries(path)


def test_qrels(tmp_path):
    """Four columns by any white space; graded relevance is kept, zero too."""
    path = tmp_path / "newsroom.qrels"
    path.write_text("q1 0 a 2\nq1 0 b 0\nq2\t0\ta\t1\n", encoding="utf-8")
    assert read_qrels(path) == {"q1": {"a": 2, "b": 0}, "q2": {"a": 1}}


@pytest.mark.parametrize("line", ["q1 0 a", "q1 0 a high", "q1 0 a 1 x"])
def test_a_bad_qrels_line_is_named(tmp_path, line):
    """Too few columns, too many, or a relevance that is no number: ValueError with file and line."""
    path = tmp_path / "newsroom.qrels"
    path.write_text(f"q1 0 b 1\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^newsroom\.qrels:2: "):
        read_qrels(path)


def _newsroom(folder: Path, qrels: str) -> Path:
    records = [{"id": key, "title": "बैठक", "body": "मंत्री की बैठक हुई।"} for key in ("a", "b")]
    _write_jsonl(folder / "news.jsonl.gz", records)
    (folder / "judgements").mkdir()
    (folder / "judgements" / "newsroom.queries").write_text("q1\tबैठक\n", encoding="utf-8")
    (folder / "judgements" / "newsroom.qrels").write_text(qrels, encoding="utf-8")
    (folder / "README.md").write_text("यह फोल्डर नमूना समाचारों का है।\n", encoding="utf-8")
    return folder


def test_newsroom_is_the_articles_and_not_the_judgements(tmp_path):
    """Queries, judgements and the folder's README are no articles."""
    collection = read_newsroom(_newsroom(tmp_path, "q1 0 b 1\n"))
    assert [article.id for article in collection.articles] == ["a", "b"]
    assert collection.query_language


@pytest.mark.parametrize(("qrels", "named"), [("q1 0 c 1\n", "c"), ("q1 0 a 1\nq9 0 a 1\n", "q9")])
def test_judgements_that_do_not_belong_to_the_articles(tmp_path, qrels, named):
    """An unknown article or query in the judgements is an error that names it, not a silent loss."""
    with pytest.raises(ValueError, match=rf": {named}$"):
        read_newsroom(_newsroom(tmp_path, qrels))


@pytest.mark.parametrize("read", [read_newsroom, read_xquad, read_headlines])
def test_an_absent_file_is_named_without_its_folder(tmp_path, read):
    """What is absent is a CollectionMissingError with the name of the file alone."""
    with pytest.raises(CollectionMissingError) as caught:
        read(tmp_path / "absent")
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("size", "kept"), [(1, "0"), (2, "05"), (3, "036"), (10, "0123456789"), (99, "0123456789")]
)
def test_sample_spreads_evenly(size, kept):
    """A sample takes queries from all over the collection and keeps every article."""
    ids = [str(number) for number in range(10)]
    collection = JudgedCollection("tiny", (), dict.fromkeys(ids, "बैठक"), {key: {"a": 1} for key in ids})
    sample = collection.sample(size)
    assert "".join(sample.queries) == "".join(sample.qrels) == kept


def test_the_real_collections():
    """The shared sets have the sizes that their README gives."""
    if not SHARED.exists():
        pytest.skip("../shared is not here")
    xquad = read_xquad(SHARED / "xquad_hi_dev.json")
    assert (len(xquad.articles), len(xquad.queries)) == (120, 632)
    headlines = read_headlines(SHARED / "news_2020.jsonl.gz")
    assert (len(headlines.articles), len(headlines.queries)) == (3474, 3417)
    assert sum(len(judged) for judged in headlines.qrels.values()) == 3470
