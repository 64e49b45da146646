"""What is remembered of how mentions are written: their text, names, words, and the entities made of them.

Compiled: an article has nine mentions, three of them written as none before; in Python to make what a new one needs took 7 µs, and
4 with an object each. What is of one article only is noted here too, with the article's number, so that no table is made for an
article.
"""

from cpython cimport array
from cpython.object cimport PyObject_RichCompareBool, Py_EQ
from cpython.ref cimport Py_INCREF, Py_XDECREF, PyObject
from cpython.tuple cimport PyTuple_SET_ITEM
from libc.stdlib cimport free, realloc
from libc.string cimport memset

from ..analysis.devanagari cimport form_of
from . import cues
from .name_table cimport NameTable
from .passage cimport Cues, MentionRow, Passage, cue
from .piece_runs cimport PieceRuns
from .piece_table cimport PLAIN, PieceTable

from .entity import KINDS, Entity
from .entity import PERSON as _PERSON
from .phrases import words_of

cdef extern from "Python.h":
    object PyType_GenericAlloc(type, Py_ssize_t)

cdef Cues DOT = cues.DOT, HONORIFIC = cues.HONORIFIC, INITIAL = cues.INITIAL, MIDDLE = cues.MIDDLE, TITLE = cues.TITLE
cdef tuple _KINDS = KINDS
cdef int PERSON = KINDS.index(_PERSON)
cdef array.array _INTS = array.array("i")
cdef enum:
    LEAST_ROOM = 256
    # Instead of a piece's word: not looked at yet; it parts words; the words of names with it are not those of its pieces.
    NOT_SEEN = 0
    PARTS_WORDS = -1
    NOT_PLAIN = -2


cdef object make_entity(int rank, object name, object aliases, int count):
    """The entity that goes by a name and aliases, made as ``tuple.__new__`` makes one, in a third of the time."""
    cdef object made = PyType_GenericAlloc(<type>Entity, 4), kind = _KINDS[rank], number = count
    for held in (kind, name, aliases, number):
        Py_INCREF(held)
    PyTuple_SET_ITEM(made, 0, kind)
    PyTuple_SET_ITEM(made, 1, name)
    PyTuple_SET_ITEM(made, 2, aliases)
    PyTuple_SET_ITEM(made, 3, number)
    return made


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


cdef tuple distinct(tuple names):
    """The first name, and those after it that differ from all before in more than how they are written."""
    by_words = {}
    for name in names:
        by_words.setdefault(words_of(name), name)
    first, *others = by_words.values()
    return first, tuple(others)


cdef bint _are_same(PyObject *one, PyObject *other) except -1:
    """Whether two tuples, or NULL for none, are."""
    if one == other or one == NULL or other == NULL:
        return one == other
    return PyObject_RichCompareBool(<object>one, <object>other, Py_EQ)


cdef PyObject *_held(object own) noexcept:
    Py_INCREF(own)
    return <PyObject *>own


cdef class Spellings:
    """See the stub. A person's name has no initials (एस. जयशंकर is जयशंकर); other things have a name for each of theirs."""

    def __cinit__(self):
        self.keys, self._of_run = array.clone(_INTS, 0, False), array.clone(_INTS, 0, False)
        self._word_of, self._name = array.clone(_INTS, 0, False), array.clone(_INTS, 0, False)
        self._runs, self.names = PieceRuns(), NameTable()

    def __dealloc__(self):
        cdef int at
        for at in range(self.count):
            Py_XDECREF(self.rows[at].text)
            Py_XDECREF(self.rows[at].given)
            Py_XDECREF(self.rows[at].names)
            Py_XDECREF(self.rows[at].aliases)
            Py_XDECREF(self.rows[at].made)
        free(self.rows)

    cdef int of(self, Passage passage, Py_ssize_t index) except -1:
        """The row of the spelling of a mention, which is within its passage."""
        cdef const MentionRow *own = &passage.found[index]
        cdef Py_ssize_t start = own.start, end = own.end
        cdef int run, at
        if own.rank == PERSON:
            leave_titles(passage, &start, &end)
        run = self._runs.number(own.rank, passage.numbers + start, end - start)
        if run >= len(self._of_run):
            _grow_to(self._of_run, 2 * self._runs.count)
        at = self._of_run.data.as_ints[run] - 1
        while at >= 0 and not _are_same(self.rows[at].given, own.names):
            at = self.rows[at].after
        if at < 0:
            at = self._add(passage, own.rank, start, end, own.names)
            self.rows[at].after = self._of_run.data.as_ints[run] - 1
            self._of_run.data.as_ints[run] = at + 1
        return at

    cdef object entity(self, int spelling, int count):
        """The entity where all its mentions are written like this."""
        cdef SpellingRow *row = &self.rows[spelling]
        cdef object made
        if row.made == NULL or row.made_count != count:
            made = make_entity(row.rank, <object>row.text, <object>row.aliases, count)
            Py_XDECREF(row.made)
            row.made, row.made_count = _held(made), count
        return <object>row.made

    cdef int _add(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, PyObject *given) except -1:
        cdef str text = passage.shown(start, end)
        cdef tuple names = () if given == NULL else <tuple>given, aliases
        cdef int first_key = <int>len(self.keys)
        if rank == PERSON:
            names = self._add_person(passage, start, end, names)
        else:
            self._add_words(passage, rank, start, end, text)
            for name in names:
                self._add_words_of(passage.table, rank, name)
        aliases = distinct((text, *names))[1] if names else ()
        if self.count == self._room:
            self._grow()
        self.rows[self.count] = SpellingRow(
            -1, rank, first_key, <int>len(self.keys) - first_key, _held(text), given, _held(names), _held(aliases), NULL, 0, -1, 0, 0
        )
        if given != NULL:
            Py_INCREF(<object>given)
        self.count += 1
        return self.count - 1

    cdef int _grow(self) except -1:
        cdef int room = 2 * self._room + LEAST_ROOM
        cdef SpellingRow *rows = <SpellingRow *>realloc(self.rows, room * sizeof(SpellingRow))
        if rows == NULL:
            raise MemoryError
        self.rows, self._room = rows, room
        return 0

    cdef tuple _add_person(self, Passage passage, Py_ssize_t start, Py_ssize_t end, tuple given):
        """Add the key of a person's name, which is without initials; the names besides its text."""
        cdef Py_ssize_t first = _after_initials(passage, start, end), at, words = 0
        self._need(end - first)
        for at in range(first, end):
            if passage.exact[at]:
                self._name.data.as_ints[words] = passage.exact[at]
                words += 1
        self._add_key(PERSON, words)
        # What is left (सिंह) may be borne by too many.
        if end - first == 1 and cue(passage, first) & MIDDLE:
            return given
        return (passage.shown(first, end),) if first > start else ()

    cdef int _add_words(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, str text) except -1:
        """Add the key of a text: where all its pieces are plain words, or hyphens between, from theirs."""
        cdef Py_ssize_t at, words = 0
        cdef int word
        self._need(end - start)
        for at in range(start, end):
            word = self._word(passage, at)
            if word == NOT_PLAIN:
                return self._add_words_of(passage.table, rank, text)
            if word != PARTS_WORDS:
                self._name.data.as_ints[words] = word
                words += 1
        return self._add_key(rank, words)

    cdef int _word(self, Passage passage, Py_ssize_t at) except -3:
        """The word that a piece is in the name of something: the number of its exact form."""
        cdef int piece = passage.numbers[at]
        cdef str own
        if passage.table.pieces[piece].shape & PLAIN:
            return passage.exact[at]
        if piece >= len(self._word_of):
            _grow_to(self._word_of, passage.table.count)
        if self._word_of.data.as_ints[piece] == NOT_SEEN:
            own = passage.table.shown(piece)
            if own == "-":
                self._word_of.data.as_ints[piece] = PARTS_WORDS
            else:
                form = form_of(own) if not own.isascii() else own.lower() if own.isalnum() else None
                self._word_of.data.as_ints[piece] = passage.table.exact_number(form) if form else NOT_PLAIN
        return self._word_of.data.as_ints[piece]

    cdef int _add_words_of(self, PieceTable table, int rank, str name) except -1:
        cdef tuple words = words_of(name)
        cdef Py_ssize_t at
        self._need(len(words))
        for at in range(len(words)):
            self._name.data.as_ints[at] = table.exact_number(words[at])
        return self._add_key(rank, len(words))

    cdef int _need(self, Py_ssize_t words) except -1:
        return _grow_to(self._name, words + 1) if words >= len(self._name) else 0

    cdef int _add_key(self, int rank, Py_ssize_t words) except -1:
        """Add the name whose words were written; what has no word has one that no other name has."""
        cdef Py_ssize_t at = len(self.keys)
        if not words:
            self._name.data.as_ints[0] = 0
        array.resize_smart(self.keys, at + 1)
        self.keys.data.as_ints[at] = self.names.number(rank, self._name.data.as_ints, max(words, 1))
        return 0


cdef int _grow_to(array.array numbers, Py_ssize_t size) except -1:
    """Add zeros."""
    cdef Py_ssize_t known = len(numbers)
    array.resize_smart(numbers, size)
    memset(numbers.data.as_ints + known, 0, (size - known) * sizeof(int))
    return 0
