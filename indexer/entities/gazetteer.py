"""The names of places in one table: CLDR's in Hindi, our own, and those that the corpus shows."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from ..analysis.lemma import hindi_lookup
from ..analysis.stopwords import STOP_WORDS
from . import loanwords, place_words, places, titles
from .phrases import PhraseTable, words_of
from .tables import exact_forms

__all__ = ["CLDR_PLACES", "build_gazetteer", "changed_phrases", "known_names"]


CLDR_PLACES = Path(__file__).with_name("cldr_places.txt")
"""CLDR's territories and exemplar cities in Hindi, a line each: ``make train`` writes it. With babel, which reads all of a
language, every process of a build took 40 ms more to start."""


def build_gazetteer(corpus_places: Iterable[str] = ()) -> PhraseTable:
    """Build the table of all places. The corpus's come last: what the tables have keeps its other names."""
    table = PhraseTable()
    for name, names in known_names():
        table.add(name, names)
    for name in corpus_places:
        if _may_name_a_place(words_of(name)):
            table.add(name)
    return table


def changed_phrases(before: Iterable[str], after: Iterable[str]) -> set[tuple[str, ...]]:
    """What tells the articles that the corpus's places ``before`` and ``after`` may have other entities in: exact forms of words.

    An article is concerned that holds all words of any of these. Where no name began with a word before, or none does after, that
    word alone is named: that it begins the name of a place is known of it wherever it stands.
    """
    old, new = build_gazetteer(before), build_gazetteer(after)
    differing = {*old.phrases()} ^ {*new.phrases()}
    firsts = {*old} ^ {*new}
    return {words[:1] if words[0] in firsts else words for words, _, _ in differing}


_NO_DATELINES = exact_forms((*STOP_WORDS, *loanwords.LOANWORDS, *titles.TITLES, *titles.ROLES))


def _may_name_a_place(name: tuple[str, ...]) -> bool:
    """Tell whether a dateline's place is one on its word: no common word, rank, or desk of the paper."""
    if not name or any(len(word) < 3 or word in _NO_DATELINES for word in name):
        return False
    # An inflected form is of a common word: names of places stand in the dictionary as themselves.
    return len(name) > 1 or hindi_lookup()(name[0]) in (None, name[0])


@functools.cache
def known_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The places that are known without a corpus, each with its other names. Made once a process: 10 ms."""
    not_places = {words_of(name) for name in place_words.NOT_PLACES}
    found = [(name, names) for names in places.ALTERNATE_NAMES for name in names]
    own = (*places.INDIA, *places.WORLD)
    found += [(name, ()) for name in own] + [
        (name, ()) for name in CLDR_PLACES.read_text(encoding="utf-8").splitlines()
    ]
    return tuple((name, names) for name, names in found if words_of(name) not in not_places)
