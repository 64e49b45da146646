from cpython cimport array

from ..analysis.text_numbers cimport TextNumbers


cdef class KeywordRows:
    cdef readonly TextNumbers values
    cdef readonly array.array codes, counts
    cdef array.array _last  # by code: the article that had it last, from 1
    cdef Py_ssize_t _before  # codes of the articles that are complete

    cdef int add_value(self, str value) except -1
    cdef int end(self) except -1
