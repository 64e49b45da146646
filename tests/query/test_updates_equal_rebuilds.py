"""Updated indexes, held to rebuilt ones of the same articles: whatever is asked of both, the answers are the same."""

import json
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_index import article, build_index, small_dictionary
from wire_copies import BRIDGE_COPIES

import indexer
from indexer import merging
from indexer.codec.aliases import ALIASES, AliasTable
from indexer.codec.container import Container
from indexer.codec.stories import StoryTable
from indexer.codec.strings import FrontCodedTable
from indexer.generations.generation import read_current, verify_generation
from indexer.served import ServedArticles
from query import Searcher
from query.facets import FACETS

WORDS = "नेता नेताओं मंत्री बैठक बैठकें चुनाव करेगी फूलनगर मीरगंज रामनगर दिल्ली में से sco SCO भारत-रूस 2020 राहुल गांधी".split()
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
# What gives aliases: an acronym with its name, and a person of two names and of one.
CALLED = [
    "शंघाई सहयोग संगठन (एससीओ) की बैठक में राहुल गांधी आए। गांधी ने एससीओ से बात की।",
    "नेता राहुल गांधी ने मीरगंज में बैठक की। इसके बाद गांधी दिल्ली गए।",
]
# Datelines of towns that no table has: the corpus knows them as places where an article names them as its own.
PLACES = st.sampled_from([None, None, "फूलनगर", "मीरगंज", "रामनगर", "रामनगर मीरगंज", "दिल्ली"])
ARTICLE = st.fixed_dictionaries(
    {
        "title": st.none() | TEXT,
        "body": st.tuples(TEXT, TEXT).map("। ".join)
        | st.tuples(TEXT, TEXT).map("।\n".join)
        | st.sampled_from([*BRIDGE_COPIES.values(), *CALLED]),
        "place": PLACES,
        "source": st.sampled_from([None, "अमर वाणी", "जन पत्र"]),
        "category": st.sampled_from([None, "खेल", "देश"]),
        "published": st.sampled_from([None, "2024-05-01", "2024-05-02", "2025-01-31"]),
        "url": st.sampled_from([None, None, None, "https://example.org/1", "https://example.org/2"]),
    }
)
IDS = st.integers(0, 7).map(str)
BATCH = st.dictionaries(IDS, ARTICLE, max_size=4)
UPDATES = st.lists(st.tuples(BATCH, st.lists(IDS, max_size=3)), min_size=1, max_size=5)
QUERIES = [
    "नेता",
    "मंत्री बैठक",
    "+बैठकें चुनाव",
    '"नेता मंत्री"',
    "रामनगर",
    "place:फूलनगर",
    "person:गांधी",
    "नेता -चुनाव",
    "बै*",
    "चुनाव~",
    "sco",
    "source:अमर",
    "ramnagar netaon",
    "नेताऔं",
    "date:2024",
    "में से",
]


def records(batch):
    """Articles as records, without what they have not."""
    return [
        article(identity, **{name: value for name, value in fields.items() if value})
        for identity, fields in batch
    ]


def write_source(path: Path, batch) -> Path:
    path.write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(batch)), encoding="utf-8"
    )
    return path


def applied(articles, batch, delete):
    """What is left of articles by id: the model of an update, an article after the other."""
    left = {identity: fields for identity, fields in articles.items() if identity not in delete}
    for identity, fields in batch.items():
        if left.get(identity) == fields:
            continue
        same_url = {each for each, other in left.items() if fields["url"] and other["url"] == fields["url"]}
        left = {each: other for each, other in left.items() if each not in {identity, *same_url}}
        left[identity] = fields
    return left


def order_of(index: Path) -> list[str]:
    """Ids of the living articles, in the order of the index."""
    served = ServedArticles(read_current(index))
    return [served.article(number).id for number in served.living.nonzero()[0].tolist()]


def made_of_all(index: Path):
    """What a generation says of its articles together: stories, pairs of copies, by ids; and other names."""
    generation, served = read_current(index), ServedArticles(read_current(index))
    stories = StoryTable(generation.path, len(served.living)).read()
    names = FrontCodedTable(Container(generation.path / ALIASES), "names/text", "names/start")
    table = AliasTable(generation.path)
    return (
        [served.article(number).id for number in stories.members.tolist()],
        stories.sizes.tolist(),
        {frozenset(served.article(number).id for number in pair) for pair in stories.pairs.tolist()},
        stories.common.tolist(),
        [alias for name in names for alias in table.of(name.decode())],
    )


def answers(searcher: Searcher, *, exact: bool = True):
    """All that a searcher says to QUERIES, suggestions, facets, snippets and names among it."""
    for query in QUERIES:
        for sort in ("relevance", "newest"):
            found = searcher.search(
                query, limit=20, sort=sort, facets=FACETS, explain=sort == "relevance", suggest=True
            ).to_json()
            yield {**found, "took_ms": 0}
    for word in ("नेताऔं", "बैठके", "chunav", "mantri", "मीरगज"):
        yield [each.to_json() for each in searcher.suggest(word)]


# Not shrunk: an example takes half a second.
@settings(deadline=None, max_examples=30, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.dictionaries(IDS, ARTICLE, min_size=1, max_size=8), UPDATES, st.sampled_from([1, 2]), st.integers(1, 4)
)
def test_updated_answers_as_rebuilt(tmp_path_factory, articles, updates, segments, least):
    """After any updates ids, scores, totals, snippets, names, facets and suggestions are those of a rebuild."""
    folder = tmp_path_factory.mktemp("updates")
    with small_dictionary(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_LEAST", least)
        index = build_index(folder, records(articles.items()), segments=segments)
        for number, (batch, delete) in enumerate(updates):
            source = write_source(folder / f"{number}.jsonl", batch.items())
            left = applied(articles, batch, delete)
            if not left:
                continue
            report = indexer.update([source], index, delete=delete, max_rejects=1)
            assert report.articles == len(left)
            assert set(report.missing) == {*delete} - {*articles}
            articles = left
        verify_generation(read_current(index))
        order = order_of(index)
        assert {*order} == {*articles}
        (folder / "again").mkdir()
        again = build_index(folder / "again", records((each, articles[each]) for each in order))
        assert made_of_all(index) == made_of_all(again)
        with Searcher.open(index) as updated, Searcher.open(again) as rebuilt:
            for one, other in zip(answers(updated), answers(rebuilt), strict=True):
                assert one == other
            for identity in order:
                assert updated.article(identity) == rebuilt.article(identity)
