"""What is remembered of how mentions are written: their text, names, words, and the entities made of them.

Compiled: an article has nine mentions, three of them written as none before; in Python to make what a new one needs took 7 µs. What is
of one article only is noted here too, with the article's number, so that no table is made for an article.
"""

from ..analysis.devanagari cimport form_of
from . import cues
from .passage cimport Cues, Passage, cue
from .piece_runs cimport PieceRuns

from .entity import KINDS, Entity
from .entity import PERSON as _PERSON
from .phrases import words_of

cdef Cues DOT = cues.DOT, HONORIFIC = cues.HONORIFIC, INITIAL = cues.INITIAL, MIDDLE = cues.MIDDLE, TITLE = cues.TITLE
cdef tuple _KINDS = KINDS
cdef int PERSON = KINDS.index(_PERSON)
_new_tuple = tuple.__new__  # a third of the time that a named tuple's own takes
cdef enum:
    MOST_REMEMBERED = 1 << 15  # spellings, of 0.8 kB


cdef class Name:
    """The words of a name in exact form, of one kind; there is one of each while it is remembered."""

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

    cdef object entity(self, int count):
        """The entity where all its mentions are written like this."""
        if count == 1 and self._once is not None:
            return self._once
        known = self._entities.get(count) if self._entities is not None else None
        if known is None:
            known = make_entity(self.rank, self._named, count)
            if count == 1:
                self._once = known
            else:
                if self._entities is None:
                    self._entities = {}
                self._entities[count] = known
        return known


cdef object make_entity(int rank, tuple named, int count):
    """The entity that goes by a name and aliases."""
    return _new_tuple(Entity, (_KINDS[rank], named[0], named[1], count))


cdef Py_ssize_t _after_initials(Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept:
    while start < end - 1 and (cue(passage, start) & INITIAL or not passage.exact[start]):
        start += 1
    return start


cdef void leave_titles(Passage passage, Py_ssize_t *start, Py_ssize_t *end) noexcept:
    """Leave out the titles before a name and the honorific after it."""
    while start[0] < end[0] - 1 and cue(passage, start[0]) & (TITLE | DOT):
        start[0] += 1
    while start[0] < end[0] - 1 and cue(passage, end[0] - 1) & HONORIFIC:
        end[0] -= 1


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


cdef tuple distinct(tuple names):
    """The first name, and those after it that differ from all before in more than how they are written."""
    by_words = {}
    for name in names:
        by_words.setdefault(words_of(name), name)
    first, *others = by_words.values()
    return first, tuple(others)


cdef class Spellings:
    """All spellings and names, until there are too many."""

    def __cinit__(self):
        self.forget()

    cdef int forget(self) except -1:
        """Forget all; only between articles, as what is known of one is one object."""
        self._runs, self._spellings, self._names = PieceRuns(), [], tuple([{} for _ in _KINDS])
        self._remembered = 0
        return 0

    cdef int forget_many(self) except -1:
        """Forget all if that is too much."""
        return self.forget() if self._remembered >= MOST_REMEMBERED else 0

    cdef Spelling of(self, Passage passage, Py_ssize_t index):
        """What is remembered of a mention's spelling."""
        cdef Py_ssize_t start = passage.found[index].start, end = passage.found[index].end
        cdef int rank = passage.found[index].rank
        cdef tuple names = passage.names(index)
        cdef Spelling spelling, first
        if not 0 <= start < end <= passage.size:
            raise IndexError("a mention must be within its passage")
        if rank == PERSON:
            leave_titles(passage, &start, &end)
        cdef int run = self._runs.number(rank, passage.numbers + start, end - start)
        while len(self._spellings) <= run:
            self._spellings.append(None)
        first = spelling = self._spellings[run]
        while spelling is not None and spelling._given is not names and spelling._given != names:
            spelling = spelling.after
        if spelling is None:
            spelling = self._new(passage, rank, start, end, names)
            spelling.after = first
            self._spellings[run] = spelling
            self._remembered += 1
        return spelling

    cdef Spelling _new(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, tuple names):
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
            new._named = distinct((new.text, *new.names)) if first > start or names else (new.text, ())
        else:
            keys = [self._name(rank, _words_of(passage, start, end, new.text))]
            keys += [self._name(rank, words_of(name)) for name in names]
            new.keys = tuple(keys)
            new._named = distinct((new.text, *names)) if names else (new.text, ())
        return new

    cdef Name _name(self, int rank, tuple words):
        cdef dict known = self._names[rank]
        name = known.get(words)
        if name is None:
            name = known[words] = Name(words)
        return name
