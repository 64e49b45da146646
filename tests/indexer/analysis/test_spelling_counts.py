"""The counts of the spelling model, held to a dict of the same lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.spelling_counts import SpellingCounts

SOUNDS = st.text("नाa #", min_size=1, max_size=4)
TIMES = st.dictionaries(st.text("na", max_size=2), st.integers(0, 1 << 40), min_size=1, max_size=4)


@given(st.dictionaries(SOUNDS, TIMES), st.lists(SOUNDS))
def test_counts_answer_as_a_dict(lines, others):
    """Every context has its letters and their sum, every other None."""
    counts = SpellingCounts(text_of(lines))
    assert len(counts) == len(lines)
    for context in (*lines, *others):
        times = lines.get(context)
        assert counts(context) == (times and (times, sum(times.values())))


def text_of(lines: dict[str, dict[str, int]]) -> bytes:
    written = [
        f"{context}\t{' '.join(f'{letters} {number}' for letters, number in times.items())}\n".encode()
        for context, times in lines.items()
    ]
    return b"".join(sorted(written))


@given(st.text())
def test_any_context(context):
    """What is no context of the text has none, whatever it holds."""
    assert SpellingCounts("न\tn 1\nा\ta 1\n".encode())(f"{context}\t\nन") is None


@pytest.mark.parametrize("context", ["न\tn 1\nा", "न\tn 1\n", "\ud800", ""])
def test_odd_contexts(context):
    """Neither a line with what follows it, nor a lone surrogate, is a context."""
    assert SpellingCounts("न\tn 1\nा\ta 1\n".encode())(context) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("न\tn 1", "line 1 is no context"),
        ("न n 1\n", "line 1 is no context"),
        ("न\tn 1\n\n", "line 2 is no context"),
        ("न\tn 1\nन\tn 1\n", "line 2 is not above"),
        ("ा\ta 1\nन\tn 1\n", "line 2 is not above"),
    ],
)
def test_no_lines_of_counts(text, message):
    """A text that is cut, has a line without a tab, or does not ascend is a ValueError that names the line."""
    with pytest.raises(ValueError, match=message):
        SpellingCounts(text.encode())


@pytest.mark.parametrize("counts", ["n", "n ", "n x", "n 1 a", "n -1", f"n {1 << 50}", "न 1"])
def test_no_counts(counts):
    """A line that is no letters and numbers is a ValueError when it is asked for."""
    with pytest.raises(ValueError, match=r"number|ascii"):
        SpellingCounts(f"न\t{counts}\n".encode())("न")
