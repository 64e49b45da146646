"""Damaged generations: what opening one sees, and what verifying it names."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_generations import FILES

from indexer.errors import IndexCorruptError
from indexer.generations.publish import (
    read_current,
    verify_generation,
)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def link(path: Path) -> None:
    path.rename(path.with_name("target"))
    path.symlink_to("target")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("damage", "said", "cheap"),
    [
        (Path.unlink, "missing", True),
        (cut, "size", True),
        (flip, "sha256", False),
        (link, "not a regular file", True),
    ],
)
def test_damaged_file(index, name, damage, said, cheap):
    """A file that is missing, cut, changed or a link is named; opening sees all but a changed byte."""
    served = read_current(index)
    damage(served.path / name)
    with pytest.raises(IndexCorruptError, match=f"{name}: {said}"):
        verify_generation(served)
    if cheap:
        with pytest.raises(IndexCorruptError, match=f"{name}: {said}"):
            read_current(index)
    else:
        assert read_current(index) == served


def test_link_above_a_file(index):
    """A folder inside a generation that is a symbolic link leads out of it: refused on opening."""
    served = read_current(index)
    (served.path / "postings").rename(index / "elsewhere")
    (served.path / "postings").symlink_to(index / "elsewhere")
    with pytest.raises(IndexCorruptError, match=r"postings/पद\.bin: not a regular file"):
        read_current(index)


@pytest.mark.parametrize("name", ["लेख.bin", "postings/extra.bin"])
def test_unlisted_file(index, name):
    """A file that the manifest does not list is named by verify."""
    served = read_current(index)
    (served.path / name).write_bytes(b"")
    with pytest.raises(IndexCorruptError, match=f"{name}: not in the manifest"):
        verify_generation(served)


def test_all_damage_is_reported(index):
    """Of many damaged files the first five are named and the others counted."""
    served = read_current(index)
    for number in range(8):
        (served.path / f"extra{number}").touch()
    with pytest.raises(IndexCorruptError, match=r"extra4: not in the manifest; and 3 more: go back"):
        verify_generation(served)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_flipped_bit(tmp_path_factory, sample, data):
    """One bit flipped anywhere in a generation, its manifest included, is found and laid to that file."""
    folder = tmp_path_factory.mktemp("flip") / "000002"
    shutil.copytree(sample / "generations" / "000002", folder)
    whole = replace(read_current(sample), path=folder)
    names = sorted(path for path in folder.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(names))
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    with pytest.raises(IndexCorruptError) as caught:
        verify_generation(whole)
    assert f"{path.relative_to(folder).as_posix()}: sha256" in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_flipped_manifest_as_read_from_disk(tmp_path_factory, sample, data):
    """A bit flipped in the manifest before it is opened is found by opening or by verify."""
    index = tmp_path_factory.mktemp("flip") / "index"
    shutil.copytree(sample, index)
    path = index / "generations" / "000002" / "manifest.json"
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    with pytest.raises(IndexCorruptError):
        verify_generation(read_current(index))


def test_vanished_generation(index):
    """Verifying a generation that was pruned meanwhile is our error, not the file system's."""
    served = read_current(index)
    shutil.rmtree(served.path)
    with pytest.raises(IndexCorruptError, match="No such file"):
        verify_generation(served)
