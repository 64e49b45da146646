"""All matches one by one, and hits that are made as they are taken."""

import pickle

import pytest
from small_index import article, build_index, small_dictionary

from query import (
    Filters,
    Hit,
    IterOptions,
    QuerySyntaxError,
    Searcher,
    SearchOptions,
    SearchResults,
    answer,
)

ARTICLES = [
    *(
        article(
            str(number),
            f"नेता ने बैठक {'की ' * (number % 7)} {'नदी' if number % 3 else 'पुल'}",
            published=f"2025-0{number % 9 + 1}-01",
            category="देश" if number % 2 else "खेल",
        )
        for number in range(123)
    ),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    with small_dictionary():
        index = build_index(tmp_path_factory.mktemp("iterated"), ARTICLES, segments=2)
    with Searcher.open(index) as opened:
        yield opened


@pytest.mark.parametrize("text", ["नेता", "नेता नदी", "पुल", "कखग", ""])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"sort": "newest"},
        {"collapse": False, "explain": True},
        {"filters": Filters(category="देश"), "recency": "7d", "snippets": False},
    ],
    ids=["plain", "newest", "every copy", "filtered"],
)
def test_iter_yields_what_one_long_page_holds(searcher, text, options: IterOptions):
    """Hits taken one by one are those of a search with room for all, ranks, scores and snippets included."""
    if "recency" in options:
        options = {**options, "now": searcher.article("0").article.published}
    whole = searcher.search(text, limit=1000, facets=["source"], **options)
    assert list(searcher.iter(text, **options)) == list(whole)


def test_faults_show_before_the_first_hit(searcher):
    """A query that cannot be read, or an order that is none, is told by the call, not by the first hit."""
    with pytest.raises(QuerySyntaxError):
        searcher.iter('"नेता')
    with pytest.raises(ValueError, match="sort is one of"):
        searcher.iter("नेता", sort="best")


def test_iter_stays_with_its_generation(tmp_path):
    """What is taken after a refresh, or after the searcher was closed, comes of the generation that was asked."""
    with small_dictionary():
        index = build_index(tmp_path, ARTICLES[:80], keep=1)
        searcher = Searcher.open(index)
        hits = searcher.iter("नेता")
        next(hits)
        build_index(tmp_path, ARTICLES[:3], keep=1)
        assert searcher.refresh()
        searcher.close()
        assert len(list(hits)) == 79


@pytest.fixture
def made(monkeypatch) -> list[int]:
    """The ranks of the hits that are made."""
    ranks: list[int] = []

    def make(rank: int, *args: object, **fields: object) -> Hit:
        ranks.append(rank)
        return Hit(rank, *args, **fields)

    monkeypatch.setattr(answer, "Hit", make)
    return ranks


def test_hits_are_made_when_they_are_taken(searcher, made):
    """Of a hundred hits found only those looked at are made, each once."""
    results = searcher.search("नेता", limit=100)
    assert (len(results), made) == (100, [])
    assert results.hits[-1] is results.hits[99]
    assert [hit.rank for hit in results.hits[2:4]] == [3, 4]
    assert made == [100, 3, 4]
    assert next(searcher.iter("नेता")).rank == 1
    assert made == [100, 3, 4, 1]


def test_results_travel_between_processes(newsroom_index):
    """Results pickle whole, with the copies of a story, and without the index."""
    with Searcher.open(newsroom_index) as searcher:
        results = searcher.search("बाढ़", facets=["source"])
    again: SearchResults = pickle.loads(pickle.dumps(results))
    assert again == results
    copies, expected = ([copy.id for copy in each.hits[0].copies] for each in (again, results))
    assert copies == expected != []


def test_options_are_those_of_the_methods():
    """SearchOptions and IterOptions have the options of ``search`` and ``iter``, no other, of the same types."""
    for options, method in ((SearchOptions, Searcher.search), (IterOptions, Searcher.iter)):
        own = {name: type_.__forward_arg__ for name, type_ in _annotations(options).items()}
        assert own == {name: method.__annotations__[name] for name in method.__kwdefaults__}


def _annotations(options: type) -> dict:
    return {name: type_ for each in (IterOptions, options) for name, type_ in each.__annotations__.items()}
