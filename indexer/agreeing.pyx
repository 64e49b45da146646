"""The loops over signatures that find which articles may be copies (``resemblance``).

Compiled: of a million articles some fifteen share the value of any one bin by chance, so there are 360 million pairs to look at.
With sorts of pairs of bins in numpy, which look at none, finding stories took 2.2 s for 200,000 articles and 27 s for a million; so it
takes 1.4 and 16, on the same busy machine. An update looks at every row, to count values and for those that its own rows
have: 0.3 s of a million, where numpy's passes over each column took 1.3.
"""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint64_t

cdef enum:
    VALUES = 65536
    ROWS_AT_ONCE = 2048  # a column of so many rows, and the counts of one bin, stay in the cache


def agreeing_pairs(
    const uint16_t[:, ::1] bins,
    const int64_t[::1] order,
    const uint16_t[::1] values,
    const int64_t[::1] others,
    Py_ssize_t start,
    uint64_t[::1] pairs,
):
    """Put the pairs of rows that agree in one bin, and in any of the bins ``others`` too, into ``pairs``.

    ``order`` has the rows by their value in that bin, then by number, and ``values`` these values; 0 and 65535 agree with nothing.
    A pair is the lower row times 2³² and the higher. Begins with place ``start`` of the order and ends before what may not find
    room; gives the place to go on from, and how many pairs were put. Raises ValueError where a value has more rows than find room.
    """
    cdef Py_ssize_t at = start, end, first, second, other, count = 0, rows = order.shape[0], room = pairs.shape[0]
    cdef uint16_t value
    if values.shape[0] != rows or rows > bins.shape[0]:
        raise ValueError("the arrays do not fit each other")
    with nogil:
        while at < rows:
            end = at + 1
            while end < rows and values[end] == values[at]:
                end += 1
            if 0 < values[at] < 0xFFFF:
                if count + (end - at) * (end - at - 1) // 2 > room:
                    break
                for first in range(at, end):
                    for second in range(first + 1, end):
                        for other in range(others.shape[0]):
                            value = bins[order[first], others[other]]
                            if value == bins[order[second], others[other]] and 0 < value < 0xFFFF:
                                pairs[count] = <uint64_t>order[first] << 32 | <uint64_t>order[second]
                                count += 1
                                break
            at = end
    if at == start and at < rows:
        raise ValueError("a value has more rows than there is room for")
    return at, count


def count_values(const uint16_t[:, ::1] signatures, const int64_t[::1] rows, int32_t[:, ::1] counts):
    """Add to ``counts``, [bins, 65536], how many of the rows have each value in each of these bins, the first ones.

    Gives how many of the rows have any value but 0 there. Raises ValueError where a row is not there.
    """
    cdef Py_ssize_t bins = counts.shape[0], at_once = ROWS_AT_ONCE, first, past = 0, place, bin, filled = 0
    cdef bint any_value
    _check(signatures, rows, bins)
    if counts.shape[1] != VALUES:
        raise ValueError("not a count for each value")
    with nogil:
        while past < rows.shape[0]:
            first, past = past, min(past + at_once, rows.shape[0])
            for bin in range(bins):
                for place in range(first, past):
                    counts[bin, signatures[rows[place], bin]] += 1
        for place in range(rows.shape[0]):
            any_value = False
            for bin in range(bins):
                any_value |= signatures[rows[place], bin] != 0
            filled += any_value
    return filled


def rows_with(
    const uint16_t[:, ::1] signatures,
    const int64_t[::1] rows,
    const uint8_t[:, ::1] marks,
    const int64_t[::1] others,
    uint8_t[::1] found,
):
    """Put 1 into ``found`` for each of the rows that has a marked value in a bin, and in a bin of those ``others`` beyond it too.

    ``marks``, [bins, 8192], has a bit a value, the lowest first; where there are no ``others`` one bin is enough. Raises ValueError
    where a row is not there.
    """
    cdef Py_ssize_t bins = marks.shape[0], place, bin, other
    cdef uint64_t marked  # a bit a bin, and the same again behind them
    cdef uint64_t beyond
    _check(signatures, rows, bins)
    if not 0 < bins < 64 or marks.shape[1] != VALUES // 8 or found.shape[0] != rows.shape[0]:
        raise ValueError("the arrays do not fit each other")
    for other in range(others.shape[0]):
        if not 0 <= others[other] < bins:
            raise ValueError("a bin that is not there")
    with nogil:
        for place in range(rows.shape[0]):
            marked = 0
            for bin in range(bins):
                marked |= <uint64_t>_bit(marks, bin, signatures[rows[place], bin]) << bin
            beyond = 0 if others.shape[0] else marked
            for other in range(others.shape[0]):
                beyond |= marked & (marked >> others[other] | marked << (bins - others[other]))
            found[place] = beyond != 0


cdef inline uint8_t _bit(const uint8_t[:, ::1] marks, Py_ssize_t bin, uint16_t value) noexcept nogil:
    return marks[bin, value >> 3] >> (value & 7) & 1


cdef int _check(const uint16_t[:, ::1] signatures, const int64_t[::1] rows, Py_ssize_t bins) except -1:
    cdef Py_ssize_t place
    if bins > signatures.shape[1]:
        raise ValueError("more bins than signatures have")
    for place in range(rows.shape[0]):
        if not 0 <= rows[place] < signatures.shape[0]:
            raise ValueError("a row that is not there")
    return 0
