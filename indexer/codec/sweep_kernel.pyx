"""The loops that leave deleted articles out of posting lists.

A list has its headers first, its frequencies behind and what stands in the lead last, so each is walked three times; in numpy, by
decoding and encoding anew, a segment takes twenty times as long (100,000 articles: 30 s).
"""

from .leb128 cimport copy, read, skip_numbers, write


cdef int _fitting(const unsigned char[::1] data, const long long[::1] starts, const long long[::1] counts) except -1:
    """Raise ValueError where the lists do not lie in the bytes, one after another."""
    cdef Py_ssize_t term
    if starts.shape[0] != counts.shape[0] + 1 or starts[0] < 0 or starts[counts.shape[0]] > data.shape[0]:
        raise ValueError("the lists are not of the bytes")
    for term in range(counts.shape[0]):
        if starts[term] > starts[term + 1]:
            raise ValueError("the lists do not follow each other")
    return 0


def count_living(
    const unsigned char[::1] data,
    const long long[::1] starts,
    const long long[::1] counts,
    const int[::1] renumbered,
    int flags,
    long long[::1] out,
):
    """How many living articles each list has: ``starts`` and ``counts`` (postings) of each, ``renumbered`` -1 for deleted articles.

    ``flags`` is how many bits of an article's number say other things: 1, or 2 of a field with a lead. Raises ValueError where
    the bytes are not such lists.
    """
    cdef Py_ssize_t term, at, lists = counts.shape[0]
    cdef long long number
    cdef unsigned long long head, article
    cdef bint wrong = False
    _fitting(data, starts, counts)
    if out.shape[0] != lists:
        raise ValueError("there is no room for the counts")
    with nogil:
        for term in range(lists):
            at, article = starts[term], 0
            out[term] = 0
            for number in range(counts[term]):
                at = read(data, at, starts[term + 1], &head)
                article += head >> flags
                if at < 0 or article >= <unsigned long long>renumbered.shape[0]:
                    wrong = True
                    break
                out[term] += renumbered[article] >= 0
            if wrong:
                break
    if wrong:
        raise ValueError("the bytes are not lists of postings")


def sweep_postings(
    const unsigned char[::1] data,
    const long long[::1] starts,
    const long long[::1] counts,
    const int[::1] renumbered,
    int flags,
    unsigned char[::1] out,
    long long[::1] out_starts,
):
    """Write the lists without the deleted articles; how many bytes. ``renumbered`` are the numbers of the others, ascending from 0.

    ``out`` has room for ``data`` (fewer articles before one make its number no larger, but its distance to the one before may
    take a byte that a deleted one had), ``out_starts`` for lists + 1. Raises ValueError where the bytes are not such lists.
    """
    cdef Py_ssize_t term, at, cut, rest, size = 0, lists = counts.shape[0]
    cdef long long number, several, both
    cdef unsigned long long head, article, last, bits = (1 << flags) - 1
    cdef bint wrong = False
    _fitting(data, starts, counts)
    if out_starts.shape[0] != lists + 1 or out.shape[0] < data.shape[0]:
        raise ValueError("there is no room for the lists")
    with nogil:
        for term in range(lists):
            out_starts[term] = size
            at, article, last, several, both = starts[term], 0, 0, 0, 0
            for number in range(counts[term]):
                at = read(data, at, starts[term + 1], &head)
                article += head >> flags
                if at < 0 or article >= <unsigned long long>renumbered.shape[0]:
                    wrong = True
                    break
                several += head & 1
                both += (head & 3) == 3
                if renumbered[article] >= 0:
                    size = write((renumbered[article] - last) << flags | (head & bits), out, size)
                    last = renumbered[article]
            if wrong:
                break
            cut = skip_numbers(data, at, starts[term + 1], several)
            rest = skip_numbers(data, cut, starts[term + 1], both) if flags == 2 else cut
            if cut < 0 or rest != starts[term + 1]:
                wrong = True
                break
            size = _copy_living(data, starts[term], counts[term], renumbered, flags, 1, at, cut, out, size)
            if flags == 2:
                size = _copy_living(data, starts[term], counts[term], renumbered, flags, 3, cut, rest, out, size)
        out_starts[lists] = size
    if wrong:
        raise ValueError("the bytes are not lists of postings")
    return size


cdef Py_ssize_t _copy_living(
    const unsigned char[::1] data, Py_ssize_t at, long long count, const int[::1] renumbered, int flags,
    unsigned long long telling, Py_ssize_t numbers, Py_ssize_t end, unsigned char[::1] out, Py_ssize_t size,
) noexcept nogil:
    """Copy of the numbers that stand from ``numbers`` to ``end``, one for each header with all bits of ``telling``, the living ones'.

    The headers were read before, so they are sound.
    """
    cdef long long number
    cdef unsigned long long head, article = 0
    cdef Py_ssize_t past
    for number in range(count):
        at = read(data, at, numbers, &head)
        article += head >> flags
        if head & telling == telling:
            past = skip_numbers(data, numbers, end, 1)
            if renumbered[article] >= 0:
                size = copy(data, numbers, past, out, size)
            numbers = past
    return size


def sweep_positions(
    const unsigned char[::1] data,
    const long long[::1] starts,
    const long long[::1] counts,
    const int[::1] renumbered,
    int flags,
    const unsigned char[::1] positions,
    const long long[::1] positions_starts,
    unsigned char[::1] out,
    long long[::1] out_starts,
):
    """The same of positions: those of living articles are copied. ``out`` has room for ``positions``."""
    cdef Py_ssize_t term, at, frequencies, place, past, size = 0, lists = counts.shape[0]
    cdef long long number
    cdef unsigned long long head, article, frequency
    cdef bint wrong = False
    _fitting(data, starts, counts)
    _fitting(positions, positions_starts, counts)
    if out_starts.shape[0] != lists + 1 or out.shape[0] < positions.shape[0]:
        raise ValueError("there is no room for the positions")
    with nogil:
        for term in range(lists):
            out_starts[term] = size
            at, article, place = starts[term], 0, positions_starts[term]
            frequencies = skip_numbers(data, at, starts[term + 1], counts[term])
            for number in range(counts[term]):
                at = read(data, at, starts[term + 1], &head)
                article += head >> flags
                if at < 0 or frequencies < 0 or article >= <unsigned long long>renumbered.shape[0]:
                    wrong = True
                    break
                frequency = 1
                if head & 1:
                    frequencies = read(data, frequencies, starts[term + 1], &frequency)
                    frequency += 2
                past = skip_numbers(positions, place, positions_starts[term + 1], frequency)
                if frequencies < 0 or past < 0:
                    wrong = True
                    break
                if renumbered[article] >= 0:
                    size = copy(positions, place, past, out, size)
                place = past
            if wrong or place != positions_starts[term + 1]:
                wrong = True
                break
        out_starts[lists] = size
    if wrong:
        raise ValueError("the bytes are not lists of postings with positions")
    return size
