"""Scores of leaves, and sets of scored articles, held to plain loops over random segments."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_segments import ANALYSED, Question, Segments, Text

from indexer.codec.term_field import TermField
from query.heap import best
from query.matches import Matches
from query.ranked import RankedField
from query.scoring import ROWS, SEQUENCE, TERM, Index

WORDS = [each.encode() for each in "नदी नदियां नगर पुल में sco".split()]
STRANGERS = [each.encode() for each in "नद नदिया पु zebra".split()]

words = st.sampled_from(WORDS)
texts = st.builds(
    Text,
    st.lists(words, max_size=9).map(tuple),
    st.sampled_from([0, 0, 1, 125, 70_000]),
    st.integers(0, 8),
    st.sampled_from([0, 1, 3, 5, 127, 70_003]),
)
# Of long segments few articles hold a word, of short ones each list is kept by article once it was asked for.
segments = st.builds(
    lambda some, empty: some + [Text(())] * empty, st.lists(texts, max_size=6), st.sampled_from([0, 0, 70])
)
corpora = st.builds(
    Segments,
    st.lists(segments, min_size=1, max_size=5),
    st.lists(st.sampled_from(STRANGERS), unique=True),
    st.lists(st.booleans(), max_size=5),
    st.frozensets(st.integers(0, 5)),
).filter(lambda corpus: all(number < len(corpus.texts) for number in corpus.deleted))

boosts, fields = st.sampled_from([1.0, 0.9, 2.5]), st.sampled_from(ANALYSED)
places = st.lists(st.lists(words, min_size=1, max_size=2, unique=True).map(tuple), min_size=1, max_size=4)
questions = (
    st.builds(Question, st.just(TERM), fields, st.sampled_from(WORDS + STRANGERS), boosts)
    | st.builds(Question, st.just(SEQUENCE), fields, places.map(tuple), boosts, st.integers(1, 4))
    | st.builds(
        Question, st.just(ROWS), fields, st.sampled_from("न नदी प s ल".split()).map(str.encode), boosts
    )
    | st.builds(
        Question,
        st.just(ROWS),
        fields,
        st.lists(st.sampled_from(WORDS + STRANGERS), unique=True).map(tuple),
        boosts,
    )
)
calls = st.tuples(
    st.lists(questions, min_size=1, max_size=4),
    st.sampled_from([1.0, 0.3]),
    st.sampled_from([1.2, 0.5, -1.0]),
    st.none() | st.frozensets(st.integers(0, 400)),  # within
    st.none() | st.integers(0, 9),  # holding
)


def told(answer):
    """Article → score, the weight and n of an answer; articles ascend, and arrays are of the types they should be."""
    articles, scores, weight, holding = answer
    assert (articles.dtype, scores.dtype) == (np.int64, np.float64)
    assert articles.tolist() == sorted(set(articles.tolist()))
    return dict(zip(articles.tolist(), scores.tolist(), strict=True)), weight, holding


def asked(index, corpus, ranked, call):
    leaves, weight, k1, within, holding = call
    if within is not None:
        within = np.array(sorted(each for each in within if each < len(corpus.texts)), np.int64)
    its = [corpus.leaf(each, ranked) for each in leaves]
    return told(index.score(its, weight, k1, within, -1 if holding is None else holding))


def check(corpus, call, answer):
    """The answer is that of plain loops."""
    leaves, weight, k1, within, holding = call
    scores, weight, n = corpus.expected(leaves, weight, k1, holding)
    if within is not None:
        scores = {number: score for number, score in scores.items() if number in within}
    assert answer[0] == pytest.approx(scores, rel=1e-12)
    assert answer[1:] == (pytest.approx(weight, rel=1e-12), n)


@settings(max_examples=200, deadline=None)
@given(corpora, st.lists(calls, min_size=1, max_size=4))
def test_scores_are_those_of_plain_loops(corpus, several):
    """Any leaves give the articles, scores, weight and n of the formulas, in whatever order they are asked for, and again."""
    index, ranked = corpus.index(), corpus.ranked()
    for call in several + several:
        check(corpus, call, asked(index, corpus, ranked, call))


@settings(max_examples=100, deadline=None)
@given(corpora, st.lists(questions, min_size=1, max_size=4), st.permutations(ANALYSED), st.data())
def test_an_answer_within_articles_is_part_of_the_whole(corpus, leaves, names, data):
    """To the last bit, what is asked for within some articles, once and again, is what the whole answer says of these.

    So it is when the same lists are asked for with the lead, without it, and in it alone.
    """
    index, ranked = corpus.index(), corpus.ranked()
    for name in names:
        its = [replace(each, field=name) for each in leaves]
        whole, weight, n = asked(index, corpus, ranked, (its, 1.0, 1.2, None, None))
        within = data.draw(st.frozensets(st.sampled_from(sorted(whole)))) if whole else frozenset()
        part = {number: whole[number] for number in sorted(within)}
        for holding in (None, n, n):
            assert asked(index, corpus, ranked, (its, 1.0, 1.2, within, holding)) == (part, weight, n)


@pytest.mark.parametrize("field", ANALYSED)
@pytest.mark.parametrize("headers", [False, True])
def test_long_lists_are_read_by_several_threads_at_once(field, headers):
    """A list so long that other threads run meanwhile gives each of them the answer of plain loops."""
    texts = [Text((b"a",) * (1 + number % 3), number % 2, number % 6, number % 4) for number in range(40_000)]
    corpus = Segments([texts], headers=[headers])
    index, ranked = corpus.index(), corpus.ranked()
    call = ([Question(TERM, field, b"a")], 1.0, 1.2, None, None)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: asked(index, corpus, ranked, call), range(8)))
    check(corpus, call, answers[0])
    assert all(answer == answers[0] for answer in answers)


LONG = 300


@pytest.mark.parametrize("count", [LONG, LONG + 7])
@pytest.mark.parametrize("missing", [None, 0, 253, 254, 290, LONG - 1])
@pytest.mark.parametrize("field", ANALYSED)
def test_more_places_than_are_marked(count, missing, field):
    """A sequence of 300 places is found where all stand, wherever the one stands that another article lacks."""
    sought = [(WORDS[place % 3], WORDS[4]) for place in range(LONG)]
    whole = [sought[place % LONG][0] for place in range(count)]
    lacking = [*whole[:missing], WORDS[5], *whole[missing + 1 :]] if missing is not None else whole[1:LONG]
    corpus = Segments([[Text(tuple(lacking[:LONG]), lead=400), Text(tuple(whole), 5, 3, 400)]])
    question = Question(SEQUENCE, field, tuple(sought), 1.0, 2)
    call = ([question], 1.0, 1.2, None, None)
    answer = asked(corpus.index(), corpus, corpus.ranked(), call)
    check(corpus, call, answer)
    assert list(answer[0]) == [1]


@pytest.mark.parametrize("field", ANALYSED)
@pytest.mark.parametrize("slop", [1, 2])
def test_a_far_longer_list_of_a_phrase_is_asked_by_article(field, slop):
    """A rare word before, after and between one that all articles hold often is found where plain loops find it, and again."""
    common, rare = WORDS[4], WORDS[0]
    texts = [Text((common,) * (number % 4 + 1), number % 7, 6, number % 5) for number in range(90)]
    for number, words in ((3, (common, rare)), (40, (rare, WORDS[1], common)), (88, (common, rare, common))):
        texts[number] = Text((*words, common), 130, 9, number)
    corpus = Segments([texts, texts[:40]], deleted=frozenset([40]))
    index, ranked = corpus.index(), corpus.ranked()
    for sought in (((common,), (rare,)), ((rare,), (common,)), ((common,), (rare,), (common,))):
        call = ([Question(SEQUENCE, field, sought, 1.0, slop)], 1.0, 1.2, None, None)
        for _ in range(2):
            check(corpus, call, asked(index, corpus, ranked, call))


@settings(max_examples=100, deadline=None)
@given(corpora, st.lists(words, min_size=2, max_size=4), st.integers(1, 3), st.booleans())
def test_words_together_are_their_leaves_joined(corpus, typed, slop, all_must):
    """Words and pairs in one call, lists read once, give to the last bit what they give one by one."""
    index, ranked = corpus.index(), corpus.ranked()
    field, body = ranked["body and lead"], ranked["body"]
    together = index.combine(
        [(((word, 1.0),), [field], 1.0) for word in typed],
        [(place, place + 1, [body], slop, 0.3) for place in range(len(typed) - 1)],
        [(((b"sco", 0.9),), [field], 0.3, 2)],
        1.2,
        all_must,
    )
    found = [[(TERM, field, word, 1.0, 0)] for word in typed]
    parts = [Matches(*index.score(leaves, 1.0, 1.2)[:2]) for leaves in found]
    pairs = [[(SEQUENCE, body, [[one], [other]], 1.0, slop)] for one, other in pairwise(typed)]
    added = [Matches(*index.score(leaves, 0.3, 1.2)[:2]) for leaves in pairs]
    stop = Matches(*index.score([(TERM, field, b"sco", 0.9, 0)], 0.3, 1.2, None, 2)[:2])
    matched = Matches(*joined(index, parts, added, all_must=all_must))
    both = joined(
        index, [matched, stop] if all_must else [matched], [] if all_must else [stop], all_must=all_must
    )
    assert [each.tolist() for each in together] == [each.tolist() for each in both]


SIZE = 200
sets = st.dictionaries(st.integers(0, SIZE - 1), st.floats(-9, 9), max_size=30)


def matches(found):
    articles = sorted(found)
    return Matches(np.array(articles, np.int64), np.array([found[each] for each in articles], np.float64))


def summed(articles, found):
    """Sums in the order of the sets, from 0, to the last bit."""
    sums = {}
    for article in sorted(articles):
        sums[article] = 0.0
        for each in found:
            sums[article] += each.get(article, 0.0)
    return sums


def joined(index, found, more, *, all_must=False):
    """The sets as parts of a query, those of the second list added where they match."""
    return index.combine(found, more, [], 1.2, all_must)


@pytest.fixture(scope="module")
def index():
    """An index of no terms: sets of its articles can be joined."""
    return Segments([[Text(())] * SIZE]).index()


@given(st.lists(sets, max_size=5), st.lists(sets, max_size=3))
def test_a_union_has_all_and_their_sums(index, found, more):
    """Articles of any set of the first list, each with its sum over both."""
    articles, scores = joined(index, list(map(matches, found)), list(map(matches, more)))
    expected = summed(set().union(*found), found + more)
    assert dict(zip(articles.tolist(), scores.tolist(), strict=True)) == expected
    assert articles.tolist() == list(expected)


@given(st.lists(sets, min_size=1, max_size=4), st.lists(sets, max_size=3), st.sampled_from([1, 1, 75]))
def test_an_intersection_has_those_of_all_and_their_sums(index, found, more, times):
    """Articles of every set of the first list, up to 300 sets, each with its sum over both."""
    found = found * times
    articles, scores = joined(index, list(map(matches, found)), list(map(matches, more)), all_must=True)
    expected = summed(set(found[0]).intersection(*found), found + more)
    assert dict(zip(articles.tolist(), scores.tolist(), strict=True)) == expected
    assert articles.tolist() == list(expected)


def test_of_no_set_there_is_nothing(index):
    """No set has any articles, whether all must match or one, and nothing is added to it."""
    for all_must in (False, True):
        assert joined(index, [], [matches({1: 0.5})], all_must=all_must)[0].tolist() == []


@given(
    st.lists(st.sampled_from([-math.inf, -1.5, 0.0, 0.25, 1.0, 3.0]) | st.floats(-9, 9)), st.integers(0, 40)
)
def test_the_best_come_in_order(scores, top_k):
    """The highest first, of equal ones the lower place; none of none, and all where more are asked for than there are."""
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    for most in (top_k, len(scores), 10**30):
        assert best(np.array(scores, np.float64), most).tolist() == order[:most]


def test_lengths_of_other_segments_are_refused():
    """A field whose lengths are not of its articles is refused, before anything is read by them."""
    corpus = Segments([[Text((WORDS[0],))], [Text((WORDS[1],))] * 2])
    with pytest.raises(ValueError, match="not of the segment's articles"):
        RankedField("body", corpus.fields, [np.ones(1, np.uint32)] * 2, np.ones(2))
    with pytest.raises(ValueError, match="one bit an article"):
        Index(corpus.tables, [0, 1], 200, np.zeros(2, np.uint64))


def damaged(corpus, segment, name, place, byte):
    """The corpus with a byte changed in the lists of one segment."""
    rows, first, *lists = corpus.lists[segment]
    which = ("postings", "postings_start", "positions", "positions_start").index(name)
    lists[which] = lists[which].copy()
    lists[which][place] = byte
    corpus.fields[segment] = TermField(
        len(corpus.segments[segment]), corpus.fields[segment].leads, rows, first, *lists
    )
    return corpus


@pytest.mark.parametrize("name", ["postings", "positions"])
@pytest.mark.parametrize("field", ANALYSED)
@pytest.mark.parametrize("kind", [TERM, SEQUENCE, ROWS])
@pytest.mark.parametrize("headers", [False, True])
def test_after_an_error_the_index_is_as_before(name, field, kind, headers):
    """A damaged list in the second of three segments is a ValueError, and no later answer has sums of what was read before."""
    bad, good, other = sorted(WORDS[:3])  # the first byte of all lists is one of the first term's
    segment = [Text((bad, good, other), 0, 3, 2), Text((good, bad, good), 0, 2, 3)] * 2
    whole = Segments([segment] * 3, headers=[headers] * 3, deleted=frozenset([1]))
    broken = damaged(Segments([segment] * 3, headers=[headers] * 3, deleted=frozenset([1])), 1, name, 0, 0xFF)
    index, ranked = broken.index(), broken.ranked()
    sought = {TERM: bad, SEQUENCE: ((good, bad), (bad, good)), ROWS: (bad, good)}[kind]
    reads = name == "postings" or kind == SEQUENCE or (field != "body" and not headers)
    for within, holding in ((None, None), (range(12), None), (range(12), 7), (range(12), 7)):
        call = ([Question(TERM, "body", good), Question(kind, field, sought)], 1.0, 1.2, within, holding)
        if reads:
            with pytest.raises(ValueError, match="damaged"):
                asked(index, broken, ranked, call)
        for after in (Question(TERM, "body", good), Question(SEQUENCE, "body", ((good,), (other,)))):
            call = ([after], 1.0, 1.2, within, holding)
            check(whole, call, asked(index, broken, ranked, call))
        if reads and field != "lead":
            word = (((bad, 1.0),), [ranked[field]], 1.0)
            pairs = [(0, 1, [ranked["body"]], 1, 1.0)]
            with pytest.raises(ValueError, match="damaged"):
                index.combine([word, (((good, 1.0),), [ranked[field]], 1.0)], pairs, [], 1.2, False)
        sets = [matches({0: 1.0, 3: 2.0}), matches({3: 4.0})]
        assert joined(index, sets, [])[1].tolist() == [1.0, 6.0]
        assert joined(index, sets, [], all_must=True)[1].tolist() == [6.0]
