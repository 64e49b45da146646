"""Mentions → entities: within one article, one entity for all that names the same.

Compiled: an article has nine mentions; in Python to group and count them took 27 µs an article.
"""

from libc.stdlib cimport free, qsort, realloc

from ..prefetch cimport prefetch
from .name_table cimport NameRow, NameTable
from .passage cimport Passage
from .piece_table cimport PieceTable
from .spellings cimport SpellingRow, Spellings, distinct, leave_titles, make_entity

from .entity import KINDS, Mention
from .entity import PERSON as _PERSON
from .phrases import words_of

cdef int PERSON = KINDS.index(_PERSON)
cdef enum:
    NO_GROUP = -1
    NO_PART = -1
    MOST_REMEMBERED = 1 << 15  # spellings, of 0.4 kB


cdef struct Group:  # the mentions that are one entity
    int rank
    int count
    int first  # mention
    int parts  # the first of its spellings where it has several; NO_PART where all are ``main``
    int main  # the first spelling


cdef struct Part:  # a spelling's share of a group
    int spelling
    int count
    int after  # the group's next; NO_PART


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


cdef class MentionJoiner:
    """See the stub."""

    cdef Spellings _spellings
    cdef int _article
    # Of the article: the spelling of each mention, the groups, and the parts of groups with several spellings.
    cdef int *_said
    cdef int *_own  # spellings or names
    cdef Group *_groups
    cdef Part *_parts
    cdef Py_ssize_t _room
    cdef int _count, _part_count

    def __cinit__(self):
        self._spellings = Spellings()

    def __dealloc__(self):
        free(self._said)
        free(self._own)
        free(self._groups)
        free(self._parts)

    def join(self, Passage passage not None):
        """See the stub."""
        cdef int index
        if self._spellings.count >= MOST_REMEMBERED:
            self._spellings, self._article = Spellings(), 0
        self._article += 1
        self._count = self._part_count = 0
        self._make_room(passage.count)
        passage.sort()
        self._ask_ahead(passage)
        for index in range(<int>passage.count):
            self._said[index] = self._spellings.of(passage, index)
        self._join_others(<int>passage.count)
        self._join_persons(<int>passage.count)
        qsort(self._groups, self._count, sizeof(Group), &_in_order)
        return [self._entity(&self._groups[index]) for index in range(self._count)]

    cdef int _ask_ahead(self, Passage passage) except -1:
        """Ask memory for the letters of all mentions, as most time of one not met before goes in waiting for them."""
        cdef PieceTable table = passage.table
        cdef Py_ssize_t index
        cdef int at, step, number
        for index in range(passage.count):
            if not 0 <= passage.found[index].start < passage.found[index].end <= passage.size:
                raise IndexError("a mention must be within its passage")
        for step in range(3):
            for index in range(passage.count):
                for at in range(passage.found[index].start, passage.found[index].end):
                    number = passage.numbers[at]
                    if not step:
                        prefetch(table.written.data.as_ints + number)
                    elif table.written.data.as_ints[number] >= 0:
                        table.numbering.ask_ahead(table.written.data.as_ints[number], step == 2)
        return 0

    cdef int _make_room(self, Py_ssize_t mentions) except -1:
        cdef Py_ssize_t room = 2 * mentions + 64
        if mentions <= self._room:
            return 0
        self._said = <int *>_grown(self._said, room * sizeof(int))
        self._own = <int *>_grown(self._own, room * sizeof(int))
        self._groups = <Group *>_grown(self._groups, room * sizeof(Group))
        self._parts = <Part *>_grown(self._parts, room * sizeof(Part))
        self._room = room
        return 0

    cdef void _join_others(self, int mentions) noexcept:
        """Places and organisations: those that share a name are one."""
        cdef int index, own, spelling, spellings = 0
        cdef SpellingRow *row
        for index in range(mentions):
            spelling = self._said[index]
            row = &self._spellings.rows[spelling]
            if row.rank == PERSON:
                continue
            if row.article != self._article:
                row.article, row.count, row.first = self._article, 0, index
                self._own[spellings] = spelling
                spellings += 1
            row.count += 1
        # Brackets and tables know more names than a bare mention does, so they come first.
        for own in range(spellings):
            if self._spellings.rows[self._own[own]].given != NULL:
                self._join_other(self._own[own])
        for own in range(spellings):
            if self._spellings.rows[self._own[own]].given == NULL:
                self._join_other(self._own[own])

    cdef void _join_other(self, int spelling) noexcept:
        cdef const SpellingRow *row = &self._spellings.rows[spelling]
        cdef const int *keys = self._spellings.keys.data.as_ints + row.first_key
        cdef NameRow *names = self._spellings.names.rows
        cdef int group = NO_GROUP, key
        for key in range(row.keys):
            if names[keys[key]].article == self._article:
                group = names[keys[key]].group
                break
        group = self._add(group, spelling, row.count, row.first)
        for key in range(row.keys):
            if names[keys[key]].article != self._article:
                names[keys[key]].article, names[keys[key]].group = self._article, group

    cdef void _join_persons(self, int mentions) noexcept:
        """A mention joins the fullest name that has its words, of several the last named before."""
        cdef NameRow *names = self._spellings.names.rows
        cdef int index, key, whole, full = self._note_persons(mentions)
        for index in range(mentions if full else 0):
            if self._spellings.rows[self._said[index]].rank == PERSON:
                whole = key = self._key(self._said[index])
                if not names[key].full:
                    whole = self._referred(key, full, index)
                names[whole].last_named = index
                names[whole].group = self._add(names[whole].group, self._said[index], 1, index)

    cdef inline int _key(self, int spelling) noexcept:
        """The only name of a person's spelling."""
        return self._spellings.keys.data.as_ints[self._spellings.rows[spelling].first_key]

    cdef int _note_persons(self, int mentions) noexcept:
        """Put the full names of persons into ``_own``; how many."""
        cdef NameTable table = self._spellings.names
        cdef NameRow *name
        cdef int index, other, count = 0, full = 0
        for index in range(mentions):
            if self._spellings.rows[self._said[index]].rank == PERSON:
                name = &table.rows[self._key(self._said[index])]
                if name.article != self._article:
                    name.article, name.group, name.last_named, name.full = self._article, NO_GROUP, index, True
                    self._own[count] = self._key(self._said[index])
                    count += 1
        for index in range(count):
            for other in range(count):
                if table.is_part_of(self._own[index], self._own[other]):
                    table.rows[self._own[index]].full = False
                    break
        for index in range(count):
            if table.rows[self._own[index]].full:
                self._own[full] = self._own[index]
                full += 1
        return full

    cdef int _referred(self, int name, int full, int mention) noexcept:
        """The full name that a short one stands for."""
        cdef const NameRow *names = self._spellings.names.rows
        cdef int last = -1, first = -1, index, whole
        for index in range(full):
            whole = self._own[index]
            if self._spellings.names.is_part_of(name, whole):
                if names[whole].last_named < mention:
                    if last < 0 or names[whole].last_named > names[last].last_named:
                        last = whole
                elif first < 0 or names[whole].last_named < names[first].last_named:
                    first = whole
        return first if last < 0 else last

    cdef int _add(self, int group, int spelling, int count, int first) noexcept:
        """Add mentions to a group, or a new one; its number."""
        cdef Group *own
        cdef int part
        if group == NO_GROUP:
            self._groups[self._count] = Group(self._spellings.rows[spelling].rank, count, first, NO_PART, spelling)
            self._count += 1
            return self._count - 1
        own = &self._groups[group]
        if own.parts == NO_PART and own.main != spelling:
            own.parts = self._add_part(own.main, own.count)
        part = own.parts
        while part != NO_PART:
            if self._parts[part].spelling == spelling:
                self._parts[part].count += count
                break
            if self._parts[part].after == NO_PART:
                self._parts[part].after = self._add_part(spelling, 0)
            part = self._parts[part].after
        own.count += count
        own.first = min(own.first, first)
        return group

    cdef int _add_part(self, int spelling, int count) noexcept:
        """A mention brings in one at most, and its group's first."""
        self._parts[self._part_count] = Part(spelling, count, NO_PART)
        self._part_count += 1
        return self._part_count - 1

    cdef object _entity(self, const Group *group):
        if group.parts == NO_PART:
            return self._spellings.entity(group.main, group.count)
        name, aliases = self._names_of(group.parts)
        return make_entity(group.rank, name, aliases, group.count)

    cdef tuple _names_of(self, int part):
        """An entity's name and aliases, from its spellings and how often each occurs."""
        cdef list names = []
        cdef const SpellingRow *row
        counts = {}
        while part != NO_PART:
            row = &self._spellings.rows[self._parts[part].spelling]
            text = <object>row.text
            counts[text] = counts.get(text, 0) + self._parts[part].count
            names += <tuple>row.names
            part = self._parts[part].after
        # Devanagari before Latin, most words first; of equals the most frequent, then (stable) the first.
        written = sorted(counts, key=lambda text: (text.isascii(), -len(words_of(text)), -counts[text]))
        return distinct((*written, *names))


cdef void *_grown(void *memory, size_t size) except NULL:
    cdef void *grown = realloc(memory, size)
    if grown == NULL:
        raise MemoryError
    return grown
