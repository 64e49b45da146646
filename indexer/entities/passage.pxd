from cpython cimport array

from .piece_table cimport PieceTable

ctypedef unsigned long long Cues


cdef class Passage:
    cdef readonly Py_ssize_t size
    cdef readonly dict place_names
    cdef readonly list mentions
    cdef PieceTable table
    # What the pointers below point into: arrays that are not resized any more.
    cdef array.array _numbers, _exact, _cues, _taken, _place_ends, _place_starts
    cdef int *numbers
    cdef int *exact
    cdef Cues *cues
    cdef unsigned char *taken
    cdef int *place_ends
    cdef int *place_starts

    cdef bint is_free(self, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef void set_place(self, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef int take(self, str kind, Py_ssize_t start, Py_ssize_t end, tuple names) except -1


cdef inline Cues cue(Passage passage, Py_ssize_t at) noexcept:
    """The cues of a piece; a break before the first and after the last."""
    return passage.cues[-1 if at < 0 else at if at < passage.size else passage.size]
