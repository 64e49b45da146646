"""The loops that write posting lists: numbers of one list after another as LEB128, straight into bytes.

With numpy a number costs 0.15 µs (differences, masks, sizes and places are an array each, and each is read and written), here 5 ns.
"""

ctypedef fused Number:
    unsigned int
    long long


cdef extern from *:
    """
    #define LARGEST ((1ULL << 35) - 1)
    """
    const unsigned long long LARGEST


cdef inline Py_ssize_t put(
    unsigned char *out, Py_ssize_t at, unsigned long long number, unsigned long long *beyond
) noexcept nogil:
    # Five bytes at most, whatever it is: what is larger is reported at the end.
    beyond[0] |= number >> 35
    number &= LARGEST
    while number >= 0x80:
        out[at] = (number & 0x7F) | 0x80
        at += 1
        number >>= 7
    out[at] = number
    return at + 1


def group_occurrences(
    const long long[::1] starts,
    const unsigned int[::1] articles,
    const unsigned int[::1] positions,
    const unsigned int[::1] leads,
    unsigned int[::1] grouped,
    unsigned int[::1] frequencies,
    unsigned int[::1] in_lead,
    long long[::1] grouped_starts,
):
    """Occurrences → postings: each article of a list once, with how often it stands there, and how often below its lead's length.

    List t is ``starts[t]`` to ``starts[t + 1]``; ``articles`` and ``positions`` are of the occurrences, ascending in each list.
    Fills ``grouped_starts`` likewise, and ``grouped`` (the articles), ``frequencies`` and, where ``leads`` (words of each article's
    lead) are not empty, ``in_lead``; these have room for as many as there are occurrences. Gives how many postings there are.
    """
    cdef Py_ssize_t lists = starts.shape[0] - 1, term, at, end, count = 0, occurrences = articles.shape[0]
    cdef bint leading = leads.shape[0] > 0
    cdef unsigned int article
    if (
        starts[lists] != occurrences
        or positions.shape[0] != occurrences
        or grouped.shape[0] < occurrences
        or frequencies.shape[0] < occurrences
        or (leading and in_lead.shape[0] < occurrences)
        or grouped_starts.shape[0] != lists + 1
    ):
        raise ValueError("the arrays do not fit each other")
    with nogil:
        for term in range(lists):
            grouped_starts[term] = count
            at, end = starts[term], starts[term + 1]
            while at < end:
                article = articles[at]
                grouped[count] = article
                frequencies[count] = 0
                if leading:
                    in_lead[count] = 0
                while at < end and articles[at] == article:
                    frequencies[count] += 1
                    if leading and article < leads.shape[0] and positions[at] < leads[article]:
                        in_lead[count] += 1
                    at += 1
                count += 1
        grouped_starts[lists] = count
    return count


def write_postings(
    const long long[::1] starts,
    const Number[::1] articles,
    const Number[::1] frequencies,
    const unsigned int[::1] in_lead,
    unsigned char[::1] out,
    long long[::1] out_starts,
):
    """Write the lists of ``codec.postings``; gives how many bytes. ``in_lead`` is empty of a field without leads.
    Raises ValueError where articles do not ascend.

    ``out`` has room for 15 bytes a posting; ``out_starts[t]`` is filled with where list t begins and, last, ends.
    """
    cdef Py_ssize_t lists = starts.shape[0] - 1, term, at, size = 0, postings = articles.shape[0]
    cdef bint leading = in_lead.shape[0] > 0
    cdef unsigned long long before, head, beyond = 0
    if (
        starts[lists] != postings
        or frequencies.shape[0] != postings
        or (leading and in_lead.shape[0] < postings)
        or out.shape[0] < 15 * postings
        or out_starts.shape[0] != lists + 1
    ):
        raise ValueError("the arrays do not fit each other")
    if postings == 0:
        out_starts[:] = 0
        return 0
    cdef unsigned char *bytes_out = &out[0]
    with nogil:
        for term in range(lists):
            out_starts[term] = size
            before = 0
            for at in range(starts[term], starts[term + 1]):
                head = articles[at] - before
                before = articles[at]
                if leading:
                    head = (head << 1) | (in_lead[at] > 0)
                size = put(bytes_out, size, (head << 1) | (frequencies[at] > 1), &beyond)
            for at in range(starts[term], starts[term + 1]):
                if frequencies[at] > 1:
                    size = put(bytes_out, size, frequencies[at] - 2, &beyond)
            if leading:
                for at in range(starts[term], starts[term + 1]):
                    if frequencies[at] > 1 and in_lead[at] > 0:
                        size = put(bytes_out, size, in_lead[at] - 1, &beyond)
        out_starts[lists] = size
    if beyond:
        raise ValueError("not ascending, or too large to be written")
    return size


def write_positions(
    const long long[::1] starts,
    const Number[::1] frequencies,
    const Number[::1] positions,
    unsigned char[::1] out,
    long long[::1] out_starts,
):
    """Write the positions of the same lists: of each posting the first, then differences; gives how many bytes.

    ``out`` has room for 5 bytes a position; ``out_starts`` as above.
    """
    cdef Py_ssize_t lists = starts.shape[0] - 1, term, at, place = 0, size = 0, count = positions.shape[0]
    cdef unsigned long long before, beyond = 0
    cdef long long left
    if starts[lists] != frequencies.shape[0] or out.shape[0] < 5 * count or out_starts.shape[0] != lists + 1:
        raise ValueError("the arrays do not fit each other")
    if count == 0:
        out_starts[:] = 0
        return 0
    cdef unsigned char *bytes_out = &out[0]
    with nogil:
        for term in range(lists):
            out_starts[term] = size
            for at in range(starts[term], starts[term + 1]):
                before = 0
                left = frequencies[at]
                while left > 0 and place < count:
                    size = put(bytes_out, size, positions[place] - before, &beyond)
                    before = positions[place]
                    place += 1
                    left -= 1
        out_starts[lists] = size
    if beyond:
        raise ValueError("not ascending, or too large to be written")
    return size
