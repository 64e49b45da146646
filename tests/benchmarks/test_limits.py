"""Limits, the page and the figures' file, from made-up figures."""

from __future__ import annotations

import pytest

from benchmarks.engine_client import BuildFigures, Threads
from benchmarks.figures import CorpusFigures, Measured, read_measured, summarise, write_measured
from benchmarks.limits import BARE_IMPORTS, SEARCH, Limit, iter_limits, iter_start_limits
from benchmarks.page import page_of
from benchmarks.rounds import Timings


@pytest.fixture
def figures():
    made = CorpusFigures("synthetic_1m", "2025-11-18", "Linux, 2 cores")
    made.builds = {
        "whoosh": BuildFigures(1000, 10.0, 5_000_000, 10_000_000),
        "khabar_on_whoosh": BuildFigures(1000, 6.0, 5_000_000, 10_000_000),
        "tantivy": BuildFigures(1000, 1.0, 4_000_000, 10_000_000),
        "khabar": BuildFigures(1000, 0.5, 3_000_000, 1_900_000_000),
    }
    fast = {"khabar": [0.001] * 100, "tantivy": [0.002] * 100, "whoosh": [0.040] * 20}
    summarise(
        made,
        {
            "headlines": Timings(fast),
            "phrase": Timings({**fast, "khabar": [0.003] * 100}),
            "facet counts": Timings({"whoosh": [1.0]}, {"khabar": "khabar has no facet counts yet"}),
        },
    )
    made.threads = {"khabar": Threads(100.0, 90.0, 2, "KeyError: 'gone'")}
    made.cold = {SEARCH: 0.3, BARE_IMPORTS: 0.2, f'{SEARCH} "क|ख"': 0.5}
    return made


@pytest.mark.parametrize(
    ("figure", "at_least", "verdict"),
    [
        (0.4, True, "NO"),
        (0.5, True, "yes"),
        (0.6, True, "yes"),
        (0.9, True, "yes, and the aim"),
        (0.4, False, "yes"),
        (0.5, False, "yes"),
        (0.6, False, "NO"),
        (0.1, False, "yes, and the aim"),
    ],
)
def test_limits(figure, at_least, verdict):
    """A ratio that must reach its limit and one that must not exceed it; equality meets both."""
    assert Limit("ratio", figure, 0.5, at_least=at_least, aim=0.8 if at_least else 0.2).row()[-1] == verdict


def test_the_limits_of_the_issues(figures):
    """Each figure of the issues' tables is compared as they say."""
    met = {limit.what: (round(limit.figure, 3), limit.met) for limit in iter_limits(figures)}
    assert met == {
        "build, articles/s, by tantivy's": (2.0, True),
        "build, articles/s, by khabar's on Whoosh's own codec": (12.0, False),
        "build, articles/s, by plain Whoosh's": (20.0, True),
        "index bytes, by tantivy's": (0.75, True),
        "peak memory of the build": (1.9, True),
        "headlines: median, by tantivy's": (0.5, True),
        "headlines: p99, by tantivy's": (0.5, True),
        "headlines: median, faster than Whoosh": (40.0, False),
        "phrase: median, by tantivy's": (1.5, False),
        "phrase: median, faster than Whoosh": (13.333, True),
        f"cold {SEARCH}, by {BARE_IMPORTS}": (1.5, True),
        f'cold {SEARCH} "क|ख"': (500.0, False),
        "8 threads: queries/s, by those of 1": (0.9, False),
        "8 threads: answers that differ": (2, False),
    }


def test_what_words_and_names_cost_since(figures):
    """A real corpus is held to what its build and its headlines took before names were learned, by tantivy's of the same run."""
    figures.corpus = "wiki"
    met = {limit.what: (round(limit.figure, 2), limit.met) for limit in iter_limits(figures)}
    assert met["build, articles/s, by those before names were learned"] == (6.9, True)
    assert met["headlines: median, by those before names were learned"] == (0.5, True)


def test_no_limit_without_its_figures():
    """An engine that was not measured has no verdict, rather than a good one."""
    assert list(iter_limits(CorpusFigures("wiki", "2025-11-18", "Linux"))) == []
    assert list(iter_start_limits({})) == []


def test_a_class_that_khabar_cannot_answer_is_left_out_with_the_reason(figures):
    """Its row is absent, and the page says why."""
    assert "facet counts" not in figures.queries
    page = page_of(Measured({"synthetic_1m": figures}))
    assert "- Without facet counts: khabar has no facet counts yet." in page


def test_figures_survive_the_file(figures, tmp_path):
    """What is written is read back equal, and gives the same page; no file is no figures."""
    measured = Measured(
        {"synthetic_1m": figures},
        {"khabar --help": 0.1, "import typer": 0.08},
        {"200000": 1.7},
        {"build": 1.05},
    )
    write_measured(measured, tmp_path / "benchmarks.json")
    read = read_measured(tmp_path / "benchmarks.json")
    assert read == measured
    assert page_of(read) == page_of(measured)
    assert read_measured(tmp_path / "absent.json") == Measured()


def test_the_page(figures):
    """A cell has three figures, and the number of questions where it is not all; bars in a cell are escaped."""
    page = page_of(Measured({"synthetic_1m": figures}, {"khabar --help": 0.1, "import typer": 0.08}))
    assert "| headlines | 100 | 40.0 / 40.0 / 40.0 (20) | 2.00 / 2.00 / 2.00 | 1.00 / 1.00 / 1.00 |" in page
    assert r"| cold khabar search \"क\|ख\" |".replace('\\"', '"') in page
    assert "| khabar --help (100 ms) / import typer (80 ms) | 1.25 × |" in page
    assert page.endswith("\n")


def test_updates_and_features_have_limits_too():
    """Seconds of an update, and how many times as long a build takes with a feature, stand beside what they must not exceed."""
    page = page_of(
        Measured(updates={"200000": 1.7, "1000000": 3.2}, features={"build": 1.05, "headlines": 1.2})
    )
    assert "| 1,000 articles into 200,000 | 1.70 s | ≤ 3 s |  | yes |" in page
    assert "| 1,000 articles into 1,000,000 | 3.20 s | ≤ 3 s |  | NO |" in page
    assert "| build | 1.05 × | ≤ 1.1 × |  | yes |" in page
    assert "| headlines | 1.20 × | ≤ 1.1 × |  | NO |" in page


def test_a_busy_machine_is_said(figures):
    """Figures measured beside other work say so."""
    figures.load = 1.7
    assert "the machine was busy, load 1.7" in page_of(Measured({"synthetic_1m": figures}))


def test_the_chart(figures, tmp_path):
    """A PNG and an SVG are written, and the same figures give the same SVG."""
    pytest.importorskip("matplotlib", reason="the bench extra is not installed")
    from benchmarks.chart import draw_chart

    for name in "ab":
        draw_chart(Measured({"synthetic_1m": figures, "wiki": figures}), tmp_path / name)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
