"""Mentions → entities: within one article, one entity for all that names the same."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from .cues import DOT, HONORIFIC, INITIAL, MIDDLE, TITLE
from .entity import KINDS, PERSON, Entity, Mention
from .passage import Passage
from .phrases import words_of

__all__ = ["MentionJoiner", "without_titles"]

Words = tuple[str, ...]

_MOST_REMEMBERED = 1 << 17
_by_start = itemgetter(1)


class _Spelling:
    """What mentions that are written alike have: their text and all their names.

    ``keys`` are the words of each; a person's only one is the name without initials (एस. जयशंकर is जयशंकर).
    Compared by identity: there is one of each while it is remembered.
    """

    __slots__ = ("_entity", "keys", "kind", "names", "rank", "text")

    def __init__(self, passage: Passage, mention: Mention) -> None:
        self.kind = mention.kind
        self.rank = KINDS.index(mention.kind)
        self.text = passage.text(mention.start, mention.end)
        self.names = mention.names
        if mention.kind == PERSON:
            start = _after_initials(passage, mention)
            # Unless what is left (सिंह) is borne by too many.
            if mention.end - start > 1 or not passage.cue(start) & MIDDLE:
                self.names = (passage.text(start, mention.end),)
            self.keys: tuple[Words, ...] = (passage.words(start, mention.end),)
        else:
            self.keys = tuple(map(words_of, (self.text, *self.names)))
        self._entity = Entity(self.kind, *_distinct((self.text, *self.names)), 1)

    def entity(self, count: int) -> Entity:
        """The entity where all its mentions are written like this."""
        if self._entity.count != count:
            self._entity = replace(self._entity, count=count)
        return self._entity


def without_titles(passage: Passage, mention: Mention) -> Mention:
    """Leave out the titles before a name and the honorific after it, which the tagger takes in: पीएम मोदी, लालू जी."""
    kind, start, end, names = mention
    if kind != PERSON:
        return mention
    while start < end - 1 and passage.cue(start) & (TITLE | DOT):
        start += 1
    while start < end - 1 and passage.cue(end - 1) & HONORIFIC:
        end -= 1
    return Mention(kind, start, end, names)


def _after_initials(passage: Passage, mention: Mention) -> int:
    start = mention.start
    while start < mention.end - 1 and (passage.cue(start) & INITIAL or not passage.piece(start).exact):
        start += 1
    return start


class _Group:
    """The mentions that are one entity: its spellings, each with how often, and where the first mention is."""

    __slots__ = ("count", "first", "spellings")

    def __init__(self, spelling: _Spelling, count: int, first: int) -> None:
        self.first = first
        self.count = count
        self.spellings = {spelling: count}

    def add(self, spelling: _Spelling, count: int, first: int) -> None:
        self.count += count
        self.spellings[spelling] = self.spellings.get(spelling, 0) + count
        self.first = min(self.first, first)

    def entity(self) -> Entity:
        spelling = next(iter(self.spellings))
        if len(self.spellings) == 1:
            return spelling.entity(self.count)
        return Entity(spelling.kind, *_names_of(self.spellings), self.count)


def _names_of(spellings: dict[_Spelling, int]) -> tuple[str, Words]:
    """An entity's name and aliases, from its spellings and how often each occurs."""
    counts: dict[str, int] = {}
    for spelling, count in spellings.items():
        counts[spelling.text] = counts.get(spelling.text, 0) + count
    # Devanagari before Latin, most words first; of equals the most frequent, then (stable) the first.
    written = sorted(counts, key=lambda text: (text.isascii(), -len(words_of(text)), -counts[text]))
    return _distinct((*written, *(name for spelling in spellings for name in spelling.names)))


def _distinct(names: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The first name, and those after it that differ from all before in more than how they are written."""
    by_words: dict[Words, str] = {}
    for name in names:
        by_words.setdefault(words_of(name), name)
    first, *others = by_words.values()
    return first, tuple(others)


class MentionJoiner:
    """Joins mentions to entities; remembers spellings, because articles name the same persons and places."""

    def __init__(self) -> None:
        self._spellings: dict[tuple[str, bytes, tuple[str, ...]], _Spelling] = {}

    def join(self, passage: Passage) -> list[Entity]:
        """Make the entities of a passage, by kind in the order of ``KINDS``, then most mentioned, then first mentioned."""
        persons: list[tuple[int, _Spelling]] = []
        others: dict[_Spelling, list[int]] = {}  # where each is mentioned
        for found in sorted(passage.mentions, key=_by_start):
            mention = without_titles(passage, found)
            spelling = self._spelling(passage, mention)
            if mention[0] == PERSON:
                persons.append((mention[1], spelling))
            else:
                others.setdefault(spelling, []).append(mention[1])
        groups = _join_others(others)
        if persons:
            groups += _join_persons(persons)
        groups.sort(key=lambda group: (next(iter(group.spellings)).rank, -group.count, group.first))
        return [group.entity() for group in groups]

    def _spelling(self, passage: Passage, mention: Mention) -> _Spelling:
        kind, start, end, names = mention
        key = (kind, passage.key(start, end), names)
        known = self._spellings.get(key)
        if known is None:
            if len(self._spellings) >= _MOST_REMEMBERED:
                self._spellings.clear()
            known = self._spellings[key] = _Spelling(passage, mention)
        return known


def _join_others(found: dict[_Spelling, list[int]]) -> list[_Group]:
    """Places and organisations: those that share a name are one."""
    groups: list[_Group] = []
    by_name: tuple[dict[Words, _Group], ...] = tuple({} for _ in KINDS)
    # Brackets and tables know more names than a bare mention does, so they come first.
    for spelling in sorted(found, key=lambda spelling: not spelling.names):
        places, own = found[spelling], by_name[spelling.rank]
        group = None
        for key in spelling.keys:
            if group := own.get(key):
                group.add(spelling, len(places), places[0])
                break
        else:
            group = _Group(spelling, len(places), places[0])
            groups.append(group)
        for key in spelling.keys:
            own.setdefault(key, group)
    return groups


def _join_persons(found: Sequence[tuple[int, _Spelling]]) -> Iterable[_Group]:
    """Group persons: a mention joins the fullest name that has its words, of several the last named before."""
    names = {spelling.keys[0]: start for start, spelling in reversed(found)}
    # The full names, which are in no longer one, and where each was named last: at first, where it is named first.
    parts = frozenset().union(*map(_parts, names))
    last_named = {words: start for words, start in names.items() if words not in parts}
    groups: dict[Words, _Group] = {}
    for start, spelling in found:
        words = spelling.keys[0]
        whole = words if words in last_named else _referred(words, last_named, start)
        last_named[whole] = start
        if group := groups.get(whole):
            group.add(spelling, 1, start)
        else:
            groups[whole] = _Group(spelling, 1, start)
    return groups.values()


@functools.lru_cache(maxsize=1 << 16)
def _parts(words: Words) -> frozenset[Words]:
    """The shorter forms of a name: some words of it in a row (नरेंद्र; मोदी; प्रताप सिंह)."""
    size = len(words)
    runs = (words[start:end] for start in range(size) for end in range(start + 1, size + 1))
    return frozenset(run for run in runs if len(run) < size)


def _referred(words: Words, last_named: dict[Words, int], at: int) -> Words:
    """The full name that a short one stands for."""
    candidates = [name for name in last_named if words in _parts(name)]
    before = [name for name in candidates if last_named[name] < at]
    return max(before, key=last_named.__getitem__) if before else min(candidates, key=last_named.__getitem__)
