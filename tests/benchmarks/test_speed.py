"""The speed command on a tiny corpus, and the commands that it times. No test asserts a time."""

from __future__ import annotations

import gzip
import json
import sys

import pytest
from typer.testing import CliRunner

from benchmarks.corpora import CORPORA, Corpus, CorpusMissingError
from benchmarks.machine import describe_machine
from benchmarks.speed import app, measure_corpus
from benchmarks.tables import Table
from benchmarks.timing import khabar_command, median_seconds


@pytest.fixture
def corpus(tmp_path):
    source = tmp_path / "news.jsonl.gz"
    record = {
        "title": "विधानसभा चुनाव",
        "body": "मुख्यमंत्री ने राजधानी में बातचीत की।",
        "date": "2020-04-01",
        "source": "पत्र",
    }
    with gzip.open(source, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"id": str(i), **record}) + "\n" for i in range(12))
    return Corpus("tiny", source, known_words=False, skipped={"bm25s": "a reason"})


def test_measure_corpus(corpus, tmp_path):
    """Every engine that is asked has its build and its times, and one that is skipped has its reason."""
    figures = measure_corpus(corpus, ["whoosh", "fts5", "bm25s"], tmp_path, questions=3, budget=5)
    assert {name: built.articles for name, built in figures.builds.items()} == {"whoosh": 12, "fts5": 12}
    assert figures.absent == {"bm25s": "a reason"}
    assert {name: sorted(by_engine) for name, by_engine in figures.queries.items()} == {
        **{name: ["fts5", "whoosh"] for name in figures.queries},
        **{"fuzzy": ["whoosh"], "trends by day": ["fts5"], "collapsed": []},
    }
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_an_unknown_engine_lists_the_known_ones(tmp_path):
    """A misspelt name exits with 2 and says what there is."""
    ended = CliRunner().invoke(app, ["--engine", "elastic", "--cache", str(tmp_path)])
    assert ended.exit_code == 2
    assert "tantivy" in ended.output


@pytest.mark.parametrize("name", ["wiki", "news_2020"])
def test_an_absent_corpus_is_named_without_its_folder(name, tmp_path):
    """What is absent is a CorpusMissingError with the name of the file alone."""
    with pytest.raises(CorpusMissingError) as caught:
        CORPORA[name](name, tmp_path, tmp_path)
    assert str(tmp_path) not in str(caught.value)


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
