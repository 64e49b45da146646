"""Filters: what passes, told by plain comparisons with each article, and what is said of values that there are not."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_index import article, build_index, small_dictionary

from query import Filters, QueryError, QuerySyntaxError, Searcher
from query.dates import IST, read_range
from query.filter_options import _options
from query.filters import FILTERS

NOW = datetime(2025, 11, 18, 12, 0, tzinfo=IST)
SOURCES = ["दैनिक जागरण", "अमर उजाला", "हिन्दुस्तान", "हिंदुस्तान", "BBC", None]
DATES = ["2025-11-18T08:00:00+05:30", "2025-11-17", "2025-11-10", "2025-10-31T23:59:59+05:30", None]
RECORDS = [
    article(
        str(number),
        f"नदी का पुल बना, {'चुनाव' if number % 2 else 'बैठक'} हुई।",
        source=SOURCES[number % len(SOURCES)],
        published=DATES[number % len(DATES)],
        category=["देश", "खेल"][number % 2],
        tags=[["क"], ["क", "ख ग"], []][number % 3],
    )
    for number in range(30)
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    with small_dictionary():
        index = build_index(tmp_path_factory.mktemp("filtered"), RECORDS, segments=3)
    with Searcher.open(index) as opened:
        yield opened


def ids(results) -> set[str]:
    return {hit.id for hit in results}


def values(record, name: str) -> list[str]:
    found = record["tags"] if name == "tag" else [record[name]]
    return [value for value in found if value]


def published(record) -> float | None:
    if record["published"] is None:
        return None
    moment = datetime.fromisoformat(record["published"])
    return (moment if moment.tzinfo else moment.replace(tzinfo=IST)).timestamp()


def passes(record, given: dict) -> bool:
    """Whether an article passes all filters, value by value."""
    when = published(record)
    for name, wanted in given.items():
        if name in ("date", "after", "before"):
            ranges = [read_range(each, NOW) for each in wanted]
            if name == "after":
                ranges = [(start, None) for start, _ in ranges]
            elif name == "before":
                ranges = [(None, start) for start, _ in ranges]
            inside = [
                when is not None and (start is None or when >= start) and (past is None or when < past)
                for start, past in ranges
            ]
            if not any(inside):
                return False
        elif name.startswith("not_"):
            if set(wanted) & set(values(record, name.removeprefix("not_"))):
                return False
        elif not set(wanted) & set(values(record, name)):
            return False
    return True


labels = {
    "source": st.sampled_from([each for each in SOURCES if each]),
    "category": st.sampled_from(["देश", "खेल"]),
    "tag": st.sampled_from(["क", "ख ग"]),
}
lists = {name: st.lists(values, min_size=1, max_size=3) for name, values in labels.items()}
days = st.sampled_from(
    ["आज", "कल", "2025-11", "पिछले महीने", "last week", "2025-10-31..2025-11-10", "7 days ago"]
)
filters = st.fixed_dictionaries(
    {},
    optional={
        **lists,
        **{f"not_{name}": each for name, each in lists.items()},
        "date": st.lists(days, min_size=1, max_size=2),
        "after": st.sampled_from(["last month", "2025-11-10", "7 days ago"]).map(lambda day: [day]),
        "before": st.sampled_from(["आज", "2025-11-18", "yesterday"]).map(lambda day: [day]),
    },
).filter(bool)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(filters, st.sampled_from(["", "चुनाव", "नदी -बैठक", "में पुल"]))
def test_what_passes(searcher, given, text):
    """Any value of one name, all names, no barred value, within the dates: as told article by article."""
    one = {name: each[0] if name in ("after", "before") else each for name, each in given.items()}
    results = searcher.search(text, filters=Filters(**one), limit=100, now=NOW)
    matching = set(map(str, range(30))) if not text else ids(searcher.search(text, limit=100))
    expected = {record["id"] for record in RECORDS if passes(record, given)} & matching
    assert ids(results) == expected
    assert results.total == len(expected)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_lets_through_what_its_facet_counts(newsroom_index, name):
    """Of each value, as many articles pass as the facet counts, and the others pass its negation."""
    with Searcher.open(newsroom_index) as searcher:
        every = searcher.search("", facets=[name], facet_limit=12)
        for value, count in every.facets[0].counts:
            kept = searcher.search("", filters=Filters(**{name: value}), limit=0)
            barred = searcher.search("", filters=Filters(**{f"not_{name}": [value]}), limit=0)
            assert kept.total == count
            assert barred.total == every.total - count


def test_scores_are_those_without_filters(newsroom_index):
    """A filter leaves scores as they are, stop words counted, and so the order."""
    text = "सरकार की ओर से कहा गया कि बारिश"
    with Searcher.open(newsroom_index) as searcher:
        every = searcher.search(text, limit=200, snippets=False)
        value = every.hits[-1].category
        kept = searcher.search(text, limit=200, snippets=False, filters=Filters(category=value))
    assert [(hit.id, hit.score) for hit in kept] == [
        (hit.id, hit.score) for hit in every if hit.category == value
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("दैनिक जागरण", {"दैनिक जागरण"}),
        (" दैनिक  जागरण ", {"दैनिक जागरण"}),
        ("जागरण", set()),
        ("हिन्दुस्तान", {"हिन्दुस्तान"}),
        ("हिंदुस्तान", {"हिंदुस्तान"}),
        ("हिन्‍दुस्तान", {"हिन्दुस्तान", "हिंदुस्तान"}),
        ("bbc", {"BBC"}),
        ("", set()),
        ("\ud800", set()),
    ],
)
def test_spellings(searcher, value, found):
    """The value as it is written, or, where there is none, those that differ in spelling only."""
    results = searcher.search("", filters=Filters(source=value), limit=100)
    assert {hit.source for hit in results} == found
    assert bool(results.unknown_values) == (not found)


@pytest.mark.parametrize(
    ("value", "near"),
    [("जागरण", ("दैनिक जागरण",)), ("अमर उजला", ("अमर उजाला",)), ("झुमरी तलैया", ()), ("", ())],
)
def test_unknown_values(searcher, value, near):
    """A value that no article has is told, with those that hold it or are spelled much like it."""
    (unknown,) = searcher.search("", filters=Filters(source=[value, "BBC"])).unknown_values
    assert unknown == ("source", value, near)


def test_moments(searcher):
    """A date may be text, a date or a datetime, naive ones Indian; the day given is in, the day before which is out."""
    for after in (
        "2025-11-17",
        date(2025, 11, 17),
        datetime(2025, 11, 17),
        datetime(2025, 11, 16, 18, 30, tzinfo=UTC),
    ):
        assert searcher.search("", filters=Filters(after=after)).total == 12
    for before in ("2025-11-17", date(2025, 11, 17), datetime(2025, 11, 17)):
        assert searcher.search("", filters=Filters(before=before)).total == 12
    for day in (date(2025, 11, 17), [datetime(2025, 11, 17, 9)], ["2025-11-17", "2025-11-17"]):
        assert searcher.search("", filters=Filters(date=day)).total == 6


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"after": "भालू"}, "filter after: 'भालू' is not a date"),
        ({"before": "2025-13"}, "filter before: there is no date"),
        ({"date": ["आज", "2025-11..2025-10"]}, "filter date: the range"),
        ({"after": "आज", "before": "कल"}, "no time is after आज and before कल"),
    ],
)
def test_bad_dates(searcher, given, said):
    """A date that is none is an error that names the filter."""
    with pytest.raises(QueryError, match=said):
        searcher.search("", filters=Filters(**given), now=NOW)


def test_an_empty_text(searcher):
    """With filters or for facets an empty text is every article, all of one score; alone it is an error still."""
    results = searcher.search(" ", filters=Filters(category="देश"), limit=100)
    assert results.total == 15
    assert {hit.score for hit in results} == {0.0}
    assert searcher.search("", facets=["source"]).total == 30
    for nothing in (None, Filters(), Filters(source=[], date=())):
        with pytest.raises(QuerySyntaxError, match="no word"):
            searcher.search("", filters=nothing)


def test_json(searcher):
    """The answer says what was filtered by, and which values there are not; without filters it says nothing."""
    given = Filters(source="जागरण", not_tag=["क"], after=date(2025, 11, 1), date="2025-11")
    answer = searcher.search("नदी", filters=given).to_json()
    assert answer["filters"] == {
        "source": ["जागरण"],
        "not_tag": ["क"],
        "date": ["2025-11"],
        "after": "2025-11-01",
    }
    assert answer["unknown_values"] == [{"filter": "source", "value": "जागरण", "near": ["दैनिक जागरण"]}]
    assert not {"filters", "unknown_values"} & set(searcher.search("नदी", filters=Filters()).to_json())


def test_every_filter_has_an_option():
    """The command line has one option for each field of Filters, by its name."""
    names: Sequence[str] = [option.name for option in _options()]
    assert sorted(names) == sorted(Filters._fields)
    assert [option.opts for option in _options()] == [[f"--{name.replace('_', '-')}"] for name in names]
