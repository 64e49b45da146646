import numpy as np
import pytest

from indexer.codec.columns import NO_DATE, column_dtype, open_columns, write_columns
from indexer.errors import IndexCorruptError

FIELDS = ("title", "body")


def rows(*values: tuple[int, int, int]) -> np.ndarray:
    return np.array(list(values), column_dtype(FIELDS))


def test_round_trip(tmp_path):
    """The rows of all segments come back in order, dates of long ago and without one among them."""
    first = rows((1_763_482_440, 12, 400), (NO_DATE, 0, 7))
    second = rows((-4_000_000_000, 3, 2**32 - 1))
    write_columns(tmp_path, [first, second])
    opened = open_columns(tmp_path, FIELDS, 3)
    assert opened.tolist() == [*first.tolist(), *second.tolist()]
    assert opened["published"].tolist() == [1_763_482_440, NO_DATE, -4_000_000_000]


def test_layout():
    """A row is packed little-endian: eight bytes of date, four a length."""
    row = rows((1, 2, 3))
    assert row.tobytes() == b"\1" + bytes(7) + b"\2" + bytes(3) + b"\3" + bytes(3)


def test_no_date_is_older_than_any():
    """No date that Python knows is as old as the mark for none."""
    assert NO_DATE < -62_135_596_800  # year 1
    assert np.array(NO_DATE, "<i8") == NO_DATE


@pytest.mark.parametrize(
    ("fields", "articles"),
    [(FIELDS, 3), (FIELDS, 1), (("title",), 2), (("body", "title"), 2), ((*FIELDS, "tags"), 2)],
)
def test_columns_of_another_index(tmp_path, fields, articles):
    """Another number of articles, or other fields, is corruption."""
    write_columns(tmp_path, [rows((1, 2, 3), (4, 5, 6))])
    with pytest.raises(IndexCorruptError, match=r"columns\.npy"):
        open_columns(tmp_path, fields, articles)


def test_missing_or_cut(tmp_path):
    """So is a missing file, and one that is cut at any byte."""
    with pytest.raises(IndexCorruptError):
        open_columns(tmp_path, FIELDS, 2)
    write_columns(tmp_path, [rows((1, 2, 3), (4, 5, 6))])
    path = tmp_path / "columns.npy"
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.unlink()
        path.write_bytes(whole[:length])
        with pytest.raises(IndexCorruptError):
            open_columns(tmp_path, FIELDS, 2)
