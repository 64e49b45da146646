from cython cimport final
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

from .ascending cimport AscendingNumbers


cdef struct Lengths:
    # Numbers in the narrowest of uint8, uint16 and uint32: words of a field by article, codes of values.
    const void *numbers
    int item_size


cdef inline uint32_t length_of(const Lengths *lengths, Py_ssize_t article) noexcept nogil:
    if lengths.item_size == 1:
        return (<const uint8_t *>lengths.numbers)[article]
    if lengths.item_size == 2:
        return (<const uint16_t *>lengths.numbers)[article]
    return (<const uint32_t *>lengths.numbers)[article]


cdef inline bint span(
    AscendingNumbers starts, Py_ssize_t place, Py_ssize_t size, int64_t *first, int64_t *past
) noexcept nogil:
    """Fill in where the list of a place begins and ends; whether that is inside of so many bytes."""
    first[0] = starts.at(place)
    if first[0] < 0 or first[0] > size:
        return False
    past[0] = first[0] + starts.step(place + 1)
    return past[0] <= size


@final
cdef class TermField:
    cdef readonly Py_ssize_t terms
    cdef readonly Py_ssize_t articles
    cdef readonly bint leads
    cdef AscendingNumbers rows
    cdef AscendingNumbers first
    cdef AscendingNumbers postings_start
    cdef AscendingNumbers positions_start
    cdef const unsigned char *postings
    cdef const unsigned char *positions
    cdef Py_ssize_t postings_size
    cdef Py_ssize_t positions_size
    cdef tuple held
    cdef Py_ssize_t frequency(self, Py_ssize_t ordinal) noexcept nogil
    cdef Py_ssize_t ordinal(self, Py_ssize_t row) noexcept nogil
    cdef Py_ssize_t ordinal_at_least(self, Py_ssize_t row) noexcept nogil
    cdef int read_articles(
        self, Py_ssize_t ordinal, uint32_t *articles, uint32_t *counts, uint32_t *leads, uint32_t *several
    ) noexcept nogil
    cdef int mark_articles(self, Py_ssize_t ordinal, int64_t base, uint64_t *bits) noexcept nogil
    cdef Py_ssize_t read_keys(
        self, Py_ssize_t ordinal, const uint32_t *articles, const uint32_t *counts, const uint32_t *wanted,
        const uint32_t *before, Py_ssize_t n, int64_t base, int64_t *keys
    ) noexcept nogil
    cdef int count_leads(
        self, Py_ssize_t ordinal, Py_ssize_t n, const uint32_t *articles, const uint32_t *counts,
        const Lengths *lengths, uint32_t *leads
    ) noexcept nogil


cdef Lengths narrow_numbers(object array) except *
