"""What is loaded when: nothing heavy before it is needed, told by sys.modules in a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# What reads the dictionary of lemmas, which the index carries too.
DICTIONARY = "indexer.analysis.lemma_table"
HEAVY = {
    "numpy",
    "whoosh",
    "indicnlp",
    DICTIONARY,
    "pandas",
    "rich",
    "dateparser",
    "babel",
    "zstandard",
    "rapidfuzz",
}

REPORT = """
import atexit, sys
atexit.register(lambda: sys.stderr.write("\\n" + " ".join(sys.modules)))
"""


def loaded_by(program: str, *args: str) -> set[str]:
    """Names of the modules loaded when the program has ended, packages among them."""
    ran = subprocess.run(
        [sys.executable, "-c", REPORT + program, *args],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].split())


WRITERS = (
    "indexer.codec.write",
    "indexer.codec.postings",
    "indexer.codec.merge",
    "indexer.codec.scatter_kernel",
    "indexer.codec.whoosh_codec",
)

RUN = "import sys\nfrom query.cli import main\nsys.argv[0] = 'khabar'\nmain()\n"


@pytest.mark.parametrize(
    "program",
    ["import query", "import indexer", "from query import KhabarError", "from indexer import Article"],
)
def test_import(program: str) -> None:
    """To import a package loads none of what its work needs, nor typer, and barely a module of its own."""
    modules = loaded_by(program)
    assert not modules & (HEAVY | {"typer", "click", "regex", "multiprocessing"})
    assert len([name for name in modules if name.startswith(("query.", "indexer."))]) <= 2


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["search", "--help"], ["index", "build", "--help"]]
)
def test_help(args: list[str]) -> None:
    """Help loads typer and nothing heavy."""
    modules = loaded_by(RUN, *args)
    assert "typer" in modules
    assert not modules & (HEAVY | {"json", "regex"})


@pytest.mark.parametrize(
    "options",
    [
        ["--limit", "3"],
        ["--json"],
        ["--count"],
        ["--category", "खेल", "--after", "20 साल पहले", "--recency", "7d"],
    ],
)
def test_search(newsroom_index: Path, options: list[str]) -> None:
    """A search loads no reader of a source format, no dictionary, nothing of a build, of suggestions, no rich in a pipe."""
    modules = loaded_by(RUN, "search", "विदेश मंत्री", "--index", str(newsroom_index), *options)
    assert {"whoosh", "numpy"} <= modules
    assert not modules & {DICTIONARY, "pandas", "dateparser", "babel", "rich", "multiprocessing.pool", "csv"}
    builds = (
        "indexer.sources",
        "indexer.entities",
        "indexer.pipeline",
        "indexer.segment",
        "indexer.generations.publish",
    )
    assert not [name for name in modules if name.startswith(builds)]
    assert not modules & {"query.suggest", "query.slips", "indexer.codec.near_forms"}
    assert not [name for name in modules if name.startswith(WRITERS)]
    assert not [name for name in modules if name.startswith(("whoosh.qparser", "whoosh.writing"))]


def test_trends_and_facets(newsroom_index: Path) -> None:
    """What counts loads neither pictures, nor rich in a pipe, nor snippets' patterns; a search loads nothing of these."""
    for command in ("trends", "facets"):
        modules = loaded_by(RUN, command, "मंत्री", "--index", str(newsroom_index))
        assert not modules & {"matplotlib", "rich", "dateparser", "query.figure", "query.chart", "simplemma"}
    modules = loaded_by(RUN, "search", "मंत्री", "--index", str(newsroom_index))
    late = {"filters", "trends", "chart", "figure", "pager", "spoken_dates", "date_words"}
    late |= {"cli_articles", "cli_counts", "cli_index", "cli_words"}
    assert not modules & {"indexer.updates_cli", *(f"query.{name}" for name in late)}


@pytest.mark.parametrize("options", [["--count"], ["--ids"], ["--no-snippets", "--json"]])
def test_search_without_snippets(newsroom_index: Path, options: list[str]) -> None:
    """A plain query that shows no text needs no pattern of ``regex``: words are cut and respelled by compiled loops."""
    modules = loaded_by(RUN, "search", "विदेश मंत्री", "--index", str(newsroom_index), *options)
    assert "regex" not in modules


def test_searcher(newsroom_index: Path) -> None:
    """The library's search loads no command line either."""
    program = (
        "import sys\nfrom query import Searcher\nwith Searcher.open(sys.argv[1]) as s: s.search('jaipur')\n"
    )
    modules = loaded_by(program, str(newsroom_index))
    assert not modules & {"typer", "rich", DICTIONARY, "pandas", "dateparser", "babel"}
    assert not [name for name in modules if name.endswith((".cli", ".render", ".commands"))]
    assert not [name for name in modules if name.startswith("indexer.sources")]
