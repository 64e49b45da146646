"""Mentions → entities: within one article, one entity for all that names the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from .cues import INITIAL, MIDDLE
from .entity import KINDS, PERSON, Entity, Mention
from .passage import Passage
from .phrases import words_of

__all__ = ["MentionJoiner"]

Words = tuple[str, ...]

_MOST_REMEMBERED = 1 << 17
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_by_start = itemgetter(1)


class _Spelling:
    """What mentions that are written alike are: their text, all their names, and for persons the words they are known by.

    Compared by identity: there is one of each while it is remembered.
    """

    __slots__ = ("_alone", "kind", "names", "persons", "text", "words")

    def __init__(self, passage: Passage, mention: Mention) -> None:
        self.kind = mention.kind
        self.text = passage.text(mention.start, mention.end)
        self.words = words_of(self.text)
        self.names = mention.names
        self.persons: Words = ()
        """A person's name without the initials before it: एस. जयशंकर is जयशंकर."""
        if mention.kind == PERSON:
            start = _after_initials(passage, mention)
            self.persons = passage.words(start, mention.end)
            # Unless what is left (सिंह) is borne by too many.
            if mention.end - start > 1 or not passage.cue(start) & MIDDLE:
                self.names = (passage.text(start, mention.end),)
        self._alone = _names_of({self: 1})

    def entity(self, count: int) -> Entity:
        """The entity where all its mentions are written like this."""
        name, aliases = self._alone
        return Entity(self.kind, name, aliases, count)


def _after_initials(passage: Passage, mention: Mention) -> int:
    start = mention.start
    while start < mention.end - 1 and (passage.cue(start) & INITIAL or not passage.piece(start).exact):
        start += 1
    return start


class _Group:
    """The mentions that are one entity: its spellings, each with how often, and where the first mention is."""

    __slots__ = ("count", "first", "spellings")

    def __init__(self, first: int) -> None:
        self.first = first
        self.count = 0
        self.spellings: dict[_Spelling, int] = {}

    def add(self, spelling: _Spelling, count: int, first: int) -> None:
        self.count += count
        self.spellings[spelling] = self.spellings.get(spelling, 0) + count
        self.first = min(self.first, first)

    def entity(self) -> Entity:
        spelling = next(iter(self.spellings))
        if len(self.spellings) == 1:
            return spelling.entity(self.count)
        name, aliases = _names_of(self.spellings)
        return Entity(spelling.kind, name, aliases, self.count)


def _names_of(spellings: dict[_Spelling, int]) -> tuple[str, Words]:
    """An entity's name and aliases, from its spellings and how often each occurs."""
    counts: dict[str, int] = {}
    for spelling, count in spellings.items():
        counts[spelling.text] = counts.get(spelling.text, 0) + count
    # Devanagari before Latin, most words first; of equals the most frequent, then (stable) the first.
    written = sorted(counts, key=lambda text: (text.isascii(), -len(words_of(text)), -counts[text]))
    by_words: dict[Words, str] = {}
    for name in (*written, *(name for spelling in spellings for name in spelling.names)):
        by_words.setdefault(words_of(name), name)
    name, *aliases = by_words.values()
    return name, tuple(aliases)


class MentionJoiner:
    """Joins mentions to entities; remembers spellings, because articles name the same persons and places."""

    def __init__(self) -> None:
        self._spellings: dict[tuple[str, bytes, tuple[str, ...]], _Spelling] = {}

    def join(self, passage: Passage) -> list[Entity]:
        """Make the entities of a passage, by kind in the order of ``KINDS``, then most mentioned, then first mentioned."""
        persons: list[tuple[int, _Spelling]] = []
        others: dict[_Spelling, list[int]] = {}  # where each is mentioned
        for mention in sorted(passage.mentions, key=_by_start):
            spelling = self._spelling(passage, mention)
            if mention.kind == PERSON:
                persons.append((mention.start, spelling))
            else:
                others.setdefault(spelling, []).append(mention.start)
        groups = [*_join_persons(persons), *_join_others(others)]
        keyed = [
            (_RANK[next(iter(group.spellings)).kind], -group.count, group.first, group) for group in groups
        ]
        keyed.sort()
        return [group.entity() for *_, group in keyed]

    def _spelling(self, passage: Passage, mention: Mention) -> _Spelling:
        kind, start, end, names = mention
        key = (kind, passage.key(start, end), names)
        known = self._spellings.get(key)
        if known is None:
            if len(self._spellings) >= _MOST_REMEMBERED:
                self._spellings.clear()
            known = self._spellings[key] = _Spelling(passage, mention)
        return known


def _join_others(found: dict[_Spelling, list[int]]) -> Iterable[_Group]:
    """Places and organisations: those that share a name are one."""
    groups: dict[tuple[str, Words], _Group] = {}
    # Brackets and tables know more names than a bare mention does, so they come first.
    for spelling in sorted(found, key=lambda spelling: not spelling.names):
        places = found[spelling]
        keys = [(spelling.kind, words) for words in (spelling.words, *map(words_of, spelling.names))]
        group = next((groups[key] for key in keys if key in groups), None) or _Group(places[0])
        group.add(spelling, len(places), places[0])
        for key in keys:
            groups.setdefault(key, group)
    return dict.fromkeys(groups.values())


def _join_persons(found: Sequence[tuple[int, _Spelling]]) -> Iterable[_Group]:
    """Group persons: a mention joins the fullest name that has its words, of several the last named before."""
    full = _full_names({spelling.persons for _, spelling in found})
    last_named: dict[Words, int] = {}
    for start, spelling in found:
        if spelling.persons in full:
            last_named.setdefault(spelling.persons, start)
    groups: dict[Words, _Group] = {}
    for start, spelling in found:
        words = spelling.persons
        whole = words if words in full else _referred(words, full, last_named, start)
        last_named[whole] = start
        if whole not in groups:
            groups[whole] = _Group(start)
        groups[whole].add(spelling, 1, start)
    return groups.values()


def _full_names(names: set[Words]) -> set[Words]:
    """Those that are in no longer one."""
    if len(set(map(len, names))) < 2:
        return names
    return {words for words in names if not any(_is_part(words, other) for other in names)}


def _is_part(words: Words, of: Words) -> bool:
    """Whether a name is a shorter form of another: some words of it in a row (नरेंद्र; मोदी; प्रताप सिंह)."""
    size = len(words)
    return size < len(of) and any(of[at : at + size] == words for at in range(len(of) - size + 1))


def _referred(words: Words, full: set[Words], last_named: dict[Words, int], at: int) -> Words:
    candidates = [name for name in last_named if name in full and _is_part(words, name)]
    before = [name for name in candidates if last_named[name] < at]
    return max(before, key=last_named.__getitem__) if before else min(candidates, key=last_named.__getitem__)
