"""The file of aliases: what is written is found, damage is named; and evidence in segments, its sums, merge and check."""

import contextlib
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segments import write

from indexer.codec.aliases import (
    ACRONYM,
    ALIASES,
    NAME,
    SOUND,
    Alias,
    AliasTable,
    check_aliases,
    write_aliases,
)
from indexer.codec.check import check_segment
from indexer.codec.container import Container, ContainerWriter
from indexer.codec.evidence import SummedEvidence, change_evidence, check_evidence, in_order, read_evidence
from indexer.codec.merge import merge_segments
from indexer.errors import IndexCorruptError

SCO, LONG = "एससीओ", "शंघाई सहयोग संगठन"
ROWS = sorted(
    [
        Alias(SCO, LONG, ACRONYM, 7),
        Alias(LONG, SCO, ACRONYM, 7),
        Alias("sco", LONG, ACRONYM, 9),
        Alias(LONG, "sco", ACRONYM, 9),
        Alias("राजवंशी", "विमला राजवंशी", NAME, 4),
        Alias("विमला राजवंशी", "राजवंशी", NAME, 4),
        Alias("एप्पल", "apple", SOUND, 0),
        Alias("apple", "एप्पल", SOUND, 0),
    ]
)
LISTS = {"body": {b"a": {0: [0], 1: [0]}}}


@pytest.fixture
def folder(tmp_path):
    write_aliases(tmp_path, ROWS)
    return tmp_path


def test_found(folder):
    """A name has its aliases, those with most evidence first; another has none."""
    table = AliasTable(folder)
    assert table.of(LONG) == [Alias(LONG, "sco", ACRONYM, 9), Alias(LONG, SCO, ACRONYM, 7)]
    assert [each for name in sorted({row.name for row in ROWS}) for each in sorted(table.of(name))] == ROWS
    assert table.of("शंघाई") == table.of("") == table.of("\ud800") == []


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("शंघाई", True),
        ("शंघाई सहयोग", True),
        (LONG, True),
        ("शंघा", False),
        ("शंघाई सह", False),
        (f"{LONG} में", False),
        ("विमला", True),
        ("zz", False),
        ("ौ", False),
    ],
)
def test_begins(folder, words, begins):
    """Whole words at a name's beginning are found, parts of words are not."""
    assert AliasTable(folder).begins(words) is begins


def test_none(tmp_path):
    """A corpus without aliases has a file that is as whole."""
    write_aliases(tmp_path, [])
    assert AliasTable(tmp_path).of(SCO) == []
    assert not AliasTable(tmp_path).begins(SCO)
    check_aliases(tmp_path / ALIASES)


def rewritten(path, name, change):
    """The file with one array changed and every sum right."""
    container = Container(path)
    arrays = {each: container[each].copy() for each in container}
    arrays[name] = change(arrays[name])
    meta = container.meta
    path.unlink()
    with ContainerWriter(path) as writer:
        writer.meta = meta
        for each, array in arrays.items():
            writer.add(each, array)
    return path


def put(at, value):
    def change(array):
        array[at] = value
        return array

    return change


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("alias/start", lambda array: array[1:], "alias/start is not what is kept"),
        ("alias/start", put(0, 1), "alias/start: not ascending from 0"),
        ("alias/start", put(1, 9), "alias/start: not ascending from 0"),
        ("alias/start", put(-1, 7), "alias/name is not what is kept there"),
        ("alias/name", put(0, 99), "alias/name: no names that ascend"),
        ("alias/name", lambda array: array.astype(np.uint8), "alias/name is not what is kept there"),
        ("alias/kind", put(0, 9), "alias/kind: of no known kind"),
        ("alias/evidence", lambda array: array[1:], "alias/evidence is not what is kept there"),
        ("names/start", put(-1, 7), "names/text: the blocks do not end"),
        ("names/text", put(0, 0xFF), "names/text: a "),
    ],
)
def test_structure_is_checked(folder, name, change, message):
    """An array that does not fit the others is found though its sum is right, and named; use gives answers or that error."""
    path = rewritten(folder / ALIASES, name, change)
    with pytest.raises(IndexCorruptError, match=message):
        check_aliases(path)
    with contextlib.suppress(IndexCorruptError):
        table = AliasTable(folder)
        for row in ROWS:
            table.of(row.name)
            table.begins(row.name)


def test_another_version(folder):
    """A file of another version is refused."""
    path = folder / ALIASES
    container = Container(path)
    arrays = {each: container[each].copy() for each in container}
    with ContainerWriter(path) as writer:
        writer.meta = {"version": 9}
        for each, array in arrays.items():
            writer.add(each, array)
    with pytest.raises(IndexCorruptError, match="no aliases of version"):
        AliasTable(folder)


def test_a_changed_byte(folder):
    """Any byte that is another is found by its sum at last."""
    path = folder / ALIASES
    content = bytearray(path.read_bytes())
    offset, _ = Container(path).place("alias/evidence")
    content[offset] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(IndexCorruptError, match="alias/evidence"):
        check_aliases(path)


COUNTS = st.dictionaries(
    st.sampled_from([f"N\tनाम {number}" for number in range(40)]), st.integers(1, 70_000)
)


def summed(paths, less=None) -> list[tuple[str, int]]:
    """All lines of segments with their sums, which are also those that each line has when it is asked for alone."""
    evidence = SummedEvidence([Container(path) for path in paths], less and Container(less))
    every = list(evidence.beginning(""))
    assert [(line, evidence.count(line)) for line, _ in every] == every
    return every


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=4), COUNTS, st.data())
def test_sums(tmp_path_factory, parts, others, data):
    """Segments' counts add up, one by one and merged; what deleted articles gave is taken off."""
    folder = tmp_path_factory.mktemp("evidence")
    paths = [
        write(folder / f"{place}.kh", LISTS, 2, evidence=in_order(each)) for place, each in enumerate(parts)
    ]
    every = sorted({line for each in parts for line in each})
    expected = [(line, sum(each.get(line, 0) for each in parts)) for line in every]
    assert summed(paths) == expected
    merge_segments(paths, folder / "merged.kh")
    check_segment(folder / "merged.kh")
    assert (
        summed([folder / "merged.kh"])
        == expected
        == [*read_evidence(Container(folder / "merged.kh")).items()]
    )
    gone = {line: data.draw(st.integers(0, count)) for line, count in expected}
    with ContainerWriter(folder / "first") as writer:
        change_evidence(writer, None, Counter(others) + Counter(gone))
    with ContainerWriter(folder / "less") as writer:
        change_evidence(writer, Container(folder / "first"), {line: -count for line, count in others.items()})
    check_evidence(Container(folder / "less"))
    without = [(line, count - gone[line]) for line, count in expected]
    assert summed(paths, folder / "less") == [(line, count) for line, count in without if count]


def test_fewer_than_none(tmp_path):
    """What takes more off than there is, is damage."""
    with (
        pytest.raises(IndexCorruptError, match="evidence/text: fewer than no articles"),
        ContainerWriter(tmp_path / "less") as writer,
    ):
        change_evidence(writer, None, {"N\tअ क": -1})


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("evidence/counts", lambda array: array[1:], "evidence/counts: not of 3 lines"),
        ("evidence/counts", put(1, 0), "evidence/counts: a line without articles"),
        ("evidence/text", put(0, 0xFF), "evidence/text: a "),
    ],
)
def test_evidence_is_checked(tmp_path, name, change, message):
    """What is wrong with a segment's evidence is named."""
    path = write(tmp_path / "a.kh", LISTS, 2, evidence=in_order({"N\tअ क": 1, "N\tअ ख": 2, "S\tक\tअ क": 1}))
    check_segment(path)
    rewritten(path, name, change)
    with pytest.raises(IndexCorruptError, match=message):
        check_segment(path)


def test_segments_without_evidence(tmp_path):
    """Whoosh's writer gives none: such segments are whole, merge with their like only, and add nothing."""
    paths = [write(tmp_path / f"{name}.kh", LISTS, 2) for name in "ab"]
    check_segment(paths[0])
    assert summed(paths) == []
    merge_segments(paths, tmp_path / "merged.kh")
    check_segment(tmp_path / "merged.kh")
    with_some = write(tmp_path / "c.kh", LISTS, 2, evidence=in_order({}))
    with pytest.raises(ValueError, match="of other fields, or stored otherwise"):
        merge_segments([paths[0], with_some], tmp_path / "d.kh")
