"""The marks of the query language and their columns."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from query import QueryError, lexer
from query.lexer import DATE_FIELDS, FIELD_NAMES, Kind, Token, iter_query_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        (
            'मोदी +रूस -(title:"क ख"~2)',
            [
                (Kind.WORD, "मोदी", 1, 1),
                (Kind.PLUS, "+", 6, 1),
                (Kind.WORD, "रूस", 7, 1),
                (Kind.NOT, "-", 11, 1),
                (Kind.OPEN, "(", 12, 1),
                (Kind.FIELD, "title", 13, 1),
                (Kind.PHRASE, "क ख", 19, 3),
                (Kind.CLOSE, ")", 26, 1),
            ],
        ),
        ("AND OR NOT", [(Kind.AND, "AND", 1, 1), (Kind.OR, "OR", 5, 1), (Kind.NOT, "NOT", 8, 1)]),
        ("And ANDROID", [(Kind.WORD, "And", 1, 1), (Kind.WORD, "ANDROID", 5, 1)]),
        ("बाद:2025", [(Kind.FIELD, "after", 1, 1), (Kind.WORD, "2025", 5, 1)]),
        ("title: मोदी", [(Kind.WORD, "title:", 1, 1), (Kind.WORD, "मोदी", 8, 1)]),
        ("10:04 http://x", [(Kind.WORD, "10:04", 1, 1), (Kind.WORD, "http://x", 7, 1)]),
        (
            "- -- -) +",
            [
                (Kind.WORD, "-", 1, 1),
                (Kind.WORD, "--", 3, 1),
                (Kind.WORD, "-", 6, 1),
                (Kind.CLOSE, ")", 7, 1),
                (Kind.WORD, "+", 9, 1),
            ],
        ),
        ("क»ख", [(Kind.WORD, "क", 1, 1), (Kind.WORD, "ख", 3, 1)]),
        ('""', [(Kind.PHRASE, "", 1, 1)]),
        ("", []),
    ],
)
def test_tokens(text, tokens):
    """A query is cut into these tokens, each at its column from 1."""
    assert list(iter_query_tokens(text)) == [Token(*each) for each in tokens]


@pytest.mark.parametrize("name", [*FIELD_NAMES, *DATE_FIELDS])
def test_every_name_of_a_field_is_read(name):
    """Each English and Hindi name of a field is one, in any case."""
    expected = FIELD_NAMES[name].name if name in FIELD_NAMES else DATE_FIELDS[name]
    for spelling in (name, name.upper(), name.title()):
        assert next(iter_query_tokens(f"{spelling}:क")) == Token(Kind.FIELD, expected, 1)


@pytest.mark.parametrize("text", ["कहा:हम", "मंत्री:बोले", "क:ख:ग", "प्रधानमंत्री:देश"])
def test_a_hindi_word_before_a_colon_is_text(text):
    """A Hindi word that is like no field is no typo of one."""
    assert list(iter_query_tokens(text)) == [Token(Kind.WORD, text, 1)]


def read(text):
    """The tokens, or what is wrong."""
    try:
        return list(iter_query_tokens(text))
    except QueryError as error:
        return str(error)


@given(
    st.lists(st.sampled_from([*'क ख"“”«()+-−~2:.*\n\xa0', "AND", "title:", "AND "]), max_size=20).map("".join)
)
def test_the_short_way_for_plain_words(text):
    """That most words are read by one pattern changes no token."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexer, "_PLAIN_WORD", regex.compile("(?!)"))
        long_way = read(text)
    assert read(text) == long_way


def test_spaces_of_plain_words():
    """A plain word ends at what ``regex`` calls white space, though ``re`` reads it: not at four control characters."""
    others = [chr(point) for point in range(0x3100) if chr(point) not in ':"“”„«»()']
    ends = [other for other in others if len([*iter_query_tokens(f"क{other}ख")]) == 2]
    assert ends == [other for other in others if regex.match(r"\s", other)]


@given(st.text(st.sampled_from('क ख"“”()+-~2:.*'), max_size=30))
def test_tokens_stand_where_they_say(text):
    """Each token but a phrase and a field stands at its column, in order, and no word is lost between them."""
    try:
        tokens = list(iter_query_tokens(text))
    except QueryError as error:
        assert "column" in str(error)
        return
    assert [token.column for token in tokens] == sorted({token.column for token in tokens})
    for token in tokens:
        start = token.column - 1 + (token.kind is Kind.PHRASE)
        assert text.startswith(token.text, start)
    assert sum(token.text.count("क") for token in tokens) == text.count("क")
