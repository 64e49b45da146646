"""The posting lists of a query's words, found once; see ``word_lists``."""

from cython cimport final
from libc.stdint cimport int64_t

from indexer.codec.skips cimport SkipLists
from indexer.codec.term_field cimport TermField

from .sums cimport List, Sums


@final
cdef class WordLists:
    # Of the first word, then of the second …; a word's from [its number] to before [the next] of the bounds.
    cdef List *lists
    cdef Py_ssize_t count, room
    cdef Py_ssize_t longest  # how many postings the word that has most has
    cdef Py_ssize_t *bounds
    cdef Py_ssize_t words, bound_room

    cdef int clear(self) noexcept
    cdef Py_ssize_t find(self, list tables, list bases, object sought, list fields) except -1
    cdef int skip_word(self) except -1
    cdef int _end_word(self) except -1


cdef int look_up(
    Sums sums, SkipLists skips, const List *lists, Py_ssize_t count, const int64_t *articles, Py_ssize_t n, double *frequencies
) except -1
