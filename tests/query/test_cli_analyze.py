"""``khabar analyze``: the table, the shape of the JSON, and a file of texts."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from query.cli import app

TOKEN_KEYS = ["text", "start", "end", "exact", "lemma", "stop"]
TEXT = "नेताओं ने १,१६५ करोड़ दिये"


def analyze(*args: str, **options) -> Result:
    return CliRunner().invoke(app, ["analyze", *args], **options)


def test_table_in_a_pipe() -> None:
    """In a pipe: a heading and a row a token, between tabs."""
    result = analyze(TEXT)
    assert result.exit_code == 0
    heading, *rows = (line.split("\t") for line in result.stdout.splitlines())
    assert heading == [*TOKEN_KEYS, "rules"]
    assert [row[0] for row in rows] == TEXT.split()
    assert rows[0] == ["नेताओं", "0", "6", "नेताओं", "नेता", "", "dictionary → नेता"]
    assert rows[1][5] == "stop"
    assert rows[2][3] == "1165"


@pytest.mark.parametrize("option", ["--json", "--jsonl"])
def test_json(option: str) -> None:
    """--json, and --jsonl alone, print one object: the issue's keys, and the steps of each token; offsets point into the text."""
    result = analyze(TEXT, option)
    assert result.stdout.count("\n") == 1
    answer = json.loads(result.stdout)
    assert list(answer) == ["tokens"]
    for token in answer["tokens"]:
        assert list(token) == [*TOKEN_KEYS, "steps"]
        assert TEXT[token["start"] : token["end"]] == token["text"]
        assert isinstance(token["stop"], bool)
    assert answer["tokens"][0]["lemma"] == "नेता"
    assert answer["tokens"][0]["steps"] == [
        {"stage": "lemma", "rule": "dictionary", "before": "नेताओं", "after": "नेता"}
    ]


def test_text_without_a_word() -> None:
    """A text without a word has no tokens, and that is no error."""
    for text in ("", "।।", " "):
        result = analyze(text, "--json")
        assert result.exit_code == 0
        assert json.loads(result.stdout) == {"tokens": []}


def test_text_that_begins_with_a_hyphen() -> None:
    """A text may begin with a hyphen after --."""
    assert json.loads(analyze("--json", "--", "-नेता").stdout)["tokens"][0]["exact"] == "नेता"


@pytest.mark.parametrize("options", [["--jsonl"], ["--json"], []])
def test_batch(tmp_path, options: list[str]) -> None:
    """--batch prints an object for every line, empty ones too, so that the two run parallel."""
    lines = ["नेताओं ने", "", "हिन्दी", "\t", "भारत-रूस"]
    path = tmp_path / "texts"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = analyze("--batch", str(path), *options)
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert answers == [json.loads(analyze(line, "--json").stdout) for line in lines]


def test_batch_from_standard_input() -> None:
    """--batch - reads standard input; line ends of Windows are no part of a text."""
    result = analyze("--batch", "-", "--jsonl", input="गए\r\nगये\r\n")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["tokens"][0]["text"] == "गए"
    assert first["tokens"][0]["lemma"] == second["tokens"][0]["lemma"] == "जाना"


def test_batch_goes_on_after_bytes_that_are_not_utf8() -> None:
    """A line that is not UTF-8 gets an error in its place; the rest is analysed; exit code 2."""
    result = analyze("--batch", "-", input=b"\xff\xfe\n" + "गए\n".encode())
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert "not UTF-8" in first["error"]
    assert second["tokens"][0]["lemma"] == "जाना"
    assert result.exit_code == 2


@pytest.mark.parametrize("args", [[], ["गए", "--batch", "-"]])
def test_either_text_or_batch(args: list[str]) -> None:
    """Neither, or both, of text and file is exit code 2."""
    result = analyze(*args)
    assert result.exit_code == 2
    assert "--batch" in result.stderr
