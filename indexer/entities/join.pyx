"""Mentions → entities: within one article, one entity for all that names the same.

Compiled: an article has nine mentions; in Python to group and count them took 27 µs an article.
"""

from cpython.ref cimport PyObject
from libc.stdlib cimport free, malloc, qsort

from .passage cimport Passage
from .spellings cimport Name, Spelling, Spellings, distinct, leave_titles, make_entity

from .entity import KINDS, Mention
from .entity import PERSON as _PERSON
from .phrases import words_of

cdef int PERSON = KINDS.index(_PERSON)
cdef enum:
    NO_GROUP = -1


cdef struct Group:  # the mentions that are one entity
    int rank
    int count
    int first  # mention
    int mixed  # where its spellings with their counts are; -1 where all are ``main``
    PyObject *main  # the first Spelling


cdef int _in_order(const void *one, const void *other) noexcept nogil:
    cdef const Group *left = <const Group *>one
    cdef const Group *right = <const Group *>other
    if left.rank != right.rank:
        return left.rank - right.rank
    return right.count - left.count if left.count != right.count else left.first - right.first


def without_titles(Passage passage not None, mention not None):
    """See the stub."""
    cdef Py_ssize_t start, end
    kind, start, end, names = mention
    if kind != _PERSON:
        return mention
    leave_titles(passage, &start, &end)
    return Mention(kind, start, end, names)


cdef tuple _names_of(dict spellings):
    """An entity's name and aliases, from its spellings and how often each occurs."""
    counts = {}
    cdef Spelling spelling
    cdef list names = []
    for spelling, count in spellings.items():
        counts[spelling.text] = counts.get(spelling.text, 0) + count
        names += spelling.names
    # Devanagari before Latin, most words first; of equals the most frequent, then (stable) the first.
    written = sorted(counts, key=lambda text: (text.isascii(), -len(words_of(text)), -counts[text]))
    return distinct((*written, *names))


cdef class MentionJoiner:
    """See the stub."""

    cdef Spellings _spellings
    cdef long long _article
    # Of the article: the spelling of each mention, those of groups with several, and the groups.
    cdef list _said, _mixed
    cdef Group *_groups
    cdef int _count

    def __cinit__(self):
        self._spellings = Spellings()

    def join(self, Passage passage not None):
        """See the stub."""
        cdef int index
        self._spellings.forget_many()
        self._article += 1
        self._count, self._said, self._mixed = 0, [], []
        passage.sort()
        self._groups = <Group *>malloc((passage.count + 1) * sizeof(Group))
        if self._groups == NULL:
            raise MemoryError
        try:
            self._join(passage)
            qsort(self._groups, self._count, sizeof(Group), &_in_order)
            return [self._entity(&self._groups[index]) for index in range(self._count)]
        finally:
            free(self._groups)

    cdef int _join(self, Passage passage) except -1:
        cdef list others = [], persons = []
        cdef Spelling spelling
        cdef int index
        for index in range(<int>passage.count):
            spelling = self._spellings.of(passage, index)
            self._said.append(spelling)
            if spelling.article != self._article:
                spelling.article, spelling.count, spelling.first = self._article, 0, index
                if spelling.rank == PERSON:
                    persons.append(spelling)
                else:
                    others.append(spelling)
            spelling.count += 1
        # Brackets and tables know more names than a bare mention does, so they come first.
        for spelling in others:
            if spelling.names:
                self._join_other(spelling)
        for spelling in others:
            if not spelling.names:
                self._join_other(spelling)
        return self._join_persons(persons) if persons else 0

    cdef object _entity(self, const Group *group):
        cdef Spelling main = <Spelling>group.main
        if group.mixed < 0:
            return main.entity(group.count)
        return make_entity(group.rank, _names_of(self._mixed[group.mixed]), group.count)

    cdef int _join_other(self, Spelling spelling) except -1:
        """Places and organisations: those that share a name are one."""
        cdef int group = NO_GROUP
        cdef Name name
        for name in spelling.keys:
            if name.article == self._article:
                group = name.group
                break
        group = self._add(group, spelling, spelling.count, spelling.first)
        for name in spelling.keys:
            if name.article != self._article:
                name.article, name.group = self._article, group
        return 0

    cdef int _join_persons(self, list spellings) except -1:
        """A mention joins the fullest name that has its words, of several the last named before."""
        cdef list names = [], full = []
        cdef Spelling spelling
        cdef Name name, whole
        cdef int index
        for spelling in spellings:
            name = spelling.keys[0]
            if name.article != self._article:
                name.article, name.group, name.last_named = self._article, NO_GROUP, spelling.first
                names.append(name)
        for name in names:
            name.full = True
            for whole in names:
                if name.is_part_of(whole):
                    name.full = False
                    break
            if name.full:
                full.append(name)
        for index in range(<int>len(self._said)):
            spelling = self._said[index]
            if spelling.rank == PERSON:
                whole = name = spelling.keys[0]
                if not name.full:
                    whole = _referred(name, full, index)
                whole.last_named = index
                whole.group = self._add(whole.group, spelling, 1, index)
        return 0

    cdef int _add(self, int group, Spelling spelling, int count, int first) except -1:
        """Add mentions to a group, or a new one; its number."""
        cdef Group *own
        cdef dict counts
        if group == NO_GROUP:
            self._groups[self._count] = Group(spelling.rank, count, first, -1, <PyObject *>spelling)
            self._count += 1
            return self._count - 1
        own = &self._groups[group]
        if own.mixed < 0 and own.main != <PyObject *>spelling:
            self._mixed.append({<object>own.main: own.count})
            own.mixed = <int>len(self._mixed) - 1
        if own.mixed >= 0:
            counts = self._mixed[own.mixed]
            counts[spelling] = counts.get(spelling, 0) + count
        own.count += count
        own.first = min(own.first, first)
        return group


cdef Name _referred(Name name, list full, int mention):
    """The full name that a short one stands for."""
    cdef Name whole, last = None, first = None
    for whole in full:
        if name.is_part_of(whole):
            if whole.last_named < mention:
                if last is None or whole.last_named > last.last_named:
                    last = whole
            elif first is None or whole.last_named < first.last_named:
                first = whole
    return first if last is None else last
