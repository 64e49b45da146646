"""Charts of characters: what stands where, and that nothing is wider than the terminal."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.languages import Language
from query.chart import chart_lines
from query.render import bar
from query.trends import Trend, Trends

HEIGHT = 10


def trends(*series: list[int], by="day") -> Trends:
    """Trends of these counts, named क, ख and so on."""
    starts = tuple(date(2025, 11, 1) + timedelta(number) for number in range(len(series[0])))
    named = (Trend(chr(ord("क") + at), sum(counts), 0, tuple(counts)) for at, counts in enumerate(series))
    return Trends(by, starts, tuple(named))


def drawn(
    counted: Trends, width: int = 80, lang: Language = Language.en, *, colored: bool = True
) -> list[str]:
    """The lines as text."""
    lines = chart_lines(counted, lang, width, colored=colored)
    return ["".join(text for text, _ in line.pieces) for line in lines]


def test_bars():
    """One query is drawn as bars, the peak at the top, an eighth of a row exact, the counts at the left, days below."""
    assert drawn(trends([80, 0, 40, 1])) == [
        "█ क: 121 articles by day, most 80 in 2025-11-01",
        "80 │█████                   ",
        *["   │█████                   "] * 4,
        "40 │█████       █████       ",
        *["   │█████       █████       "] * 3,
        "   │█████       █████ ▁▁▁▁▁ ",
        " 0 └────────────────────────",
        "    2025-11-01",
    ]


def test_in_hindi():
    """The legend and the numbers are those of the language."""
    legend, top, *_ = drawn(trends([1234567, 2], by="week"), lang=Language.hi)
    assert legend == "█ क: 12,34,569 लेख सप्ताहवार, सबसे अधिक 12,34,567, 2025-11-01 में"
    assert top.startswith("12,34,567 │█")


def test_lines():
    """Several are drawn as lines of dots, each in its colour, with no gap from left to right."""
    lines = list(chart_lines(trends([0] * 30, [30, *[0] * 28, 30]), Language.en, 80, colored=True))
    assert [line.pieces[0] for line in lines[:2]] == [("━━ ", "cyan"), ("━━ ", "magenta")]
    rows = ["".join(text for text, _ in line.pieces[2:]) for line in lines[2 : 2 + HEIGHT]]
    assert all(any(row[column] != " " for row in rows) for column in range(60))
    assert {character for row in rows for character in row} <= {" ", *map(chr, range(0x2801, 0x2900))}
    assert "magenta" in {style for line in lines[2:-3] for _, style in line.pieces}
    bottom = [style for text, style in lines[1 + HEIGHT].pieces[2:] for _ in text]
    assert {bottom[0], bottom[30]} == {"cyan", "magenta"}  # where both run the last one shows


def test_marks():
    """Without colours each line has a mark of its own."""
    lines = drawn(trends([0, 10], [10, 0], [5, 5]), colored=False)
    assert [line[0] for line in lines[:3]] == ["●", "○", "▲"]
    assert lines[3].startswith("10 │○")
    assert lines[3].rstrip().endswith("●")
    assert {character for line in lines[3:-2] for character in line[4:]} == {" ", "●", "○", "▲"}


def test_peaks_do_not_vanish():
    """Of more periods than columns the highest of each column is shown."""
    counts = [0] * 1000
    counts[777] = 5
    rows = drawn(trends(counts), 60)
    assert rows[1].count("█") == 1
    assert len(rows[-1]) <= 60


def test_nothing_found():
    """Where nothing was found the legend says so, and there is no chart."""
    assert drawn(trends([], [])) == ["━━ क: 0 articles by day", "━━ ख: 0 articles by day"]
    empty = Trends("day", (), (Trend("", 3, 3, ()),))
    assert drawn(empty) == ["█ *: 3 articles by day, 3 without a date"]


@given(
    st.integers(1, 200).flatmap(
        lambda length: st.lists(
            st.lists(st.integers(0, 10**6), min_size=length, max_size=length), min_size=1, max_size=9
        )
    ),
    st.integers(30, 150),
    st.sampled_from(Language),
    st.booleans(),
)
def test_no_line_is_too_wide(series, width, lang, colored):
    """All rows of a chart are as wide as each other, within the terminal, whatever is counted."""
    lines = drawn(trends(*series), width, lang, colored=colored)[len(series) :]
    assert not lines or len(lines) == HEIGHT + 2
    assert len({len(line) for line in lines[:-1]}) <= 1
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("count", "most", "text"),
    [
        (0, 5, ""),
        (5, 5, "━━━━"),
        (1, 10**6, "╸"),
        (1, 2, "━━"),
        (1, 8, "╸"),
        (9, 16, "━━"),
        (10, 16, "━━╸"),
        (0, 0, ""),
    ],
)
def test_bar(count, most, text):
    """A bar is as long as its share, to half a column; only nothing is empty."""
    assert bar(count, most, 4) == text
