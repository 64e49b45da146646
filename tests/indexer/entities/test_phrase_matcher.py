from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.chain import Chain
from indexer.analysis.chunk_numbers import ChunkNumbers
from indexer.analysis.tokenize import find_chunks
from indexer.entities import NumberedText
from indexer.entities.lexicon import Lexicon
from indexer.entities.passage import Passage
from indexer.entities.passage_reader import PassageReader
from indexer.entities.phrase_matcher import PhraseMatcher
from indexer.entities.phrases import PhraseTable, words_of
from indexer.entities.piece_table import PieceTable
from indexer.entities.pieces import PieceReader

_NAMES = ["नई", "नई दिल्ली", "नई दिल्ली नगर", "दिल्ली", "जम्मू कश्मीर", "कश्मीर घाटी", "SCO", "Who"]
_ANY_CUE = (1 << 64) - 1


def read(text: str) -> tuple[Passage, PhraseMatcher]:
    """The passage of a text, and the matcher of the names above for it."""
    names = PhraseTable()
    for name in _NAMES:
        names.add(name, (name,))
    numbering = ChunkNumbers()
    lexicon = Lexicon({}.get, first_of_place=names, first_of_org=())
    table = PieceTable(numbering, PieceReader(Chain(), lexicon))
    numbers = array("i", [numbering[chunk] for chunk in find_chunks(text)])
    return PassageReader(table).read([NumberedText(text, numbers)]), names.matcher(table)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("नई दिल्ली नगर", ["नई दिल्ली नगर"]),
        ("नई दिल्ली", ["नई दिल्ली"]),
        ("नई-दिल्ली", ["नई दिल्ली"]),
        ("नई. दिल्ली", ["नई दिल्ली"]),
        ("नई, दिल्ली", ["नई"]),
        ("नई -- दिल्ली", ["नई"]),
        ("नई\nदिल्ली", ["नई"]),
        ("जम्मू", []),
        ("जम्मू-", []),
        ("जम्मू–कश्मीर", ["जम्मू कश्मीर"]),
        ("SCO", ["SCO"]),
        ("Sco", []),
        ("WHO", ["Who"]),
        ("who", []),
    ],
)
def test_longest_name(text: str, names: list[str]) -> None:
    """The longest name that begins with the first word, joints between its words allowed, capitals as they must be."""
    passage, matcher = read(text)
    match = matcher.match(passage, 0)
    assert list(match[1] if match else ()) == names


@given(st.lists(st.sampled_from("नई दिल्ली नगर जम्मू कश्मीर घाटी SCO sco Who - . ,".split()), max_size=12))
@settings(max_examples=200, deadline=None)
def test_matches_are_those_by_hand(words: list[str]) -> None:
    """All matches of a text are those that a plain comparison of words finds."""
    passage, matcher = read(" ".join(words))
    by_hand = [(at, *longest) for at in range(len(words)) if (longest := _longest(words, at))]
    assert matcher.matches(passage, _ANY_CUE) == by_hand


def test_place_outside() -> None:
    """A place outside the passage is an IndexError."""
    passage, matcher = read("नई दिल्ली")
    for at in (-1, passage.size):
        with pytest.raises(IndexError):
            matcher.match(passage, at)


def _longest(words: list[str], start: int) -> tuple[int, tuple[str, ...]] | None:
    for name in sorted(_NAMES, key=lambda name: -len(words_of(name))):
        at = start
        for number, word in enumerate(words_of(name)):
            if number and at < len(words) and words[at] in "-.":
                at += 1
            if at >= len(words) or words[at].lower() != word:
                break
            at += 1
        else:
            first = words[start]
            if first.isupper() if name.isupper() else not name.isascii() or first[0].isupper():
                return at, (name,)
    return None
