import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_generations import FILES, build

from indexer.errors import IndexCorruptError, IndexMissingError, IndexStateError
from indexer.generations import generation as reading
from indexer.generations.publish import (
    list_generations,
    read_current,
    rollback,
    verify_generation,
)

ROOT = Path(__file__).parents[2]


def test_reads_what_is_served(index):
    """The newest generation is served, with its folder and files."""
    served = read_current(index)
    assert served.number == 2
    assert served.path == index / "generations" / "000002"
    assert sorted(served.manifest.files) == sorted(FILES)
    assert (served.path / "शब्द.bin").read_bytes() == FILES["शब्द.bin"] + b"2"
    verify_generation(served)


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir, Path.touch], ids=["absent", "empty", "file"])
def test_no_index(tmp_path, make):
    """Where there is no index, the error says where and how to build one."""
    make(tmp_path / "nowhere")
    with pytest.raises(IndexMissingError, match=r"no index in .*nowhere: build one with"):
        read_current(tmp_path / "nowhere")
    assert list_generations(tmp_path / "nowhere") == []


def test_current_is_missing(index):
    """Without CURRENT nothing is served; the error points to the whole generation, and rollback serves it."""
    (index / "CURRENT").unlink()
    with pytest.raises(IndexMissingError, match=r"generation 000002 looks whole.*khabar index rollback"):
        read_current(index)
    assert rollback(index).number == 2
    assert read_current(index).number == 2


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"2",
        b"0000002\n",
        b"000000\n",
        b"-00002\n",
        b"../..\n",
        "०००००२\n".encode(),
        b"000002\n\n",
        b"000002\r\n",
        b"000002 \n",
        b"000009\n",
        b"\xff\x00",
        b"9" * 5000,
    ],
)
def test_garbage_in_current(index, line):
    """A CURRENT that names nothing, or nothing that exists, is damage; rollback finds a whole generation."""
    (index / "CURRENT").write_bytes(line)
    with pytest.raises(IndexCorruptError, match="khabar index rollback"):
        read_current(index)
    assert rollback(index).number == 2


@given(line=st.binary(max_size=20) | st.from_regex(rb"0{4,6}[0-3]\n?", fullmatch=True))
def test_any_current(tmp_path_factory, sample, line):
    """Whatever CURRENT holds, an error of ours comes out, or the generation that it names."""
    index = tmp_path_factory.mktemp("any")
    (index / "generations").symlink_to(sample / "generations")
    (index / "CURRENT").write_bytes(line)
    try:
        served = read_current(index)
    except IndexStateError:
        return
    assert line.removesuffix(b"\n") == b"%06d" % served.number


def test_current_is_a_folder(index):
    """What cannot be read as a file is named."""
    (index / "CURRENT").unlink()
    (index / "CURRENT").mkdir()
    with pytest.raises(IndexStateError, match="CURRENT"):
        read_current(index)


def test_whole_ones_are_listed(index):
    """Generations are listed oldest first, without the damaged; other files in the folder do not matter."""
    build(index)
    (index / "generations" / "000002" / "manifest.json").unlink()
    (index / "generations" / "README").touch()
    assert [generation.number for generation in list_generations(index)] == [1, 3]


def test_switch_between_two_reads(index, monkeypatch):
    """A reader that has read CURRENT just before a build switches and prunes gets the new generation."""
    read_number = reading.current_number
    numbers = iter([1])

    def stale(path: Path) -> int:
        return next(numbers, None) or read_number(path)

    shutil.rmtree(index / "generations" / "000001")
    monkeypatch.setattr(reading, "current_number", stale)
    assert read_current(index).number == 2


def test_cold_path_is_light(index):
    """Opening loads no hashing, locking, deleting or date module beyond what `import indexer` loads."""
    script = (
        "import sys, indexer, pathlib; before = set(sys.modules)\n"
        "from indexer.generations.publish import read_current\n"
        "assert read_current(pathlib.Path(sys.argv[1])).number == 2\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, os.fspath(index)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.split())
    assert "indexer.generations.publish" in loaded
    heavy = {"hashlib", "_hashlib", "shutil", "fcntl", "platform", "datetime", "socket", "numpy", "whoosh"}
    assert not heavy & loaded
