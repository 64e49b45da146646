"""The files of stories and signatures: what is written is read, and what is damaged is an error."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from segments import write

from indexer.codec.check import check_segment
from indexer.codec.check_stories import check_stories
from indexer.codec.container import Container, ContainerWriter
from indexer.codec.signatures import BINS, VALUES, digests_of, encode_signatures, read_signatures
from indexer.codec.stories import STORIES, Stories, StoryTable, write_story_table
from indexer.errors import IndexCorruptError

ARTICLES = 6
STORIES_OF = Stories(
    np.array([4, 0, 1, 5, 3]),
    np.array([2, 3]),
    np.array([[0, 4], [1, 3], [1, 5]]),
    np.array([7, 47 << 16 | 65534], np.uint32),
)
NOTHING = Stories(
    np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 2), np.int64), np.zeros(0, np.uint32)
)


def segment_of(folder: Path, columns: dict[str, np.ndarray], articles: int) -> Container:
    with ContainerWriter(folder / "a.kh") as writer:
        writer.meta = {"articles": articles}
        for name, column in columns.items():
            writer.add(f"column/{name}", column)
    return Container(folder / "a.kh")


@given(
    st.integers(0, 5).flatmap(
        lambda count: arrays(np.uint16, (count, VALUES), elements=st.sampled_from([0, 1, 258, 65535]))
    )
)
def test_signatures_are_read_as_they_were_written(tmp_path_factory, signatures):
    """Zeros and all; the digest is the end of a row, its lowest bits first."""
    segment = segment_of(tmp_path_factory.mktemp("s"), encode_signatures(signatures), len(signatures))
    read = read_signatures(segment)
    assert np.array_equal(read, signatures)
    assert digests_of(read).tolist() == [
        sum(int(value) << 16 * place for place, value in enumerate(row[BINS:])) for row in signatures
    ]


@pytest.mark.parametrize(("name", "cut"), [("signature", 2), ("signature", 1), ("signature_bins", 1)])
def test_signatures_that_do_not_fit_together(tmp_path, name, cut):
    """A column that is too short is an error with its name."""
    columns = encode_signatures(np.full((3, VALUES), 7, np.uint16))
    columns[name] = columns[name][:-cut]
    with pytest.raises(IndexCorruptError, match=name):
        read_signatures(segment_of(tmp_path, columns, 3))


@pytest.fixture
def folder(tmp_path) -> Path:
    write(tmp_path / "a.kh", {"body": {"नेता".encode(): {0: [1]}}}, ARTICLES)
    write_story_table(tmp_path / STORIES, ARTICLES, STORIES_OF)
    return tmp_path


def check(folder: Path) -> None:
    check_stories(folder, [folder / "a.kh"])


def test_stories_are_read_as_they_were_written(folder):
    """Members in the order given, for each of them; an article in none is alone."""
    table = StoryTable(folder, ARTICLES)
    assert len(table) == 2
    assert [table.members(number) for number in range(ARTICLES)] == [
        [4, 0], [1, 5, 3], [2], [1, 5, 3], [4, 0], [1, 5, 3]
    ]  # fmt: skip
    assert table.of.dtype == np.uint8
    check(folder)
    read = table.read()
    assert all(np.array_equal(one, other) for one, other in zip(read, STORIES_OF, strict=True))


def test_no_stories_at_all(tmp_path):
    """An index of articles that all stand alone, or of none."""
    write_story_table(tmp_path / STORIES, 3, NOTHING)
    assert StoryTable(tmp_path, 3).members(2) == [2]
    assert len(StoryTable(tmp_path, 3)) == len(StoryTable(tmp_path, 3).read().sizes) == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("story/start", [0, 1, 5], "by two or more"),
        ("story/start", [0, 2, 4], "to the end"),
        ("story/members", [4, 0, 1, 5, 6], "not of 6 articles"),
        ("story/members", [4, 0, 1, 5, 4], "story/of"),
        ("story/of", [1, 2, 2, 2, 1, 2], "story/of"),
        ("story/of", [1, 2, 0], "not of 6 articles"),
        ("pair/one", [0, 1], "pair/other"),
        ("pair/one", [0, 3, 1], "pair/other: not pairs of 6 articles, the lower first"),
        ("pair/one", [1, 0, 1], "pair/one: not ascending"),
        ("pair/other", [4, 3, 6], "not pairs of 6 articles"),
        ("common", [9, 7], "common: not values of signatures"),
        ("common", [7, 48 << 16], "common: not values of signatures"),
    ],
)
def test_a_damaged_table_is_told(folder, name, content, said):
    """Arrays that do not fit together are found, though the sums of their bytes are right."""
    table = Container(folder / STORIES)
    changed = {each: np.array(content, table[each].dtype) if each == name else table[each] for each in table}
    with ContainerWriter(folder / "changed") as writer:
        writer.meta = table.meta
        for each, array in changed.items():
            writer.add(each, array)
    (folder / "changed").replace(folder / STORIES)
    with pytest.raises(IndexCorruptError, match=said):
        check(folder)


def test_a_table_of_other_articles(folder):
    """Stories of another generation are an error where it is opened."""
    with pytest.raises(IndexCorruptError, match="not of 7 articles"):
        StoryTable(folder, 7)


@pytest.mark.parametrize("number", range(0, 400, 7))
def test_a_flipped_byte_is_told(folder, number):
    """Wherever it is; and whoever reads without checking gets articles of the index or an IndexCorruptError."""
    content = bytearray((folder / STORIES).read_bytes())
    content[number % len(content)] ^= 0x41
    (folder / STORIES).write_bytes(content)
    with pytest.raises(IndexCorruptError):
        check(folder)
    try:
        table = StoryTable(folder, ARTICLES)
        members = [each for number in range(ARTICLES) for each in table.members(number)]
    except IndexCorruptError:
        return
    assert all(0 <= each < ARTICLES for each in members)


def test_a_segment_is_checked_with_its_signatures(newsroom_index):
    """Of a build every segment has them, and verify reads them."""
    for path in newsroom_index.rglob("*.kh"):
        check_segment(path)
        assert len(read_signatures(Container(path))) == Container(path).meta["articles"]
