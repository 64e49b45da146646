"""One engine in a process of its own, from both ends. No test asserts a time."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys

import pytest

from benchmarks.engine_client import BuildFigures, EngineClient, EngineDiedError
from benchmarks.engine_process import EngineProcess, folder_bytes
from benchmarks.engines import EngineMissingError, UnsupportedError
from benchmarks.memory import PeakMemory, resident_bytes
from benchmarks.questions import Question


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(
            json.dumps({"id": str(i), "title": f"शीर्षक {i}", "body": "खबर"}) + "\n" for i in range(7)
        )
    return path


@pytest.mark.parametrize("engine", ["whoosh", "fts5"])
def test_build_and_ask(tmp_path, source, engine):
    """The figures hold the articles and the bytes left behind; each question has its seconds."""
    with EngineClient(engine) as client:
        figures = client.build(source, tmp_path / "index")
        assert figures.articles == 7
        assert figures.index_bytes == folder_bytes(tmp_path / "index") > 0
        # A Python process is never below a megabyte: a figure in KiB taken for bytes would be.
        assert figures.peak_bytes > 1_000_000
        assert len(client.ask([Question("खबर"), Question("अनुपस्थित")])) == 2


def test_threads(tmp_path, source):
    """Several threads give the answers of one."""
    pytest.importorskip("tantivy", reason="the bench extra is not installed")
    with EngineClient("tantivy") as client:
        client.build(source, tmp_path / "index")
        threads = client.ask_in_threads([Question("खबर")] * 50, 4)
        assert (threads.different, threads.error) == (0, "")


def test_a_search_that_an_engine_has_not(tmp_path, source):
    """The engine's own words come back as the error."""
    with EngineClient("fts5") as client:
        client.build(source, tmp_path / "index")
        with pytest.raises(UnsupportedError, match="FTS5 has no fuzzy search"):
            client.ask([Question("खबर", "fuzzy")])


def test_an_engine_that_dies(tmp_path, capfd):
    """A dead process is an error with the engine's name, not a wait without end."""
    client = EngineClient("fts5")
    with client, pytest.raises(EngineDiedError, match="the process of fts5 ended with 1"):
        client.build(tmp_path / "absent", tmp_path / "index")
    assert "absent" in capfd.readouterr().err


def test_an_engine_that_is_not_installed(monkeypatch, tmp_path):
    """The absent package is named."""
    (tmp_path / "bm25s.py").write_text(
        "raise ModuleNotFoundError('No module', name='bm25s')", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(EngineMissingError, match="the package bm25s is not installed"):
        EngineClient("bm25s")


def test_answers_that_differ_or_fail_in_threads_are_counted():
    """An engine that answers right only once per question, and then with an error, differs for each."""

    class Forgetful:
        """Fails from its fourth answer on."""

        def __init__(self):
            self.left = 3

        def answer(self, question):
            """Count down."""
            self.left -= 1
            if self.left < 0:
                raise KeyError("gone")
            return ["a"]

    asked = [Question("खबर").to_json()] * 3
    reply = EngineProcess(Forgetful()).ask_in_threads(asked, 1)
    assert (reply["different"], reply["error"]) == (3, "KeyError: 'gone'")


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


@pytest.mark.skipif(not resident_bytes(os.getpid()), reason="no /proc")
def test_memory_of_children_counts():
    """The peak holds what a child of the watched process took."""
    taking = "import sys; taken = bytearray(80_000_000); print('taken', flush=True); sys.stdin.read()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {taking!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"taken\n"
        with PeakMemory(process.pid) as peak:
            pass
        process.stdin.close()
    assert peak.bytes > 80_000_000


def test_a_process_that_ended_has_no_memory():
    """Between listing and reading a process may end: it counts nothing."""
    assert resident_bytes(2**22 + 1) == 0
