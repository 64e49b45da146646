"""Pictures of trends: both formats, Devanagari shaped, and what is said where a package is missing."""

import re
import struct
import sys
from datetime import date

import pytest

from query import KhabarError
from query.figure import write_figures
from query.trends import Trend, Trends

matplotlib = pytest.importorskip("matplotlib", minversion="3.11", reason="the extra charts is not installed")
pytest.importorskip("fontpkg_noto_sans_devanagari", reason="the extra charts is not installed")

GLYPH = re.compile(r'<use xlink:href="#[^"]*"')


def trends(*queries: str, periods: int = 3) -> Trends:
    starts = tuple(date(2025, 1 + number, 1) for number in range(periods))
    counts = tuple(range(periods))
    return Trends("month", starts, tuple(Trend(query, sum(counts), 0, counts) for query in queries))


def svg(tmp_path, *queries: str) -> str:
    path = tmp_path / "trends.svg"
    write_figures(trends(*queries), {"svg": path})
    return path.read_text(encoding="utf-8")


def label(picture: str, query: str) -> str:
    """The part of an SVG that draws a query in the legend; matplotlib writes each text as a comment before its glyphs."""
    start = picture.index(f"<!-- {query} (")
    return picture[start : picture.index("</g>\n", start)]


def test_png(tmp_path):
    """A PNG of 1500 by 750 dots, the same each time."""
    one, other = tmp_path / "one.png", tmp_path / "other"
    write_figures(trends("नदी", "पुल"), {"png": one})
    write_figures(trends("नदी", "पुल"), {"png": other})
    content = one.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (1500, 750)
    assert content == other.read_bytes()


@pytest.mark.parametrize(
    ("word", "glyphs"), [("क", 1), ("क्ष", 1), ("ज्ञ", 1), ("कि", 2), ("र्क", 2), ("त्र", 1), ("क्षत्रिय", 4)]
)
def test_devanagari_is_shaped(tmp_path, word, glyphs):
    """Conjuncts are one glyph: a letter and its virama do not stand side by side."""
    rest = len(" (3)")
    assert len(GLYPH.findall(label(svg(tmp_path, word), word))) == glyphs + rest


def test_a_short_i_stands_before_its_letter(tmp_path):
    """Of कि the vowel sign is drawn first, though it is typed last."""
    short, letter = (GLYPH.findall(label(svg(tmp_path, word), word)) for word in ("कि", "क"))
    assert short[1] == letter[0]
    assert short[0] != letter[0]


def test_no_font_is_needed_to_look_at_it(tmp_path):
    """Letters are outlines: the SVG holds no text."""
    assert "<text" not in svg(tmp_path, "नदी")


@pytest.mark.parametrize("query", ["", "_नदी", "$\\frac$", "a" * 5000, "शब्द " * 500, "日本\x00"])
def test_any_query_can_be_drawn(tmp_path, query):
    """Whatever was typed stands in the legend as text, cut where it is long."""
    assert "<svg" in svg(tmp_path, query, "नदी")


@pytest.mark.parametrize("periods", [0, 1, 12])
@pytest.mark.parametrize("queries", [1, 7])
def test_any_number(tmp_path, periods, queries):
    """No period, one or many; one query or several."""
    path = tmp_path / "trends.png"
    write_figures(trends(*["नदी"] * queries, periods=periods), {"png": path})
    assert path.stat().st_size > 1000


def test_without_matplotlib(tmp_path, monkeypatch):
    """Where matplotlib is missing the message names the extra to install."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(KhabarError, match=r"pip install 'khabar\[charts\]'"):
        write_figures(trends("नदी"), {"png": tmp_path / "trends.png"})


def test_old_matplotlib(tmp_path, monkeypatch):
    """A matplotlib that cannot shape is refused: its Devanagari would be wrong."""
    from matplotlib import ft2font

    monkeypatch.delattr(ft2font, "__libraqm_version__")
    with pytest.raises(KhabarError, match=r"3\.11 and later.*khabar\[charts\]"):
        write_figures(trends("नदी"), {"png": tmp_path / "trends.png"})


def test_without_a_font(tmp_path, monkeypatch):
    """Where no font has Devanagari the message says how to get one."""
    from matplotlib import font_manager

    monkeypatch.setattr("query.figure._FONT_PACKAGE", "no_such_package")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(KhabarError, match=r"no font with Devanagari.*khabar\[charts\]"):
        write_figures(trends("नदी"), {"png": tmp_path / "trends.png"})
