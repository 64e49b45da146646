"""Bits of a word, by the compiler's own functions."""

from libc.stdint cimport uint64_t

cdef extern from *:
    """
    static inline int lowest_bit(unsigned long long bits) { return __builtin_ctzll(bits); }
    static inline int count_bits(unsigned long long bits) { return __builtin_popcountll(bits); }
    """
    int lowest_bit(uint64_t bits) nogil
    int count_bits(uint64_t bits) nogil
