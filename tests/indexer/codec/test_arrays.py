import io
import pickle
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.arrays import open_array
from indexer.errors import IndexCorruptError

DTYPE = np.dtype([("start", "<u4"), ("lemma", "<u4")])


def npy(array: np.ndarray, *, pickled: bool = False) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=pickled)
    return file.getvalue()


GOOD = npy(np.arange(20, dtype="<u4").view(DTYPE))


class Trap:
    """Fails the test where it is unpickled."""

    def __reduce__(self):
        return (pytest.fail, ("a file of an index was unpickled",))


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("start.npy", GOOD)
    return file.getvalue()


@pytest.mark.parametrize("rows", [0, 1, 1000])
def test_round_trip(tmp_path, rows):
    """What was saved is mapped, read-only."""
    path = tmp_path / "a.npy"
    saved = np.arange(2 * rows, dtype="<u4").view(DTYPE)
    path.write_bytes(npy(saved))
    opened = open_array(path, DTYPE)
    assert np.array_equal(opened, saved)
    assert isinstance(opened, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        opened["start"][:] = 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY",
        b"\x93NUMPY\x01\x00\xff\xff{",
        b"\x93NUMPY\x01\x00\x10\x00(((((((((((((((\n",
        b"\x93NUMPY\x09\x09" + GOOD[8:],
        GOOD[:-1],
        GOOD[:60],
        GOOD.replace(b"(10,)", b"(99,)"),
        GOOD.replace(b"(10,)", b"(-1,)"),
        GOOD.replace(b"<u4", b"|O4"),
        b"PK\x03\x04 no archive",
        zipped(),
        pickle.dumps(Trap()),
        npy(np.array([Trap()], dtype=object), pickled=True),
        npy(np.zeros(3, "<u4")),
        npy(np.zeros(3, DTYPE.newbyteorder(">"))),
        npy(np.zeros((2, 2), DTYPE)),
        npy(np.zeros((), DTYPE)),
    ],
)
def test_not_the_array(tmp_path, content):
    """Cut, garbled, pickled or other files are corrupt, with the path and what to do, and nothing is unpickled."""
    path = tmp_path / "a.npy"
    path.write_bytes(content)
    with pytest.raises(IndexCorruptError) as caught:
        open_array(path, DTYPE)
    assert str(path) in str(caught.value)
    assert "khabar index verify" in str(caught.value)


def test_missing(tmp_path):
    """A missing file and a folder in its place are corrupt too."""
    (tmp_path / "folder").mkdir()
    for name in ("none.npy", "folder"):
        with pytest.raises(IndexCorruptError):
            open_array(tmp_path / name, DTYPE)


@given(st.binary(max_size=200) | st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)))
@settings(max_examples=400, deadline=None)
def test_any_bytes(tmp_path_factory, damage):
    """Any bytes, or a good file with one byte changed, open as an array of the type or are corrupt."""
    if isinstance(damage, tuple):
        place, byte = damage
        content = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    else:
        content = damage
    path = tmp_path_factory.getbasetemp() / "any.npy"
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    try:
        opened = open_array(path, DTYPE)
    except IndexCorruptError:
        return
    assert opened.dtype == DTYPE
    assert opened.ndim == 1
