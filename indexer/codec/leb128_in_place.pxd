"""Numbers of LEB128 at pointers: what reads lists in place, where ``leb128`` reads buffers.

Nothing at or behind ``end`` is read; what is no number there is NULL.
"""

from libc.stdint cimport uint64_t
from libc.string cimport memcpy

from .bits cimport lowest_bit

cdef enum:
    MOST_BYTES = 5  # of a number: LARGEST in postings.py


cdef inline const unsigned char *read(
    const unsigned char *at, const unsigned char *end, uint64_t *number
) noexcept nogil:
    """One LEB128 number; where the next begins, or NULL where there is none."""
    if at < end and at[0] < 0x80:
        number[0] = at[0]
        return at + 1
    cdef uint64_t found = 0
    cdef int shift = 0
    while at < end and shift < 7 * MOST_BYTES:
        found |= <uint64_t>(at[0] & 0x7F) << shift
        if at[0] < 0x80:
            number[0] = found
            return at + 1
        at += 1
        shift += 7
    return NULL


cdef inline const unsigned char *read_either(
    const unsigned char *at, const unsigned char *end, uint64_t *number
) noexcept nogil:
    """The same where one byte and two are about as frequent: without a branch between these, which would be as good as random."""
    cdef uint64_t second
    if end - at < 2 or (at[0] & at[1]) >= 0x80:
        return read(at, end, number)
    second = at[0] >> 7
    number[0] = (at[0] & 0x7F) | (at[1] & (0 - second)) << 7
    return at + 1 + second


cdef inline const unsigned char *skip(
    const unsigned char *at, const unsigned char *end, uint64_t numbers
) noexcept nogil:
    """Where the next number begins behind so many, or NULL where there are not so many."""
    cdef uint64_t eight, ends, count
    while numbers:
        if end - at < 8:
            if at == end:
                return NULL
            numbers -= at[0] < 0x80
            at += 1
            continue
        memcpy(&eight, at, 8)
        # Each byte without the high bit ends a number; their bits are added up by the product.
        ends = (~eight & <uint64_t>0x8080808080808080u) >> 7
        count = (ends * <uint64_t>0x0101010101010101u) >> 56
        if count < numbers:
            numbers -= count
            at += 8
            continue
        while numbers > 1:
            ends &= ends - 1
            numbers -= 1
        return at + (lowest_bit(ends) >> 3) + 1
    return at
