"""The list of deleted articles of a generation."""

import numpy as np
import pytest

from indexer.codec.container import ContainerWriter
from indexer.codec.deletions import DELETIONS, read_deletions, write_deletions
from indexer.errors import IndexCorruptError


@pytest.mark.parametrize("numbers", [[], [0], [0, 1, 2], [5, 70_000, 4_000_000_000]])
def test_what_is_written_is_read(tmp_path, numbers):
    """Numbers come back as they were written; without any there is no file."""
    write_deletions(tmp_path, np.array(numbers, np.int64))
    files = [path.name for path in tmp_path.iterdir()]
    assert files == ([DELETIONS] if numbers else [])
    assert read_deletions(tmp_path, files, 4_000_000_001).tolist() == numbers


def test_a_file_that_is_not_of_the_generation(tmp_path):
    """What the manifest does not list is not read."""
    write_deletions(tmp_path, np.array([1]))
    assert read_deletions(tmp_path, [], 2).tolist() == []


@pytest.mark.parametrize("numbers", [[3], [2, 1], [1, 1]])
def test_numbers_of_no_article(tmp_path, numbers):
    """Numbers beyond the articles, or that do not ascend, are an error that names the file."""
    write_deletions(tmp_path, np.array(numbers))
    with pytest.raises(
        IndexCorruptError, match=r"deleted\.kha: deleted: not numbers, ascending, of 3 articles"
    ):
        read_deletions(tmp_path, [DELETIONS], 3)


def test_damage(tmp_path):
    """A changed byte, another version and a missing file are errors."""
    write_deletions(tmp_path, np.array([1, 2]))
    content = bytearray((tmp_path / DELETIONS).read_bytes())
    content[64] ^= 1
    (tmp_path / DELETIONS).write_bytes(content)
    with pytest.raises(IndexCorruptError, match="not those that were written"):
        read_deletions(tmp_path, [DELETIONS], 3)
    with ContainerWriter(tmp_path / DELETIONS) as writer:
        writer.meta = {"version": 3}
    with pytest.raises(IndexCorruptError, match="version 2"):
        read_deletions(tmp_path, [DELETIONS], 3)
    (tmp_path / DELETIONS).unlink()
    with pytest.raises(IndexCorruptError, match="cannot be read"):
        read_deletions(tmp_path, [DELETIONS], 3)
