"""Lists so long that they are entered in the middle, or not read at all: the same answers as by plain loops over all of them."""

import multiprocessing
import os
import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_segments import ANALYSED, Question, Segments, Text
from test_scoring import asked, check, damaged

from query.matches import Contenders, Matches
from query.scoring import SEQUENCE, TERM

COMMON, RARE, STOP = (word.encode() for word in "में नदी की".split())
# A list has entries from 256 postings on, one every 64; common words are not read at all from 8,192 on.
EDGES = [127, 128, 129, 255, 256, 257, 320, 321, 1000]


def long_texts(count, chance, strays=3):
    """So many articles with the common word, once or often, others between them; the rare word in some, before or behind it."""
    texts = []
    for _ in range(count):
        texts += [Text(())] * chance.choice([0, 0, 0, 1, strays * 30])
        times = chance.choice([1, 1, 1, 2, 3, 140])
        terms = [COMMON] * times
        if chance.random() < 0.04:
            terms.insert(chance.choice([0, times]), RARE)
        if chance.random() < 0.5:
            terms.insert(chance.randrange(len(terms)), STOP)
        first = chance.choice([0, 0, 1, 127, 20_000])
        texts.append(Text(tuple(terms), first, chance.randrange(7), chance.choice([0, 1, 3, 130])))
    return texts


def long_corpus(counts, seed, headers):
    chance = random.Random(seed)
    segments = [long_texts(count, chance) for count in counts]
    total = sum(map(len, segments))
    deleted = frozenset(chance.sample(range(total), chance.choice([0, 0, total // 9])))
    return Segments(segments, headers=[headers] * len(counts), deleted=deleted)


@pytest.mark.parametrize("headers", [False, True])
@pytest.mark.parametrize("count", EDGES)
def test_a_long_list_is_asked_for_single_articles(count, headers):
    """Whichever articles are wanted, the first and the last, neighbours and far ones, each gets what plain loops give it."""
    corpus = long_corpus([count, 3, count], count, headers)
    index, ranked, chance = corpus.index(), corpus.ranked(), random.Random(count)
    everyone = range(len(corpus.texts))
    for field in ANALYSED:
        for size in (1, 2, 9, count // 2):
            within = frozenset(chance.sample(everyone, size)) | {everyone[0], everyone[-1]}
            call = ([Question(TERM, field, COMMON), Question(TERM, field, RARE, 0.9)], 1.0, 1.2, within, 7)
            check(corpus, call, asked(index, corpus, ranked, call))


@pytest.mark.parametrize("headers", [False, True])
@pytest.mark.parametrize("count", EDGES)
@pytest.mark.parametrize("slop", [1, 3])
def test_a_long_list_of_a_phrase_is_asked_for_single_articles(count, headers, slop):
    """Rare and common words in any order are found where plain loops find them, in all articles and in some."""
    corpus = long_corpus([count, count], count, headers)
    index, ranked = corpus.index(), corpus.ranked()
    some = frozenset(range(0, len(corpus.texts), 3))
    for sought in (((RARE,), (COMMON,)), ((COMMON,), (RARE,), (STOP, COMMON)), ((RARE,), (RARE, COMMON))):
        for within, holding in ((None, None), (some, 5), (some, None)):
            call = ([Question(SEQUENCE, "body and lead", sought, 1.0, slop)], 1.0, 1.2, within, holding)
            check(corpus, call, asked(index, corpus, ranked, call))


def clauses(ranked, typed, stop):
    """Words, pairs of neighbours and a stop word, as ``combine`` takes them."""
    field, body = ranked["body and lead"], ranked["body"]
    words = [(((word, 1.0),), [field], 1.0) for word in typed]
    pairs = [(place, place + 1, [body], 2, 0.3) for place in range(len(typed) - 1)]
    return words, pairs, [(((STOP, 0.9),), [field], 0.3, stop)] if stop else []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(EDGES), min_size=1, max_size=3),
    st.integers(0, 999),
    st.booleans(),
    st.permutations([COMMON, RARE, STOP]),
    st.integers(1, 3),
    st.sampled_from([0, 50]),
)
def test_words_that_all_must_hold_are_their_leaves_joined(counts, seed, headers, typed, most, stop):
    """To the last bit, words, pairs and a stop word that all must hold give what they give when each list is read to its end."""
    corpus = long_corpus(counts, seed, headers)
    index, ranked = corpus.index(), corpus.ranked()
    words, pairs, stops = clauses(ranked, typed[:most], stop)
    found = Matches(*index.combine(words, pairs, stops, 1.2, True))
    parts = [Matches(*index.score([(TERM, each[1][0], *each[0][0], 0)], each[2], 1.2)[:2]) for each in words]
    joined = [
        Matches(*index.score([(SEQUENCE, body, [[one], [other]], 1.0, slop)], weight, 1.2)[:2])
        for one, other, (_, _, [body], slop, weight) in zip(typed, typed[1:most], pairs, strict=False)
    ]
    matched = Matches(*index.combine(parts, joined, [], 1.2, True))
    if stops:
        held = Matches(*index.score([(TERM, stops[0][1][0], STOP, 0.9, 0)], 0.3, 1.2, None, stop)[:2])
        matched = Matches(*index.combine([matched, held], [], [], 1.2, True))
    assert found.articles.tolist() == matched.articles.tolist()
    assert found.scores.tolist() == matched.scores.tolist()
    some = found.articles[::3].copy()
    assert index.score_within(words, pairs, stops, 1.2, some).tolist() == found.scores[::3].tolist()


@pytest.fixture(scope="module", params=[False, True])
def many(request):
    """20,000 articles in two segments: common words that are not read, and rarer ones that are."""
    chance = random.Random(3)
    segments = [long_texts(6_000, chance, strays=0), long_texts(5_000, chance, strays=0)]
    deleted = frozenset(chance.sample(range(11_000), 900)) if request.param else frozenset()
    return Segments(segments, headers=[True, True], deleted=deleted)


@pytest.mark.parametrize("typed", [[COMMON], [RARE, COMMON], [COMMON, RARE, STOP], [COMMON, STOP]])
@pytest.mark.parametrize("stop", [0, 4000])
@pytest.mark.parametrize("top_k", [1, 10, 400, 10_990, 50_000])
def test_the_best_of_common_words_are_those_of_all(many, typed, stop, top_k):
    """The best are those of all matches, to the last bit and in the same order; every match has its bit, and is counted."""
    index, ranked = many.index(), many.ranked()
    words, pairs, stops = clauses(ranked, typed, stop)
    every = Matches(*index.combine(words, pairs, stops, 1.2, False))
    best = Contenders(*index.combine(words, pairs, stops, 1.2, False, top_k))
    assert best.total == len(every)
    assert best.every().tolist() == every.articles.tolist()
    assert ranking(best, top_k) == ranking(every, top_k)
    some = every.articles[::977].copy()
    assert index.score_within(words, pairs, stops, 1.2, some).tolist() == every.scores[::977].tolist()
    # And the arrays are as they were.
    again = Matches(*index.combine(words, pairs, stops, 1.2, False))
    assert again.scores.tolist() == every.scores.tolist()


def ranking(found, top_k):
    order = np.lexsort((found.articles, -found.scores))[:top_k]
    return list(zip(found.articles[order].tolist(), found.scores[order].tolist(), strict=True))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["postings", "positions"]), st.booleans(), st.data())
def test_a_damaged_long_list_is_an_error_or_another_list(name, headers, data):
    """Whichever byte of a long list is another one, it is a ValueError or an answer, and what is asked next is right."""
    corpus = long_corpus([300], 5, headers)
    size = len(corpus.lists[0][2 if name == "postings" else 4])
    place, byte = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, 255))
    broken = damaged(long_corpus([300], 5, headers), 0, name, place, byte)
    index, ranked = broken.index(), broken.ranked()
    words, pairs, stops = clauses(ranked, [COMMON, RARE], 9)
    for _ in range(2):
        for kind, sought in ((TERM, COMMON), (SEQUENCE, ((RARE,), (COMMON,)))):
            for within in (None, frozenset([0, 5, len(broken.texts) - 1])):
                call = ([Question(kind, "body and lead", sought)], 1.0, 1.2, within, 7)
                answered(lambda call=call: asked(index, broken, ranked, call))
        answered(lambda: index.combine(words, pairs, stops, 1.2, True))
    sets = [Matches(np.array([1, 4]), np.array([1.0, 2.0])), Matches(np.array([4]), np.array([0.5]))]
    assert index.combine(sets, [], [], 1.2, False)[1].tolist() == [1.0, 2.5]
    assert index.combine(sets, [], [], 1.2, True)[1].tolist() == [2.5]


def answered(ask):
    try:
        ask()
    except ValueError as error:
        assert "damaged" in str(error) or "more articles" in str(error)


def test_more_threads_than_processors_take_turns(many):
    """Many threads at once get the answers of one, also where some of their questions fail."""
    index, ranked = many.index(), many.ranked()
    words, pairs, stops = clauses(ranked, [COMMON, RARE, STOP], 4000)
    whole = Matches(*index.combine(words, pairs, stops, 1.2, False))
    threads = 4 * (os.cpu_count() or 1)

    def ask(number):
        if number % 3 == 0:
            with pytest.raises((TypeError, ValueError)):
                index.combine([((("नदी", 1.0),), [ranked["body"]], 1.0)], [], [], 1.2, False)
        return Matches(*index.combine(words, pairs, stops, 1.2, False)).scores.tolist()

    with ThreadPoolExecutor(threads) as pool:
        answers = list(pool.map(ask, range(3 * threads)))
    assert all(answer == whole.scores.tolist() for answer in answers)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
def test_a_forked_child_waits_for_no_thread_of_its_parent(many):
    """A child forked while threads of its parent evaluate answers all the same."""
    index, ranked = many.index(), many.ranked()
    words, pairs, stops = clauses(ranked, [COMMON, RARE, STOP], 4000)

    def ask(_):
        return Matches(*index.combine(words, pairs, stops, 1.2, False)).scores.tolist()

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, number) for number in range(60)]
        statuses = [forked(ask) for _ in range(5)]
        assert all(each.result() == asking[0].result() for each in asking)
    assert statuses == [0] * 5


def forked(ask):
    """The exit code of a child that asks."""
    child = os.fork()
    if child == 0:
        os._exit(0 if len(ask(0)) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
