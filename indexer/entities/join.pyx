"""Mentions → entities: within one article, one entity for all that names the same.

Compiled: an article has eight mentions, most of them of names met before; in Python to know them again and count them took
27 µs an article, and a new spelling 7.
"""

from operator import itemgetter

from cpython.bytes cimport PyBytes_FromStringAndSize

from . import cues
from .passage cimport Cues, Passage, cue

from .entity import KINDS, PERSON, Entity, Mention
from .phrases import words_of

cdef Cues DOT = cues.DOT, HONORIFIC = cues.HONORIFIC, INITIAL = cues.INITIAL, MIDDLE = cues.MIDDLE, TITLE = cues.TITLE
cdef str _PERSON = PERSON
cdef tuple _KINDS = KINDS
cdef enum:
    MOST_REMEMBERED = 1 << 15  # 1.1 kB each
_by_start = itemgetter(1)


cdef class Spelling:
    """What mentions that are written alike have: their text and all their names.

    ``keys`` are the words of each; a person's only one is the name without initials (एस. जयशंकर is जयशंकर).
    Compared by identity: there is one of each while it is remembered.
    """

    cdef str kind, text
    cdef int rank
    cdef tuple names, keys, _named
    cdef dict _entities
    cdef frozenset parts  # the shorter forms of a person's name

    def __cinit__(self, Passage passage not None, int rank, Py_ssize_t start, Py_ssize_t end, tuple names):
        cdef Py_ssize_t first
        self.kind, self.rank = _KINDS[rank], rank
        self.text = passage.text(start, end)
        self.names, self._entities = names, {}
        if self.kind == _PERSON:
            first = _after_initials(passage, start, end)
            # Unless what is left (सिंह) is borne by too many.
            if end - first > 1 or not cue(passage, first) & MIDDLE:
                self.names = (passage.text(first, end) if first > start else self.text,)
            self.keys = (passage.words(first, end),)
            self.parts = _parts(self.keys[0])
            self._named = _distinct((self.text, *self.names)) if first > start or names else (self.text, ())
        elif names:
            self.keys = tuple([words_of(name) for name in (self.text, *names)])
            self._named = _distinct((self.text, *names))
        else:
            self.keys = (words_of(self.text),)
            self._named = self.text, ()

    cdef object entity(self, int count):
        """The entity where all its mentions are written like this."""
        known = self._entities.get(count)
        if known is None:
            known = self._entities[count] = Entity(self.kind, *self._named, count)
        return known


cdef Py_ssize_t _after_initials(Passage passage, Py_ssize_t start, Py_ssize_t end):
    while start < end - 1 and (cue(passage, start) & INITIAL or not passage.exact[start]):
        start += 1
    return start


cdef frozenset _parts(tuple words):
    """Some words of a name in a row (नरेंद्र; मोदी; प्रताप सिंह)."""
    cdef Py_ssize_t size = len(words), start, end
    return frozenset(
        [words[start:end] for start in range(size) for end in range(start + 1, size + 1) if end - start < size]
    )


cdef void _leave_titles(Passage passage, Py_ssize_t *start, Py_ssize_t *end) noexcept:
    while start[0] < end[0] - 1 and cue(passage, start[0]) & (TITLE | DOT):
        start[0] += 1
    while start[0] < end[0] - 1 and cue(passage, end[0] - 1) & HONORIFIC:
        end[0] -= 1


def without_titles(Passage passage not None, mention not None):
    """See the stub."""
    cdef Py_ssize_t start, end
    kind, start, end, names = mention
    if kind != _PERSON:
        return mention
    _leave_titles(passage, &start, &end)
    return Mention(kind, start, end, names)


cdef class Group:
    """The mentions that are one entity: its spellings, each with how often, and where the first mention is."""

    cdef dict spellings
    cdef Spelling main  # the first of them
    cdef Py_ssize_t first
    cdef int count

    def __cinit__(self, Spelling spelling not None, int count, Py_ssize_t first):
        self.main, self.first, self.count = spelling, first, count
        self.spellings = {spelling: count}

    cdef void add(self, Spelling spelling, int count, Py_ssize_t first):
        self.count += count
        self.spellings[spelling] = self.spellings.get(spelling, 0) + count
        self.first = min(self.first, first)

    cdef object entity(self):
        if len(self.spellings) == 1:
            return self.main.entity(self.count)
        return Entity(self.main.kind, *_names_of(self.spellings), self.count)


def _in_order(Group group not None):
    return group.main.rank, -group.count, group.first


def _names_of(dict spellings):
    """An entity's name and aliases, from its spellings and how often each occurs."""
    counts = {}
    cdef Spelling spelling
    cdef list names = []
    for spelling, count in spellings.items():
        counts[spelling.text] = counts.get(spelling.text, 0) + count
        names += spelling.names
    # Devanagari before Latin, most words first; of equals the most frequent, then (stable) the first.
    written = sorted(counts, key=lambda text: (text.isascii(), -len(words_of(text)), -counts[text]))
    return _distinct((*written, *names))


cdef tuple _distinct(tuple names):
    """The first name, and those after it that differ from all before in more than how they are written."""
    by_words = {}
    for name in names:
        by_words.setdefault(words_of(name), name)
    first, *others = by_words.values()
    return first, tuple(others)


cdef class MentionJoiner:
    """See the stub."""

    cdef tuple _spellings  # a dict a kind
    cdef int _remembered

    def __cinit__(self):
        self._spellings = tuple([{} for _ in _KINDS])

    def join(self, Passage passage not None):
        """See the stub."""
        cdef list persons = [], groups
        cdef dict others = {}
        cdef Py_ssize_t start, end
        cdef Spelling spelling
        cdef Group group
        for kind, start, end, names in sorted(passage.mentions, key=_by_start):
            if not 0 <= start < end <= passage.size:
                raise IndexError("a mention must be within its passage")
            if kind == _PERSON:
                _leave_titles(passage, &start, &end)
            spelling = self._spelling(passage, _KINDS.index(kind), start, end, names)
            if spelling.rank == 0:
                persons.append((start, spelling))
            elif spelling in others:
                (<list>others[spelling]).append(start)
            else:
                others[spelling] = [start]
        groups = _join_others(others) if others else []
        if persons:
            groups += _join_persons(persons)
        groups.sort(key=_in_order)
        return [group.entity() for group in groups]

    cdef Spelling _spelling(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, tuple names):
        cdef object key = PyBytes_FromStringAndSize(<char *>(passage.numbers + start), (end - start) * sizeof(int))
        cdef dict known = self._spellings[rank]
        if names:
            key = key, names
        spelling = known.get(key)
        if spelling is None:
            if self._remembered >= MOST_REMEMBERED:
                for each in self._spellings:
                    each.clear()
                self._remembered = 0
            spelling = known[key] = Spelling(passage, rank, start, end, names)
            self._remembered += 1
        return spelling


def _has_names(Spelling spelling not None):
    return not spelling.names


cdef list _join_others(dict found):
    """Places and organisations: those that share a name are one. ``found``: where each spelling is mentioned."""
    cdef list groups = []
    cdef tuple by_name = tuple([{} for _ in _KINDS])
    cdef dict own
    cdef Spelling spelling
    cdef Group group
    cdef list places
    # Brackets and tables know more names than a bare mention does, so they come first.
    for spelling in sorted(found, key=_has_names):
        places, own = found[spelling], by_name[spelling.rank]
        group = None
        for key in spelling.keys:
            group = own.get(key)
            if group is not None:
                group.add(spelling, <int>len(places), places[0])
                break
        if group is None:
            group = Group(spelling, <int>len(places), places[0])
            groups.append(group)
        for key in spelling.keys:
            own.setdefault(key, group)
    return groups


cdef list _join_persons(list found):
    """Group persons: a mention joins the fullest name that has its words, of several the last named before."""
    cdef Spelling spelling
    cdef Group group
    cdef dict names = {}, parts_of = {}, last_named, groups = {}
    cdef set parts = set()
    for start, spelling in reversed(found):
        words = spelling.keys[0]
        names[words] = start
        if words not in parts_of:
            parts_of[words] = spelling.parts
            parts |= spelling.parts
    # The full names, which are in no longer one, and where each was named last: at first, where it is named first.
    last_named = {words: start for words, start in names.items() if words not in parts}
    for start, spelling in found:
        words = spelling.keys[0]
        whole = words if words in last_named else _referred(words, last_named, parts_of, start)
        last_named[whole] = start
        group = groups.get(whole)
        if group is not None:
            group.add(spelling, 1, start)
        else:
            groups[whole] = Group(spelling, 1, start)
    return list(groups.values())


def _referred(words, dict last_named, dict parts_of, at):
    """The full name that a short one stands for."""
    candidates = [name for name in last_named if words in parts_of[name]]
    before = [name for name in candidates if last_named[name] < at]
    return max(before, key=last_named.__getitem__) if before else min(candidates, key=last_named.__getitem__)
