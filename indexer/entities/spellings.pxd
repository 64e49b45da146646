from cpython cimport array
from cpython.ref cimport PyObject

from .name_table cimport NameTable
from .passage cimport Passage
from .piece_runs cimport PieceRuns
from .piece_table cimport PieceTable


cdef struct SpellingRow:
    int after  # another of the same pieces, with other names; -1
    int rank
    int first_key  # where the numbers of its names begin in ``keys``
    int keys  # how many
    # Held.
    PyObject *text
    PyObject *given  # a tuple: the names with which it came; NULL for none
    PyObject *names  # a tuple: what it is called besides, maybe nothing
    PyObject *aliases  # a tuple: what the entity is called besides
    PyObject *made  # the entity that was made last; NULL for none
    int made_count  # its mentions
    # What is noted of it in an article, with the article's number.
    int article
    int count
    int first


cdef class Spellings:
    cdef SpellingRow *rows
    cdef NameTable names
    cdef array.array keys
    cdef readonly int count
    cdef int _room
    cdef PieceRuns _runs
    cdef array.array _of_run  # by number of run: the first spelling and 1
    cdef array.array _word_of  # by number of piece: its word, where it is not simply its exact form
    cdef array.array _name  # that is looked up

    cdef int of(self, Passage passage, Py_ssize_t index) except -1
    cdef object entity(self, int spelling, int count)
    cdef int _add(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, PyObject *given) except -1
    cdef int _grow(self) except -1
    cdef tuple _add_person(self, Passage passage, Py_ssize_t start, Py_ssize_t end, tuple given)
    cdef int _add_words(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, str text) except -1
    cdef int _word(self, Passage passage, Py_ssize_t at) except -3
    cdef int _add_words_of(self, PieceTable table, int rank, str name) except -1
    cdef int _need(self, Py_ssize_t words) except -1
    cdef int _add_key(self, int rank, Py_ssize_t words) except -1


cdef void leave_titles(Passage passage, Py_ssize_t *start, Py_ssize_t *end) noexcept
cdef object make_entity(int rank, object name, object aliases, int count)
cdef tuple distinct(tuple names)
