"""What ``scoring`` calls of what matches."""

from libc.stdint cimport uint64_t

from .sums cimport Sums

# What rounding may take off a score.
cdef inline double rounded_down(double score) noexcept nogil:
    return score * (1 - 1e-9) if score > 0 else score


cdef enum Joining:
    ADD  # an article that the part holds matches, as it may have before
    NARROW  # only an article that the part holds matches still
    LIMIT  # what matches does not change


cdef object zeros(Py_ssize_t n, dtype)
cdef Py_ssize_t want_touched(Sums sums, Py_ssize_t rows) except -1
cdef int join_touched(Sums sums, double weight, double k1, Joining how) noexcept nogil
cdef double least_of_best(Sums sums, Py_ssize_t top_k) except? -1
cdef Py_ssize_t want_contending(Sums sums, double least) except -1
cdef Py_ssize_t keep_best(Sums sums, Py_ssize_t n, Py_ssize_t top_k) except -1
cdef int clear_totals(Sums sums) noexcept nogil
cdef Py_ssize_t count_union(Sums sums, uint64_t[::1] union, const uint64_t *deleted) noexcept
cdef int add_set(Sums sums, object found) except -1
cdef int look_up_touched(Sums sums, Py_ssize_t n) noexcept
cdef Py_ssize_t keep_found(Sums sums, Py_ssize_t n, Py_ssize_t row, double weight, double k1) noexcept
cdef int add_row(Sums sums, Py_ssize_t n, Py_ssize_t row, double *scores) noexcept
cdef int add_touched(Sums sums, Py_ssize_t n, double weight, double k1, double *scores) noexcept
cdef tuple take_matches(Sums sums)
cdef tuple take_marked(Sums sums)
