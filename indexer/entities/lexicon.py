"""What a word by itself says about names: a set of cues, looked up by its exact form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..analysis.letters import LETTER_NAME, latin_acronyms
from ..analysis.stopwords import STOP_WORDS
from . import loanwords, names, organisation_words, place_words, titles
from .cues import (
    ACRONYM,
    ADJECTIVE_BEFORE,
    AMBIGUOUS_PLACE,
    AND,
    AS_ADJECTIVE,
    BROAD,
    COMMON,
    CORE_HEAD,
    DIRECTION,
    ERGATIVE,
    GIVEN,
    HEAD_WITHIN,
    HONORIFIC,
    INITIAL,
    LANDMARK,
    LATIN,
    LETTER,
    LINK,
    LOOSE_HEAD,
    MIDDLE,
    MODIFIER,
    NAME,
    NATIONAL,
    OF,
    ORG_FIRST,
    PLACE_ENDING,
    PLACE_FIRST,
    PLACE_HEAD,
    ROLE,
    STATE_HEAD,
    STOP,
    SURNAME,
    TITLE,
    UNKNOWN,
    UNSURE_LETTER,
    WEAK,
)
from .tables import exact_forms, words

__all__ = ["Lexicon"]

_MOST_INITIALS = 3
# Spares nine words in ten the reading by letters.
_LETTER_NAMES = re.compile(f"{LETTER_NAME}{{2,}}").fullmatch
_LEAST_BEFORE_PLACE = 2
_PLURAL_ENDINGS = ("ंस", *(f"{letter}्स" for letter in "रटलनकडज"))  # English ones

_TABLES: tuple[tuple[int, Iterable[str]], ...] = (
    (STOP, STOP_WORDS),
    (ERGATIVE, ("ने",)),
    (AND, words("और व एवं तथा")),
    (OF, words("ऑफ फॉर")),
    (COMMON, loanwords.LOANWORDS),
    (NAME | GIVEN, names.GIVEN_NAMES),
    (NAME | SURNAME, names.SURNAMES),
    (MIDDLE, names.MIDDLE_NAMES),
    (WEAK, names.COMMON_WORDS),
    (LINK, names.LINKS),
    (LETTER | INITIAL, names.LETTERS),
    (UNSURE_LETTER, names.UNSURE_LETTERS),
    (TITLE, titles.TITLES),
    (ROLE, titles.ROLES),
    (HONORIFIC, titles.HONORIFICS_AFTER),
    (CORE_HEAD, organisation_words.CORE_HEADS),
    (STATE_HEAD, organisation_words.STATE_HEADS),
    (LOOSE_HEAD, organisation_words.LOOSE_HEADS),
    (MODIFIER, organisation_words.MODIFIERS),
    (BROAD, organisation_words.BROAD_MODIFIERS),
    (NATIONAL, organisation_words.NATIONAL_ADJECTIVES),
    (AS_ADJECTIVE, organisation_words.USED_AS_ADJECTIVES),
    (ADJECTIVE_BEFORE, organisation_words.ADJECTIVE_BEFORE),
    (PLACE_HEAD, place_words.HEADS),
    (HEAD_WITHIN, place_words.HEADS_WITHIN),
    (LANDMARK, place_words.LANDMARKS),
    (DIRECTION, place_words.DIRECTIONS),
    (AMBIGUOUS_PLACE, place_words.AMBIGUOUS),
)


class Lexicon:
    """The tables in exact form, and what is rare of words; ``word_cues.WordCues`` asks.

    ``by_form`` has the cues of the tables' words, ``known`` gives a word's lemma where the dictionary of Hindi has it, ``short``
    are the words of two letters that may be names. ``endings`` tell of a word that neither a table nor the dictionary
    has: triples of how it ends, how long it is at least, and its cues; the first that fits counts.
    """

    def __init__(
        self,
        known: Callable[[str], str | None],
        *,
        first_of_place: Iterable[str],
        first_of_org: Iterable[str],
    ) -> None:
        self.known = known
        self.by_form: dict[str, int] = {}
        for cue, table in (*_TABLES, (PLACE_FIRST, first_of_place), (ORG_FIRST, first_of_org)):
            for word in exact_forms(table):
                self.by_form[word] = self.by_form.get(word, 0) | cue
        for word, cues in self.by_form.items():
            if cues & NAME and cues & COMMON:
                self.by_form[word] = cues | WEAK
        self.short = exact_forms(names.SHORT_NAMES)
        self.endings = (
            *((ending, 0, TITLE) for ending in titles.TITLE_ENDINGS),
            *(
                (ending, len(ending) + _LEAST_BEFORE_PLACE, UNKNOWN | PLACE_ENDING)
                for ending in place_words.ENDINGS
            ),
            *((ending, 0, COMMON) for ending in (*loanwords.COMMON_ENDINGS, *_PLURAL_ENDINGS)),
        )
        self._no_orgs = frozenset(organisation_words.NOT_ORGANISATIONS)

    def capitals(self, text: str, exact: str) -> int:
        """Weigh a Latin word without small letters."""
        if 2 <= len(exact) <= 8 and text.replace(".", "").isupper() and exact not in self._no_orgs:
            return LATIN | ACRONYM
        return LATIN

    def letters(self, exact: str) -> int:
        """Weigh a word that may be spelled by the names of letters; 0 where it is not."""
        if not _LETTER_NAMES(exact) or not (readings := latin_acronyms(exact)):
            return 0
        found = INITIAL if min(map(len, readings)) <= _MOST_INITIALS else 0
        # Two letters name too many things by chance (बीए, एसी): those organisations are in the table.
        if min(map(len, readings)) > 2 and not any(reading in self._no_orgs for reading in readings):
            found |= ACRONYM
        return found

    def honoured(self, exact: str) -> int:
        """Tell a name with its honorific (गांधीजी) from a common word."""
        return NAME if exact.endswith("जी") and self.by_form.get(exact[:-2], 0) & NAME else COMMON
