"""Forms that a word may be a slip for: the walk over the front-coded table, against distances computed one by one, and damage."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from indexer.codec import front_coding, front_writing, near_forms
from indexer.codec.form_counts import count_forms, dictionary_forms
from indexer.codec.lexicon import ROWS_OF_BEFORE, Lexicon
from indexer.codec.lexicon_writer import write_lexicon

LETTERS = "कखत्ि़ंab"
WORDS = st.text(LETTERS, max_size=9)
# The distance without a letter's own costs: two for any edit, and of first letters no more than any may cost there.
PLAIN = near_forms.Slips(
    bytes(0 if row == column else 2 for row in range(256) for column in range(256)), b"\2" * 256, 2, 2, 2
)


def written(folder: Path, counts: Mapping[str, int], dictionary: Mapping[str, str]) -> Lexicon:
    """A lexicon whose forms are lemmas of their own."""
    forms = sorted(counts)
    numbers = np.array([counts[form] for form in forms], np.int64)
    write_lexicon(folder, [dictionary_forms(dictionary), count_forms(forms, forms, numbers)])
    return Lexicon(folder)


def coded(forms: list[str]) -> front_coding.FrontCoded:
    blocks, starts = front_writing.encode([form.encode() for form in forms])
    return front_coding.FrontCoded(bytes(blocks), np.array(starts, np.uint32))


def slips(*, dear: int = 20, **cheap: int) -> near_forms.Slips:
    """Every slip dear but the named ones."""
    substituted = bytes(0 if row == column else dear for row in range(256) for column in range(256))
    costs = {"doubled": dear, "swapped": dear, "sign_too": dear} | cheap
    lost = costs.pop("lost", dear)
    return near_forms.Slips(substituted, bytes([lost]) * 256, *costs.values())


def near(word: str, forms: list[str], costs: near_forms.Slips, most: int) -> dict[str, int]:
    rows, found = costs.near(coded(forms), word.encode(), most)
    return {forms[row]: cost for row, cost in zip(rows, found, strict=True)}


@given(st.sets(WORDS, max_size=80), WORDS.filter(bool), st.integers(0, 7))
@settings(max_examples=300, deadline=None)
def test_distances(forms, word, most):
    """Rows and costs are those of all forms whose distance, computed one by one, is small enough."""
    ordered = sorted(forms)
    distances = {form: 2 * OSA.distance(word, form) for form in ordered}
    assert near(word, ordered, PLAIN, most) == {
        form: cost for form, cost in distances.items() if cost <= most
    }


@pytest.mark.parametrize(
    ("typed", "form", "costs", "cost"),
    [
        ("पुललिस", "पुलिस", {"doubled": 4}, 4),
        ("पुलिस", "पुललिस", {"doubled": 4}, 4),
        ("दिली", "दिल्ली", {"doubled": 4, "lost": 3}, 6),
        ("मतलब", "मलतब", {"swapped": 5}, 5),
        ("लखनऊ", "लखनऊ", {}, 0),
        ("सरर", "सरकार", {"lost": 6, "sign_too": 2}, 8),
        ("सरकर", "सरकार", {"lost": 6, "sign_too": 2}, 6),
    ],
)
def test_what_slips_cost(typed, form, costs, cost):
    """A doubled letter, two swapped, and a sign that is missing with its letter cost what they are said to."""
    assert near(typed, [form], slips(**costs), 20) == {form: cost}


@pytest.mark.parametrize(("typed", "found"), [("कपड़ा", True), ("खफड़ा", False)])
def test_first_letters_may_cost_less(typed, found):
    """Of two slips of five each, both among the first two letters are too many."""
    assert bool(near(typed, ["कपड़ा"], slips(dear=5), 20)) is found


def test_words_too_long_or_of_no_letter():
    """A word of over forty letters finds nothing, nor does an empty one; a form of any length may stand in the table."""
    forms = ["क" * 39, "क" * 40, "क" * 41, "क" * 500]
    assert near("क" * 40, forms, PLAIN, 2) == {"क" * 39: 2, "क" * 40: 0, "क" * 41: 2}
    assert near("क" * 41, forms, PLAIN, 2) == near("", forms, PLAIN, 2) == {}


def test_costs_are_checked():
    """Costs that are no tables of 256 letters, or nothing, or above 100, are refused."""
    same, lost = bytes(1 << 16), b"\1" * 256
    for wrong in [
        (same[1:], lost, 1, 1, 1),
        (same, lost[1:], 1, 1, 1),
        (same, bytes(256), 1, 1, 1),
        (same, lost, 0, 1, 1),
        (same, lost, 1, 101, 1),
        (b"\xff" * (1 << 16), lost, 1, 1, 1),
    ]:
        with pytest.raises(ValueError, match="costs"):
            near_forms.Slips(*wrong)
    with pytest.raises(ValueError, match="distance"):
        PLAIN.near(coded(["क"]), b"k", 101)
    with pytest.raises(ValueError, match="no letter"):
        near_forms.letter_code("é")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_damage(data):
    """Whatever the bytes and starts are, the walk ends, by ValueError or with rows of the table."""
    forms = sorted(data.draw(st.sets(WORDS, min_size=20, max_size=60)))
    blocks, starts = front_writing.encode([form.encode() for form in forms])
    for _ in range(data.draw(st.integers(1, 4))):
        blocks[data.draw(st.integers(0, len(blocks) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        starts[data.draw(st.integers(0, len(starts) - 2))] = data.draw(st.integers(0, 2 * len(blocks)))
    try:
        table = front_coding.FrontCoded(bytes(blocks), np.array(starts, np.uint32))
        rows, _ = PLAIN.near(table, data.draw(WORDS).encode(), 6)
    except ValueError:
        return
    assert all(0 <= row < len(table) for row in rows)


@given(st.dictionaries(WORDS.filter(bool), st.sampled_from([0, 1, 7, 254, 255, 256, 70_000]), max_size=60))
@settings(max_examples=100, deadline=None)
def test_counts_of_the_lexicon(tmp_path_factory, counts):
    """The lexicon gives those forms only that occur, each with its count, however often that is."""
    folder = tmp_path_factory.mktemp("lexicon")
    occur = {form: count for form, count in counts.items() if count}
    lexicon = written(folder, occur, {form: form for form in counts})
    rows, _, found = lexicon.near("कक", PLAIN, 100)
    seen = dict(zip(map(lexicon.form, rows.tolist()), found.tolist(), strict=True))
    assert seen == {form: count for form, count in occur.items() if form in seen}
    assert all(form in seen for form in occur if OSA.distance("कक", form) <= 3)


def test_counts_in_every_block(tmp_path):
    """Counts are right on both sides of where the lexicon counts anew."""
    forms = [f"{number:05}" for number in range(2 * ROWS_OF_BEFORE + 9)]
    counts = {form: int(form) % 300 + 1 for form in forms if int(form) % 3}
    lexicon = written(tmp_path, counts, {form: form for form in forms})
    for word in ("00511", "00512", "00513", "01024", "01030"):
        rows, _, found = lexicon.near(word, PLAIN, 2)
        seen = dict(zip(map(lexicon.form, rows.tolist()), found.tolist(), strict=True))
        assert len(seen) > 5
        assert seen == {form: counts[form] for form in seen}
