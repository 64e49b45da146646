"""Snippets: what is marked, where passages begin and end, and that no letter is ever cut."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from query_shapes import Words, chain

from query.parser import parse_literal, parse_query
from query.snippets import Highlighter, Snippet
from query.vocabulary import Vocabulary

WORDS = Words(
    नेता=("नेता", 9),
    नेताओं=("नेता", 4),
    मंत्री=("मंत्री", 9),
    मंत्रियों=("मंत्री", 3),
    जयशंकर=("जयशंकर", 6),
    **{"भारत-रूस": ("भारत-रूस", 1)},
)
FILLER = "आज सुबह से शहर में हल्की बारिश और ठंडी हवा चलती रही, सड़कों पर पानी भर गया और लोग घरों में ही रुके रहे। "


class Terms:
    """Expands patterns over the lexicon of the test."""

    def expand(self, pattern) -> list[str]:
        """As PostingReader.expand, for what begins so."""
        return [form for form in WORDS.words if form.startswith(pattern.text)]


def highlighter(text: str, *, literal: bool = False) -> Highlighter:
    parse = parse_literal if literal else parse_query
    return Highlighter(parse(text, chain(WORDS), Vocabulary(WORDS)).tree, Terms(), WORDS)


def marked(query: str, text: str) -> list[str]:
    snippet = highlighter(query).whole(text)
    assert snippet.text == text
    return [text[start:end] for start, end in snippet.marks]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("नेता", "नेता, नेताओं और नेतागिरी", ["नेता", "नेताओं"]),
        ("हिन्दी", "हिंदी हिन्दी", ["हिंदी", "हिन्दी"]),
        ("jaishankar", "विदेश मंत्री जयशंकर", ["जयशंकर"]),
        ("+नेता", "नेता और नेताओं", ["नेता"]),
        ('"विदेश मंत्री"', "विदेश मंत्रियों और विदेश मंत्री", ["विदेश", "मंत्री"]),
        ('"विदेश मंत्री"', "मंत्री विदेश गए", []),
        ('"विदेश मंत्री"', "विदेश। मंत्री", ["विदेश", "मंत्री"]),
        ('"विदेश मंत्री"', "विदेश के मंत्री", []),
        ('"विदेश मंत्री"~1', "विदेश के मंत्री", ["विदेश", "मंत्री"]),
        ('"क ख ग"~1', "क ख ख घ ग", ["क", "ख", "ग"]),
        ('"क ख ग"~1', "क ख घ च ग", []),
        ('"नेता की बात"', "नेता की बात की", ["नेता", "की", "बात"]),
        ("-मोदी नेता", "मोदी नेता", ["नेता"]),
        ("source:नेता मंत्री", "नेता मंत्री", ["मंत्री"]),
        ("person:नेता", "नेताओं", ["नेताओं"]),
        ("title:नेता", "नेताओं", ["नेताओं"]),
        ("नेता*", "नेता नेताओं मंत्री", ["नेता", "नेताओं"]),
        ("भारत", "भारत-रूस", ["भारत"]),
        ("भारत-र*", "भारत-रूस संबंध", ["भारत-रूस"]),
        ("रूस भारत-र*", "भारत-रूस संबंध", ["रूस"]),
        ("date:2025-11", "2025-11", []),
        ("मोदी", "मोदी\u200cजी मोदी\u200d, मोदी", ["मोदी\u200d", "मोदी"]),
        ("putin", "", []),
        ("क", "क\u0301ख", ["क\u0301"]),
        ("a", "aिक", ["aि"]),
        ("िक", "aिक", ["aिक"]),
        ("b िक", "bिक", ["bि"]),
    ],
)
def test_marks(query, text, expected):
    """Exactly what was sought is marked: all forms of a word, one form of an exact one, a phrase only where it stands."""
    assert marked(query, text) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("नेता की बात", ["नेता", "बात"]), ("की", ["की", "की"]), ("की में", ["की", "में", "की"])],
)
def test_stop_words_are_marked_only_where_nothing_else_is_sought(query, expected):
    """A stop word is marked in a query of stop words alone."""
    assert marked(query, "नेता की बात में बड़ों की") == expected


def test_text_without_a_match_begins_at_its_beginning():
    """Where nothing matches the snippet is the beginning of the text, cut at a word."""
    snippet = highlighter("मोदी").best(FILLER * 5)
    assert snippet.marks == ()
    assert snippet.text.endswith(" …")
    assert (FILLER * 5).startswith(snippet.text.removesuffix(" …") + " ")
    assert highlighter("मोदी").best("छोटी खबर\n") == Snippet("छोटी खबर")
    assert highlighter("मोदी").best("") == Snippet("")


def test_two_passages_for_words_far_apart():
    """Words that stand far apart are shown in two passages, in the order of the text, each from its sentence."""
    snippet = highlighter("पुतिन नेता").best(f"{FILLER}नेता आए। {FILLER * 4}पुतिन गए। {FILLER * 3}")
    assert snippet.text.startswith("… नेता आए। ")
    assert " … पुतिन गए। " in snippet.text
    assert snippet.text.endswith(" …")
    assert snippet.marked("[", "]").count("[") == 2


def test_one_passage_where_a_second_shows_nothing_new():
    """The same word again is no reason for a second passage."""
    snippet = highlighter("नेता").best(f"नेता आए। {FILLER * 4}नेता गए।")
    assert snippet.marked("[", "]").startswith("[नेता] आए। ")
    assert len(snippet.marks) == 1


def test_the_passage_with_more_of_the_words_is_shown():
    """A sentence with both words goes before an earlier one with one of them, however often."""
    snippet = highlighter("नेता पुतिन").best(f"नेता नेता नेता आए। {FILLER * 4}पुतिन और नेता। {FILLER * 3}")
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["पुतिन", "नेता"]


def test_a_match_late_in_a_long_sentence_is_shown():
    """A passage begins shortly before a match that its sentence's beginning would leave out."""
    snippet = highlighter("पुतिन").best(f"{'कख गघ ' * 60}पुतिन {'चछ ' * 60}")
    assert snippet.marked("[", "]").count(" [पुतिन] ") == 1
    assert snippet.text.startswith("… ")
    assert len(snippet.text) < 200


def test_a_match_without_spaces_around_it_is_shown():
    """Where no space stands before a match, the passage begins at the match itself."""
    snippet = highlighter("पुतिन").best(f"{'कख,' * 90}पुतिन,{'चछ,' * 90}")
    assert snippet.marked("[", "]").startswith("… [पुतिन],")


def test_an_endless_word_is_cut_between_letters():
    """A text of one endless word is cut, never inside a letter."""
    word = "क्षि\u200dँ" * 400
    snippet = highlighter("पुतिन").best(word)
    cut = snippet.text.removesuffix(" …")
    assert 180 <= len(cut) < 190
    assert len(cut) in {grapheme.end() for grapheme in regex.finditer(r"\X", word)}


LETTERS = "कखनेता ािीेोंँ़्ःअ१5a\u0301é-.।?\n\u200d\u200c\u00a0,मंत्री"
TEXTS = st.lists(
    st.sampled_from([*LETTERS, "क\u0301 ", "aि", "नेता\u0301", "नेता", " नेताओं ", "पुतिन ", "भारत-रूस"]),
    max_size=120,
).map("".join)


@settings(max_examples=300)
@given(
    TEXTS,
    st.lists(
        st.sampled_from(["नेता", "पुतिन", "क", "\u0301", "a", "क*", '"क ख"~3', "भारत-र*"]),
        min_size=1,
        max_size=3,
    ),
)
def test_marks_never_cut_a_letter(text, words):
    """Marks ascend without overlap, lie on graphemes of the original text, and hold whole words of it."""
    for snippet in (
        highlighter(" ".join(words) + " नेता").whole(text),
        highlighter(" ".join(words) + " नेता").best(text),
    ):
        ends = {0, *(grapheme.end() for grapheme in regex.finditer(r"\X", snippet.text))}
        at = 0
        for start, end in snippet.marks:
            assert at <= start < end <= len(snippet.text)
            assert {start, end} <= ends
            at = end
        assert snippet.marked("", "") == snippet.text
        tokens = {(token.start, token.end) for token in chain(WORDS).tokens(snippet.text)}
        for start, end in snippet.marks:
            assert any(start <= first and last <= end for first, last in tokens)
        pieces = [
            piece.strip()
            for piece in snippet.text.replace("\n", " ").removeprefix("… ").removesuffix(" …").split(" … ")
        ]
        assert all(piece in text.replace("\n", " ") for piece in pieces)


@given(TEXTS.map(lambda text: text * 12))
def test_passages_of_long_texts_are_bounded(text):
    """A snippet is at most two passages long, but for the end of a letter."""
    assert len(highlighter("नेता पुतिन क").best(text).text) <= 2 * 180 + 20 + len(
        max(regex.findall(r"\X", text), default="", key=len)
    )


def test_marked_by_default_as_html_marks():
    """Matches stand between <mark> and </mark> unless others are given; nothing is escaped."""
    snippet = Snippet("<b>नेता</b>", ((3, 7),))
    assert snippet.marked() == "<b><mark>नेता</mark></b>"
    assert Snippet("नेता").marked() == "नेता"
