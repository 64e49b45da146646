"""What an opened generation says of its articles' lengths."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.compression import DICTIONARY
from indexer.codec.deletions import DELETIONS, write_deletions
from indexer.codec.write import write_segment
from query.postings import PostingReader

LENGTHS = st.lists(st.sampled_from([0, 0, 1, 2, 255, 256, 70_000]), max_size=6)


def opened(folder, segments, deleted=()):
    """A generation whose articles have these lengths of the body, and nothing else."""
    (folder / DICTIONARY).touch()
    names = [f"{number}.kh" for number in range(len(segments))]
    for name, lengths in zip(names, segments, strict=True):
        write_segment(
            folder / name,
            articles=len(lengths),
            terms=(),
            fields={},
            lengths={"body": np.array(lengths, np.int64)},
            stored=[b""] * len(lengths),
            stored_field="article",
            bodies=[b""] * len(lengths),
        )
    write_deletions(folder, np.array(deleted, np.int64))
    return PostingReader(folder, names, [DELETIONS] if deleted else [])


@settings(deadline=None)
@given(st.lists(LENGTHS, max_size=3), st.data())
def test_lengths(tmp_path_factory, segments, data):
    """The mean is over living articles that have any words, the longest and the lengths of each segment are those of all."""
    every = [length for lengths in segments for length in lengths]
    deleted = sorted(data.draw(st.sets(st.sampled_from(range(len(every)))))) if every else []
    found = opened(tmp_path_factory.mktemp("lengths"), segments, deleted).lengths("body")
    living = [length for number, length in enumerate(every) if length and number not in deleted]
    assert [each.tolist() for each in found.of_segments] == segments
    assert found.average == pytest.approx(sum(living) / len(living) if living else 0)
    assert found.longest == max(every, default=0)


def test_lengths_are_not_read_to_open_a_field(tmp_path):
    """Where nothing is deleted, what lengths add up to is known without reading one of them."""
    reader = opened(tmp_path, [[3, 0, 5]])
    with (tmp_path / "0.kh").open("r+b") as file:
        file.seek(reader._segments[0].container.place("body/length")[0])
        file.write(b"\7\7\7")
    lengths = reader.lengths("body")
    assert (lengths.average, lengths.longest) == (4.0, 5)
    assert lengths.of_segments[0].tolist() == [7, 7, 7]
    assert reader.lengths("title").average == 0
