import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.errors import BuildError
from indexer.generations import seal
from indexer.generations.generation import Generation, find_damage
from indexer.generations.manifest import FileSum, read_manifest
from indexer.generations.seal import seal_files, seal_generation

# FIPS 180-4's own examples: of "abc", and of no bytes.
ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "postings").mkdir()
    (tmp_path / "postings" / "पद.bin").write_bytes(b"abc")
    (tmp_path / "lexicon.bin").write_bytes(b"")
    return tmp_path


def sealed(folder: Path, details: dict[str, object] | None = None) -> Generation:
    return seal_generation(folder, 4, fingerprint="hi-1", articles=2, details=details or {})


def test_sums(folder):
    """Every file, in folders too, is listed with its size and SHA-256."""
    assert sealed(folder).manifest.files == {
        "lexicon.bin": FileSum(0, EMPTY_SHA256),
        "postings/पद.bin": FileSum(3, ABC_SHA256),
    }


def test_sealed_generation_is_whole(folder):
    """What is returned is what the disk holds, and nothing differs from it."""
    generation = sealed(folder, {"rejects": 1})
    assert generation.manifest == read_manifest(folder, 4)
    assert (generation.manifest.fingerprint, generation.manifest.articles) == ("hi-1", 2)
    assert find_damage(generation) == []


def test_built_at_is_now_in_utc(folder):
    """The build time is of this minute and says that it is UTC."""
    before = datetime.now(UTC).replace(microsecond=0)
    built_at = datetime.fromisoformat(sealed(folder).manifest.built_at)
    assert before <= built_at <= datetime.now(UTC)
    assert built_at.tzinfo is UTC


def test_details_are_as_json_has_them(folder):
    """Tuples and numeric keys come back as JSON's lists and strings, now as later."""
    details = {"sizes": (1, 2), "by_year": {2: 1, 10: 2}}
    assert sealed(folder, details).manifest.details == {"sizes": [1, 2], "by_year": {"2": 1, "10": 2}}


@pytest.mark.parametrize("value", [{1, 2}, Path(), float("nan")])
def test_details_that_are_not_json(folder, value):
    """A builder that gives something else than JSON learns so before anything is published."""
    with pytest.raises((TypeError, ValueError), match="JSON"):
        sealed(folder, {"counts": value})


def make_link(path: Path) -> None:
    path.symlink_to("lexicon.bin")


def make_folder_link(path: Path) -> None:
    path.symlink_to("postings")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("link", make_link),
        ("folder-link", make_folder_link),
        ("pipe", os.mkfifo),
        ("manifest.json", Path.touch),
        ("back\\slash", Path.touch),
        ("C:stream", Path.touch),
    ],
)
def test_what_no_generation_may_hold(folder, name, make):
    """Links, pipes, and names that another system or the manifest itself would take otherwise are refused."""
    make(folder / name)
    with pytest.raises(BuildError) as caught:
        sealed(folder)
    assert str(folder / name) in str(caught.value)


@pytest.mark.parametrize("name", ["lexicon.bin", "postings/पद.bin", "manifest.json"])
def test_bytes_that_change_on_the_way_to_the_disk(folder, monkeypatch, name):
    """A file that reads back otherwise than it was written, its manifest too, is never a generation."""
    sync_file = seal.sync_file

    def bad_disk(path: Path) -> None:
        sync_file(path)
        if path == folder / name:
            path.write_bytes(path.read_bytes() + b" ")

    monkeypatch.setattr(seal, "sync_file", bad_disk)
    with pytest.raises(BuildError, match=f"reads back otherwise than it was written: {name}: s"):
        sealed(folder)


def test_files_sealed_before_the_rest(folder, monkeypatch):
    """Files that were sealed while others were written are listed with their sums, and not read again."""
    sums = seal_files(folder, ["lexicon.bin"])
    assert sums == {"lexicon.bin": FileSum(0, EMPTY_SHA256)}
    read: list[Path] = []
    sum_file = seal.sum_file
    monkeypatch.setattr(seal, "sum_file", lambda path: read.append(path) or sum_file(path))
    generation = seal_generation(folder, 4, fingerprint="hi-1", articles=2, details={}, linked=sums)
    assert read == [folder / "postings" / "पद.bin"]
    assert sorted(generation.manifest.files) == ["lexicon.bin", "postings/पद.bin"]


def test_files_sealed_before_the_rest_are_read_back(folder, monkeypatch):
    """One that reads back otherwise than it was written is a failed build."""
    monkeypatch.setattr(seal, "sync_file", lambda path: path.write_bytes(b"abd"))
    with pytest.raises(BuildError, match=r"otherwise than it was written: postings/पद\.bin: s"):
        seal_files(folder, ["postings/पद.bin"])


def test_unreadable_manifest(folder, monkeypatch):
    """A manifest that does not read back at all is a failed build, not a damaged index."""
    monkeypatch.setattr(seal, "manifest_bytes", lambda manifest: b"{")
    with pytest.raises(BuildError, match="reads back otherwise"):
        sealed(folder)
