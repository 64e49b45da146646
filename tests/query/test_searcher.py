"""Searching an index: pages, orders, totals, threads, newer generations, and the damage that it meets."""

import gc
import json
import shutil
import sys
import threading
import weakref
from pathlib import Path

import pytest
from small_index import article, build_index, small_dictionary

from indexer.generations.generation import generation_path
from query import (
    AnalysisMismatchError,
    IndexCorruptError,
    IndexMissingError,
    QuerySyntaxError,
    Searcher,
)
from query import answer as answer_module
from query import opened as opened_module

DATES = ["2025-11-18T10:00:00+05:30", None, "2025-07-15", "2025-11-18T10:00:00+05:30", None, "2024-01-01"]
ARTICLES = [
    article(
        str(number),
        f"नेता ने बैठक में भाग लिया। जयशंकर आए। {'नदी ' * number}पुल बना।",
        title=f"खबर {number}" if number else None,
        published=published,
        source="जागरण" if number % 2 else None,
        category="देश",
        url=f"https://example.com/{number}",
        place="दिल्ली",
        tags=["जयशंकर"],
    )
    for number, published in enumerate(DATES)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    with small_dictionary():
        return build_index(tmp_path_factory.mktemp("searched"), ARTICLES, segments=2)


@pytest.fixture
def searcher(folder):
    with Searcher.open(folder) as opened:
        yield opened


@pytest.fixture
def copy(folder, tmp_path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def ids(results) -> list[str]:
    return [hit.id for hit in results]


def test_a_hit_has_all_fields(searcher):
    """A hit tells its rank, what the article is, and what was found in it."""
    results = searcher.search("jaishankar नदी", limit=5, explain=True)
    assert (results.query, results.total, len(results)) == ("jaishankar नदी", 6, 5)
    assert [(each.typed, each.shown) for each in results.corrected] == [("jaishankar", ("जयशंकर",))]
    (hit,) = (hit for hit in results if hit.id == "5")
    assert (results.hits[hit.rank - 1], hit.id, hit.source, hit.category, hit.url) == (
        hit,
        "5",
        "जागरण",
        "देश",
        "https://example.com/5",
    )
    assert hit.published.isoformat() == "2024-01-01T00:00:00+05:30"
    assert hit.snippet.marked("[", "]").count("[नदी]") == 5
    assert hit.marked_title.text == hit.title == "खबर 5"
    assert "दिल्ली" in {entity.name for entity in hit.entities}
    assert [part.label for part in hit.explanation] == ["jaishankar → जयशंकर", "नदी"]


def test_json_of_a_search_has_the_documented_keys(searcher):
    """The answer as JSON has the keys that the issue names, in that order, and nothing that JSON cannot hold."""
    answer = json.loads(json.dumps(searcher.search("नेता", limit=2).to_json()))
    assert list(answer) == ["query", "total", "took_ms", "corrected", "hits"]
    keys = "rank id title published source category score snippet entities url".split()
    assert [list(hit) for hit in answer["hits"]] == [keys, keys]
    explained = searcher.search("नेता", explain=True).to_json()["hits"][0]
    assert set(explained) - set(keys) == {"explanation"}
    assert explained["explanation"][0]["part"] == "नेता"


@pytest.mark.parametrize("text", ["नदी पुल", "नेता", "-नदी", "date:2025"])
def test_pages_are_slices_of_one_order(searcher, text):
    """However results are cut into pages, the pages joined are the whole list, with its ranks and its exact total."""
    whole = searcher.search(text, limit=100)
    assert [hit.rank for hit in whole] == list(range(1, whole.total + 1))
    for size in (1, 2, 4, 5):
        pages = [
            searcher.search(text, limit=size, offset=start) for start in range(0, whole.total + size, size)
        ]
        assert [hit for page in pages for hit in ids(page)] == ids(whole)
        assert [hit.rank for page in pages for hit in page] == [hit.rank for hit in whole]
        assert {page.total for page in pages} == {whole.total}


@pytest.mark.parametrize(
    ("limit", "offset", "expected"),
    [
        (0, 0, []),
        (0, 3, []),
        (10, 6, []),
        (10, 10**12, []),
        (10**12, 4, ["4", "5"]),
        (1, 5, ["5"]),
        (2, 0, ["0", "1"]),
    ],
)
def test_edges_of_pages(searcher, limit, offset, expected):
    """No limit, an offset past the end and huge numbers give what a slice gives, and the total all the same."""
    results = searcher.search("category:देश", limit=limit, offset=offset)
    assert (ids(results), results.total) == (expected, 6)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", "0 3 2 5 1 4".split()),
        ("oldest", "5 2 0 3 1 4".split()),
        ("relevance", "0 1 2 3 4 5".split()),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_orders(searcher, sort, expected, limit):
    """Dates sort either way, articles without one last; ties keep the order of the sources, on a short page too."""
    assert ids(searcher.search("category:देश", sort=sort, limit=limit)) == expected[:limit]


@pytest.mark.parametrize("text", ["नदी पुल", "जयशंकर में नेता", '"बैठक में" नदी', "नदी source:जागरण", "पुल"])
@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("all_words", [False, True])
def test_by_date_scores_are_those_by_relevance(searcher, monkeypatch, text, sort, all_words):
    """In an order by date, where of many articles only the hits shown are scored, each has the score it has by relevance."""
    by_relevance = {hit.id: hit.score for hit in searcher.search(text, all_words=all_words).hits}
    monkeypatch.setattr(answer_module, "_MANY", 0)
    found = searcher.search(text, all_words=all_words, sort=sort, limit=3)
    assert found.total == len(by_relevance)
    assert {hit.id: hit.score for hit in found.hits} == {hit.id: by_relevance[hit.id] for hit in found.hits}
    paged = searcher.search(text, all_words=all_words, sort=sort, limit=3, offset=2).hits
    assert [hit.score for hit in paged] == [by_relevance[hit.id] for hit in paged]
    assert ids(found) == [hit.id for hit in searcher.iter(text, all_words=all_words, sort=sort)][:3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("after:2000", "0 2 3 5"),
        ("before:2100", "0 2 3 5"),
        ("-date:2000..2100", "1 4"),
        ("date:2025-11-18", "0 3"),
        ("date:2025-07..2025-11", "0 2 3"),
        ("before:2025-07-15", "5"),
        ("after:2025-07-15 before:2025-07-16", "2"),
        ("date:2023", ""),
    ],
)
def test_an_article_without_a_date_is_of_no_time(searcher, text, expected):
    """A date finds the articles of that time, both ends of a range whole, and never one without a date."""
    assert ids(searcher.search(text)) == expected.split()


@pytest.mark.parametrize(
    "options",
    [{"limit": -1}, {"offset": -1}, {"sort": "best"}, {"sort": ""}],
    ids=["limit", "offset", "sort", "empty"],
)
def test_options_that_make_no_sense_are_refused(searcher, options):
    """A negative limit or offset or an unknown order is an error of the program that asks."""
    with pytest.raises(ValueError, match=r"0 or more|sort is one of"):
        searcher.search("नेता", **options)


def test_every_word_can_be_demanded(searcher):
    """With all_words an article needs every bare word."""
    assert searcher.search("नदी नेता").total == 6
    assert searcher.search("नदी नेता", all_words=True).total == 5
    assert searcher.search("नदी नेता कखग", all_words=True).total == 0


def test_a_headline_can_be_searched_literally(searcher):
    """Marks of the query language are read as text on demand."""
    with pytest.raises(QuerySyntaxError):
        searcher.search('नदी "पुल')
    assert searcher.search('नदी "पुल -नेता', literal=True).total == 6


def test_snippets_can_be_left_out(searcher):
    """Without snippets neither text nor title is marked."""
    hit = next(iter(searcher.search("नेता", snippets=False)))
    assert hit.snippet is None
    assert hit.marked_title is None


def test_articles_by_id(searcher):
    """An article is found by its exact id in any segment, and nothing else by it."""
    for number in range(6):
        assert searcher.article(str(number)).article.url == f"https://example.com/{number}"
    for identity in ("6", "", "0 ", "\ud800", "०"):
        assert searcher.article(identity) is None


@pytest.fixture
def hasty_threads():
    """Threads that give way to one another as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_threads_get_the_same_answers_as_one(folder, hasty_threads):
    """Eight threads that search one fresh searcher at once, where nothing was read before, get what one alone gets."""
    queries = [
        "नेता नदी",
        '"बैठक में"',
        "नद*",
        "*दी",
        "पुल~",
        "lead:नेता",
        "jaishankar",
        "नेता में ने",
        "में ने",
        "-नदी",
        "date:2025",
        "पुल बना",
    ] * 3

    def answers(opened: Searcher, first: int) -> dict:
        return {
            (text, sort): [
                (hit.id, hit.score, hit.snippet, hit.explanation)
                for hit in opened.search(text, explain=True, sort=sort, limit=4)
            ]
            for text in queries[first:] + queries[:first]
            for sort in ("relevance", "newest")
        }

    def ask(shared: Searcher, start: threading.Barrier, first: int) -> None:
        start.wait()
        found.append(answers(shared, first))

    found: list = []
    for all_begin_alike in (True, False, True):
        with Searcher.open(folder) as shared:
            start = threading.Barrier(8)
            threads = [
                threading.Thread(target=ask, args=(shared, start, 0 if all_begin_alike else number))
                for number in range(8)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    with Searcher.open(folder) as alone:
        expected = answers(alone, 0)
    assert found == [expected] * 24


def test_refresh_takes_up_a_newer_generation(tmp_path):
    """A searcher answers from its generation, pruned or not, until refresh; then the old one is let go."""
    with small_dictionary():
        index = build_index(tmp_path, [article("old", "नदी")], keep=1)
        with Searcher.open(index) as searcher:
            assert searcher.refresh() is False
            build_index(tmp_path, [article("new", "नदी"), article("more", "पुल")], keep=1)
            assert not generation_path(index, 1).exists()
            assert ids(searcher.search("नदी")) == ["old"]
            assert searcher.article("new") is None
            reader = weakref.ref(searcher._opened.reader)
            assert searcher.refresh() is True
            assert (ids(searcher.search("नदी")), searcher.generation.number) == (["new"], 2)
            gc.collect()
            assert reader() is None
            assert searcher.refresh() is False


def test_a_generation_pruned_while_it_is_opened_is_left_for_the_newer_one(tmp_path, monkeypatch):
    """Where a build replaces and prunes the generation between reading CURRENT and opening its files, the new one opens."""
    with small_dictionary():
        index = build_index(tmp_path, [article("old", "नदी")], keep=1)
        read = opened_module.read_current

        def read_and_rebuild(path):
            generation = read(path)
            if generation.number == 1:
                build_index(tmp_path, [article("new", "नदी")], keep=1)
            return generation

        monkeypatch.setattr(opened_module, "read_current", read_and_rebuild)
        with Searcher.open(index) as searcher:
            assert ids(searcher.search("नदी")) == ["new"]


def test_no_index(tmp_path):
    """A folder without an index says so."""
    with pytest.raises(IndexMissingError, match="khabar index build"):
        Searcher.open(tmp_path / "none")


def test_an_index_of_another_analysis_is_refused(copy):
    """An index built under another fingerprint is refused, with what to do."""
    patch_manifest(copy, lambda fields: fields.update(fingerprint="khabar-analysis-0"))
    with pytest.raises(AnalysisMismatchError, match=r"khabar-analysis-0.*[Rr]ebuild"):
        Searcher.open(copy)


def patch_manifest(index: Path, change) -> Path:
    folder = generation_path(index, 1)
    manifest = folder / "manifest.json"
    fields = json.loads(manifest.read_text())
    change(fields)
    manifest.write_text(json.dumps(fields))
    return folder


FILES = [
    ".kh",
    "aliases.kha",
    "lexicon.khl",
    "manifest.json",
    "stories.khs",
]


def test_every_file_is_tried(folder):
    """The files that the tests below damage are all that a generation has."""
    names = [path.name for path in generation_path(folder, 1).iterdir()]
    names.remove("articles.zdict")  # empty for so few articles
    assert all(any(name.endswith(known) for known in FILES) for name in names)
    assert all(any(name.endswith(known) for name in names) for known in FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("left", [0, 1, 0.5, -2])
def test_a_cut_file_is_found_out_at_once(copy, name, left):
    """An index with a cut file does not open."""
    path = next(path for path in generation_path(copy, 1).iterdir() if path.name.endswith(name))
    path.write_bytes(cut(path.read_bytes(), left))
    with pytest.raises(IndexCorruptError):
        Searcher.open(copy)


def cut(content: bytes, left: float) -> bytes:
    return content[: int(len(content) * left) if isinstance(left, float) else left]


def damage(content: bytes, kind: str) -> bytes:
    middle = len(content) // 2
    return {
        "empty": b"",
        "cut in two": content[:middle],
        "without the end": content[:-1],
        "without the start": content[16:],
        "zeros": bytes(len(content)),
        "zeros in the middle": content[: middle // 2] + bytes(middle) + content[middle // 2 + middle :],
        "ones at the end": content[:middle] + b"\xff" * (len(content) - middle),
    }[kind]


@pytest.mark.parametrize("name", [name for name in FILES if name != "manifest.json"])
@pytest.mark.parametrize(
    "kind",
    [
        "empty",
        "cut in two",
        "without the end",
        "without the start",
        "zeros",
        "zeros in the middle",
        "ones at the end",
    ],
)
def test_damage_that_the_manifest_does_not_show_is_corruption(copy, name, kind):
    """What only reading can find raises IndexCorruptError, if anything, whatever is asked."""
    path = next(path for path in generation_path(copy, 1).iterdir() if path.name.endswith(name))
    content = damage(path.read_bytes(), kind)
    path.write_bytes(content)
    patch_manifest(copy, lambda fields: fields["files"][path.name].update(size=len(content)))
    outcomes = []
    for text in ("नेता नदी", '"बैठक में"', "नद*", "*द", "पुल~", "lead:नेता", "jaishankar", "-नदी", "date:2025"):
        try:
            with Searcher.open(copy) as searcher:
                outcomes.append(searcher.search(text, explain=True).total)
                searcher.article("3")
        except IndexCorruptError as error:
            outcomes.append(str(error))
    assert all(outcome if isinstance(outcome, str) else 0 <= outcome <= 6 for outcome in outcomes)
