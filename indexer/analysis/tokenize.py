"""Text → chunks: the stretches of a text that hold a word, with offsets into the text as it is.

A chunk is a word, a number, a compound with hyphens, a spelled abbreviation (यू.पी.), or an address (URL, e-mail, @handle, #tag).
A word keeps its vowel signs, joiners and nukta and never crosses from one script to another (BJPने is two). Danda, quotes and all
punctuation end it.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from .letters import LETTER_NAME

__all__ = ["ChunkKind", "iter_chunks", "iter_parts", "kind_of"]

ChunkKind = str
"""``url``, ``email``, ``handle``, ``tag``, ``abbreviation``, ``compound`` or ``word`` (numbers too)."""

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}\N{SOFT HYPHEN}"
_HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}"

_DEVANAGARI = rf"[\p{{Devanagari}}&&[\p{{L}}\p{{M}}]][[\p{{Devanagari}}&&[\p{{L}}\p{{M}}]]{_JOINERS}]*+"
_LATIN = rf"\p{{Latin}}[\p{{Latin}}\p{{Mn}}]*+(?:['’]\p{{Latin}}++)?"
_OTHER = r"[[\p{L}\p{M}]--[\p{Devanagari}\p{Latin}]]++"
# 1,165 and 10,04,500 are one number, "2020,2021" and "5,6" are two.
_NUMBER = r"(?:\p{Nd}{1,3}(?:,\p{Nd}{2,3})*,\p{Nd}{3}(?!\p{Nd})|\p{Nd}++)(?:\.\p{Nd}++)?"
_PART = rf"(?:{_NUMBER}(?:{_DEVANAGARI}|{_LATIN})?|(?:{_DEVANAGARI}|{_LATIN})\p{{Nd}}*+|{_OTHER})"

_CHUNK = regex.compile(
    rf"""
      (?P<url>    (?:https?://|www\.)[^\s<>"'“”‘’।|]*[\p{{L}}\p{{M}}\p{{N}}/] )
    | (?P<email>  [A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++ )
    | (?P<handle> @[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}_]*+ )
    | (?P<tag>    \#[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}_]*+ )
    | (?P<abbreviation>
          (?:{LETTER_NAME}[.॰])+{LETTER_NAME}(?![\p{{L}}\p{{M}}])[.॰]?
        | (?<!\p{{L}})(?:[A-Za-z]\.){{2,}}(?:[A-Za-z](?![\p{{L}}\p{{M}}.]))? )
    | (?P<compound> {_PART}(?:[{_HYPHENS}]{_PART})+ )
    | (?P<word>   {_PART} )
    """,
    regex.VERBOSE | regex.VERSION1,
)
_PART_OF_COMPOUND = regex.compile(_PART, regex.VERSION1)


def iter_chunks(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every chunk, in order, without overlap; offsets count characters of ``text``."""
    for match in _CHUNK.finditer(text):
        yield match.span()


def kind_of(chunk: str) -> ChunkKind:
    """What a chunk is, given alone as ``iter_chunks`` cut it."""
    match = _CHUNK.match(chunk)
    return (match.lastgroup if match else None) or "word"


def iter_parts(compound: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) within the compound of each of its words."""
    for match in _PART_OF_COMPOUND.finditer(compound):
        yield match.span()
