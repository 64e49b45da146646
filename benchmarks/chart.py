"""The figures as a chart: per corpus, articles a second and the median time of each class of queries."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from .engines import ENGINE_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from .figures import CorpusFigures, Measured

__all__ = ["draw_chart"]

# Tell apart with any colour vision, and in print (Okabe, Ito 2008).
_COLOURS = dict(
    zip(ENGINE_NAMES, ("#999999", "#CC79A7", "#56B4E9", "#009E73", "#E69F00", "#D55E00"), strict=True)
)
_INCHES = (13.0, 4.6)  # of one corpus
_GROUP = 0.84  # of the height that a class has for its bars


def draw_chart(measured: Measured, path: Path) -> None:
    """Write ``path`` with the suffixes .png and .svg. Bars are medians, thin lines reach to p99; the axes are logarithmic."""
    import matplotlib as mpl

    mpl.use("agg")
    # The same figures give the same SVG: ids from a salt, no date.
    mpl.rcParams.update(
        {"svg.hashsalt": "khabar", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}
    )
    from matplotlib import pyplot as plt

    count = len(measured.corpora)
    figure, axes = plt.subplots(
        count,
        2,
        figsize=(_INCHES[0], _INCHES[1] * count),
        squeeze=False,
        width_ratios=[1, 3],
        layout="constrained",
    )
    for (build, queries), figures in zip(axes, measured.corpora.values(), strict=True):
        _draw_builds(build, figures)
        _draw_queries(queries, figures)
    figure.savefig(path.with_suffix(".png"), dpi=110, metadata={"Software": None})
    figure.savefig(path.with_suffix(".svg"), metadata={"Date": None})
    plt.close(figure)


def _draw_builds(axes: Any, figures: CorpusFigures) -> None:
    engines = [name for name in ENGINE_NAMES if name in figures.builds]
    rates = [figures.builds[name].rate for name in engines]
    bars = axes.barh(engines, rates, color=[_COLOURS[name] for name in engines])
    axes.bar_label(bars, [f"{rate:,.0f}" for rate in rates], padding=3)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.margins(x=0.25)
    articles = max(built.articles for built in figures.builds.values())
    axes.set_title(f"{figures.corpus}, {articles:,} articles: articles/s", loc="left")


def _draw_queries(axes: Any, figures: CorpusFigures) -> None:
    classes = list(figures.queries)
    engines = [name for name in ENGINE_NAMES if any(name in by for by in figures.queries.values())]
    height = _GROUP / max(1, len(engines))
    for number, engine in enumerate(engines):
        rows = [place for place, name in enumerate(classes) if engine in figures.queries[name]]
        timed = [figures.queries[classes[place]][engine] for place in rows]
        middles = [each[1] * 1000 for each in timed]
        tails = [max(0.0, (each[3] - each[1]) * 1000) for each in timed]
        axes.bar(
            [place - _GROUP / 2 + height * (number + 0.5) for place in rows],
            middles,
            height,
            yerr=[[0] * len(tails), tails],
            error_kw={"elinewidth": 0.7, "ecolor": "#444444"},
            color=_COLOURS[engine],
            label=engine,
        )
    axes.set_xticks(range(len(classes)), [fill(name, 10) for name in classes])
    axes.set_yscale("log")
    axes.set_title("query to 10 titles, ms: median, line to p99", loc="left")
    axes.legend(ncols=len(engines), frameon=False, loc="lower right", bbox_to_anchor=(1, 1))
