from cpython.ref cimport PyObject

from .piece_table cimport PieceTable

ctypedef unsigned long long Cues


cdef struct MentionRow:
    int rank  # of its kind in ``KINDS``
    int start
    int end
    bint dropped  # until ``drop``
    PyObject *names  # a tuple, held; NULL for none


cdef class Passage:
    cdef readonly Py_ssize_t size
    cdef PieceTable table
    cdef list listed_names  # of the gazetteer, by its rows
    # By piece, all in one block of memory.
    cdef Cues *cues
    cdef int *numbers
    cdef int *exact
    cdef int *place_ends
    cdef int *place_starts
    cdef int *listed  # where a place of the gazetteer begins its row + 1
    cdef unsigned char *taken
    # Where the pieces stand that names may be told by: of most rules the only ones of interest.
    cdef int *notes
    cdef Py_ssize_t noted
    cdef MentionRow *found  # the mentions
    cdef Py_ssize_t count, _room

    cdef bint is_free(self, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef void set_place(self, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef int take(self, int rank, Py_ssize_t start, Py_ssize_t end, tuple names) except -1
    cdef int append(self, int rank, Py_ssize_t start, Py_ssize_t end, PyObject *names) except -1
    cdef void sort(self) noexcept
    cdef void drop(self) noexcept
    cdef tuple names(self, Py_ssize_t index)
    cdef tuple exact_forms(self, Py_ssize_t start, Py_ssize_t end)
    cdef str shown(self, Py_ssize_t start, Py_ssize_t end)
    cdef str _written(self, Py_ssize_t start, Py_ssize_t end)


cdef inline Cues cue(Passage passage, Py_ssize_t at) noexcept:
    """The cues of a piece; a break before the first and after the last."""
    return passage.cues[-1 if at < 0 else at if at < passage.size else passage.size]
