"""How many of some articles have each value of a keyword column.

Compiled, because numpy has to write out the place of every code first: on 1,300 articles 18 µs instead of 2.
"""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t

import numpy as np

ctypedef fused Code:
    const uint8_t
    const uint16_t
    const uint32_t


def count(Code[::1] codes, const int64_t[::1] starts, const int64_t[::1] articles, Py_ssize_t values):
    """int64[values], from the codes of each article, of which ``starts`` says where they begin and end.

    Raises ValueError for an article that there is not, and for codes or starts that lead out of the arrays.
    """
    counted = np.zeros(values, np.int64)
    cdef int64_t[::1] counts = counted
    cdef Py_ssize_t place, at
    cdef int64_t article
    for place in range(len(articles)):
        article = articles[place]
        if not 0 <= article < len(starts) - 1:
            raise ValueError(f"there is no article {article}")
        if starts[article] < 0 or starts[article + 1] > len(codes):
            raise ValueError("the codes of an article are not there")
        for at in range(starts[article], starts[article + 1]):
            if codes[at] >= values:
                raise ValueError("a code is of no value")
            counts[codes[at]] += 1
    return counted
