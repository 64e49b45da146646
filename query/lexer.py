"""The query text → tokens with columns. Knows the marks of the language, not what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from indexer.analysis.late_pattern import late_pattern
from indexer.analysis.normalize import normalize_word
from indexer.errors import QuerySyntaxError, UnknownFieldError
from indexer.schema import QUERY_FIELDS, QueryField

__all__ = ["DATE_FIELDS", "FIELD_NAMES", "Kind", "Token", "iter_query_tokens"]

DATE_FIELDS: Mapping[str, str] = {
    "date": "date",
    "after": "after",
    "before": "before",
    "तारीख": "date",
    "दिनांक": "date",
    "बाद": "after",
    "पहले": "before",
}
FIELD_NAMES: Mapping[str, QueryField] = {
    name: field for field in QUERY_FIELDS for name in (field.name, *field.hindi)
}


class Kind(Enum):
    """What a token of the query language is."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    PLUS = "+"
    FIELD = "field:"
    PHRASE = '"…"'
    WORD = "word"


class Token(NamedTuple):
    """``text`` is the word, the words of the phrase, or the field's name; ``column`` counts from 1; ``slop`` is a phrase's."""

    kind: Kind
    text: str
    column: int
    slop: int = 1


# What opens a phrase → what it should be closed by; any double quote closes it, for typists mix them.
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_PHRASE_END = late_pattern('["“”„«»]')
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_SPACE = late_pattern(r"\s+")
_SLOP = late_pattern(r"~(\d{1,3})")
# A colon with a space after it is punctuation ("SCO: विदेश मंत्री …"), "https:" and "10:04" are no fields.
_FIELD = late_pattern(r"(\p{L}[\p{L}\p{M}_]*):(?=[^\s/:])")
_WORD = late_pattern(r"""[^\s()"“”„«»]+""")
# What begins with no mark and holds no colon can be nothing else. Most of any query: the rest below costs three times as much.
# Of Python's own re, which is loaded anyway: a plain query needs no other pattern. Its \s takes four control characters too.
_SPACES = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_PLAIN_WORD = re.compile(rf"""[{_SPACES}]*+([^{_SPACES}()"“”„«»:+−-][^{_SPACES}()"“”„«»:]*+)(?!:)""")


def iter_query_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens. Raises QuerySyntaxError for a quote without its end, UnknownFieldError for a field that is none."""
    at = 0
    while at < len(text):
        if plain := _PLAIN_WORD.match(text, at):
            word, at = plain[1], plain.end()
            yield Token(_OPERATORS.get(word, Kind.WORD), word, at - len(word) + 1)
            continue
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        token, at = _read_token(text, at)
        if token is not None:
            yield token


def _read_token(text: str, at: int) -> tuple[Token | None, int]:
    mark, column = text[at], at + 1
    if mark in "()":
        return Token(Kind(mark), mark, column), at + 1
    if mark in _QUOTES:
        return _read_phrase(text, at)
    if mark in "+-−" and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in "+-−)":
        return Token(Kind.PLUS if mark == "+" else Kind.NOT, mark, column), at + 1
    if (field := _FIELD.match(text, at)) and (name := _field_name(field[1], text, column)):
        return Token(Kind.FIELD, name, column), field.end()
    word = _WORD.match(text, at)
    if word is None:  # a closing quote that nothing opened
        return None, at + 1
    return Token(_OPERATORS.get(word[0], Kind.WORD), word[0], column), word.end()


def _read_phrase(text: str, at: int) -> tuple[Token, int]:
    end = _PHRASE_END.search(text, at + 1)
    if end is None:
        raise QuerySyntaxError(
            f"the quote {text[at]} is never closed; add {_QUOTES[text[at]]} where the phrase ends, or leave it out",
            query=text,
            column=at + 1,
        )
    words = text[at + 1 : end.start()]
    if slop := _SLOP.match(text, end.end()):
        # "…"~2: up to two other words between one of its words and the next.
        return Token(Kind.PHRASE, words, at + 1, int(slop[1]) + 1), slop.end()
    return Token(Kind.PHRASE, words, at + 1), end.end()


def _field_name(name: str, text: str, column: int) -> str | None:
    """The canonical name of a field, however it is spelled (तारीख़:); None where the colon belongs to the text (कहा:हम)."""
    known = normalize_word(name)
    if known in DATE_FIELDS:
        return DATE_FIELDS[known]
    if known in FIELD_NAMES:
        return FIELD_NAMES[known].name
    from difflib import get_close_matches

    close = get_close_matches(
        known, [*FIELD_NAMES, *DATE_FIELDS], n=1, cutoff=0.6 if known.isascii() else 0.75
    )
    if not close and not known.isascii():
        return None
    hint = f"did you mean {close[0]}:? " if close else ""
    fields = ", ".join(f"{field.name} ({field.hindi[0]})" for field in QUERY_FIELDS)
    raise UnknownFieldError(
        f"query, column {column}: there is no field {name!r}; {hint}fields are {fields}, date (तारीख), after, before. "
        "Put quotes around it to search for the text itself."
    )
