"""Scores against a reference by brute force, over random corpora, queries and segments."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference import Reference, analyse
from small_index import DICTIONARY, article, build_index, small_dictionary
from whoosh import query as whoosh_query
from whoosh.searching import Searcher as WhooshSearcher

from indexer.analysis.chain import Chain
from indexer.codec.aliases import AliasTable
from indexer.codec.deletions import DELETIONS, write_deletions
from indexer.codec.document_reader import split_rows
from indexer.codec.lexicon import Lexicon
from indexer.codec.stored import ArticleReader, read_dictionary
from indexer.codec.whoosh_codec import open_reader
from indexer.schema import build_schema
from query import Searcher, evaluate
from query.evaluate import Evaluator
from query.parser import parse_literal, parse_query
from query.postings import PostingReader
from query.ranking import FieldWeight, Weights
from query.tree import AnyField
from query.vocabulary import Vocabulary

WORDS = (
    "नेता नेताओं मंत्री मंत्रियों चुनाव बैठक बैठकें करेगी में की और दिल्ली भारत-रूस रूस भारत SCO एससीओ पुतिन putin 1,165".split()
)
NAME = "शंघाई सहयोग संगठन"
words = st.sampled_from([*WORDS, NAME])
texts = st.lists(words, min_size=1, max_size=9).map(" ".join)
# So that there are aliases.
telling = st.lists(words | st.just(f"{NAME} (एससीओ)"), min_size=1, max_size=9).map(" ".join)
bodies = st.lists(telling, min_size=1, max_size=3).map("\n".join).map("{} खबर".format)
dates = st.sampled_from(["2025-07-31T23:59:59+05:30", "2025-08-01T00:00:00+05:30", "2025-11-18", None])
records = st.fixed_dictionaries(
    {
        "body": bodies,
        "title": st.none() | texts,
        "published": dates,
        "tags": st.lists(texts, max_size=2),
        "source": st.sampled_from(["अमर उजाला", "जागरण", None]),
        "place": st.sampled_from(["दिल्ली", None]),
    }
)

simple = (
    words
    | words.map("+{}".format)
    | st.lists(words, min_size=2, max_size=3).map(lambda each: f'"{" ".join(each)}"')
    | st.builds("“{} {} {}”~{}".format, words, words, words, st.integers(1, 3))
    | words.map(lambda word: word[:2] + "*")
    | words.map(lambda word: "*" + word[-2:])
    | words.map(lambda word: word[:1] + "?" + word[2:])
    | st.builds("{}~{}".format, words, st.sampled_from(["", 1, 2]))
    | st.builds("{}:{}".format, st.sampled_from(["title", "lead", "body", "place", "tag", "नाम"]), words)
    | st.sampled_from(
        ["source:जागरण", 'स्रोत:"अमर उजाला"', "date:2025-08", "before:2025-08", "after:2025-08-01"]
    )
)
queries = texts | st.recursive(
    simple,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map(" ".join)
        | st.builds("({})".format, inner)
        | st.builds("-({})".format, inner)
        | st.builds("title:({})".format, inner)
        | st.builds("{} AND {}".format, inner, inner)
        | st.builds("{} OR {}".format, inner, inner)
    ),
    max_leaves=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(records, min_size=3, max_size=8),
    st.lists(st.tuples(queries, st.booleans()), min_size=12, max_size=12),
    st.integers(2, 5),
    st.frozensets(st.integers(0, 7), min_size=1),
)
def test_scores_are_those_of_the_reference_in_any_segments(corpus, asked, many, deleted):
    """Articles, scores (to 1e-9), order and explanations are the reference's, in one segment or up to five.

    Where articles are deleted, they are those of the reference that never knew these.
    """
    articles = [{"id": str(number), **record} for number, record in enumerate(corpus)]
    with ExitStack() as stack:
        stack.enter_context(small_dictionary())
        searchers = []
        for segments in (1, min(many, len(articles))):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            index = build_index(folder, articles, segments=segments)
            searchers.append(stack.enter_context(Searcher.open(index)))
        lexicon, names = (opened(searchers[0].generation.path) for opened in (Lexicon, AliasTable))
        chain = Chain(DICTIONARY.get)
        analysed = [analyse(searchers[0].article(str(number)), chain) for number in range(len(articles))]
        reference = Reference(analysed, Weights())
        remaining = Remaining(searchers, analysed, deleted)
        for text, all_words in asked:
            tree = parse_query(
                text, Chain(lexicon.lemma), Vocabulary(lexicon, names), all_words=all_words
            ).tree
            expected = reference.search(tree)
            answers = [
                searcher.search(text, limit=100, all_words=all_words, explain=True, collapse=False)
                for searcher in searchers
            ]
            for answer in answers:
                assert answer.total == len(expected)
                found = {int(hit.id): hit.score for hit in answer}
                assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)
                rows = [(-hit.score, int(hit.id)) for hit in answer]
                assert rows == sorted(rows)
                for hit in answer:
                    parts = sum(part.score for part in hit.explanation)
                    assert parts == pytest.approx(hit.score, rel=1e-9, abs=1e-9)
                # To the last bit, or a tie would be broken otherwise.
                assert [(hit.id, hit.score) for hit in answer] == [(hit.id, hit.score) for hit in answers[0]]
            remaining.check(tree)
            for searcher in searchers:
                if not asks_lead(tree):
                    assert whoosh_finds(searcher.generation.path, tree) == set(map(str, expected))


def reader_without(deleted, generation):
    """A reader of the generation with these articles deleted."""
    write_deletions(generation.path, deleted)
    files = [DELETIONS] if len(deleted) else []
    return PostingReader(generation.path, generation.manifest.details["segments"], files)


class Remaining:
    """What is left of a corpus when some of its articles are deleted, in each of the ways it is cut into segments."""

    def __init__(self, searchers, analysed, deleted):
        self.living = [number for number in range(len(analysed)) if number not in deleted]
        self.reference = Reference([analysed[number] for number in self.living], Weights())
        gone = np.array(sorted(deleted - set(range(len(analysed), 8))), np.int64)
        self.readers = [reader_without(gone, searcher.generation) for searcher in searchers]
        self.evaluators = [Evaluator(reader, Weights()) for reader in self.readers]

    def check(self, tree):
        """Articles and scores are the reference's, in every cut the same to the last bit, and the best are the best of all."""
        expected = {self.living[place]: score for place, score in self.reference.search(tree).items()}
        whole = ranked(self.evaluators[0], tree, None)
        assert dict(whole) == pytest.approx(expected, rel=1e-9, abs=1e-9)
        for evaluator in self.evaluators:
            assert ranked(evaluator, tree, None) == whole
            for top_k in (0, 1, 2, 4, 100):
                best = ranked(evaluator, tree, top_k)
                assert best[:top_k] == whole[:top_k]
                assert {number for number, _ in best} == set(expected)
        self.check_filtered(tree, whole)

    def check_filtered(self, tree, whole):
        """Of few articles that pass a filter, be it in the query or beside it, scores are the same to the last bit."""
        with mock.patch.object(evaluate, "_FEW", 1.0):
            for evaluator in self.evaluators:
                assert ranked(evaluator, tree, None) == whole
                for some in (0, 1):
                    within = np.arange(some, evaluator.reader.numbered, 2)
                    found = evaluator.evaluate(tree, None, within)
                    pairs = set(zip(found.articles.tolist(), found.scores.tolist(), strict=True))
                    wanted = {pair for pair in whole if pair[0] % 2 == some}
                    assert wanted <= pairs <= set(whole)


def ranked(evaluator, tree, top_k):
    """(article, score), best first, of equal ones the lower number."""
    found = evaluator.evaluate(tree, top_k)
    pairs = zip(found.articles.tolist(), found.scores.tolist(), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def test_the_best_of_the_newsroom_are_the_best_of_all(newsroom_index):
    """Asked for a few of the best, with headlines full of stop words, the evaluator gives the first of all, to the last bit."""
    with Searcher.open(newsroom_index) as searcher:
        lexicon = Lexicon(searcher.generation.path)
        reader = PostingReader(searcher.generation.path, searcher.generation.manifest.details["segments"])
        titles = {reader.stored(int(number)).article.title for number in reader.living()} - {None}
        evaluator = Evaluator(reader, Weights())
        shortened = 0
        for title in sorted(titles):
            tree = parse_literal(title, Chain(lexicon.lemma), Vocabulary(lexicon)).tree
            whole = ranked(evaluator, tree, None)
            for top_k in (1, 3, 10):
                best = ranked(evaluator, tree, top_k)
                assert best[:top_k] == whole[:top_k]
                assert {number for number, _ in best} == {number for number, _ in whole}
                shortened += best != whole
    assert shortened


def asks_lead(tree: whoosh_query.Query) -> bool:
    """Whether some word is sought in the lead alone: it has no postings that Whoosh could find."""
    if isinstance(tree, AnyField):
        return all(leaf.fieldname.startswith("lead") for leaf in tree.subqueries)
    return any(map(asks_lead, tree.children()))


def without_lead(tree: whoosh_query.Query) -> whoosh_query.Query:
    if isinstance(tree, AnyField):
        leaves = [leaf for leaf in tree.subqueries if not leaf.fieldname.startswith("lead")]
        return AnyField(leaves, stop=tree.stop)
    return tree if tree.is_leaf() else tree.apply(without_lead)


def whoosh_finds(folder: Path, tree: whoosh_query.Query) -> set[str]:
    """The ids of what Whoosh's own searcher finds by its matchers."""
    decode = ArticleReader(read_dictionary(folder)).decode
    with WhooshSearcher(open_reader(sorted(folder.glob("*.kh")), build_schema())) as searcher:
        numbers = list(searcher.docs_for_query(without_lead(tree)))
        stored = [split_rows(searcher.stored_fields(number)["article"]) for number in numbers]
        return {decode(*rows).article.id for rows in stored}


def scores(folder: Path, text: str, *records: dict[str, object], weights: Weights | None = None) -> dict:
    """The score of each article found, best first."""
    with small_dictionary():
        index = build_index(folder, records)
        with Searcher.open(index, weights=weights) as searcher:
            return {hit.id: hit.score for hit in searcher.search(text, limit=100, collapse=False)}


FILLER = "यह खबर दिल्ली से है जहां सुबह से हल्की बारिश और ठंडी हवा चल रही थी"


def test_a_stop_word_finds_nothing_beside_other_words(tmp_path):
    """में finds articles by itself, and none beside a word that tells something, but adds to the score."""
    records = [{"id": "both", "body": f"गांव में बाढ़ {FILLER}"}, {"id": "stop", "body": f"गांव में {FILLER}"}]
    assert set(scores(tmp_path, "में", *records)) == {"both", "stop"}
    found = scores(tmp_path, "बाढ़ में", *records)
    assert set(found) == {"both"}
    assert found["both"] > scores(tmp_path, "बाढ़", *records)["both"]


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        (
            "बांध पानी किसान",
            {"body": f"बांध का पानी किसान तक पहुंचा {FILLER}"},
            {"body": f"बांध बांध बांध बांध बांध {FILLER}"},
        ),
        ("नदी पुल", {"body": f"नदी पुल {FILLER} "}, {"body": f"पुल नदी {FILLER} "}),
        ("नदी पुल", {"body": f"{FILLER} नदी पुल"}, {"body": f"नदी {FILLER} पुल"}),
        ("नदी AND पुल", {"body": f"{FILLER} नदी पुल"}, {"body": f"नदी {FILLER} पुल"}),
        ("नदी का पुल", {"body": f"नदी का पुल {FILLER}"}, {"body": f"पुल का नदी {FILLER}"}),
        (
            "सूखा",
            {"title": "सूखा पड़ा", "body": FILLER},
            {"title": "खबर आज", "body": f"{FILLER} सूखा"},
        ),
        ("सूखा", {"body": f"{FILLER} सूखा\n{FILLER}"}, {"body": f"{FILLER}\n{FILLER} सूखा"}),
        ("सूखा", {"body": f"सूखा {FILLER}"}, {"body": f"सूखा {FILLER} {FILLER} {FILLER}"}),
        ("नदी बाढ़ में", {"body": f"नदी बाढ़ {FILLER}"}, {"body": f"नदी में में में {FILLER}"}),
        ("jaldhara", {"body": f"jaldhara {FILLER}"}, {"body": f"जलधारा {FILLER}"}),
    ],
    ids=[
        "more words",
        "in order",
        "close",
        "joined",
        "in order past a stop word",
        "title",
        "lead",
        "short",
        "stop",
        "typed",
    ],
)
@pytest.mark.parametrize("reverse", [False, True])
def test_what_comes_first(tmp_path, text, better, worse, reverse):
    """More of the words, in order, close together, in title or lead: that comes first, wherever it stands in the sources."""
    records = [{"id": "better", **better}, {"id": "worse", **worse}, {"id": "other", "body": FILLER}]
    found = scores(tmp_path, text, *(records[::-1] if reverse else records))
    assert list(found)[:2] == ["better", "worse"]
    assert found["better"] > found["worse"]


@pytest.mark.parametrize(
    ("text", "body", "is_pair"),
    [
        ("नदी पुल", "नदी पुल", True),
        ("नदी पुल", "नदी क पुल", False),
        ("नदी पुल", "पुल नदी", False),
        ("नदी का पुल", "नदी पुल", True),
        ("नदी का पुल", "नदी क पुल", True),
        ("नदी का पुल", "नदी क ख पुल", False),
        ("नदी गांव पुल", "नदी पुल", False),
        ("नदी +गांव पुल", "नदी पुल गांव", True),
        ("नदी (गांव -घर) पुल", "नदी गांव पुल", False),
        ("नदी नदी", "नदी", False),
        ("नदी नदी", "नदी नदी", True),
    ],
)
def test_pairs(tmp_path, text, body, is_pair):
    """Two words count as a pair in their order, no farther apart than typed, stop words between or not."""
    with small_dictionary(), Searcher.open(build_index(tmp_path, [article("1", body)])) as searcher:
        (hit,) = searcher.search(text, explain=True)
    assert any("…" in part.label for part in hit.explanation) is is_pair


def test_a_phrase_with_slop_tries_every_way_on(tmp_path):
    """A phrase is found where the nearest second word leads nowhere and a farther one leads on."""
    found = scores(
        tmp_path,
        '"नदी पुल सड़क"~1',
        article("yes", "नदी पुल पुल गांव सड़क"),
        article("no", "नदी पुल गांव घर सड़क"),
    )
    assert list(found) == ["yes"]


def test_a_phrase_never_runs_from_one_tag_into_the_next(tmp_path):
    """Two tags are no phrase, and neither are two articles."""
    records = [article("1", FILLER, tags=["नदी", "पुल"]), article("2", "नदी"), article("3", "पुल")]
    assert scores(tmp_path, '"नदी पुल"~5', *records) == {}


def test_repeated_words_of_a_phrase_need_repeated_words(tmp_path):
    """One word cannot stand for two of a phrase."""
    assert list(scores(tmp_path, '"नदी नदी"', article("1", "नदी पुल"), article("2", "नदी नदी"))) == ["2"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("(नदी AND पुल) OR सड़क", ["सड़क"], ["नदी", "पुल", "नदी … पुल"]),
        ("(नदी +पुल) OR सड़क", ["सड़क"], ["पुल", "नदी"]),
        ("(नदी -सड़क) OR सड़क", ["सड़क"], ["नदी"]),
        ("नदी सड़क -पुल", ["नदी", "सड़क", "नदी … सड़क"], None),
    ],
)
def test_parts_count_only_where_their_group_matches(tmp_path, text, first, second):
    """In (a AND b) OR c an article without b shows the part of c alone, and the parts add up."""
    with small_dictionary():
        index = build_index(tmp_path, [article("1", "नदी सड़क"), article("2", "नदी पुल"), article("3", "गांव")])
        with Searcher.open(index) as searcher:
            hits = {
                hit.id: hit for hit in searcher.search(text, explain=True, snippets=False, collapse=False)
            }
    labels = {identity: [part.label for part in hit.explanation] for identity, hit in hits.items()}
    assert labels == {"1": first} | ({"2": second} if second else {})
    assert all(
        hit.score == pytest.approx(sum(part.score for part in hit.explanation)) for hit in hits.values()
    )


def test_filters_add_nothing_to_a_score(tmp_path):
    """A source, category, author or date decides whether, not how well."""
    records = [
        article("1", "नदी पुल", source="जागरण", category="देश", author="रमेश", published="2025-11-18"),
        article("2", "सड़क"),
    ]
    plain = scores(tmp_path, "नदी", *records)
    assert (
        scores(tmp_path, "नदी source:जागरण category:देश author:रमेश date:2025-11", *records)
        == plain
        == {"1": plain["1"]}
    )
    assert scores(tmp_path, "source:जागरण", *records) == {"1": 0.0}


def test_weights_can_be_given(tmp_path):
    """A field of weight 0 adds nothing, other weights their share."""
    records = [article("title", FILLER, title="नदी"), article("body", f"नदी {FILLER}")]
    heavy = Weights(fields={**Weights().fields, "title": FieldWeight(9.0, 0.0)})
    light = Weights(fields={**Weights().fields, "title": FieldWeight(0.1, 0.0)})
    assert list(scores(tmp_path, "नदी", *records, weights=heavy)) == ["title", "body"]
    assert list(scores(tmp_path, "नदी", *records, weights=light)) == ["body", "title"]


@pytest.mark.parametrize("leaf", [whoosh_query.Term("body", "नदी"), whoosh_query.Regex("body", "नदी")])
def test_a_tree_that_no_parser_gives_is_refused(tmp_path, leaf):
    """A node without a rule is an error of the program, never an empty answer."""
    with small_dictionary():
        folder = next((build_index(tmp_path, [article("1", "नदी")]) / "generations").iterdir())
    reader = PostingReader(folder, ["00-0000.kh"])
    with pytest.raises(TypeError, match="no part of a query"):
        Evaluator(reader, Weights()).evaluate(leaf)
