import os
from pathlib import Path

import pytest

from indexer.generations import durable
from indexer.generations.durable import discard, replace_file, sync_file, sync_folder
from indexer.generations.publish import stage_generation


class Journal:
    """What was synced and renamed, in order, by name: "sync 000001", "rename CURRENT.new CURRENT"."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.lines: list[str] = []
        self._root = root
        fsync, rename = os.fsync, os.replace

        def journal_fsync(descriptor: int) -> None:
            self.lines.append(f"sync {self._name(descriptor)}")
            fsync(descriptor)

        def journal_replace(source: Path, target: Path) -> None:
            self.lines.append(f"rename {Path(source).name} {Path(target).name}")
            rename(source, target)

        monkeypatch.setattr(os, "fsync", journal_fsync)
        monkeypatch.setattr(os, "replace", journal_replace)

    def _name(self, descriptor: int) -> str:
        """Find the open file by device and inode, which hold on every POSIX system."""
        status = os.fstat(descriptor)
        for path in [self._root, *self._root.rglob("*")]:
            if os.path.samestat(status, path.stat()):
                return path.name
        raise LookupError(descriptor)


def test_publication_is_synced_in_order(tmp_path, monkeypatch):
    """Files (in any order), manifest, folders are on the disk before the rename, and that before the switch."""
    index = tmp_path / "index"
    with stage_generation(index) as staging:
        (staging.path / "postings").mkdir()
        (staging.path / "postings" / "terms.bin").write_bytes(b"1")
        (staging.path / "lexicon.bin").write_bytes(b"2")
        journal = Journal(monkeypatch, index)
        staging.publish(fingerprint="hi-1", articles=1, details={})
    assert sorted(journal.lines[:2]) == ["sync lexicon.bin", "sync terms.bin"]
    assert journal.lines[2:] == [
        "sync manifest.json",
        "sync postings",
        "sync .staging-000001",
        "rename .staging-000001 000001",
        "sync generations",
        "sync CURRENT.new",
        "rename CURRENT.new CURRENT",
        "sync index",
    ]


def test_new_index_folder_is_synced(tmp_path, monkeypatch):
    """The folders of a new index, and its own name, are on the disk first of all."""
    journal = Journal(monkeypatch, tmp_path)
    with stage_generation(tmp_path / "index"):
        assert journal.lines == ["sync index", f"sync {tmp_path.name}"]


def test_removal_is_a_rename_first(tmp_path, monkeypatch):
    """A folder leaves its name, durably, before its first file is deleted."""
    folder = tmp_path / "000001"
    folder.mkdir()
    (folder / "terms.bin").touch()
    journal = Journal(monkeypatch, tmp_path)
    assert discard(folder)
    assert journal.lines == ["rename 000001 .removed-000001", f"sync {tmp_path.name}"]
    assert list(tmp_path.iterdir()) == []


def test_removal_over_an_earlier_one(tmp_path):
    """What a killed removal left under the same name is no hindrance."""
    for name in ("000001", ".removed-000001"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "terms.bin").touch()
    assert discard(tmp_path / "000001")
    assert list(tmp_path.iterdir()) == []


def test_removal_that_fails(tmp_path, monkeypatch):
    """A folder that cannot be renamed is left whole, and the answer says so."""
    folder = tmp_path / "000001"
    folder.mkdir()
    (folder / "terms.bin").touch()

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert not discard(folder)
    assert (folder / "terms.bin").exists()


def test_replace_file(tmp_path):
    """The new content replaces the old, whether or not there was one, and nothing else is left."""
    for content in (b"000001\n", b"000002\n"):
        replace_file(tmp_path / "CURRENT", content)
        assert (tmp_path / "CURRENT").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


def test_failed_replacement(tmp_path, monkeypatch):
    """Where the new content cannot be synced the old one stands."""
    replace_file(tmp_path / "CURRENT", b"000001\n")

    def full_disk(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "sync_file", full_disk)
    with pytest.raises(OSError, match="No space left"):
        replace_file(tmp_path / "CURRENT", b"000002\n")
    assert (tmp_path / "CURRENT").read_bytes() == b"000001\n"


@pytest.mark.parametrize("sync", [sync_file, sync_folder])
def test_descriptors_are_closed(tmp_path, monkeypatch, sync):
    """A sync that fails leaves no file open."""
    (tmp_path / "terms.bin").touch()
    path = tmp_path if sync is sync_folder else tmp_path / "terms.bin"
    opened: list[int] = []

    def fail(descriptor: int) -> None:
        opened.append(descriptor)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output error"):
        sync(path)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(opened[0])
