"""Probabilities of spellings: sounds, contexts, counts, and the compiled search for the best cut."""

import math
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import spans, spelling_model
from indexer.analysis.latin import pieces
from indexer.analysis.spelling_model import (
    COUNTS_FILE,
    WIDEST,
    Spelling,
    SpellingModel,
    contexts_of,
    shipped_model,
)

COSTS = st.integers(-20, 0).map(float)


@pytest.mark.parametrize(
    ("form", "sounds"),
    [
        ("जयशंकर", "ज a य - श a ं क a र -"),
        ("क्रिकेट", "क र ि क े ट -"),
        ("लड़का", "ल a ड़ - क ा"),
        ("आई", "ा ी"),
        ("अंत", "a ं त -"),
        ("ज्ञान", "ग य ा न -"),
        ("न", "न a"),
        ("", ""),
    ],
)
def test_sounds(form, sounds):
    """A form is these sounds, the inherent vowel among them where it is spoken."""
    assert pieces(form) == sounds.split()


def test_contexts():
    """Each sound is seen with both its neighbours, with the next, and alone; the edges of the word are neighbours."""
    assert contexts_of(["न", "ा"]) == [("# न ा", "न ा", "न"), ("न ा #", "ा #", "ा")]


def brute_force(rows: list[list[float]], at: int, letters: int) -> float:
    """The best sum over all cuts of what is left."""
    if not rows:
        return 0.0 if at == letters else -math.inf
    sizes = range(min(WIDEST, letters - at + 1))
    return max(rows[0][at * WIDEST + size] + brute_force(rows[1:], at + size, letters) for size in sizes)


@given(
    st.integers(0, 5).flatmap(
        lambda letters: st.tuples(
            st.just(letters),
            st.lists(
                st.lists(COSTS, min_size=(letters + 1) * WIDEST, max_size=(letters + 1) * WIDEST), max_size=4
            ),
        )
    )
)
@settings(max_examples=300, deadline=None)
def test_best_cut(given_rows):
    """The best cut is the best of all cuts, and its sizes are of such a one."""
    letters, rows = given_rows
    packed = [array("f", row).tobytes() for row in rows]
    wanted = brute_force(rows, 0, letters)
    sizes = spans.cut(packed, letters)
    if wanted == -math.inf:
        assert spans.likelihood(packed, letters) <= -1e9
        assert sizes is None
        return
    assert spans.likelihood(packed, letters) == wanted
    assert sizes is not None and sum(sizes) == letters
    places = [sum(sizes[:number]) for number in range(len(sizes))]
    assert sum(row[at * WIDEST + size] for row, at, size in zip(rows, places, sizes, strict=True)) == wanted


@pytest.mark.parametrize(
    ("rows", "letters"), [([b""], 1), ([b"1234"], 0), (["text"], 2), ([b""] * 129, 1), ([], 65), ([], -1)]
)
def test_bad_rows(rows, letters):
    """Rows of another size, too many of them or too long a word are a ValueError, not a crash."""
    for function in (spans.likelihood, spans.cut):
        with pytest.raises(ValueError, match=r"row|letters"):
            function(rows, letters)


def test_a_place_outside_of_a_row():
    """A place that is none is a ValueError."""
    with pytest.raises(ValueError, match="no place"):
        spans.mixed(bytes(16), {"a": [4]}, [({"a": 1}, 1)], 2)


def test_smoothing():
    """Of 8 times seen 6 are k, and the shorter context is worth 2: 6/10 and its share of 2/10."""
    unseen, places = array("f", [0.5, 0.25]).tobytes(), {"k": [0], "c": [1]}
    row = array("f", spans.mixed(unseen, places, [({"k": 6, "q": 2}, 8)], 2))
    assert row.tolist() == pytest.approx([math.log(0.6 + 0.1), math.log(0.05)])
    row = array("f", spans.mixed(unseen, places, [({"k": 6, "q": 2}, 8), None, ({"c": 2}, 2)], 2))
    assert row.tolist() == pytest.approx([math.log(0.7 / 2), math.log(0.5 + 0.05 / 2)])


def test_spelling_by_counts():
    """What was counted is likelier than what was not, and a word that cannot be cut has no likelihood to speak of."""
    model = SpellingModel("न\tn 10\nन ा\tn 5\nा\ta 6 aa 4\n".encode())
    usual, rarer, odd = (Spelling(typed, model).likelihood("ना") for typed in ("na", "naa", "ka"))
    assert 0 > usual > rarer > odd
    assert Spelling("naanaanaanaa", model).likelihood("न") <= -1e9


@given(st.text(max_size=200), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text(form, typed):
    """Any form and any word can be compared; the likelihood is never positive."""
    assert Spelling(typed, shipped_model()).likelihood(form) <= 0


def test_shipped_model_is_whole():
    """Every line of the shipped counts can be read, and counts something."""
    model = shipped_model()
    text = Path(spelling_model.__file__).with_name(COUNTS_FILE).read_text(encoding="utf-8")
    contexts = [line.split("\t")[0] for line in text.splitlines()]
    assert len(contexts) == len(model) > 10_000
    assert all(counts is not None and counts[1] > 0 for counts in map(model.counts, contexts))
