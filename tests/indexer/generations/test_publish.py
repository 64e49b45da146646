import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_generations import FILES, build, folders

from indexer.errors import BuildError, IndexLockedError, IndexStateError
from indexer.generations import publish
from indexer.generations.publish import (
    list_generations,
    prune,
    read_current,
    rollback,
    seal_files,
    stage_generation,
    verify_generation,
)

ROOT = Path(__file__).parents[2]
BUILD = """
import pathlib, sys
from indexer.generations.publish import stage_generation
with stage_generation(pathlib.Path(sys.argv[1])) as staging:
    print("building", flush=True)
    sys.stdin.read()
    staging.publish(fingerprint="hi-1", articles=0, details={})
"""

# A worker of a build that leaves the build's block by itself.
WORKER = """
import os, pathlib, sys
from indexer.generations.publish import stage_generation
with stage_generation(pathlib.Path(sys.argv[1])) as staging:
    (staging.path / "terms.bin").touch()
    worker = os.fork()
    if not worker:
        sys.exit()
    os.waitpid(worker, 0)
    staging.publish(fingerprint="hi-1", articles=0, details={})
"""


@pytest.fixture
def index(tmp_path) -> Path:
    return tmp_path / "index"


def test_first_build(index):
    """A build makes the index folder and is served as it was returned."""
    published = build(index)
    assert published.number == 1
    assert published.path == index / "generations" / "000001"
    assert published == read_current(index)
    assert (index / "CURRENT").read_bytes() == b"000001\n"
    assert sorted(path.name for path in index.iterdir()) == ["CURRENT", "generations", "lock"]
    verify_generation(published)


def test_relative_index(tmp_path, monkeypatch):
    """An index can be given relative to the working folder, deep in folders that do not exist."""
    monkeypatch.chdir(tmp_path)
    build(Path("news") / "hindi")
    assert read_current(tmp_path / "news" / "hindi").manifest.articles == 1


def test_readers_keep_the_old_generation(index):
    """A reader holding a file of the old generation reads on while a build replaces and removes it."""
    build(index)
    with (read_current(index).path / "शब्द.bin").open("rb") as held:
        build(index, keep=1)
        assert folders(index) == ["000002"]
        assert held.read() == FILES["शब्द.bin"] + b"1"


def test_build_without_publish(index):
    """A build that is left without publishing leaves the index as it was, and unlocked."""
    build(index)
    with stage_generation(index) as staging:
        (staging.path / "terms.bin").touch()
        assert read_current(index).number == 1
    assert folders(index) == ["000001"]
    assert build(index).number == 2


def test_build_that_raises(index):
    """An error in the middle of a build comes through and leaves the old index served."""
    build(index)
    with pytest.raises(ZeroDivisionError), stage_generation(index) as staging:
        (staging.path / "terms.bin").touch()
        raise ZeroDivisionError
    assert folders(index) == ["000001"]
    assert read_current(index).number == 1


def test_publish_once(index):
    """A staging folder is published once, and not after its block."""
    with stage_generation(index) as staging:
        staging.publish(fingerprint="hi-1", articles=0, details={})
        with pytest.raises(RuntimeError, match="000001"):
            staging.publish(fingerprint="hi-1", articles=0, details={})
    with stage_generation(index) as left:
        pass
    with pytest.raises(RuntimeError, match="000002"):
        left.publish(fingerprint="hi-1", articles=0, details={})
    assert folders(index) == ["000001"]


@pytest.mark.parametrize("step", ["seal_generation", "sync_folder", "replace_file"])
def test_full_disk(index, monkeypatch, step):
    """A disk full at any step is a failed build that says so; the old index is served, the next works."""
    build(index)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, stage_generation(index) as staging:
        patch.setattr(publish, step, full)
        with pytest.raises(BuildError, match=r"generation 000002 of .* failed: .*No space left"):
            staging.publish(fingerprint="hi-1", articles=0, details={})
    assert read_current(index).number == 1
    assert build(index, keep=2).number in {2, 3}
    assert len(folders(index)) == 2


def test_index_is_a_file(index):
    """A file where the index should be is refused before anything is built."""
    index.touch()
    with pytest.raises(IndexStateError, match="no index can be built in"):
        build(index)


def test_two_builds_at_once(index):
    """Of two builds in two processes the second is told who builds; the first goes on."""
    build(index)
    command = [sys.executable, "-c", BUILD, os.fspath(index)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout.readline() == "building\n"
        for write in (build, rollback, lambda path: prune(path, 1)):
            with pytest.raises(IndexLockedError, match=f"process {first.pid} on {platform.node()} since 20"):
                write(index)
        assert read_current(index).number == 1
        first.stdin.close()
    assert first.returncode == 0
    assert read_current(index).number == 2


def test_worker_that_leaves_the_block(index):
    """A forked worker that ends by leaving the build's block does not take the staging folder with it."""
    subprocess.run([sys.executable, "-c", WORKER, os.fspath(index)], cwd=ROOT, check=True)
    assert list(read_current(index).manifest.files) == ["terms.bin"]


def test_writing_inside_a_build(index):
    """While this process builds, it can neither build again nor roll back nor prune, but read."""
    build(index)
    with stage_generation(index) as staging:
        for write in (build, rollback, lambda path: prune(path, 1)):
            with pytest.raises(IndexLockedError, match=f"process {os.getpid()} "):
                write(index)
        assert [generation.number for generation in list_generations(index)] == [1]
        staging.publish(fingerprint="hi-1", articles=0, details={})
    assert read_current(index).number == 2


def test_leftovers_are_swept(index):
    """A build removes staging folders, half-deleted and unfinished generations, nothing else."""
    build(index)
    for name in (".staging-000002", ".removed-000007", "000008", "notes", "८"):
        (index / "generations" / name).mkdir()
        (index / "generations" / name / "terms.bin").touch()
    with stage_generation(index) as staging:
        assert folders(index) == [".staging-000009", "000001", "notes", "८"]
        assert list(staging.path.iterdir()) == []


def test_served_generation_is_never_swept(index):
    """A generation that CURRENT names stays even without its manifest."""
    served = build(index)
    (served.path / "manifest.json").unlink()
    with stage_generation(index):
        assert (served.path / "शब्द.bin").exists()


def test_build_over_a_broken_current(index):
    """A build works where CURRENT is garbage, keeps the whole generations, and is served."""
    build(index)
    build(index)
    (index / "CURRENT").write_bytes(b"\0")
    assert build(index).number == 3
    assert folders(index) == ["000001", "000002", "000003"]
    assert rollback(index).number == 2


def test_build_over_a_missing_generation(index):
    """A number that only CURRENT still knows is not given again."""
    shutil.rmtree(build(index).path)
    assert build(index).number == 2


def test_hard_links_to_the_generation_before(index):
    """A generation may share files with the one before, which stay when that one is pruned."""
    before = build(index)
    with stage_generation(index) as staging:
        (staging.path / "शब्द.bin").hardlink_to(before.path / "शब्द.bin")
        staging.publish(fingerprint="hi-1", articles=1, details={}, keep=1)
    assert folders(index) == ["000002"]
    verify_generation(read_current(index))


def test_files_sealed_while_others_are_written(index):
    """What was sealed before is part of the generation with its sum; one that has another size then is a failed build."""
    for more in (b"", b"more"):
        with stage_generation(index) as staging:
            (staging.path / "a.kh").write_bytes(b"abc")
            staging.add_sealed(seal_files(staging.path, ["a.kh"]))
            (staging.path / "b.kh").write_bytes(b"b")
            if more:
                (staging.path / "a.kh").write_bytes(more)
                with pytest.raises(BuildError, match=r"a\.kh: size 4, not 3"):
                    staging.publish(fingerprint="hi-1", articles=1, details={})
            else:
                staging.publish(fingerprint="hi-1", articles=1, details={})
    assert folders(index) == ["000001"]
    verify_generation(read_current(index))


def test_removal_that_fails_does_not_fail_the_build(index, monkeypatch):
    """A build succeeds even when an old generation cannot be removed; the next one removes it."""
    build(index)
    with monkeypatch.context() as patch:
        patch.setattr(publish, "discard", lambda folder: False)
        assert build(index, keep=1).number == 2
    assert folders(index) == ["000001", "000002"]
    assert build(index, keep=1).number == 3
    assert folders(index) == ["000003"]
