import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.container import MAGIC, Container, ContainerWriter
from indexer.errors import IndexCorruptError

ARRAYS = {
    "bytes": np.frombuffer("ख़बर".encode(), np.uint8),
    "none": np.zeros(0, np.uint32),
    "wide": np.array([0, 2**40, 2**64 - 1], np.uint64),
    "real": np.array([0.5, -1.5], np.float32),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "one.kh"
    with ContainerWriter(path) as writer:
        writer.meta["articles"] = 3
        for name, array in ARRAYS.items():
            writer.add(name, array)
    return path


def test_arrays_come_back(path):
    """What was added is read again: values, dtype, meta; the names in the order of the file's directory."""
    container = Container(path)
    assert sorted(container) == sorted(ARRAYS)
    assert container.meta == {"articles": 3}
    for name, array in ARRAYS.items():
        assert container[name].dtype == array.dtype
        np.testing.assert_array_equal(container[name], array)
    container.check_sums()


def test_arrays_are_aligned_and_read_only(path):
    """Every array starts at a multiple of 64 bytes of the file, and cannot be written to."""
    container = Container(path)
    assert {entry[2] % 64 for entry in container._arrays.values()} == {0}
    with pytest.raises(ValueError, match="read-only"):
        container["wide"][0] = 1


def test_big_endian_arrays_are_written_little_endian(tmp_path):
    """The byte order of the array does not matter: the file's is little-endian."""
    with ContainerWriter(tmp_path / "a") as writer:
        writer.add("x", np.array([1, 2], ">u4"))
    found = Container(tmp_path / "a")["x"]
    assert found.tobytes() == struct.pack("<II", 1, 2)


def test_a_file_from_a_stream(tmp_path, path):
    """A stream is copied as uint8 from where it stands, over chunks too."""
    content = bytes(range(256)) * 5000
    (tmp_path / "blob").write_bytes(b"skip" + content)
    with ContainerWriter(tmp_path / "a") as writer, (tmp_path / "blob").open("rb") as blob:
        blob.seek(4)
        writer.add_stream("blob", blob)
        writer.add("after", np.arange(3, dtype=np.uint32))
    container = Container(tmp_path / "a")
    assert container["blob"].tobytes() == content
    assert container["after"].tolist() == [0, 1, 2]
    container.check_sums()


@pytest.mark.parametrize("parts", [[], [[]], [[1, 2], [], [3]], [[70_000]]])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint32, np.dtype(">u8")])
def test_parts_are_one_array(tmp_path, parts, dtype):
    """Arrays written end to end are in the file what one array is."""
    arrays = [np.array(part, np.int64).astype(dtype) for part in parts]
    for name in ("parts", "whole"):
        with ContainerWriter(tmp_path / name) as writer:
            if name == "parts":
                writer.add_parts("x", iter(arrays), dtype)
            else:
                writer.add("x", np.concatenate([np.zeros(0, dtype), *arrays]).astype(dtype))
            writer.add("after", ARRAYS["real"])
    assert (tmp_path / "parts").read_bytes() == (tmp_path / "whole").read_bytes()


@pytest.mark.parametrize(
    "array",
    [np.array([[1]]), np.array([object()]), np.array(["a"]), np.array([True])],
    ids=["two dimensions", "objects", "strings", "bool"],
)
def test_only_plain_arrays(tmp_path, array):
    """Nothing is written that could not be mapped as numbers."""
    with pytest.raises(ValueError, match="plain"), ContainerWriter(tmp_path / "a") as writer:
        writer.add("x", array)


def test_no_name_twice(tmp_path):
    """A second array of one name is refused."""
    with pytest.raises(ValueError, match="written before"), ContainerWriter(tmp_path / "a") as writer:
        writer.add("x", ARRAYS["real"])
        writer.add("x", ARRAYS["real"])


def test_an_error_leaves_no_whole_file(tmp_path):
    """A file whose writing failed does not open."""
    with pytest.raises(RuntimeError), ContainerWriter(tmp_path / "a") as writer:
        writer.add("x", ARRAYS["real"])
        raise RuntimeError
    with pytest.raises(IndexCorruptError, match="cut"):
        Container(tmp_path / "a")


@pytest.mark.parametrize("content", [b"", b"khabar", MAGIC, MAGIC * 8, b"PK\x03\x04" + bytes(100)])
def test_other_files(tmp_path, content):
    """A file that is no container says so, with its name."""
    (tmp_path / "other.kh").write_bytes(content)
    with pytest.raises(IndexCorruptError, match=r"other\.kh"):
        Container(tmp_path / "other.kh")


def test_forgotten_pages_are_read_again(path):
    """An array is the same after the container has let go of its pages, be it mapped or in memory."""
    for container in (Container(path), Container.of_bytes(path.read_bytes(), "copy")):
        before = {name: container[name].copy() for name in container}
        container.forget_pages()
        assert all((container[name] == array).all() for name, array in before.items())


def test_missing_array_is_named(path):
    """An array that the file has not is named in the error."""
    with pytest.raises(IndexCorruptError, match="'length'"):
        Container(path)["length"]


@settings(deadline=None)
@given(st.data())
def test_any_change_is_found(tmp_path_factory, data):
    """Any byte changed, anywhere, and any cut, is found when the file is opened or its sums are checked."""
    path = tmp_path_factory.mktemp("c") / "one.kh"
    with ContainerWriter(path) as writer:
        for name, array in ARRAYS.items():
            writer.add(name, array)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= data.draw(st.integers(1, 255))
    else:
        del content[place:]
    with pytest.raises(IndexCorruptError):
        Container.of_bytes(bytes(content), "changed").check_sums()
