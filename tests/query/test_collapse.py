"""Copies of a story in results: which one is shown, what is counted, and that pages fit together."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_index import article, build_index, small_dictionary
from wire_copies import BRIDGE, BRIDGE_COPIES, LIBRARY, gold_page, text_of

from query import Searcher

PAPERS = ["जनवाणी", "प्रभात दर्पण", "उत्तर वार्ता", "जनवाणी", None]
FIRST = datetime.fromisoformat("2025-11-03T08:00:00+05:30")
ARTICLES = [
    *(
        article(name, body, title=f"पुल {name}", source=paper, published=str(FIRST + timedelta(hours=number)))
        for number, ((name, body), paper) in enumerate(zip(BRIDGE_COPIES.items(), PAPERS, strict=True))
    ),
    article("library", text_of(*LIBRARY, "गांव के छात्र भी आते हैं।"), source="जनवाणी", published="2025-11-04"),
    article("gold1", gold_page("तीन नवंबर", 61_200), published="2025-11-03"),
    article("gold2", gold_page("चार नवंबर", 61_900), published="2025-11-04"),
    article("near", "गंडकी नदी में नाव की सवारी गांव के बच्चों को भाती है।"),
]
QUERIES = ["पुल", "नदी गांव", "सोने का भाव", "गांव", "source:जनवाणी", "date:2025-11", "नहींहैयहशब्द"]


@pytest.fixture(scope="module", params=[1, 3])
def searcher(request, tmp_path_factory):
    with small_dictionary():
        folder = build_index(tmp_path_factory.mktemp("collapsed"), ARTICLES, segments=request.param)
    with Searcher.open(folder) as opened:
        yield opened


def copies_of(hit) -> list[str]:
    return [each.id for each in hit.copies]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("text", QUERIES)
def test_every_match_is_a_hit_or_a_copy_of_one(searcher, text, sort):
    """Hits are the first of each story in the order of all matches, and with their copies they are all matches, each once."""
    every = [hit.id for hit in searcher.search(text, limit=100, sort=sort, collapse=False)]
    story = {name: frozenset(each.id for each in searcher.story(name)) for name in every}
    results = searcher.search(text, limit=100, sort=sort)
    assert [hit.id for hit in results] == list({story[name]: name for name in reversed(every)}.values())[::-1]
    assert sorted(each for hit in results for each in [hit.id, *copies_of(hit)]) == sorted(every)
    assert (results.total, results.stories) == (len(every), len(results))


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_fit_together(searcher, text, limit):
    """Offset and limit count stories: pages one after another are the one long page, ranks going on."""
    whole = [(hit.rank, hit.id) for hit in searcher.search(text, limit=100)]
    pages = [
        searcher.search(text, limit=limit, offset=offset) for offset in range(0, len(whole) + limit, limit)
    ]
    assert [(hit.rank, hit.id) for page in pages for hit in page] == whole
    assert {page.stories for page in pages} == {len(whole)}


def test_copies_are_those_that_match(searcher):
    """In order of time; with a filter only those that pass it; none where results are not collapsed."""
    (hit,) = searcher.search("गंडकी सोनपुरा", limit=1)
    assert sorted([hit.id, *copies_of(hit)]) == sorted(BRIDGE_COPIES)
    assert copies_of(hit) == [name for name in BRIDGE_COPIES if name != hit.id]
    (hit,) = searcher.search("सोनपुरा source:जनवाणी", limit=1)
    assert {hit.id, *copies_of(hit)} == {"whole", "byline"}
    assert not any(hit.copies for hit in searcher.search("गंडकी", collapse=False))


def test_other_days_are_other_stories(searcher):
    """Prices of two days are two hits."""
    assert {hit.id for hit in searcher.search("हॉलमार्क")} == {"gold1", "gold2"}


def test_facets_count_articles(searcher):
    """Collapsed or not, a facet counts all matching articles."""
    counted = [searcher.search("पुल", facets=["source"], collapse=each).facets for each in (True, False)]
    assert counted[0] == counted[1]


def test_json_names_the_copies(searcher):
    """id, title, time, source and address of each; the number of stories where it is another than the total."""
    answer = searcher.search("सोनपुरा", limit=1).to_json()
    assert (answer["total"], answer["stories"]) == (5, 1)
    (hit,) = answer["hits"]
    assert [list(each) for each in hit["copies"]] == [["id", "title", "published", "source", "url"]] * 4
    alone = searcher.search("हॉलमार्क").to_json()
    assert "stories" not in alone
    assert not any("copies" in hit for hit in alone["hits"])


def test_a_story_is_in_order_of_time(searcher):
    """For each of its articles; an article alone is its own story; None for an id that is not there."""
    for name in BRIDGE_COPIES:
        assert [each.id for each in searcher.story(name)] == list(BRIDGE_COPIES)
    assert [each.id for each in searcher.story("library")] == ["library"]
    assert searcher.story("nobody") is None


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.sampled_from([BRIDGE, LIBRARY]), min_size=1, max_size=40),
    st.integers(1, 5),
    st.integers(0, 5),
)
def test_a_page_is_full_however_many_copies_come_first(tmp_path_factory, texts, limit, offset):
    """Many equal articles and few others: the page has as many stories as there are."""
    records = [article(str(number), text_of(*text)) for number, text in enumerate(texts)]
    records.append(article("gold", gold_page("पुल और पुस्तकालय दिवस", 60_000)))
    with (
        small_dictionary(),
        Searcher.open(build_index(Path(tmp_path_factory.mktemp("full")), records)) as searcher,
    ):
        results = searcher.search("सोनपुरा पुस्तकालय हॉलमार्क", limit=limit, offset=offset)
    stories = 1 + len(set(texts))
    assert (results.total, results.stories) == (len(texts) + 1, stories)
    assert len(results) == max(0, min(limit, stories - offset))
