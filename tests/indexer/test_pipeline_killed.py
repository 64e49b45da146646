"""SIGKILL to a build at every stage and at many moments: the old index is served, and the next build cleans up and works."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from indexer import build
from indexer.generations.generation import list_generations, read_current, verify_generation
from query import Searcher
from query.cli import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "data" / "pages").glob("00[1-8]*"))

# Where a build dies: after so many calls of progress at a stage, or before or after a function of a module.
MOMENTS = [
    ("progress", "reading", 1),
    ("progress", "reading", 8),
    ("progress", "indexing", 1),
    ("progress", "indexing", 8),
    ("before", "indexer.pipeline", "check_rejects"),
    ("before", "indexer.pipeline", "build_segments"),
    ("after", "indexer.pipeline", "build_segments"),
    ("before", "indexer.pipeline", "write_dictionary"),
    ("before", "indexer.pipeline", "write_lexicon"),
    ("after", "indexer.pipeline", "write_lexicon"),
    ("progress", "publishing", 1),
    ("before", "indexer.generations.publish", "seal_generation"),
    ("after", "indexer.generations.publish", "seal_generation"),
    ("before", "indexer.generations.publish", "_write_current"),
    ("after", "indexer.generations.publish", "_write_current"),
    ("before", "indexer.generations.publish", "_prune"),
]
SWITCHED = MOMENTS[-2:]

# The dictionary is loaded once: each moment is tried in a fork.
KILLER = """
import importlib, json, os, shutil, signal, sys
from pathlib import Path
import indexer.pipeline
from indexer.analysis.lemma import hindi_dictionary

base, work, moments, pages = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4:]
hindi_dictionary()

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def arm(kind, where, what):
    if kind == "progress":
        calls = 0
        def progress(stage, done, total):
            nonlocal calls
            calls += stage == where
            if calls == what:
                die()
        return progress
    module = importlib.import_module(where)
    called = getattr(module, what)
    def armed(*args, **options):
        if kind == "after":
            called(*args, **options)
        die()
    setattr(module, what, armed)

for number, moment in enumerate(moments):
    shutil.copytree(base, work / str(number))
    child = os.fork()
    if not child:
        try:
            indexer.pipeline.build(pages, work / str(number), workers=1, progress=arm(*moment))
        finally:
            os._exit(1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def write_old(path: Path) -> Path:
    old = {"id": "old", "title": "पुराना समाचार", "body": "यह समाचार पहले से परोसा जा रहा है।"}
    path.write_text(json.dumps(old, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an index of one article, ``old``."""
    folder = tmp_path_factory.mktemp("killed")
    build([write_old(folder / "old.jsonl")], folder / "base")
    return folder / "base"


def served_articles(index: Path) -> int:
    """Number of articles served, after every byte of the index has been tried and a search been made."""
    generation = read_current(index)
    verify_generation(generation)
    with Searcher.open(index) as searcher:
        assert searcher.search("समाचार OR भारत").total > 0
        assert (searcher.article("old") is None) == (generation.number > 1)
    return generation.manifest.articles


def rebuild(index: Path) -> None:
    """Build once more, and find nothing left of the build that died."""
    report = build([index.parent / "next.jsonl"], index, keep=1)
    assert served_articles(index) == 1
    assert sorted(path.name for path in index.iterdir()) == ["CURRENT", "generations", "lock"]
    folders = [path.name for path in (index / "generations").iterdir()]
    assert folders == [f"{report.generation:06d}"]
    assert [generation.number for generation in list_generations(index)] == [report.generation]


def test_killed_at_every_stage(base: Path, tmp_path: Path) -> None:
    """Killed before the switch a build leaves the old index served, after it the new one; the next build cleans up."""
    command = [sys.executable, "-c", KILLER, base, tmp_path, json.dumps(MOMENTS), *PAGES]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert ran.stdout.split() == [str(-signal.SIGKILL)] * len(MOMENTS), ran.stderr
    next_source = tmp_path / "next.jsonl"
    next_source.write_text(
        json.dumps({"id": "next", "body": "अगला समाचार भारत से।"}, ensure_ascii=False), encoding="utf-8"
    )
    for number, moment in enumerate(MOMENTS):
        index = tmp_path / str(number)
        assert served_articles(index) == (8 if moment in SWITCHED else 1), moment
        if number % 5 == 0 or moment in SWITCHED:
            rebuild(index)


def processes_of(session: int) -> list[int]:
    """All processes of a session, by /proc: the workers' parent may be dead."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(folder.name))
    return found


BUILD = (
    "import sys, indexer.pipeline\n"
    "indexer.pipeline._BYTES_WORTH_A_WORKER = 1\n"
    "if __name__ == '__main__':\n"
    "    indexer.pipeline.build(sys.argv[2:], sys.argv[1], workers=2)\n"
)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc here")
@pytest.mark.parametrize("delay", [0.0, 0.1, 0.3, 0.6])
def test_killed_with_workers(base: Path, tmp_path: Path, delay: float) -> None:
    """Killed at any moment after its staging folder appears, a build with two workers leaves no process and a whole index."""
    index = shutil.copytree(base, tmp_path / "index")
    script = tmp_path / "script.py"
    script.write_text(BUILD, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, script, index, *PAGES],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not list((index / "generations").glob(".staging-*")) and process.poll() is None:
        time.sleep(0.01)
    time.sleep(delay)
    process.kill()
    assert process.wait(30) in (-signal.SIGKILL, 0)
    deadline = time.monotonic() + 30
    while (left := processes_of(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not left
    # It may have been killed between its switch and its end.
    assert served_articles(index) in ((1, 8) if process.returncode else (8,))
    write_old(tmp_path / "next.jsonl")
    build([tmp_path / "next.jsonl"], index, keep=1)
    assert len(list((index / "generations").iterdir())) == 1


def test_two_builds_at_once(base: Path, tmp_path: Path) -> None:
    """While one process builds, a second build exits with 2 and names it; when the first is killed the next one works."""
    index = shutil.copytree(base, tmp_path / "index")
    pipe = tmp_path / "news.jsonl"
    os.mkfifo(pipe)
    source = write_old(tmp_path / "next.jsonl")
    program = "import sys, indexer\nindexer.build(sys.argv[1:2], sys.argv[2])\n"
    process = subprocess.Popen([sys.executable, "-c", program, pipe, index], cwd=ROOT)
    with pipe.open("w", encoding="utf-8") as feed:  # opens when the build, which holds the lock, reads
        feed.write('{"id": "a", "body": "पहला समाचार"}\n')
        feed.flush()
        result = CliRunner().invoke(app, ["index", "build", str(source), "--index", str(index)])
        assert result.exit_code == 2
        assert f"process {process.pid} on " in result.stderr
        assert result.stderr.startswith("khabar: ")
        assert served_articles(index) == 1
        process.kill()
        process.wait(30)
    assert build([source], index, keep=1).articles == 1
    assert len(list((index / "generations").iterdir())) == 1
