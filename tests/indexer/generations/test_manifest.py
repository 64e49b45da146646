import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.errors import IndexCorruptError
from indexer.generations.manifest import (
    FORMAT,
    MANIFEST,
    FileSum,
    Manifest,
    is_safe_name,
    manifest_bytes,
    read_manifest,
)

EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
GOOD = {
    "format": FORMAT,
    "number": 7,
    "fingerprint": "hi-1",
    "articles": 120,
    "built_at": "2025-11-19T02:00:03+00:00",
    "files": {"postings.bin": {"size": 0, "sha256": EMPTY_SHA256}},
    "details": {"rejects": {"empty body": 2}},
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def write(folder: Path, fields: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps(fields), encoding="utf-8")
    return folder


def test_good_manifest(tmp_path):
    """Every field of a manifest is read into its place."""
    assert read_manifest(write(tmp_path, GOOD), 7) == Manifest(
        format=FORMAT,
        number=7,
        fingerprint="hi-1",
        articles=120,
        built_at="2025-11-19T02:00:03+00:00",
        files={"postings.bin": FileSum(0, EMPTY_SHA256)},
        details={"rejects": {"empty body": 2}},
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": "7"}, "number is not int"),
        ({"number": True}, "number is not int"),
        ({"articles": 1.5}, "articles is not int"),
        ({"articles": None}, "articles is not int"),
        ({"fingerprint": ["hi-1"]}, "fingerprint is not str"),
        ({"built_at": 1763517600}, "built_at is not str"),
        ({"files": ["postings.bin"]}, "files is not dict"),
        ({"files": {"postings.bin": 5}}, "'postings.bin' has no size and sum"),
        ({"files": {"postings.bin": {"size": "5", "sha256": ""}}}, "size is not int"),
        ({"files": {"postings.bin": {"size": 5}}}, "sha256 is not str"),
        ({"details": []}, "details is not dict"),
        ({"format": "1"}, "format is not int"),
        ({"number": 8}, "generation 000008"),
    ],
)
def test_wrong_fields(tmp_path, change, said):
    """A field of the wrong type, or another generation's manifest, is named, with what to do."""
    with pytest.raises(IndexCorruptError, match="khabar index rollback") as caught:
        read_manifest(write(tmp_path, GOOD | change), 7)
    assert said in str(caught.value)
    assert MANIFEST in str(caught.value)


@pytest.mark.parametrize("field", GOOD)
def test_lacking_fields(tmp_path, field):
    """A manifest that lacks any one field is refused by the name of that field."""
    with pytest.raises(IndexCorruptError, match=field):
        read_manifest(write(tmp_path, {name: value for name, value in GOOD.items() if name != field}), 7)


@pytest.mark.parametrize("version", [0, 1, 99])
def test_other_format(tmp_path, version):
    """Another format is refused before its fields are looked at, as another version's."""
    with pytest.raises(IndexCorruptError, match="built by another version of khabar: rebuild"):
        read_manifest(write(tmp_path, {"format": version, "segments": "elsewhere"}), 7)


@pytest.mark.parametrize(
    "text", [b"", b"null", b"[]", b"{", b"\xff\xfe\x00", b"[" * 100_000, b'{"format": 1' + b"0" * 9000 + b"}"]
)
def test_not_a_manifest(tmp_path, text):
    """Text that is no JSON object, however odd, is damage and no other exception."""
    (tmp_path / MANIFEST).write_bytes(text)
    with pytest.raises(IndexCorruptError):
        read_manifest(tmp_path, 7)


@pytest.mark.parametrize(
    "name",
    [
        "../CURRENT",
        "..",
        ".",
        "",
        "/etc/passwd",
        "a/../../b",
        "a//b",
        "a/./b",
        "a/",
        "..\\CURRENT",
        "C:passwd",
        "a\0b",
        "\ud800",
        MANIFEST,
    ],
)
def test_escaping_names(tmp_path, name):
    """A name that could lead out of the folder, or is the manifest's, makes the manifest damaged."""
    fields = GOOD | {"files": {name: {"size": 0, "sha256": EMPTY_SHA256}}}
    with pytest.raises(IndexCorruptError, match="leads out of the folder"):
        read_manifest(write(tmp_path, fields), 7)


@pytest.mark.parametrize("name", ["_MAIN_1.toc", "शब्द.bin", "पद/सूची.bin", "a b", "..a", "a..", "\udcff.bin"])
def test_names_of_files(name):
    """Names that a file may have, Hindi ones and those of no encoding among them, are taken."""
    assert is_safe_name(name)


@given(st.lists(st.sampled_from(["..", ".", "", "a", "ख़बर", "b:", "\\", "..."])).map("/".join) | st.text())
@example("a/..")
def test_safe_names_stay_inside(name):
    """A name that passes is a path below its folder, and its own normal form."""
    if is_safe_name(name):
        assert os.path.normpath(name) == name
        assert not Path(name).is_absolute()
        assert not name.startswith("../")


@given(details=st.dictionaries(st.text(), json_values, max_size=4), articles=st.integers(0, 10**9))
def test_round_trip(tmp_path_factory, details, articles):
    """What is written is read back equal, whatever JSON the builder gives, and is written the same again."""
    folder = tmp_path_factory.mktemp("generation")
    written = Manifest(FORMAT, 7, "hi-1", articles, "", {"शब्द.bin": FileSum(0, EMPTY_SHA256)}, details)
    (folder / MANIFEST).write_bytes(manifest_bytes(written))
    again = read_manifest(folder, 7)
    assert again == written
    assert manifest_bytes(again) == manifest_bytes(written)


def test_paths_of_no_encoding_survive(tmp_path):
    """A rejected file whose name is not UTF-8 can stand in the details."""
    details = {"rejected": os.fsdecode(b"/news/\xe0\xa4.txt")}
    (tmp_path / MANIFEST).write_bytes(manifest_bytes(Manifest(FORMAT, 7, "hi-1", 1, "", {}, details)))
    assert read_manifest(tmp_path, 7).details == details
