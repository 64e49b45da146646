import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec import positions
from indexer.codec.positions import POSITION_DTYPE, PositionArray, TermField, encode_positions

ASCENDING = st.lists(st.integers(0, 2**32 - 1), unique=True, max_size=30).map(sorted)


@given(ASCENDING)
def test_round_trip(places):
    """Positions come back, from Whoosh's format and from numpy, and their number is the frequency."""
    value = encode_positions(places)
    form = PositionArray()
    assert form.decode_positions(value) == places
    assert np.frombuffer(value, POSITION_DTYPE).tolist() == places
    assert form.decode_frequency(value) == len(places)
    assert form.decode_weight(value) == len(places)
    assert form.decode_position_boosts(value) == [(place, 1) for place in places]
    assert form.encode(places) == value


def test_layout():
    """Little-endian, four bytes a position."""
    assert encode_positions([1, 258]) == b"\x01\x00\x00\x00\x02\x01\x00\x00"


def test_layout_on_other_machines(monkeypatch):
    """Where numbers are the other way round, bytes are swapped both ways."""
    monkeypatch.setattr(positions, "_SWAP", True)
    assert encode_positions([1]) == b"\x00\x00\x00\x01"
    assert PositionArray().decode_positions(b"\x00\x00\x00\x01") == [1]


@pytest.mark.parametrize("place", [-1, 2**32])
def test_positions_that_do_not_fit(place):
    """A position below 0 or past 32 bits is refused, not cut."""
    with pytest.raises(OverflowError):
        encode_positions([place])


@given(st.lists(ASCENDING, max_size=4))
def test_combine(parts):
    """Values of several segments combine to all their positions, ascending."""
    form = PositionArray()
    combined = form.combine([encode_positions(part) for part in parts])
    assert form.decode_positions(combined) == sorted({place for part in parts for place in part})


@pytest.mark.parametrize("form", ["exact", "lemma"])
def test_text_is_indexed_by_its_tokens(form):
    """A text indexes as the tokens that the analysis makes of it, with their positions."""
    field = TermField(form)
    text = "नेताओं ने भारत-रूस और नेता"
    terms: dict[str, list[int]] = {}
    for token in field.analyzer(text):
        terms.setdefault(token.text, []).append(token.pos)
    expected = [(term.encode(), len(at), float(len(at)), encode_positions(at)) for term, at in terms.items()]
    assert sorted(field.index(text)) == sorted(expected)


def test_field_travels():
    """A field comes back from a pickle with its format and form, and is equal."""
    field = TermField("exact")
    again = pickle.loads(pickle.dumps(field))
    assert again == field
    assert isinstance(again.format, PositionArray)
    assert again.analyzer.form == "exact"
