"""The column of dates."""

import numpy as np

from indexer.codec.columns import NO_DATE, decode_dates, encode_dates


def test_round_trip():
    """Dates of long ago and articles without one come back in order."""
    dates = [1_763_482_440, NO_DATE, -4_000_000_000]
    assert decode_dates(encode_dates(dates)).tolist() == dates
    assert decode_dates(encode_dates([])).tolist() == []


def test_layout():
    """A date is eight bytes, big-endian, as Whoosh's numeric column reads it."""
    assert encode_dates([258]).tolist() == [0, 0, 0, 0, 0, 0, 1, 2]


def test_no_date_is_older_than_any():
    """No date that Python knows is as old as the mark for none."""
    assert NO_DATE < -62_135_596_800  # year 1
    assert np.array(NO_DATE, "<i8") == NO_DATE
