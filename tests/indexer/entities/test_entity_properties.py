from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.chain import Chain
from indexer.analysis.chunk_numbers import ChunkNumbers
from indexer.analysis.stopwords import STOP_WORDS
from indexer.analysis.tokenize import find_chunks
from indexer.entities import KINDS, EntityFinder, NumberedArticle, NumberedText
from indexer.entities.phrases import words_of

_FINDER = EntityFinder(Chain())
_NUMBERING = ChunkNumbers()
_NUMBERED_FINDER = EntityFinder(Chain(), numbering=_NUMBERING)
_WORDS = st.sampled_from(
    """प्रधानमंत्री मंत्री अध्यक्ष डॉ. एस एस. के नरेंद्र मोदी राहुल गांधी सिंह विकास पुतिन ज़रदारी अल बिन जी साहब ने को की और , । ( ) - : "
    दिल्ली नई कोटा गया भारत भारत-रूस रामपुरा शहर जिले नदी पश्चिमी संगठन आयोग बैंक ऑफ बड़ौदा पुलिस राष्ट्रीय हरित (एनजीटी) SCO एससीओ
    (SCO) भाजपा BJP लोकसभा चुनाव ने कहा पहुंचे 18 १८ news@x.in #tag दिल्लीः \u200d \n"""
    .replace("\\n", "\n")
    .split(" ")
)  # fmt: skip
_TEXTS = st.lists(_WORDS, max_size=40).map(" ".join) | st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Z", "Cf")), max_size=60
)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_names_stand_in_the_text(text: str) -> None:
    """Every name and every count comes from the text: its words stand there in a row."""
    row = [piece.exact for piece in _FINDER.read(None, text).pieces if piece.exact]
    for entity in _FINDER.find(None, text):
        name = list(words_of(entity.name.replace(".", " ")))
        assert entity.count >= 1
        assert "".join(name) in "".join(row)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_person_ends_in_a_stop_word(text: str) -> None:
    """No person's name ends in a postposition or an auxiliary."""
    for entity in _FINDER.find(None, text):
        if entity.kind == "person":
            assert words_of(entity.name)[-1] not in STOP_WORDS


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_mentions_do_not_overlap(text: str) -> None:
    """A word is in one mention at most."""
    passage = _FINDER.read(None, text)
    places = [at for mention in _FINDER.mentions(passage) for at in range(mention.start, mention.end)]
    assert len(places) == len(set(places))


@given(_TEXTS, _TEXTS)
@settings(max_examples=200, deadline=None)
def test_order_and_memory(first: str, second: str) -> None:
    """Entities come by kind, then count; no name of a kind comes twice; another article between changes nothing."""
    found = _FINDER.find(first, second)
    keys = [(KINDS.index(entity.kind), -entity.count) for entity in found]
    assert keys == sorted(keys)
    named = [(entity.kind, words_of(entity.name)) for entity in found]
    assert len(named) == len(set(named))
    _FINDER.find(second, first)
    assert _FINDER.find(first, second) == found


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_pieces_are_all_of_the_text(text: str) -> None:
    """The pieces in a row are the text without white space and joiners: no character is lost or read twice."""
    pieces = _FINDER.read(None, text).pieces
    assert _visible("".join(piece.text for piece in pieces)) == _visible(text)


@given(st.lists(st.tuples(_TEXTS, _TEXTS, st.sampled_from([None, "पटना"])), max_size=4))
@settings(max_examples=200, deadline=None)
def test_numbers_of_whoever_numbers(articles: list[tuple[str, str, str | None]]) -> None:
    """Entities do not depend on who numbers the chunks, in what order, what else is numbered, and with whom they are sought."""
    numbered = [
        NumberedArticle(
            [
                NumberedText(text, array("i", [_NUMBERING[chunk] for chunk in find_chunks(text)]))
                for text in (body, title)
                if text
            ][::-1],
            place,
        )
        for title, body, place in articles
    ]
    alone = [_FINDER.find(title, body, place=place) for title, body, place in articles]
    assert _NUMBERED_FINDER.find_numbered(numbered) == alone


def _visible(text: str) -> str:
    return "".join(text.split()).replace("\u200c", "").replace("\u200d", "")
