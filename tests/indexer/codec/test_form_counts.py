"""Forms as processes of a build tell them each other."""

from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.roman import skeletons
from indexer.codec import form_counts
from indexer.codec.form_counts import NO_LEMMA, count_forms, find_roman_keys, join_forms

WORD = st.text("कखगमनरािीेों्ंabz18", min_size=1, max_size=4)
# Form → lemma and count.
SHARE = st.dictionaries(WORD, st.tuples(WORD, st.integers(0, 300)), max_size=12)


def of_share(share):
    lemmas, counts = zip(*share.values(), strict=True) if share else ((), ())
    return count_forms([*share], lemmas, np.array(counts, np.int64))


def told(counted):
    """Form → lemma (None of those known as lemmas only) and count."""
    forms = [form.decode() for form in counted.table().rows(0, len(counted))]
    assert forms == sorted(set(forms))
    lemmas = (None if row == NO_LEMMA else forms[row] for row in counted.lemmas)
    return dict(zip(forms, zip(lemmas, counted.counts.tolist(), strict=True), strict=True))


@given(SHARE)
def test_forms_lemmas_and_counts(share):
    """Every form is told with its lemma and count, and every lemma that is no form itself, without either."""
    lemmas = {lemma for lemma, _ in share.values()} - share.keys()
    assert told(of_share(share)) == share | dict.fromkeys(lemmas, (None, 0))


@given(st.lists(SHARE, max_size=4))
def test_joined(shares):
    """Counts are added; of several lemmas the last share's holds; a form is its own lemma's only where a share says so."""
    expected: dict[str, tuple[str | None, int]] = {}
    for share in shares:
        for form, (lemma, count) in share.items():
            expected[form] = lemma, expected.get(form, (None, 0))[1] + count
            expected.setdefault(lemma, (None, 0))
    assert told(join_forms([of_share(share) for share in shares])) == expected


@pytest.mark.parametrize("step", [1, 2, 1 << 12])
def test_keys_are_of_devanagari_forms_that_occur(monkeypatch, step):
    """However many forms are read at once, all that occur and are Devanagari have their keys, and no others."""
    share = {
        word: (word, count) for word, count in [("किताब", 2), ("दिल्ली", 1), ("पटना", 0), ("sco", 4), ("१", 1)]
    }
    counted = of_share(share)
    monkeypatch.setattr(form_counts, "_STEP", step)
    pairs = find_roman_keys(counted)
    rows = counted.table().rows(0, len(counted))
    expected = {(crc32(key.encode()), word) for word in ("किताब", "दिल्ली") for key in skeletons(word) if key}
    assert {(int(pair) >> 32, rows[int(pair) & 0xFFFFFFFF].decode()) for pair in pairs} == expected
