"""``khabar story``, ``khabar similar`` and ``khabar search --no-collapse``."""

from __future__ import annotations

import json

import pytest
from small_index import article, build_index, small_dictionary
from typer.testing import CliRunner, Result
from wire_copies import BRIDGE_COPIES, LIBRARY, text_of

from query.cli import app

PAPERS = ["जनवाणी", "प्रभात दर्पण", "उत्तर वार्ता", "जनवाणी", "खबर संसार"]


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> str:
    records = [
        article(name, body, title=f"पुल {name}", source=paper, published=f"2025-11-0{number}T07:30:00+05:30")
        for number, (name, body, paper) in enumerate(
            zip(BRIDGE_COPIES, BRIDGE_COPIES.values(), PAPERS, strict=True), 1
        )
    ]
    records.append(article("library", text_of(*LIBRARY, "गंडकी पर पुल बना।"), title="पुस्तकालय"))
    records.append(article("lone", "अकेला"))
    with small_dictionary():
        return str(build_index(tmp_path_factory.mktemp("stories"), records))


def khabar(*args: str) -> Result:
    return CliRunner().invoke(app, [*args])


def test_a_hit_says_how_many_others_there_are(index):
    """Sources where they are others, and stories beside articles below the hits."""
    shown = khabar("search", "सोनपुरा", "--index", index).stdout
    assert shown.count("पुल ") >= 1
    assert "और 3 स्रोत" in shown
    assert "1–1, कुल 1 ख़बर (5 लेख)" in shown


def test_copies_of_the_same_paper_are_articles(index):
    """और 1 लेख where no other paper has it."""
    assert "और 1 लेख" in khabar("search", "सोनपुरा source:जनवाणी", "--index", index).stdout


def test_no_collapse_shows_all(index):
    """Every copy is a hit of its own; --count counts articles either way."""
    every = khabar("search", "सोनपुरा", "--no-collapse", "--ids", "--index", index).stdout.split()
    assert sorted(every) == sorted(BRIDGE_COPIES)
    assert len(khabar("search", "सोनपुरा", "--ids", "--index", index).stdout.split()) == 1
    assert khabar("search", "सोनपुरा", "--count", "--index", index).stdout == "5\n"


def test_story_is_a_table(index):
    """In a pipe: a heading and a row an article, the earliest first, between tabs; the time as programs write it."""
    heading, *rows = (
        line.split("\t") for line in khabar("story", "cut", "--index", index).stdout.splitlines()
    )
    assert heading == ["published", "source", "id", "title"]
    assert [row[2] for row in rows] == list(BRIDGE_COPIES)
    assert rows[0] == ["2025-11-01T07:30:00+05:30", "जनवाणी", "whole", "पुल whole"]


def test_story_as_json(index):
    """The id that was asked for, and the articles."""
    answer = json.loads(khabar("story", "cut", "--json", "--index", index).stdout)
    assert answer["id"] == "cut"
    assert [each["id"] for each in answer["articles"]] == list(BRIDGE_COPIES)
    assert list(answer["articles"][0]) == ["id", "title", "published", "source", "url"]


def test_similar(index):
    """Title, facts, and what ties it; nothing found exits with 1."""
    shown = khabar("similar", "cut", "-n", "1", "--index", index)
    assert shown.exit_code == 0
    assert "1. पुस्तकालय" in shown.stdout
    assert "शब्द: " in shown.stdout
    assert khabar("similar", "lone", "--index", index).exit_code == 1


def test_similar_as_json(index):
    """The hits with rank, score, words and names."""
    (hit,) = json.loads(khabar("similar", "cut", "--json", "--index", index).stdout)["hits"]
    keys = ["rank", "id", "title", "published", "source", "category", "score", "words", "names", "url"]
    assert list(hit) == keys
    assert hit["words"]


@pytest.mark.parametrize("command", ["story", "similar"])
def test_an_id_that_is_not_there(index, command):
    """Exits with 1 and says which."""
    result = khabar(command, "nobody", "--index", index)
    assert result.exit_code == 1
    assert "no article has the id 'nobody'" in result.stderr
