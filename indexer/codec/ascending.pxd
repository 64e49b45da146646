"""What other compiled modules read of ascending numbers."""

from libc.stdint cimport int64_t, uint32_t, uint64_t


cdef class AscendingNumbers:
    cdef const unsigned char[::1] _held
    cdef const uint64_t *_bases
    cdef const uint32_t *_far_places
    cdef const uint32_t *_far_steps
    cdef const unsigned char *_steps
    cdef Py_ssize_t _far
    cdef readonly Py_ssize_t length
    cdef int64_t at(self, Py_ssize_t place) noexcept nogil
    cdef int64_t step(self, Py_ssize_t place) noexcept nogil
    cdef Py_ssize_t first_at_least(self, int64_t sought) noexcept nogil
    cdef Py_ssize_t _first_far(self, Py_ssize_t place) noexcept nogil
