"""Trends as a picture, PNG or SVG.

Needs matplotlib from 3.11 on, which shapes Devanagari by Raqm and HarfBuzz, and a font with it: ``khabar[charts]`` has both.
Letters stand in an SVG as outlines, so that whoever looks at it needs no font.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from indexer.errors import KhabarError

from .trends import Trends

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["devanagari_fonts", "write_figures"]

_ADVICE = "install them with: pip install 'khabar[charts]'"
_FONT_PACKAGE = "fontpkg_noto_sans_devanagari"
# Of Linux, Windows, macOS and Android, in the order of how well they go with Latin.
_FONTS = (
    *("Noto Sans Devanagari", "Mukta", "Hind", "Lohit Devanagari", "FreeSans"),
    *("Nirmala UI", "Mangal", "Kohinoor Devanagari", "Devanagari MT", "Arial Unicode MS"),
)
_LONGEST = 60  # characters of a query in the legend
_SIZE = (10, 5)  # inches
_DOTS_PER_INCH = 150


def write_figures(trends: Trends, files: Mapping[str, Path]) -> None:
    """Draw the trends and write the picture as ``png``, ``svg`` or both.

    Raises KhabarError where matplotlib or a font is missing, OSError where a file cannot be written.
    """
    try:
        import matplotlib as mpl
        from matplotlib import ft2font
    except ImportError as error:
        raise KhabarError(
            f"pictures of trends need packages that are not here ({error}); {_ADVICE}"
        ) from None
    if not hasattr(ft2font, "__libraqm_version__"):
        raise KhabarError(
            f"matplotlib {mpl.__version__} cannot shape Devanagari, 3.11 and later can; {_ADVICE}"
        )
    rules: dict[Any, Any] = {
        "font.family": devanagari_fonts(),
        "svg.fonttype": "path",
        "svg.hashsalt": "khabar",  # the same picture, the same file
        "text.parse_math": False,  # a $ is a $
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with mpl.rc_context(rules), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # a box stands for it
        figure = _figure(trends)
        for kind, path in files.items():
            unsaid = {"svg": "Date", "png": "Software"}[kind]
            figure.savefig(path, format=kind, dpi=_DOTS_PER_INCH, metadata={unsaid: None})


def devanagari_fonts() -> list[str]:
    """A family with Devanagari and, for what it lacks, matplotlib's own."""
    from matplotlib import font_manager

    if (package := find_spec(_FONT_PACKAGE)) is not None and package.submodule_search_locations:
        for font in sorted(Path(package.submodule_search_locations[0]).glob("files/*.[to]tf")):
            font_manager.fontManager.addfont(font)
    known = set(font_manager.fontManager.get_font_names())
    family = next((name for name in _FONTS if name in known), None)
    if family is None:
        raise KhabarError(
            f"there is no font with Devanagari here; {_ADVICE} (or one of: {', '.join(_FONTS[:5])})"
        )
    return [family, "DejaVu Sans"]


def _figure(trends: Trends) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(_SIZE, layout="constrained")
    axes = figure.add_subplot()
    for trend in trends.trends:
        query = shorten(trend.query, _LONGEST, placeholder="…") or "*"
        label = f"{query.lstrip('_')} ({trend.total:,})"  # matplotlib hides names that begin with _
        _draw(axes, trends, trend.counts, label)
    axes.set_ylabel(f"articles by {trends.by}")
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y", alpha=0.3)
    _label_days(axes)
    figure.legend(loc="outside upper left", frameon=False, ncols=min(len(trends.trends), 4))
    return figure


def _draw(axes: Any, trends: Trends, counts: Iterable[int], label: str) -> None:
    """Bars for one query, a line for each of several."""
    if len(trends.trends) > 1:
        axes.plot(trends.starts, counts, marker="." if len(trends.starts) <= 100 else None, label=label)
        return
    days = {"day": 1, "week": 7, "month": 28, "year": 365}[trends.by]
    axes.bar(trends.starts, counts, width=0.9 * days, align="edge", label=label)


def _label_days(axes: Any) -> None:
    dates: Any = import_module("matplotlib.dates")  # not typed
    locator = dates.AutoDateLocator(minticks=3, maxticks=10)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, offset_formats=["", *["%Y"] * 5]))
