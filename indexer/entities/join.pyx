"""Mentions → entities: within one article, one entity for all that names the same.

Compiled: an article has nine mentions, half of them of names met before; in Python to know them again and count them took
27 µs an article, and a new spelling 7. What is of one article only is noted in what is remembered of spellings and names, with the
article's number: no table is made for an article.
"""

from cpython.ref cimport PyObject
from libc.stdlib cimport free, malloc, qsort

from ..analysis.devanagari cimport form_of
from . import cues
from .passage cimport Cues, Passage, cue
from .piece_runs cimport PieceRuns

from .entity import KINDS, Entity, Mention
from .entity import PERSON as _PERSON
from .phrases import words_of

cdef Cues DOT = cues.DOT, HONORIFIC = cues.HONORIFIC, INITIAL = cues.INITIAL, MIDDLE = cues.MIDDLE, TITLE = cues.TITLE
cdef tuple _KINDS = KINDS
cdef int PERSON = KINDS.index(_PERSON)
_new = tuple.__new__  # a third of the time that a named tuple's own takes
cdef enum:
    MOST_REMEMBERED = 1 << 15  # spellings
    NO_GROUP = -1


cdef class Name:
    """The words of a name in exact form, of one kind; there is one of each while it is remembered."""

    cdef tuple words
    cdef unsigned long long sieve  # a bit for each word
    cdef long long article  # that what follows is of
    cdef int group
    cdef bint full  # a person's that is in no longer one
    cdef int last_named  # the mention; at first, where it is named first

    def __cinit__(self, tuple words not None):
        self.words, self.article = words, -1
        for word in words:
            self.sieve |= 1ULL << (<Py_ssize_t>hash(word) & 63)

    cdef bint is_part_of(self, Name whole) except -1:
        """Whether it is some words of a longer name in a row (नरेंद्र; मोदी; प्रताप सिंह)."""
        cdef Py_ssize_t size = len(self.words), start
        if self.sieve & ~whole.sieve or not 0 < size < len(whole.words):
            return False
        for start in range(len(whole.words) - size + 1):
            if whole.words[start : start + size] == self.words:
                return True
        return False


cdef class Spelling:
    """What mentions that are written alike have: their text and all their names; one of each while it is remembered.

    ``keys`` are the Names of each; a person's only one is the name without initials (एस. जयशंकर is जयशंकर).
    """

    cdef int rank
    cdef str text
    cdef tuple names, keys
    cdef Spelling after  # another of the same pieces, with other names
    cdef long long article  # that what follows is of
    cdef int count, first
    cdef tuple _given, _named
    cdef object _once
    cdef dict _entities

    cdef object entity(self, int count):
        """The entity where all its mentions are written like this."""
        if count == 1 and self._once is not None:
            return self._once
        known = self._entities.get(count) if self._entities is not None else None
        if known is None:
            known = _new(Entity, (_KINDS[self.rank], self._named[0], self._named[1], count))
            if count == 1:
                self._once = known
            else:
                if self._entities is None:
                    self._entities = {}
                self._entities[count] = known
        return known


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


cdef Py_ssize_t _after_initials(Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept:
    while start < end - 1 and (cue(passage, start) & INITIAL or not passage.exact[start]):
        start += 1
    return start


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


cdef tuple _words_of(Passage passage, Py_ssize_t start, Py_ssize_t end, str text):
    """``words_of`` the text of the pieces: where all are plain words, or hyphens between, from theirs."""
    cdef list words = []
    cdef Py_ssize_t at
    cdef str own
    for at in range(start, end):
        own = passage.table.shown(passage.numbers[at])
        if own == "-":
            continue
        if own.isascii():
            form = own.lower() if own.isalnum() else None
        else:
            form = form_of(own)
        if not form:
            return words_of(text)
        words.append(form)
    return tuple(words)


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

    cdef PieceRuns _runs
    cdef list _spellings  # by number of run; None of what only begins others
    cdef tuple _names  # a dict a kind
    cdef int _remembered
    cdef long long _article
    # Of the article: the spelling of each mention, those of groups with several, and the groups.
    cdef list _said, _mixed
    cdef Group *_groups
    cdef int _count

    def __cinit__(self):
        self._forget()

    def join(self, Passage passage not None):
        """See the stub."""
        cdef int index
        if self._remembered >= MOST_REMEMBERED:
            self._forget()
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
            spelling = self._spelling(passage, index)
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
        return Entity(_KINDS[group.rank], *_names_of(self._mixed[group.mixed]), group.count)

    cdef Spelling _spelling(self, Passage passage, int index):
        """What is remembered of a mention's spelling."""
        cdef Py_ssize_t start = passage.found[index].start, end = passage.found[index].end
        cdef int rank = passage.found[index].rank
        cdef tuple names = passage.names(index)
        cdef Spelling spelling, first
        if not 0 <= start < end <= passage.size:
            raise IndexError("a mention must be within its passage")
        if rank == PERSON:
            _leave_titles(passage, &start, &end)
        cdef int run = self._runs.number(rank, passage.numbers + start, end - start)
        while len(self._spellings) <= run:
            self._spellings.append(None)
        first = spelling = self._spellings[run]
        while spelling is not None and spelling._given is not names and spelling._given != names:
            spelling = spelling.after
        if spelling is None:
            spelling = self._new_spelling(passage, rank, start, end, names)
            spelling.after = first
            self._spellings[run] = spelling
            self._remembered += 1
        return spelling

    cdef int _forget(self) except -1:
        self._runs, self._spellings, self._names = PieceRuns(), [], tuple([{} for _ in _KINDS])
        self._remembered = 0
        return 0

    cdef Spelling _new_spelling(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, tuple names):
        cdef Spelling new = Spelling.__new__(Spelling)
        cdef Py_ssize_t first
        cdef list keys
        new.rank, new.text, new.article = rank, passage.shown(start, end), -1
        new._given = new.names = names
        if rank == PERSON:
            first = _after_initials(passage, start, end)
            # Unless what is left (सिंह) is borne by too many.
            if end - first > 1 or not cue(passage, first) & MIDDLE:
                new.names = (passage.shown(first, end) if first > start else new.text,)
            new.keys = (self._name(rank, passage.exact_forms(first, end)),)
            new._named = _distinct((new.text, *new.names)) if first > start or names else (new.text, ())
        else:
            keys = [self._name(rank, _words_of(passage, start, end, new.text))]
            keys += [self._name(rank, words_of(name)) for name in names]
            new.keys = tuple(keys)
            new._named = _distinct((new.text, *names)) if names else (new.text, ())
        return new

    cdef Name _name(self, int rank, tuple words):
        cdef dict known = self._names[rank]
        name = known.get(words)
        if name is None:
            name = known[words] = Name(words)
        return name

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
