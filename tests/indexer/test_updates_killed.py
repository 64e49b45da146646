"""SIGKILL to an update at every stage: the old generation is served, or the new one, whole; the next cleans up."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import indexer
from indexer.generations.generation import list_generations, read_current, verify_generation
from query import Searcher

ROOT = Path(__file__).resolve().parents[2]

# Before or after which function of which module an update dies.
MOMENTS = [
    ("before", "indexer.updates", "read_change"),
    ("after", "indexer.updates", "read_change"),
    ("before", "indexer.updates", "build_segments"),
    ("after", "indexer.updates", "build_segments"),
    ("after", "indexer.updates", "_index"),
    ("after", "indexer.updates", "update_lexicon"),
    ("before", "indexer.merging", "merge_segments"),
    ("after", "indexer.merging", "merge_segments"),
    ("after", "indexer.assemble", "merge_as_planned"),
    ("before", "indexer.assemble", "write_deletions"),
    ("after", "indexer.assemble", "write_deletions"),
    ("after", "indexer.assemble", "write_stories"),
    ("after", "indexer.assemble", "write_generation_aliases"),
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
import indexer.updates
from indexer.analysis.lemma import hindi_dictionary

base, work, source = map(Path, sys.argv[1:4])
hindi_dictionary()

def arm(when, where, what):
    module = importlib.import_module(where)
    called = getattr(module, what)
    def armed(*args, **options):
        if when == "after":
            called(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(module, what, armed)

for number, moment in enumerate(json.loads(sys.argv[4])):
    # Hard links, as the generations themselves are made of.
    shutil.copytree(base, work / str(number), copy_function=os.link)
    child = os.fork()
    if not child:
        try:
            arm(*moment)
            indexer.updates.update([source], work / str(number), delete=["old-1"], workers=1)
        finally:
            os._exit(1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def write(path: Path, *identities: str) -> Path:
    records = ({"id": each, "body": f"समाचार {each} भारत से।"} for each in identities)
    path.write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8"
    )
    return path


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an index of six articles, old-0 to old-5."""
    folder = tmp_path_factory.mktemp("killed")
    indexer.build([write(folder / "old.jsonl", *(f"old-{number}" for number in range(6)))], folder / "base")
    return folder / "base"


def served(index: Path) -> set[str]:
    """Ids of the articles served, after every byte of the index has been tried."""
    verify_generation(read_current(index))
    with Searcher.open(index) as searcher:
        return {hit.id for hit in searcher.search("समाचार", limit=99)}


def test_killed_at_every_stage(base: Path, tmp_path: Path) -> None:
    """Killed before the switch an update leaves the old articles served, after it the new ones; the next one cleans up."""
    source = write(tmp_path / "new.jsonl", "new", "old-2")
    command = [sys.executable, "-c", KILLER, base, tmp_path, source, json.dumps(MOMENTS)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    assert ran.stdout.split() == [str(-signal.SIGKILL)] * len(MOMENTS), ran.stderr
    before = {f"old-{number}" for number in range(6)}
    after = before - {"old-1"} | {"new"}
    for number, moment in enumerate(MOMENTS):
        index = tmp_path / str(number)
        assert served(index) == (after if moment in SWITCHED else before), moment
        if number % 4 == 0 or moment in SWITCHED:
            report = indexer.update([source], index, delete=["old-1"], keep=1)
            assert report.published == (moment not in SWITCHED)
            assert served(index) == after
    index = tmp_path / "0"
    assert sorted(path.name for path in index.iterdir()) == ["CURRENT", "generations", "lock"]
    assert [path.name for path in (index / "generations").iterdir()] == [f"{read_current(index).number:06d}"]
    assert len(list_generations(index)) == 1
