"""docs/query-language.md holds what it says: every query is read, every number is what is found, every message what is said."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from query import Filters, Searcher
from query.cli import app
from query.lexer import DATE_FIELDS, FIELD_NAMES

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "query-language.md").read_text(encoding="utf-8")
ROWS = [row.strip("|").split(" | ") for row in re.findall(r"^\|.*\|$", PAGE, re.MULTILINE) if "`" in row]
QUERIES = [
    query for row in ROWS for cell in row[:2] for query in re.findall(r"`([^`]+)`", cell) if len(query) > 1
]
COUNTED = [
    (query, int(row[2]))
    for row in ROWS
    if row[-1].strip().isdigit()
    for query in re.findall(r"`([^`]+)`", row[0])
]
COMMANDS = re.findall(r"^(khabar .*?) +#.*?(\d+)$", PAGE, re.MULTILINE)
MESSAGES = re.findall(r"^\$ (khabar .*)\n((?:(?!\$|```).*\n)+)", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def searcher(newsroom_index):
    with Searcher.open(newsroom_index) as opened:
        yield opened


@pytest.mark.parametrize("query", [each for each in QUERIES if not each.startswith("--")])
def test_queries_are_read(searcher, query):
    """Each query of a table can be asked."""
    assert searcher.search(query, limit=0).total >= 0


@pytest.mark.parametrize(("query", "total"), COUNTED)
def test_queries_find(searcher, query, total):
    """Each finds as many articles as its row says."""
    assert searcher.search(query, limit=0).total == total


@pytest.mark.parametrize(("command", "total"), COMMANDS)
def test_commands(newsroom_index, command, total):
    """Each command finds as many articles as are said behind it."""
    args = [*shlex.split(command)[1:], "--count"]
    result = CliRunner().invoke(app, args, env={"KHABAR_INDEX": str(newsroom_index)})
    assert result.stdout == f"{total}\n"


@pytest.mark.parametrize(("command", "said"), MESSAGES)
def test_messages(newsroom_index, command, said):
    """Each message is the one that the command prints."""
    result = CliRunner().invoke(app, shlex.split(command)[1:], env={"KHABAR_INDEX": str(newsroom_index)})
    assert result.stderr == said
    assert result.exit_code == (2 if said.startswith("khabar: ") else 1)


def test_python(searcher):
    """The lines of Python run."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code, {"searcher": searcher})
    assert searcher.search("भारत", filters=Filters(category="क्रिकेट")).total == int(COMMANDS[0][1])


def test_the_page_is_whole():
    """Every field and every word for a date field is in it, and enough of each kind of example."""
    assert [name for name in (*FIELD_NAMES, *DATE_FIELDS) if f"`{name}:" not in PAGE] == [
        "organisation",
        "organization",
        "tags",
    ]
    assert len(QUERIES) >= 80
    assert len(COUNTED) > 25
    assert len(COMMANDS) == len(MESSAGES) == 5
