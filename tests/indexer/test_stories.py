"""Stories: what is a copy, what only looks like one, and that nothing else matters."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wire_copies import BRIDGE, BRIDGE_COPIES, LIBRARY, gold_page, text_of

from indexer import build, resemblance
from indexer.analysis.chain import Chain
from indexer.codec.signatures import BINS, VALUES, WORD_BINS
from indexer.codec.stories import StoryTable
from indexer.generations.generation import read_current
from indexer.inversion import FieldTexts, Forms, Inverter
from indexer.resemblance import MOST_COPIES
from indexer.signatures import sign_texts
from indexer.stories import Before, find_stories, write_stories


class Times:
    """Articles in the order of their ids."""

    def __init__(self, ids):
        self.ids = ids

    def key(self, number):
        """Less is earlier."""
        return False, 0, self.ids[number]

    def sorted(self, numbers):
        """As ArticleTimes.sorted."""
        return np.array(sorted(numbers, key=self.key), np.int64)


def stories_of(bodies: dict[str, str], deleted: Iterable[str] = ()) -> set[frozenset[str]]:
    ids = list(bodies)
    forms = Forms(Chain())
    texts = FieldTexts(forms)
    for body in bodies.values():
        texts.add(body)
    signatures = sign_texts(forms, texts)
    signatures[[ids.index(name) for name in deleted]] = 0
    found = find_stories(signatures, Inverter(forms).lengths(texts), Times(ids))
    return {frozenset(ids[number] for number in story) for story in members_of(found)}


def members_of(stories) -> list[list[int]]:
    """The articles of each story."""
    return [story.tolist() for story in np.split(stories.members, np.cumsum(stories.sizes))[:-1]]


def test_copies_of_one_report_are_a_story():
    """Cut, reordered, under a byline, with two sentences of another report: all five are one, the other report is none of it."""
    assert stories_of({**BRIDGE_COPIES, "library": text_of(*LIBRARY)}) == {frozenset(BRIDGE_COPIES)}


@pytest.mark.parametrize("days", [2, 5])
def test_the_same_page_on_another_day_is_another_story(days):
    """Prices of gold, day by day: the words are the same, the numbers are not."""
    assert not stories_of({str(day): gold_page(f"{day} नवंबर", 61_200 + 377 * day) for day in range(days)})


def test_a_page_updated_is_one_story():
    """One number of eleven changed: the same page an hour later."""
    body = gold_page("तीन नवंबर", 61_200)
    assert stories_of({"old": body, "new": body.replace("61340", "61390")}) == {frozenset(["old", "new"])}


@pytest.mark.parametrize(
    "body", ["", "वीडियो देखें", "पूरी खबर पढ़ने के लिए यहां क्लिक करें", "12 13 14 15 16 17 18 19 20"]
)
def test_short_texts_stand_alone(body):
    """Of a few words nobody can tell, equal as they are."""
    assert not stories_of({"one": body, "other": body})


def test_any_number_of_equal_articles_is_a_story():
    """More equal ones than there may be different ones; they count once."""
    bodies = {str(number): text_of(*BRIDGE) for number in range(3 * MOST_COPIES)}
    assert stories_of({**bodies, "cut": BRIDGE_COPIES["cut"]}) == {frozenset([*bodies, "cut"])}


def test_what_stands_in_too_many_texts_tells_nothing():
    """A long notice under many short reports makes no story of them."""
    notice = text_of(*BRIDGE)
    names = "कमला विमला सरिता गीता रमेश सुरेश दिनेश महेश नरेश राकेश मुकेश योगेश लोकेश जगदीश हरीश सतीश गिरीश मनीष".split()
    reports = {name: f"{name} {LIBRARY[number % 5]} {name} {notice}" for number, name in enumerate(names)}
    assert len(reports) > MOST_COPIES
    assert not any(len(story) > 4 for story in stories_of(reports))


def test_a_chain_of_pairs_is_no_story():
    """A text that has half of each of two reports does not bring the two together with each other."""
    both = text_of(*BRIDGE[:4], *LIBRARY[:3])
    found = stories_of(
        {"b1": text_of(*BRIDGE), "b2": text_of(*BRIDGE[:7]), "l": text_of(*LIBRARY), "m": both}
    )
    assert not any({"b1", "l"} <= story or {"b2", "l"} <= story for story in found if "m" not in story)
    assert any({"b1", "b2"} <= story for story in found)


BODIES = {
    **BRIDGE_COPIES,
    "library": text_of(*LIBRARY),
    "gold": gold_page("दो नवंबर", 60_000),
    "equal": text_of(*LIBRARY),
    "short": "पुल टूटा",
}


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(list(BODIES))))
def test_deleted_articles_make_no_difference(deleted):
    """With some articles deleted the stories are those of the others alone."""
    kept = {name: body for name, body in BODIES.items() if name not in deleted}
    assert stories_of(BODIES, deleted) == stories_of(kept)


@settings(max_examples=15, deadline=None)
@given(st.permutations(list(BODIES)))
def test_the_order_of_articles_makes_no_difference(order):
    """Whatever came first, in a build or by updates."""
    assert stories_of({name: BODIES[name] for name in order}) == {
        frozenset(BRIDGE_COPIES),
        frozenset(["library", "equal"]),
    }


VALUES_OF_A_BIN = st.sampled_from([0, 1, 1, 2, 2, 3, 4, 5])
TEXT = st.lists(VALUES_OF_A_BIN, min_size=4, max_size=4).map(lambda values: tuple(values * 12))
CHANGES = st.lists(
    st.tuples(st.lists(TEXT, max_size=5), st.sets(st.integers(0, 12)), st.booleans()), max_size=6
)


def signed(texts) -> np.ndarray:
    """Signatures of texts; equal ones have equal digests."""
    signatures = np.zeros((len(texts), VALUES), np.uint16)
    signatures[:, :WORD_BINS] = np.array(texts, np.uint16).reshape(-1, WORD_BINS)
    signatures[:, BINS] = [1 + hash(text) % 60_000 for text in texts]
    signatures[:, BINS + 3] = 9
    return signatures


def shown(stories, ids):
    """What is comparable of stories whose articles have other numbers: all by ids."""
    pairs = {frozenset((ids[one], ids[other])) for one, other in stories.pairs.tolist()}
    members = [tuple(ids[number] for number in story) for story in members_of(stories)]
    return members, pairs, stories.common.tolist()


# A chain of pairs 4-3-0-1-2, and two more beside 2, which takes 1. When 1 goes, 0 has fewer copies than 3, and 4 comes in.
CHAIN = [
    (first, first, second, second) * 12
    for first, second in ((1, 2), (1, 3), (6, 3), (4, 2), (4, 5), (6, 7), (6, 8))
]


@settings(max_examples=200, deadline=None)
@given(CHANGES)
@example([(CHAIN, set(), False), ([], {1}, False)])
def test_updated_stories_are_those_made_anew(changes):
    """After articles have come and gone, with and without their numbers, all that is told of stories is as of all at once."""
    with mock.patch.object(resemblance, "MOST_COPIES", 4):
        texts, ids, gone = [], [], set()
        stories = find_stories(signed([]), np.zeros(0, np.int64), Times([]))
        for step, (coming, leaving, sweep) in enumerate(changes):
            # Articles that are deleted keep their numbers until a segment is rewritten.
            kept = [number for number in range(len(ids)) if not sweep or number not in gone]
            numbers = np.array([*kept, *[-1] * len(coming)], np.int64)
            texts = [texts[number] for number in kept] + coming
            ids = [ids[number] for number in kept] + [(step, number) for number in range(len(coming))]
            gone = {place for place, number in enumerate(kept) if number in gone or number in leaving}
            signatures = signed(texts)
            signatures[list(gone)] = 0
            words = np.full(len(texts), 90)
            before = Before(stories, numbers).renumbered(np.array(sorted(gone), np.int64))
            stories = find_stories(signatures, words, Times(ids), (before, numbers < 0))
            assert shown(stories, ids) == shown(find_stories(signatures, words, Times(ids)), ids)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    hours = ["09:00", "11:00", None, "10:00", "09:00", None]
    bodies = {**BRIDGE_COPIES, "lone": text_of(*LIBRARY)}
    records = [
        {"id": name, "body": body, "published": hour and f"2025-11-03T{hour}:00+05:30"}
        for (name, body), hour in zip(bodies.items(), hours, strict=True)
    ]
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "articles.jsonl").write_text("\n".join(lines))
    build([folder / "articles.jsonl"], folder / "index", workers=1)
    return folder / "index"


def test_a_build_writes_its_stories(indexed):
    """Members stand in order of time, of equal times by id, without a date last; who is in none stands alone."""
    table = StoryTable(read_current(indexed).path, 6)
    names = [*BRIDGE_COPIES, "lone"]
    assert len(table) == 1
    assert [names[number] for number in table.members(0)] == ["longer", "whole", "byline", "cut", "reordered"]
    assert table.members(5) == [5]


def test_deleted_articles_are_in_no_story(indexed, tmp_path):
    """An update passes the numbers of the articles that are gone."""
    generation = read_current(indexed)
    copy = Path(shutil.copytree(generation.path, tmp_path / "generation"))
    segments = list(generation.manifest.details["segments"])
    assert write_stories(copy, segments, deleted=[0, 3]) == 1
    assert sorted(StoryTable(copy, 6).members(1)) == [1, 2, 4]
    assert write_stories(copy, segments, deleted=[0, 1, 3, 4]) == 0
    assert not StoryTable(copy, 6).of.any()
    assert np.array_equal(StoryTable(generation.path, 6).of, [1, 1, 1, 1, 1, 0])
