"""What one article says of other names: long names beside their acronyms, persons by their full and by their short names.

A line of evidence is a kind and words in exact form, between tabs:

``A  key  acronym  long name``    an acronym (``acronym_key``, and as written) and a name known to be its long one
``B  key  acronym  words``        an acronym in brackets and the words before it: the long name, if it is one, is their end
``N  full name``                  a person of two words or more
``L  word``                       a word that one of these begins or ends with, once for each of them
``S  short name  full name``      a person of one word, who the article says is that one

An article gives each line once, but for L. Nothing but the article is asked, so lines may be counted and summed over any set of
articles, and those of one that is deleted be taken off again. L lines follow from the N lines, and spare whoever asks how many
bear a name to read all persons of the corpus.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from ..analysis.roman import skeleton, skeletons
from ..analysis.stopwords import STOP_WORDS
from ..article import Entity
from . import text_cues
from .acronyms import JOINING, acronym_key, content_words, exact_words, fit

__all__ = ["BEARERS", "KNOWN", "PERSON", "SHORT", "UNBOUNDED", "iter_evidence"]

KNOWN, UNBOUNDED, BEARERS, PERSON, SHORT = "ABLNS"

_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,80})[)\]]")
_THAT_IS = ("यानी", "यानि", "अर्थात")
_ACRONYM_AFTER = re.compile(r"\s+(?:कि\s+)?['\"‘“]?((?:[^\s।,;:!?()'\"’”]+))")
_PARTS = re.compile(r"\s*[-–—:,;/=]+\s*|\s+या\s+")
_QUOTES = " '\"‘’“”`*"
_CLAUSE_END = re.compile(r"[।॥?!,;:()\[\]\"“”\n]|\s[-–—]\s")
_BEFORE = 120  # characters in which the long name stands
_MOST_WORDS = 8


def iter_evidence(title: str | None, body: str, entities: Iterable[Entity]) -> Iterator[str]:
    """Yield every line of an article but those of its persons (``counting``); a line may come again.

    ``entities`` are those of places and organisations that have aliases.
    """
    for entity in entities:
        yield from _of_names(entity.name, entity.aliases)
    for text in (title, body):
        if text and (cues := text_cues.cues_of(text)):
            if cues & text_cues.BRACKET:
                yield from _of_brackets(text)
            if cues & text_cues.THAT_IS:
                yield from _of_that_is(text)


@functools.lru_cache(1 << 14)
def _of_names(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Names of one organisation or place: acronyms with each name of several words that they may stand for.

    Remembered: most articles name the same few.
    """
    names = (name, *aliases)
    words = [exact_words(each) for each in names]
    keys = [
        acronym_key(each) if len(written) == 1 else None for each, written in zip(names, words, strict=True)
    ]
    found = []
    for written, own in zip(words, keys, strict=True):
        if own is None:
            continue
        for long in words:
            # A word is an acronym only if it is made of the beginnings of the name's words, or is letters spoken as a word.
            key = own if own.isascii() or fit(own, long) else _spoken(written[0], keys)
            if key and len(long) > 1:
                found.append(f"{KNOWN}\t{key}\t{written[0]}\t{' '.join(long)}")
    return tuple(found)


@functools.lru_cache(1 << 12)
def _spoken_keys(word: str) -> set[str]:
    return set() if word.isascii() else skeletons(word)


def _spoken(word: str, keys: Iterable[str | None]) -> str | None:
    """Of the acronyms in Latin letters the one that a Devanagari word spells as it is spoken: एम्स is aiims."""
    sounds = _spoken_keys(word)
    return next((key for key in keys if key and key.isascii() and skeleton(key) in sounds), None)


def _of_brackets(text: str) -> Iterator[str]:
    for bracket in _BRACKET.finditer(text):
        yield from _of_bracket(text, bracket)


def _of_that_is(text: str) -> Iterator[str]:
    for word in _THAT_IS:
        at = text.find(word)
        while at >= 0:
            if text[at - 1 : at].isspace() and (match := _ACRONYM_AFTER.match(text, at + len(word))):
                yield from _of_acronym(text, at - 1, match[1])
            at = text.find(word, at + 1)


def _of_bracket(text: str, bracket: re.Match[str]) -> Iterator[str]:
    inside = bracket[1].strip(_QUOTES)
    found = list(_of_acronym(text, bracket.start(), inside))
    if not found and len(parts := _PARTS.split(inside)) > 1:  # (Shanghai Cooperation Organisation - SCO)
        for part in parts:
            found += _of_acronym(text, bracket.start(), part)
    yield from found or _of_long_inside(text, bracket.start(), inside)


def _of_acronym(text: str, end: int, acronym: str) -> Iterator[str]:
    """An acronym, and before ``end`` what may be its long name."""
    acronym = acronym.strip(_QUOTES)
    key = acronym_key(acronym) if len(acronym) <= 24 else None
    if key is None:
        return
    before = _words_before(text, end)
    if not key.isascii():  # of syllables: only where they fit
        before = next((long for long in _suffixes(before) if fit(key, long)), ())
    if len(before) > 1:
        yield f"{UNBOUNDED}\t{key}\t{''.join(exact_words(acronym))}\t{' '.join(before)}"


def _words_before(text: str, end: int) -> tuple[str, ...]:
    """The words of the clause right before ``end``, as far back as a long name may reach."""
    start = max(0, end - _BEFORE)
    clause = _CLAUSE_END.split(text[start:end].rstrip(_QUOTES))[-1]
    written = clause.split()
    if start and len(clause) == end - start:
        written = written[1:]  # the first may be cut
    words: list[str] = []
    for word in reversed([form for each in written[-_MOST_WORDS:] for form in exact_words(each)]):
        if word in STOP_WORDS and word not in JOINING:
            break
        words.append(word)
    while words and words[-1] in JOINING:
        words.pop()
    return tuple(words[_MOST_WORDS - 1 :: -1])


def _suffixes(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[start:] for start in range(len(words) - 1) if words[start] not in JOINING)


def _of_long_inside(text: str, end: int, inside: str) -> Iterator[str]:
    """एससीओ (शंघाई सहयोग संगठन): letters, and a name of as many words in brackets after them."""
    before = text[max(0, end - 24) : end].split()
    key = acronym_key(before[-1].strip(_QUOTES)) if before else None
    if key is None:
        return
    long = exact_words(inside)
    if 2 <= len(long) <= _MOST_WORDS and fit(key, long) >= 0.5 and content_words(long)[0] == long[0]:
        yield f"{KNOWN}\t{key}\t{''.join(exact_words(before[-1].strip(_QUOTES)))}\t{' '.join(long)}"
