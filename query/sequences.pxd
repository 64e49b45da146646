"""What ``scoring`` calls of sequences."""

from libc.stdint cimport int64_t

from indexer.codec.front_coding cimport FrontCoded
from indexer.codec.skips cimport SkipLists
from indexer.codec.term_field cimport TermField

from .ranked cimport RankedField
from .sums cimport List, Sums


cdef struct Place:
    # One place of a sequence: its lists, how many articles they have together, and where its keys end.
    Py_ssize_t first
    Py_ssize_t past
    Py_ssize_t frequency
    Py_ssize_t end


cdef class Sequence:
    cdef SkipLists skips
    cdef list held
    # The dictionary asked last, for what, and the rows found.
    cdef FrontCoded table
    cdef list sought, rows
    cdef Py_ssize_t count
    cdef Place *places
    cdef Py_ssize_t *order
    cdef Py_ssize_t place_room
    cdef List *lists
    cdef Py_ssize_t list_room
    # Keys of all places, those of one from which the rest can be reached, and those of the one before it.
    cdef int64_t *keys
    cdef int64_t *reached
    cdef int64_t *reaching
    cdef Py_ssize_t key_room

    cdef bint find(self, FrontCoded table, TermField terms, list places) except -1
    cdef bint pair(self, TermField terms, Py_ssize_t segment, const List *found, const Py_ssize_t *first, const Py_ssize_t *second) except -1
    cdef int add(
        self, Sums sums, TermField terms, RankedField field, Py_ssize_t segment, int64_t base, double boost, int64_t slop
    ) except -1
    cdef int _make_room(self, Py_ssize_t places, Py_ssize_t lists) except -1
    cdef int _make_key_room(self, Py_ssize_t keys) except -1
    cdef bint _set_place(self, Py_ssize_t number, Py_ssize_t first, Py_ssize_t past, TermField terms) noexcept
    cdef Py_ssize_t _mark(self, Sums sums, TermField terms, int64_t base, Py_ssize_t marking) except -1
    cdef bint _is_far(self, Sums sums, TermField terms, const List *found) noexcept
    cdef Py_ssize_t _mark_far(
        self, Sums sums, TermField terms, const List *rarest, List *found, unsigned char number
    ) except -1
    cdef Py_ssize_t _read_list_keys(
        self, Sums sums, TermField terms, List *found, int64_t base, unsigned char wanted, Py_ssize_t total
    ) except -1
    cdef Py_ssize_t _read_far_keys(
        self, Sums sums, const List *found, int64_t base, unsigned char wanted, Py_ssize_t total
    ) except -1
    cdef int _read_keys(self, Sums sums, TermField terms, int64_t base, unsigned char wanted) except -1
    cdef Py_ssize_t _reach(self, int64_t slop, RankedField lead, Py_ssize_t segment, int64_t base) noexcept
