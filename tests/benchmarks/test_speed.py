"""What the speed command is made of: builds, limits, tables. No test asserts a time."""

from __future__ import annotations

import gzip
import json
import os
import sys

import pytest

from benchmarks.build_once import BuildFigures, build_once, folder_bytes
from benchmarks.machine import describe_machine
from benchmarks.speed import Limit
from benchmarks.tables import Table
from benchmarks.timing import khabar_command, median_seconds


@pytest.mark.parametrize("engine", ["whoosh", "fts5"])
@pytest.mark.parametrize("number", [1, 7])
def test_build_once_counts_what_it_indexed(tmp_path, engine, number):
    """The figures hold the number of articles and the bytes of the index that is left behind."""
    source = tmp_path / "news.jsonl.gz"
    with gzip.open(source, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"id": str(i), "body": f"खबर {i}"}) + "\n" for i in range(number))
    figures = build_once(engine, source, tmp_path / "index")
    assert figures.articles == number
    assert figures.index_bytes == folder_bytes(tmp_path / "index") > 0
    # A Python process is never below a megabyte: a figure in KiB taken for bytes would be.
    assert figures.peak_bytes > 1_000_000


def test_rate_is_articles_a_second():
    """Ten articles in four seconds are 2.5 a second."""
    assert BuildFigures(articles=10, seconds=4.0, index_bytes=1, peak_bytes=1).rate == 2.5


def test_hard_links_count_once(tmp_path):
    """A segment that two generations share takes its bytes once."""
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a").write_bytes(b"x" * 100)
    os.link(tmp_path / "one" / "a", tmp_path / "b")
    (tmp_path / "c").write_bytes(b"x" * 10)
    assert folder_bytes(tmp_path) == 110


@pytest.mark.parametrize(
    ("figure", "at_least", "met"),
    [
        (0.4, True, "NO"),
        (0.5, True, "yes"),
        (0.6, True, "yes"),
        (0.4, False, "yes"),
        (0.5, False, "yes"),
        (0.6, False, "NO"),
    ],
)
def test_limits(figure, at_least, met):
    """A ratio that must reach its limit and one that must not exceed it; equality meets both."""
    assert Limit("ratio", figure, 0.5, "×", at_least=at_least).row()[-1] == met


def test_markdown_table():
    """A title, aligned headings, and no cell that breaks its row."""
    table = Table("Build", ["engine", "rate"], [["a|b", "1"]])
    assert table.markdown() == "## Build\n\n| engine | rate |\n| :-- | --: |\n| a\\|b | 1 |"


def test_median_runs_every_command_once_a_round_and_once_to_warm_up(tmp_path):
    """Commands take turns, so that a slow moment of the machine falls on all of them."""
    log = tmp_path / "log"
    append = "import sys; open(sys.argv[1], 'a').write(sys.argv[2])"
    commands = {name: [sys.executable, "-c", append, str(log), name] for name in "ab"}
    taken = median_seconds(commands, runs=2, cwd=tmp_path)
    assert log.read_text() == "ababab"
    assert all(seconds > 0 for seconds in taken.values())


def test_a_command_that_fails_is_an_error(tmp_path):
    """A fast failure must not pass for a fast search: the command's own words are in the error."""
    command = [sys.executable, "-c", "import sys; sys.exit('no index here')"]
    with pytest.raises(RuntimeError, match="exited with 1: no index here"):
        median_seconds({"broken": command}, runs=1, cwd=tmp_path)


def test_khabar_is_the_one_of_this_interpreter(monkeypatch, tmp_path):
    """The console script beside the interpreter is taken, and without one the interpreter itself."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert khabar_command()[0] == str(tmp_path / "python")
    (tmp_path / "khabar").touch(mode=0o755)
    assert khabar_command() == [str(tmp_path / "khabar")]


def test_the_machine_is_named_without_its_host():
    """The line holds Python and cores, and neither the host's name nor a path."""
    import platform

    line = describe_machine()
    assert platform.python_version() in line
    assert " cores" in line
    assert platform.node() not in line
