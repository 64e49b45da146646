from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec.packing import pack, unpack
from indexer.errors import IndexCorruptError

zones = st.one_of(st.none(), st.just(UTC), st.just(timezone(timedelta(hours=5, minutes=30))))
plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**200), 2**200),
    st.floats(allow_nan=False),
    st.complex_numbers(allow_nan=False),
    st.text(st.characters()),
    st.binary(),
    st.datetimes(timezones=zones),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.decimals(allow_nan=False),
)
hashable = st.recursive(
    plain, lambda inner: st.one_of(st.lists(inner).map(tuple), st.frozensets(inner)), max_leaves=8
)
values = st.recursive(
    hashable,
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(hashable, inner), st.sets(hashable)
    ),
    max_leaves=12,
)


def types_of(value):
    if isinstance(value, list | tuple):
        return type(value), [types_of(each) for each in value]
    if isinstance(value, dict):
        return dict, [(types_of(key), types_of(each)) for key, each in value.items()]
    return type(value)


@settings(deadline=None)
@given(values)
def test_values_come_back(value):
    """Value and type come back, nested too."""
    found = unpack(pack(value))
    assert found == value
    assert types_of(found) == types_of(value)


@pytest.mark.parametrize(
    "value",
    [
        "\ud800",
        2**64,
        -(2**63) - 1,
        datetime(2020, 1, 31, 7, tzinfo=UTC),
        date(1, 1, 1),
        time(23, 59),
        Decimal("NaN"),
    ],
)
def test_single_values(value):
    """Lone surrogates, numbers beyond 64 bits, the first day, no number: all come back."""
    assert repr(unpack(pack(value))) == repr(value)


@pytest.mark.parametrize("value", [object(), PurePath("a"), len, [1, {"x": object}]])
def test_other_types_are_refused_by_name(value):
    """What only pickle could write is a TypeError that says the type and what to do."""
    with pytest.raises(TypeError, match=r"holds a [\w.]+, which cannot be written without pickle; store"):
        pack(value)


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_are_a_value_or_corrupt(data):
    """Any bytes unpack to a value, or raise IndexCorruptError and nothing else."""
    try:
        unpack(data)
    except IndexCorruptError as error:
        assert "index verify" in str(error)
