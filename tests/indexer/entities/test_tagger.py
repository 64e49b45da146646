"""The learned tagger: what it adds, what it leaves to the rules, its table, its loops."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.chain import Chain
from indexer.entities import EntityFinder, word_scores
from indexer.entities.crf import Decoder
from indexer.entities.cues import SENTENCE_END
from indexer.entities.entity import KINDS, Mention
from indexer.entities.passage import Passage
from indexer.entities.tagger import NO_PIECE, word_scorer
from indexer.entities.tagger_table import read_table, write_table
from indexer.entities.tags import tags_of

_CHAIN = Chain()
_TAGGED, _RULES = EntityFinder(_CHAIN), EntityFinder(_CHAIN, tagged=False)
_SCORER = word_scorer(read_table())
_WORDS = (
    "प्रधानमंत्री पीएम नरेंद्र मोदी ने दिल्ली में एससीओ की , । \n - . डॉ. एस. जयशंकर रामपुर गाँव x@y.in Tue भारत-रूस".split(
        " "
    )
)
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=15).map(" ".join)


def named(finder: EntityFinder, text: str) -> set[tuple[str, str]]:
    return {(each.kind, each.text) for each in finder.named(text)}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("संयुक्त सचिव पुण्य सलिल श्रीवास्तव ने प्रेसवार्ता में कहा", "person", "पुण्य सलिल श्रीवास्तव"),
        ("स्वास्थ्य मंत्री जय प्रताप सिंह भी मौजूद थे", "person", "जय प्रताप सिंह"),
        ("तामिलनाडू में 50 लोग", "place", "तामिलनाडू"),
        ("सीरम इंस्टीट्यूट ऑफ इंडिया के मुख्य कार्यकारी", "org", "सीरम इंस्टीट्यूट ऑफ इंडिया"),
    ],
)
def test_names_that_the_rules_miss(text: str, kind: str, name: str) -> None:
    """The tagger finds whole what the rules find in part or not at all."""
    assert (kind, name) not in named(_RULES, text)
    assert (kind, name) in named(_TAGGED, text)


@pytest.mark.parametrize(
    "text",
    [
        "राज्य सरकार ने टीम भेजी।",
        "लोकसभा चुनाव की तैयारी",
        "मंत्रालय ने बताया",
        "माली ने पौधे लगाए।",
        "प्रदेश में बारिश हुई",
        "प्रधानमंत्री ने कहा",
        "Updated Tue, 25 Nov",
        "",
        "\n।\n",
    ],
)
def test_what_is_no_name(text: str) -> None:
    """Common words, titles alone, adjectives, English and marks stay unnamed."""
    assert _TAGGED.named(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("डॉ. एस. जयशंकर ने कहा", {("person", "एस. जयशंकर")}),
        ("जम्मू और कश्मीर में बर्फ गिरी", {("place", "जम्मू और कश्मीर")}),
        ("भारत-रूस वार्ता", {("place", "भारत"), ("place", "रूस")}),
    ],
)
def test_what_the_rules_know_better(text: str, names: set[tuple[str, str]]) -> None:
    """Initials, places of the gazetteer and pairs stay as the rules have them."""
    assert named(_TAGGED, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("प्रधानमंत्री नरेंद्र (ज़रदारी) ने कहा", {("person", "नरेंद्र"), ("person", "ज़रदारी")}),
        ("मंत्री नरेंद्र ( शर्मा", {("person", "नरेंद्र"), ("person", "शर्मा")}),
    ],
)
def test_no_name_goes_past_a_bracket(text: str, names: set[tuple[str, str]]) -> None:
    """A bracket ends a name."""
    assert named(_TAGGED, text) == names


def test_titles_are_in_the_mention_not_in_the_name() -> None:
    """A mention may hold a title; the canonical name is the fullest without one."""
    found = _TAGGED.named("पीएम मोदी दिल्ली में थे। नरेंद्र मोदी ने कहा")
    assert [each.canonical for each in found if each.kind == "person"] == ["नरेंद्र मोदी"] * 2


@given(_TEXTS)
def test_mentions_stand_where_they_say(text: str) -> None:
    """Offsets give the mention's text back; mentions do not overlap and are in order."""
    end = 0
    for each in _TAGGED.named(text):
        assert text[each.start : each.end] == each.text
        assert end <= each.start < each.end
        assert each.kind in KINDS
        end = each.end


@given(_TEXTS)
def test_a_sentence_does_not_change_the_next(text: str) -> None:
    """What is found after a full stop is what is found there alone."""
    alone = named(_TAGGED, text)
    assert {(each.kind, each.text) for each in _TAGGED.named("कल बारिश हुई।\n" + text)} == alone


def test_same_table_same_bytes(tmp_path: Path) -> None:
    """The shipped table is read and written to the same bytes, and is small."""
    table = read_table()
    write_table(table, tmp_path / "first")
    again = read_table(tmp_path / "first")
    assert all(np.array_equal(own, other) for own, other in zip(table, again, strict=True))
    write_table(again, tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert (tmp_path / "first").stat().st_size < 1_500_000


def test_scores_are_sums_of_rows() -> None:
    """A word's row is the sum of the rows of its features that the table has."""
    table = read_table()
    place = {int(feature): at for at, feature in enumerate(table.features)}
    features = word_scores.WordFeatures(table.words, table.classes).of("पटना", "पटना", 1 << 11)
    known = [table.rows[place[feature]].astype(int) for feature in features if feature in place]
    assert len(known) > 5
    assert word_scorer(table).scores("पटना", "पटना", 1 << 11).tolist() == sum(known).tolist()


def test_shapes_are_checked() -> None:
    """Arrays that do not fit one another are a ValueError, never read beyond."""
    table = read_table()
    score = word_scorer(table).scores
    with pytest.raises(ValueError, match="shapes"):
        Decoder(score(*NO_PIECE)[:3], table.rules, table.transitions)
    with pytest.raises(ValueError, match="row"):
        word_scorer(table._replace(rows=table.rows[1:]))
    with pytest.raises(ValueError, match="no scores"):
        Decoder(score(*NO_PIECE), table.rules, table.transitions).spans(_RULES.read(None, "एक दो"), 0)


_TEN = st.integers(-10, 10)


@given(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12),
    st.lists(_TEN, min_size=56, max_size=56),
    st.lists(_TEN, min_size=147, max_size=147),
    st.sets(st.integers(0, 11), max_size=4),
)
@settings(max_examples=200, deadline=None)
def test_spans_are_those_of_plain_viterbi(
    words: list[str], transitions: list[int], rules: list[int], mentioned: set[int]
) -> None:
    """What is decoded is the best sequence of tags of each sentence, as if no word were certain by itself."""
    passage = _TAGGED.read(None, " ".join(words))
    for at in mentioned:
        if at < passage.size:
            passage.add(KINDS[at % 3], at, at + 1)
    after = np.array(transitions, np.int16).reshape(8, 7)
    marks = np.array(rules, np.int16).reshape(3, 7, 7)
    decoder = Decoder(_SCORER.scores(*NO_PIECE), marks, after)
    own, tags = spans_of(list(tags_of(passage.mentions, passage.size))), viterbi(passage, marks, after)
    # One that only goes on is told even where the rules have it.
    expected = [span for span in spans_of(tags) if span not in own or tags[span[1]] % 2 == 0]
    assert decoder.spans(passage, SENTENCE_END) == expected


def spans_of(tags: list[int]) -> list[tuple[str, int, int]]:
    """Mentions of a sequence of tags; what goes on without a beginning begins one."""
    found: list[tuple[str, int, int]] = []
    for at, tag in enumerate(tags):
        kind = KINDS[(tag - 1) // 2]
        if tag and tag % 2 == 0 and at and tags[at - 1] in (tag - 1, tag):
            found[-1] = (kind, found[-1][1], at + 1)
        elif tag:
            found.append((kind, at, at + 1))
    return found


def viterbi(passage: Passage, rules: np.ndarray, transitions: np.ndarray) -> list[int]:
    """The best tags of a passage, all sums in full."""
    pieces, own = passage.pieces, list(tags_of(passage.mentions, passage.size))
    tags: list[int] = []
    while len(tags) < passage.size:
        start = len(tags)
        ends = (at + 1 for at in range(start, passage.size) if pieces[at].cues & SENTENCE_END)
        end = next(ends, passage.size)
        best = [(transitions[7].astype(int), [[tag] for tag in range(7)])]
        for at in range(start, end):
            own_scores = np.zeros(7, int)
            for offset in range(5):
                beside = at + offset - 2
                piece = pieces[beside] if start <= beside < end else NO_PIECE
                own_scores += np.array(_SCORER.scores(*piece)).reshape(5, 7)[offset]
            for offset in range(3):
                if start <= at + offset - 1 < end:
                    own_scores += rules[offset, own[at + offset - 1]]
            scores, paths = best[-1]
            if at > start:
                sums = scores[:, None] + transitions[:7].astype(int)
                before = sums.argmax(axis=0)
                scores, paths = sums.max(axis=0), [[*paths[one], tag] for tag, one in enumerate(before)]
            best.append((scores + own_scores, paths))
        scores, paths = best[-1]
        tags += paths[int(scores.argmax())]
    return tags


def test_tags_of_mentions() -> None:
    """A mention's first piece and those after it are told apart, by kind."""
    assert list(tags_of([Mention("person", 1, 3), Mention("org", 3, 4)], 5)) == [0, 1, 2, 5, 0]
