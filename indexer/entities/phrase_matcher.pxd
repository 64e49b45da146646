from cpython cimport array

from .passage cimport Passage


cdef class PhraseMatcher:
    cdef readonly list names
    cdef Py_ssize_t _firsts
    cdef array.array _rows, _needed, _starts, _words

    cdef int find(self, Passage passage, Py_ssize_t at, Py_ssize_t *end) noexcept
    cdef bint _continues(self, Passage passage, int row, Py_ssize_t *at) noexcept
