from cpython cimport array

from .passage cimport Passage
from .word_scores cimport LANES, ROW

cdef enum:
    RULE_OFFSETS = 3


cdef struct Span:
    int rank  # of its kind in ``KINDS``
    int start
    int end


cdef class Decoder:
    cdef short _outside[ROW]
    cdef short _rules[RULE_OFFSETS][LANES][LANES]  # by the rules' mark, NO_PIECE among them, and the lane: more than OUTSIDE
    cdef short _after[LANES][LANES]  # by the lane of the tag before and of the tag
    # What a tag may gain over OUTSIDE by transitions: from any tag and to any; from OUTSIDE; to OUTSIDE; both.
    cdef short _gain[4][LANES]
    # Of the passage that is decoded, by piece.
    cdef array.array _shorts, _flags, _found
    cdef short *unary  # [LANES]
    cdef short *back  # [LANES]
    cdef unsigned char *marked
    cdef unsigned char *tags
    cdef unsigned char *certain
    cdef Span *found

    cdef Py_ssize_t decode(self, Passage passage, unsigned long long ends) except -1
    cdef Py_ssize_t _find_spans(self, Passage passage) noexcept
    cdef int _make_room(self, Py_ssize_t size) except -1
    cdef void _mark(self, Passage passage) noexcept
    cdef void _weigh_gains(self) noexcept
    cdef int _gained(self, int before, int tag) noexcept
    cdef bint _decode_sentence(self, Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef void _score(self, Passage passage, Py_ssize_t start, Py_ssize_t end, Py_ssize_t at) noexcept
    cdef bint _is_certain(self, Py_ssize_t at, int known) noexcept
    cdef void _decode_stretch(self, Py_ssize_t start, Py_ssize_t end, int before_it, bint is_last) noexcept
