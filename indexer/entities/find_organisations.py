"""Organisations: the well-known, those that end in a word like मंत्रालय, and those spelled by their letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..analysis.letters import latin_acronyms, spelled_acronyms
from . import organisations
from .cues import (
    ACRONYM,
    ADJECTIVE_BEFORE,
    AND,
    AS_ADJECTIVE,
    BROAD,
    COMMON,
    CORE_HEAD,
    HYPHEN,
    INITIAL,
    LATIN,
    LETTER,
    LOOSE_HEAD,
    MODIFIER,
    NAME,
    NATIONAL,
    OF,
    ORG_FIRST,
    STATE_HEAD,
    STOP,
    TITLE,
    UNKNOWN,
    UNSURE_LETTER,
)
from .entity import ORG, Mention
from .passage import Passage
from .phrase_matcher import PhraseMatcher
from .phrases import PhraseTable

__all__ = ["build_known_organisations", "find_acronyms", "letters_of", "organisation_rule"]

_MOST_MODIFIERS = 6


def build_known_organisations() -> PhraseTable:
    """Build the table of the well-known; Latin letters are read in Devanagari too (SCO, एससीओ)."""
    table = PhraseTable()
    for names in organisations.WELL_KNOWN:
        for name in names:
            table.add(name, names)
    for names in organisations.WELL_KNOWN:
        for name in names:
            for spelled in spelled_acronyms(name) if name.isupper() else ():
                table.add(spelled, names)
    return table


def letters_of(text: str) -> tuple[str, ...]:
    """Spell an acronym in the other script: SCO → (एससीओ,), एससीओ → (SCO,); no letters, nothing."""
    if text.isascii():
        return tuple(spelled_acronyms(text.replace(".", ""))[:1])
    return tuple(reading.upper() for reading in latin_acronyms(text))


def organisation_rule(known: PhraseMatcher) -> Callable[[Passage], None]:
    """Make the rule that finds the known ones and those with a head word; of two that overlap the longer."""

    def find(passage: Passage) -> None:
        found = [*_iter_known(passage, known), *_iter_headed(passage)]
        for mention in sorted(found, key=lambda mention: mention.start - mention.end):
            if passage.free(mention.start, mention.end):
                passage.add(*mention)

    return find


def _iter_known(passage: Passage, known: PhraseMatcher) -> Iterator[Mention]:
    for start, end, names in known.matches(passage, ORG_FIRST):
        if not (passage.cue(end - 1) & AS_ADJECTIVE and passage.cue(end) & ADJECTIVE_BEFORE):
            yield Mention(ORG, start, end, names)


def _iter_headed(passage: Passage) -> Iterator[Mention]:
    for head in passage.positions(CORE_HEAD | STATE_HEAD):
        end = _end_of_head(passage, head)
        if passage.cue(head) & AS_ADJECTIVE and passage.cue(end) & ADJECTIVE_BEFORE:
            continue
        if passage.cue(head) & CORE_HEAD:
            start = _start_of_modifiers(passage, head)
            if (start < head or end > head + 1) and _is_proper(passage, start, head, end):
                yield Mention(ORG, start, end)
        elif (start := _start_of_nation(passage, head)) < head:
            yield Mention(ORG, start, end)


def _end_of_head(passage: Passage, head: int) -> int:
    """After the head, or after what follows an English "of": बैंक ऑफ बड़ौदा."""
    if not passage.cue(head + 1) & OF:
        return head + 1
    end = head + 2
    while passage.cue(end) & (UNKNOWN | NAME | COMMON | MODIFIER) or passage.end_of_place(end):
        if passage.cue(end) & STOP or end - head > 4:
            break
        end = passage.end_of_place(end) or end + 1
    return end if end > head + 2 else head + 1


def _start_of_modifiers(passage: Passage, head: int) -> int:
    """Find where the words begin that modify the head: proper ones, nations, राष्ट्रीय; one और between two."""
    start, joined = head, False
    while head - start < _MOST_MODIFIERS:
        before = passage.cue(start - 1)
        if (place := passage.start_of_place(start)) >= 0:
            start = place
        elif before & (STOP | TITLE) and not before & AND:
            break
        elif before & (MODIFIER | NATIONAL | BROAD | UNKNOWN | NAME):
            start -= 1
        elif before & AND and not joined and start < head and _both(passage, start, MODIFIER):
            start, joined = start - 2, True
        elif before & HYPHEN and _both(passage, start, UNKNOWN | NAME):
            start -= 2
        else:
            break
    return start


def _both(passage: Passage, at: int, cues: int) -> bool:
    """Whether the words on both sides of piece ``at - 1`` have one of these cues."""
    return bool(passage.cue(at) & cues and passage.cue(at - 2) & cues)


def _is_proper(passage: Passage, start: int, head: int, end: int) -> bool:
    """Tell whether the name is of one organisation: loose heads need more than common words before them."""
    if end > head + 1 or not passage.cue(head) & LOOSE_HEAD:
        return True
    proper = UNKNOWN | NAME | BROAD
    return any(
        passage.cue(at) & proper or passage.end_of_place(at) or passage.start_of_place(at) >= 0
        for at in range(start, head)
    )


def _start_of_nation(passage: Passage, head: int) -> int:
    """Find the place or nation before the head, at most one word between (भारतीय क्रिकेट टीम)."""
    for between in (head, head - 1):
        if between < head and not passage.cue(between) & MODIFIER:
            break
        if (place := passage.start_of_place(between)) >= 0:
            return place
        if passage.cue(between - 1) & NATIONAL:
            return between - 1
    return head


def _is_initial(passage: Passage, at: int) -> bool:
    """Tell whether the letters are a person's: एपीजे अब्दुल कलाम, वी वी एस लक्ष्मण."""
    before, after = passage.cue(at - 1), passage.cue(at + 1)
    letter = any(own & (LETTER | UNSURE_LETTER) == LETTER for own in (before, after))
    return bool(letter or (passage.cue(at) & INITIAL and after & (NAME | UNKNOWN)))


def find_acronyms(passage: Passage) -> None:
    """Find names spelled by letters: एससीओ, SCO. Capitals among English words are shouting, no acronyms."""
    for at in passage.positions(ACRONYM):
        beside = passage.cue(at - 1) | passage.cue(at + 1)
        latin = passage.cue(at) & LATIN
        if (latin and beside & LATIN) or (not latin and _is_initial(passage, at)):
            continue
        if passage.free(at, at + 1):
            passage.add(ORG, at, at + 1, letters_of(passage.piece(at).text))
