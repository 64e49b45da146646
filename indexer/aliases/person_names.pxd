from cpython cimport array

from ..analysis.term_rows cimport TermRows
from ..entities.piece_runs cimport PieceRuns

cdef enum:
    MOST_WORDS = 4  # of a person's name


cdef class PersonNames:
    cdef readonly array.array kinds, starts, words, counts
    cdef array.array _line_of, _last  # by run: its line from 1; by line: the article that gave it last, from 1
    cdef TermRows _forms
    cdef PieceRuns _runs
    cdef int _article
    cdef int _full[MOST_WORDS + 1]  # a short name's place, and the words of the person
    cdef int _size  # of the words; 0 of who has none to count

    cdef int add_name(self, const int *chunks, Py_ssize_t size) except -1
    cdef int add_alias(self, const int *chunks, Py_ssize_t size) except -1
    cdef int _count(self, int kind, const int *words, int size) except -1
    cdef int _read(self, const int *chunks, Py_ssize_t size, int *words) noexcept
