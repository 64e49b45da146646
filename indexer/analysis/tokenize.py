"""Text → chunks: the stretches of a text that hold a word, with offsets into the text as it is.

A chunk is a word, a number, a compound with hyphens, a dotted abbreviation (यू.पी., कि.मी.), or an address (URL,
e-mail, @handle, #tag). A word keeps its vowel signs, joiners and nukta and never crosses from one script to another
(BJPने is two). Danda, quotes and all punctuation end it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from . import cut
from .late_pattern import late_pattern
from .letters import LETTER_NAME

if TYPE_CHECKING:
    from . import chunk_numbers

__all__ = [
    "ChunkKind",
    "add_numbers",
    "chunk_search",
    "find_chunks",
    "iter_chunks",
    "iter_parts",
    "kind_of",
]

ChunkKind = str
"""``url``, ``email``, ``handle``, ``tag``, ``abbreviation``, ``compound`` or ``word`` (numbers too)."""

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}\N{SOFT HYPHEN}"
_HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}"

# [\p{Devanagari}&&[\p{L}\p{M}]] as ranges, which are read faster (a test compares them).
_SIGNS = "\u0900-\u0950\u0955-\u0963\u0971-\u097f\ua8e0-\ua8f7\ua8fb\ua8fd-\ua8ff"
_DEVANAGARI = rf"[{_SIGNS}][{_SIGNS}{_JOINERS}]*+"
_LATIN = rf"\p{{Latin}}[\p{{Latin}}[\p{{Mn}}--[{_SIGNS}]]]*+(?:['’]\p{{Latin}}++)?"
# Begins with a letter: the variation selector of an emoji (❤️) is a mark of its own.
_OTHER = rf"[\p{{L}}--[{_SIGNS}\p{{Latin}}]][[\p{{L}}\p{{M}}]--[{_SIGNS}\p{{Latin}}]]*+"
# 1,165 and 10,04,500 are one number, "2020,2021" and "5,6" are two.
_NUMBER = r"(?:\p{Nd}{1,3}(?:,\p{Nd}{2,3})*,\p{Nd}{3}(?!\p{Nd})|\p{Nd}++)(?:\.\p{Nd}++)?"
# दु:ख, typed with a colon for its visarga: only words that begin so, others are two (नाम:महेश). 28 words of wiki and news.
_COLON = r"(?:दु|नि|प्रा?त|अ(?:ं|न्)त|पुन|बहि|स्वत|वस्तुत|उर)"
_PART = rf"(?:{_COLON}:(?=[क-ह]){_DEVANAGARI}|{_NUMBER}(?:{_DEVANAGARI}|{_LATIN})?|(?:{_DEVANAGARI}|{_LATIN})\p{{Nd}}*+|{_OTHER})"
# The first letter of a word with its vowel, as abbreviations take it: म.प्र., कि.मी., ई.पू.
_SYLLABLE = r"(?:[क-ह]़?(?:्[क-ह]़?)?[ा-ौ]?|[अ-औ])[ंँ]?"
# Stands before a name's initials, and is no part of them: डॉ.के. वर्मा.
_TITLE = r"(?:डॉ|डा|प्रो|श्री|पं|मो|स्व)"
# Units that are often written without the last dot: कि.मी है, 42 times in wiki and news.
_UNIT = r"(?:कि|से|मि|व)[.॰]मी|(?:कि|मि)[.॰]ग्रा"
_ADDRESS_NAME = rf"[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}_{_JOINERS}]*+"

# ``part`` stands once, to be called: to compile the pattern is 2 ms less of each process.
_KINDS = rf"""
    (?(DEFINE) (?P<part> {_PART} ))
    (?P<url>    (?:https?://|www\.)[^\s\p{{Cc}}\p{{Cs}}<>"'“”‘’।|]*[\p{{L}}\p{{M}}\p{{N}}/] )
    # 64 characters at most (RFC 5321, 4.5.3.1.1), else a long text without spaces is read over and over.
  | (?P<email>  [A-Za-z0-9][\w.+-]{{0,63}}@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++ )
  | (?P<handle> @{_ADDRESS_NAME} )
  | (?P<tag>    \#{_ADDRESS_NAME} )
  | (?P<abbreviation>
        (?:{LETTER_NAME}[.॰])+{LETTER_NAME}(?![\p{{L}}\p{{M}}])[.॰]?
      | (?!{_TITLE}[.॰])(?:{_SYLLABLE}[.॰]){{2,}}(?:{LETTER_NAME}(?![\p{{L}}\p{{M}}]))?
      | (?:{_UNIT})(?![\p{{L}}\p{{M}}])
      | (?<!\p{{L}})(?:[A-Za-z]\.){{2,}}(?:[A-Za-z](?![\p{{L}}\p{{M}}.]))? )
  | (?P<word>   (?&part) ) (?P<compound> (?:[{_HYPHENS}](?&part))+ )?
"""
# The pattern is _KINDS; what stands before it is for speed, as is the walk in cut.pyx that asks it (0.5 → 0.12 µs a chunk of the
# news), and tests hold all to give the same. At most places between chunks, one look at the next character saves trying
# each kind.
_CHUNK = late_pattern(
    rf"""(?V1x)
      (?P<word> {_DEVANAGARI}(?![{_HYPHENS}.॰:\p{{Nd}}]) )
    | (?=[\p{{L}}\p{{M}}\p{{Nd}}\p{{Latin}}@\#]) (?: {_KINDS} )
    """
)
_ONE_HYPHEN = str.maketrans(dict.fromkeys(_HYPHENS, "-"))


def iter_chunks(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every chunk, in order, without overlap; offsets count characters of ``text``."""
    return iter(cut.cut_spans(text, _CHUNK.search))


def find_chunks(text: str) -> list[str]:
    """The chunks themselves, in order: for who needs no offsets."""
    return cut.cut_texts(text, _CHUNK.search)


def add_numbers(text: str, chunks: chunk_numbers.ChunkNumbers, numbers: array[int]) -> None:
    """Append the numbers of a text's chunks: for who needs no strings."""
    chunks.add_text(text, _CHUNK.search, numbers)


def chunk_search() -> Callable[[str, int], object]:
    """What ``add_numbers`` asks where a chunk is no plain word: for compiled callers, who cut many short texts."""
    _CHUNK.search("")  # else it is compiled for each call
    return _CHUNK.search


def kind_of(chunk: str) -> ChunkKind:
    """Return what a chunk is, given alone as ``iter_chunks`` cut it."""
    match = _CHUNK.match(chunk)
    return (match.lastgroup if match else None) or "word"


def iter_parts(compound: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) within the compound of each of its words."""
    start = 0
    for part in compound.translate(_ONE_HYPHEN).split("-"):
        yield start, start + len(part)
        start += len(part) + 1
