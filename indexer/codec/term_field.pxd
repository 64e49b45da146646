from cython cimport final
from libc.stdint cimport int64_t, uint32_t


cdef struct Starts:
    # uint32 or, if wide, uint64 numbers of a memory map.
    const void *numbers
    bint wide
    Py_ssize_t length


@final
cdef class TermTable:
    cdef const unsigned char *text
    cdef Py_ssize_t size
    cdef Starts starts
    cdef tuple held
    cdef Py_ssize_t first_at_least(self, const unsigned char *sought, Py_ssize_t size) noexcept nogil
    cdef Py_ssize_t row(self, bytes term)


@final
cdef class TermField:
    cdef readonly Py_ssize_t terms
    cdef readonly Py_ssize_t articles
    cdef readonly bint leads
    cdef const uint32_t *rows
    cdef const uint32_t *frequencies
    cdef const unsigned char *postings
    cdef const unsigned char *positions
    cdef Py_ssize_t postings_size
    cdef Py_ssize_t positions_size
    cdef Starts postings_start
    cdef Starts positions_start
    cdef tuple held
    cdef Py_ssize_t ordinal(self, Py_ssize_t row) noexcept nogil
    cdef Py_ssize_t ordinal_at_least(self, Py_ssize_t row) noexcept nogil
    cdef int read_articles(
        self, Py_ssize_t ordinal, uint32_t *articles, uint32_t *counts, uint32_t *leads, uint32_t *several
    ) noexcept nogil
    cdef Py_ssize_t read_keys(
        self, Py_ssize_t ordinal, const uint32_t *articles, const uint32_t *counts, const uint32_t *wanted, Py_ssize_t n,
        int64_t base, int64_t *keys
    ) noexcept nogil
    cdef int count_leads(
        self, Py_ssize_t ordinal, Py_ssize_t n, const uint32_t *articles, const uint32_t *counts,
        const uint32_t *lengths, uint32_t *leads
    ) noexcept nogil
