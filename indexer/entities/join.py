"""Mentions → entities: within one article, one entity for all that names the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .cues import COMMON, ERGATIVE, INITIAL, MIDDLE, NAME, ORG_FIRST, PLACE_FIRST, STOP, TITLE, UNKNOWN, WEAK
from .entity import KINDS, PERSON, Entity, Mention
from .passage import Passage
from .phrases import words_of

__all__ = ["iter_short_mentions", "join_mentions"]

Words = tuple[str, ...]

_NEVER_ALONE = COMMON | STOP | TITLE | INITIAL | PLACE_FIRST | ORG_FIRST


def iter_short_mentions(passage: Passage, mentions: Sequence[Mention], taken: bytearray) -> Iterator[Mention]:
    """Yield mentions of the persons found by one part of the name, where nothing else speaks for it.

    बोले पुतिन; a part that is also a common word only where it acts: शाह ने, but not शाह.
    """
    parts: set[str] = set()
    for mention in mentions:
        if mention.kind == PERSON:
            for at in (mention.start, mention.end - 1):
                if passage.cues[at] & (NAME | UNKNOWN) and not passage.cues[at] & _NEVER_ALONE:
                    parts.add(passage.pieces[at].exact)
    if not parts:
        return
    for at, piece in enumerate(passage.pieces):
        if (
            piece.exact in parts
            and not taken[at]
            and (not piece.cues & WEAK or passage.cue(at + 1) & ERGATIVE)
        ):
            yield Mention(PERSON, at, at + 1)


class _Group:
    """The mentions that are one entity: its spellings as written, each with how often."""

    def __init__(self, kind: str, first: int) -> None:
        self.kind = kind
        self.first = first
        self.count = 0
        self.spellings: Counter[str] = Counter()
        self.others: dict[str, None] = {}

    def add(self, text: str, names: Sequence[str]) -> None:
        self.count += 1
        self.spellings[text] += 1
        self.others.update(dict.fromkeys(names))

    def entity(self) -> Entity:
        # Devanagari before Latin, most words first; of equals the most frequent, then (stable) the first.
        written = sorted(
            self.spellings, key=lambda text: (text.isascii(), -len(words_of(text)), -self.spellings[text])
        )
        by_words: dict[Words, str] = {}
        for name in (*written, *self.others):
            by_words.setdefault(words_of(name), name)
        name, *aliases = by_words.values()
        return Entity(self.kind, name, tuple(aliases), self.count)


def join_mentions(passage: Passage, mentions: Sequence[Mention]) -> list[Entity]:
    """Make the entities, by kind in the order of ``KINDS``, then most mentioned, then first mentioned."""
    in_order = sorted(mentions, key=lambda mention: mention.start)
    groups = [*_persons(passage, in_order), *_others(passage, in_order)]
    groups.sort(key=lambda group: (KINDS.index(group.kind), -group.count, group.first))
    return [group.entity() for group in groups]


def _others(passage: Passage, mentions: Sequence[Mention]) -> list[_Group]:
    """Places and organisations: those that share a name are one."""
    groups: dict[tuple[str, Words], _Group] = {}
    # Brackets and tables know more names than a bare mention does, so they come first.
    for mention in sorted(mentions, key=lambda mention: not mention.names):
        if mention.kind == PERSON:
            continue
        text = passage.text(mention.start, mention.end)
        keys = [(mention.kind, words_of(name)) for name in (text, *mention.names)]
        group = next((groups[key] for key in keys if key in groups), None) or _Group(
            mention.kind, mention.start
        )
        group.first = min(group.first, mention.start)
        group.add(text, mention.names)
        for key in keys:
            groups.setdefault(key, group)
    return list(dict.fromkeys(groups.values()))


def _persons(passage: Passage, mentions: Sequence[Mention]) -> list[_Group]:
    """Group persons: a mention joins the fullest name that has its words, of several the last named before."""
    found = [(mention, _without_initials(passage, mention)) for mention in mentions if mention.kind == PERSON]
    full = _full_names({words for _, words in found})
    last_named: dict[Words, int] = {}
    for mention, words in found:
        if words in full:
            last_named.setdefault(words, mention.start)
    groups: dict[Words, _Group] = {}
    for mention, words in found:
        whole = words if words in full else _referred(words, full, last_named, mention.start)
        last_named[whole] = mention.start
        group = groups.setdefault(whole, _Group(PERSON, mention.start))
        text = passage.text(mention.start, mention.end)
        group.add(text, _bare(passage, mention))
    return list(groups.values())


def _without_initials(passage: Passage, mention: Mention) -> Words:
    """Give the words of a name without initials before it: एस. जयशंकर is जयशंकर."""
    return passage.words(_after_initials(passage, mention), mention.end)


def _after_initials(passage: Passage, mention: Mention) -> int:
    start = mention.start
    while start < mention.end - 1 and (passage.cues[start] & INITIAL or not passage.pieces[start].exact):
        start += 1
    return start


def _bare(passage: Passage, mention: Mention) -> tuple[str, ...]:
    """Give the name without its initials, unless what is left (सिंह) is borne by too many."""
    start = _after_initials(passage, mention)
    alone = mention.end - start == 1
    return () if alone and passage.cues[start] & MIDDLE else (passage.text(start, mention.end),)


def _full_names(names: set[Words]) -> set[Words]:
    """Those that are in no longer one."""
    return {words for words in names if not any(_is_part(words, other) for other in names)}


def _is_part(words: Words, of: Words) -> bool:
    """Whether a name is a shorter form of another: some words of it in a row (नरेंद्र; मोदी; प्रताप सिंह)."""
    size = len(words)
    return size < len(of) and any(of[at : at + size] == words for at in range(len(of) - size + 1))


def _referred(words: Words, full: set[Words], last_named: dict[Words, int], at: int) -> Words:
    candidates = [name for name in last_named if name in full and _is_part(words, name)]
    before = [name for name in candidates if last_named[name] < at]
    return max(before, key=last_named.__getitem__) if before else min(candidates, key=last_named.__getitem__)
