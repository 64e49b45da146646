"""``khabar facets``, ``khabar trends``, and the options of filters and recency, through the command line."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from screens import ESCAPES, khabar_on_terminal
from small_index import article, build_index, small_dictionary
from typer.testing import CliRunner, Result

from query import Filters, Searcher, trends
from query.cli import app
from query.cli_counts import Period
from query.dates import IST


@pytest.fixture
def khabar(newsroom_index: Path):
    """Run a command on the sample newsroom; nothing but an exit ever leaves it."""

    def run(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, [*args, "--index", str(newsroom_index)], **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def table(result: Result) -> list[list[str]]:
    return [line.split("\t") for line in result.stdout.splitlines()]


# facets


def test_facets_in_a_pipe(khabar, newsroom_index) -> None:
    """Name, value and count between tabs: the counts of the library."""
    result = khabar("facets", "चुनाव", "--facet", "category,month", "--facet", "place", "--limit", "3")
    assert result.exit_code == 0
    heading, *rows = table(result)
    assert heading == ["facet", "value", "count"]
    with Searcher.open(newsroom_index) as searcher:
        counted = searcher.search("चुनाव", facets=["category", "month", "place"], facet_limit=3).facets
    assert rows == [[facet.name, value, str(count)] for facet in counted for value, count in facet.counts]


def test_facets_of_everything(khabar, newsroom_index) -> None:
    """Without words all articles are counted, by six facets."""
    rows = table(khabar("facets", "--limit", "1000"))[1:]
    assert list(dict.fromkeys(row[0] for row in rows)) == "source category place person org month".split()
    with Searcher.open(newsroom_index) as searcher:
        assert (
            sum(int(row[2]) for row in rows if row[0] == "source")
            == searcher.search("", facets=["source"]).total
        )


def test_facets_on_a_terminal(khabar) -> None:
    """On a terminal the longest bar is that of the commonest value, and what is left out is said."""
    lines = khabar("facets", "--facet", "category", "--limit", "2", "--color", "always").stdout.splitlines()
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert plain[0] == "श्रेणी"
    assert re.fullmatch(r" {3,6}\d+  ━{20}  \S+", plain[1])
    assert re.fullmatch(r" {3,6}\d+  ━*╸? *  \S+", plain[2])
    assert plain[3].strip().startswith("और ")


def test_facets_as_json(khabar) -> None:
    """--json is the answer of a search without hits."""
    answer = json.loads(khabar("facets", "भारत", "--json", "--facet", "year", "--category", "क्रिकेट").stdout)
    assert list(answer) == ["query", "total", "took_ms", "corrected", "hits", "filters", "facets"]
    assert answer["hits"] == []
    assert list(answer["facets"]) == ["year"]
    assert answer["filters"] == {"category": ["क्रिकेट"]}


# trends


def test_trends_in_a_pipe(khabar, newsroom_index) -> None:
    """A period a line, the counts of each query between tabs, as the library counts them."""
    result = khabar("trends", "चुनाव", "बारिश बाढ़", "--by", "month")
    assert result.exit_code == 0
    with Searcher.open(newsroom_index) as searcher:
        counted = searcher.trends(["चुनाव", "बारिश बाढ़"], by="month")
    assert table(result)[0] == ["month", "चुनाव", "बारिश बाढ़"]
    assert table(result)[1:] == [
        [label, str(one), str(other)]
        for label, one, other in zip(
            counted.labels(), *(trend.counts for trend in counted.trends), strict=True
        )
    ]


def test_trends_as_json(khabar) -> None:
    """--json has the periods and the counts of each query; a word in Roman script says how it was read."""
    answer = json.loads(khabar("trends", "rajvanshi", "--json", "--after", "2000").stdout)
    assert answer["by"] in ("day", "week", "month", "year")
    (trend,) = answer["trends"]
    assert trend["corrected"] == [{"typed": "rajvanshi", "shown": ["राजवंशी"]}]
    assert len(trend["counts"]) == len(answer["periods"])
    assert sum(trend["counts"]) + trend["undated"] == trend["total"] == 2
    assert answer["filters"] == {"after": "2000"}


def test_trends_of_everything(khabar, newsroom_index) -> None:
    """Without a query all articles are counted."""
    rows = table(khabar("trends", "--by", "year"))
    assert rows[0] == ["year", "*"]
    with Searcher.open(newsroom_index) as searcher:
        (facet,) = searcher.search("", facets=["year"]).facets
    assert [row for row in rows[1:] if row[1] != "0"] == [[year, str(count)] for year, count in facet.counts]


def test_periods_are_those_of_the_library() -> None:
    """--by takes what the library counts by."""
    assert tuple(Period) == get_args(trends.Period)


@pytest.mark.parametrize("columns", [80, 132])
def test_trends_on_a_terminal(newsroom_index: Path, columns: int) -> None:
    """A chart fills a terminal and is never wider; with NO_COLOR there is no colour, and each line has its mark."""
    args = ("trends", "चुनाव", "bharat", "--by", "day", "--index", newsroom_index)
    shown = khabar_on_terminal(*args, width=columns)
    assert "\x1b[" in shown
    lines = ESCAPES.sub("", shown).splitlines()
    assert lines[0] == "दिखाए गए: bharat → भारत"
    assert lines[1].startswith("━━ चुनाव: ")
    assert columns * 0.6 < max(map(len, lines[3:])) <= columns
    plain = khabar_on_terminal(*args, width=columns, NO_COLOR="1")
    assert "\x1b[3" not in plain
    assert "● चुनाव: " in plain


def test_pictures(khabar, tmp_path: Path) -> None:
    """--png and --svg write a picture beside the table."""
    pytest.importorskip("matplotlib", minversion="3.11", reason="the extra charts is not installed")
    pytest.importorskip("fontpkg_noto_sans_devanagari", reason="the extra charts is not installed")
    png, svg = tmp_path / "a.png", tmp_path / "a.svg"
    result = khabar("trends", "चुनाव", "--png", str(png), "--svg", str(svg))
    assert result.exit_code == 0
    assert result.stdout.startswith(("day\t", "week\t", "month\t", "year\t"))
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in svg.read_text(encoding="utf-8")
    gone = khabar("trends", "चुनाव", "--png", str(tmp_path / "none" / "a.png"))
    assert gone.exit_code == 2
    assert "a.png: No such file" in gone.stderr


def test_pictures_without_the_extra(khabar, tmp_path: Path, monkeypatch) -> None:
    """Where the extra is missing, the message names it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = khabar("trends", "चुनाव", "--png", str(tmp_path / "a.png"))
    assert result.exit_code == 2
    assert "khabar[charts]" in result.stderr


@pytest.mark.parametrize("command", ["facets", "trends"])
def test_nothing_found(khabar, command: str) -> None:
    """Nothing found is exit code 1."""
    assert khabar(command, "किंकर्तव्यविमूढ़ता").exit_code == 1
    assert khabar(command, "भारत", "--source", "झुमरी समाचार").exit_code == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["facet", "भारत"], "Did you mean 'facets'?"),
        (["facets", "--facet", "colour"], "colour"),
        (["facets", "--limit", "0"], "--limit"),
        (["facets", '"टूटा'], "column 1"),
        (["trends", "--by", "hour"], "hour"),
        (["trends", "a", '"टूटा'], "column 1"),
        (["trends", "--after", "भालू"], "filter after: 'भालू' is not a date"),
        (["search", "a", "--before", "2025-13"], "filter before: there is no date"),
        (["search", "a", "--date", "कल", "--date", "x"], "filter date: 'x'"),
        (["search", "a", "--recency", "soon"], "--recency"),
        (["search", "a", "--recency", "0d"], "--recency"),
        (["search", "a", "--sauce", "x"], "--sauce"),
        (["search"], "filters alone"),
    ],
)
def test_errors(khabar, args: list[str], said: str) -> None:
    """What cannot be read is exit code 2, named on standard error, with nothing on standard output."""
    result = khabar(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


# filters of search


def ids(result: Result) -> set[str]:
    return set(result.stdout.split())


def test_filters_repeat_and_negate(khabar, newsroom_index) -> None:
    """A filter given twice means any of the two, --not-… none of them, and together with others all must hold."""
    every = ["search", "--ids", "--no-collapse", "-n", "200", "भारत"]
    one, other = (ids(khabar(*every, "--category", name)) for name in ("क्रिकेट", "खेल"))
    assert one
    assert other
    assert not one & other
    both = khabar(*every, "--category", "क्रिकेट", "--category", "खेल")
    assert ids(both) == one | other
    without = khabar(*every, "--not-category", "क्रिकेट", "--not-category", "खेल")
    assert ids(without) == ids(khabar(*every)) - one - other
    late = ids(khabar(*every, "--after", "2025-11"))
    assert ids(khabar(*every, "--category", "क्रिकेट", "--after", "2025-11")) == one & late


def test_filters_alone(khabar, newsroom_index) -> None:
    """Without words all articles that pass are found."""
    with Searcher.open(newsroom_index) as searcher:
        expected = searcher.search("", filters=Filters(category="खेल")).total
    assert khabar("search", "--category", "खेल", "--count").stdout == f"{expected}\n"


def test_filters_in_a_batch(khabar) -> None:
    """Filters hold for each query of a batch."""
    result = khabar("search", "--batch", "-", "--category", "खेल", input="भारत\nमैच\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(answers) == 2
    assert {hit["category"] for answer in answers for hit in answer["hits"]} == {"खेल"}


def test_unknown_values_are_told(khabar) -> None:
    """A value that no article has is said on standard error, with those that are like it."""
    result = khabar("search", "भारत", "--category", "क्रीकेट")
    assert khabar("search", "भारत", "--category", "क्रीकेट", "--count").stderr in result.stderr
    assert result.exit_code == 1
    assert "श्रेणी 'क्रीकेट' किसी लेख में नहीं; मिलते-जुलते: क्रिकेट" in result.stderr
    assert result.stdout == ""


@pytest.fixture(scope="module")
def recent_index(tmp_path_factory) -> Path:
    """Articles of today, yesterday, and a year ago, by the clock."""
    now = datetime.now(IST)
    days = {"आज": 0, "कल": 1, "पुराना": 365}
    records = [
        article(name, "नदी पर पुल बना।", published=(now - timedelta(days=back)).isoformat())
        for name, back in days.items()
    ]
    with small_dictionary():
        return build_index(tmp_path_factory.mktemp("recent"), records)


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["date:आज", "नदी"], ["आज"]),
        (["date:yesterday", "नदी"], ["कल"]),
        (['after:"7 days ago" नदी'], ["आज", "कल"]),
        (["नदी", "--after", "परसों", "--sort", "oldest"], ["कल", "आज"]),
        (["नदी", "--before", "इस हफ़्ते", "--date", "पिछले 400 दिन", "--before", "पिछले महीने"], ["पुराना"]),
        (["नदी", "--recency", "7d"], ["आज", "कल", "पुराना"]),
        (["नदी", "--sort", "newest"], ["आज", "कल", "पुराना"]),
    ],
)
def test_days_count_from_now(recent_index, args: list[str], found: list[str]) -> None:
    """Days in words, and ages, count from the present."""
    result = CliRunner().invoke(app, ["search", *args, "--ids", "--index", str(recent_index)])
    assert result.stdout.split() == found


def test_recency_explained(recent_index) -> None:
    """--explain shows what a score was multiplied by."""
    asked = ["search", "नदी", "--recency", "1 हफ्ता", "--explain", "--index", str(recent_index)]
    shown = CliRunner().invoke(app, asked).stdout
    assert re.findall(r"अंक \(× (\d\.\d{4}) पुरानेपन से\)", shown)[0] == "1.0000"
    assert "(× 0.5000 पुरानेपन से)" in shown
