"""Keep N, prune, roll back: which generations there are after a history of builds."""

import shutil
from pathlib import Path

import pytest
from small_generations import FILES, build, folders

from indexer.errors import IndexCorruptError, IndexMissingError, IndexStateError
from indexer.generations.publish import (
    Generation,
    prune,
    read_current,
    rollback,
    stage_generation,
)


def cut(generation: Generation) -> None:
    (generation.path / "शब्द.bin").write_bytes(b"")


def change(generation: Generation) -> None:
    path = generation.path / "शब्द.bin"
    path.write_bytes(path.read_bytes()[::-1])


@pytest.fixture
def index(tmp_path) -> Path:
    return tmp_path / "index"


@pytest.mark.parametrize(("keep", "kept"), [(1, [5]), (2, [4, 5]), (3, [3, 4, 5]), (9, [1, 2, 3, 4, 5])])
def test_keep(index, keep, kept):
    """A build leaves the newest N generations, itself among them."""
    for _ in range(5):
        build(index, keep=keep)
    assert folders(index) == [f"{number:06d}" for number in kept]


def test_keep_three_unless_told(index):
    """Three generations are kept by default."""
    for _ in range(4):
        with stage_generation(index) as staging:
            staging.publish(fingerprint="hi-1", articles=0, details={})
    assert folders(index) == ["000002", "000003", "000004"]


@pytest.mark.parametrize("keep", [0, -1])
def test_keep_none(index, keep):
    """Keeping no generation is refused before anything is done."""
    build(index)
    with pytest.raises(ValueError, match="keep is"):
        prune(index, keep)
    with pytest.raises(ValueError, match="keep is"):
        build(index, keep=keep)
    assert read_current(index).number == 1


def test_prune(index):
    """Pruning tells the numbers it removed, oldest first, and finds nothing to do the second time."""
    for _ in range(4):
        build(index)
    assert prune(index, 2) == [1, 2]
    assert prune(index, 2) == []
    assert folders(index) == ["000003", "000004"]


def test_prune_never_removes_what_is_served(index):
    """After a rollback the served generation stays, however few are kept, beside the newest."""
    for _ in range(4):
        build(index)
    rollback(index)
    rollback(index)
    assert prune(index, 1) == [1, 3]
    assert folders(index) == ["000002", "000004"]
    assert read_current(index).number == 2


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_damaged_ones_are_not_counted(index, keep):
    """Damaged generations do not push out whole ones; they go when they are older than all that are kept."""
    built = [build(index) for _ in range(4)]
    cut(built[1])
    cut(built[2])
    removed = prune(index, keep)
    assert removed == {1: [1, 2, 3], 2: [], 3: []}[keep]
    assert read_current(index).number == 4


def test_prune_where_it_is_not_known_what_is_served(index):
    """Nothing is pruned while CURRENT is unreadable, for what it should name might go."""
    build(index)
    build(index)
    (index / "CURRENT").write_bytes(b"?")
    with pytest.raises(IndexCorruptError, match="CURRENT names no generation"):
        prune(index, 1)
    assert folders(index) == ["000001", "000002"]


@pytest.mark.parametrize("write", [rollback, lambda index: prune(index, 1)], ids=["rollback", "prune"])
def test_no_index(index, write):
    """Neither rollback nor prune makes an index folder where there is none."""
    with pytest.raises(IndexMissingError, match="no index in"):
        write(index)
    assert not index.exists()


def test_rollback_twice(index):
    """Each rollback serves the next older generation, byte for byte; past the oldest it is an error."""
    for _ in range(3):
        build(index)
    for number in (2, 1):
        assert rollback(index).number == number
        assert (read_current(index).path / "शब्द.bin").read_bytes() == FILES["शब्द.bin"] + b"%d" % number
    with pytest.raises(IndexStateError, match="no whole generation older than 000001 to go back to: rebuild"):
        rollback(index)
    assert read_current(index).number == 1


@pytest.mark.parametrize("damage", [cut, change, lambda generation: shutil.rmtree(generation.path)])
def test_rollback_passes_over_the_damaged(index, damage):
    """Rollback goes to an older generation of which every sum is right, even from a damaged one."""
    built = [build(index) for _ in range(4)]
    damage(built[3])
    damage(built[2])
    assert rollback(index).number == 2


def test_rollback_without_a_whole_one(index):
    """Where all older generations are damaged, what is served stays so."""
    change(build(index))
    build(index)
    with pytest.raises(IndexStateError, match="no whole generation older than 000002"):
        rollback(index)
    assert read_current(index).number == 2


def test_build_after_rollback(index):
    """What was rolled back from is gone after the next build, and no later rollback leads to it."""
    for _ in range(3):
        build(index)
    rollback(index)
    assert build(index).number == 4
    assert folders(index) == ["000001", "000002", "000004"]
    assert rollback(index).number == 2


def test_failed_build_after_rollback(index):
    """A build that fails takes away nothing, not even what was rolled back from."""
    build(index)
    build(index)
    rollback(index)
    with stage_generation(index):
        pass
    assert folders(index) == ["000001", "000002"]
    assert build(index).number == 3
