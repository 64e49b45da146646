"""``khabar entities``: the table, the shape of the JSON, a file of texts, an article of an index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import indexer
from query.cli import app

KEYS = ["text", "kind", "start", "end", "canonical"]
TEXT = "नरेंद्र मोदी पटना पहुंचे"


def entities(*args: str, **options) -> Result:
    return CliRunner().invoke(app, ["entities", *args], **options)


def test_table_in_a_pipe() -> None:
    """In a pipe: a heading and a row a mention, between tabs."""
    result = entities(TEXT)
    assert result.exit_code == 0
    heading, *rows = (line.split("\t") for line in result.stdout.splitlines())
    assert heading == KEYS
    assert rows[0] == ["नरेंद्र मोदी", "person", "0", "12", "नरेंद्र मोदी"]
    assert rows[1][:2] == ["पटना", "place"]


def test_nothing_found() -> None:
    """A text without names exits with 1."""
    assert entities("कल बारिश हुई").exit_code == 1


def test_batch() -> None:
    """A line of the file, blank or not, is a line of the answer."""
    result = entities("--batch", "-", "--jsonl", input=f"{TEXT}\n\nकल बारिश हुई\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(answer) for answer in answers] == [["entities"]] * 3
    assert [len(answer["entities"]) for answer in answers] == [2, 0, 0]
    assert all(list(each) == KEYS for each in answers[0]["entities"])


def test_article_of_an_index(tmp_path: Path) -> None:
    """An id of the index gives the article's title and body."""
    source = tmp_path / "articles.jsonl"
    article = {"id": "a1", "title": "पटना में सभा", "body": "नरेंद्र मोदी ने कहा।"}
    source.write_text(json.dumps(article) + "\n", encoding="utf-8")
    indexer.build([source], tmp_path / "index")
    result = entities("a1", "--json", "--index", str(tmp_path / "index"))
    assert [each["text"] for each in json.loads(result.stdout)["entities"]] == ["पटना", "नरेंद्र मोदी"]


@pytest.mark.parametrize("args", [(), ("x", "--batch", "-")])
def test_one_of_text_and_batch(args: tuple[str, ...]) -> None:
    """Neither, or both, is an error of use."""
    assert entities(*args).exit_code == 2
