"""The loops that put occurrences into the lists of their terms: a counting sort; and sums over texts.

numpy's way is a key an occurrence and one sort of all keys, 0.15 µs each, after arrays of articles, positions and terms as long
as the text, 0.1 µs and 80 bytes each; here an occurrence costs 15 ns, nearly all of it waiting for memory, and 8 bytes.

A text is the numbers of its chunks; article a's end at ``ends[a]``. Chunk c has ``terms[c]`` terms from row ``first[c]`` on and
takes ``advance[c]`` positions; row r's term is ``term_of[r]`` (below 0: none), ``offset[r]`` positions behind its chunk's. ``plain[c]``
is the term of a chunk that is one word, at its one position, as nearly all are; below 0 of others.
"""


def count_occurrences(
    const int[::1] chunks,
    const int[::1] plain,
    const int[::1] first,
    const int[::1] terms,
    const int[::1] term_of,
    int[::1] counts,
):
    """Add to ``counts[t]`` how often term t occurs."""
    cdef Py_ssize_t at, row, chunk
    if terms.shape[0] != first.shape[0] or plain.shape[0] != first.shape[0]:
        raise ValueError("the arrays do not fit each other")
    with nogil:
        for at in range(chunks.shape[0]):
            chunk = chunks[at]
            if plain[chunk] >= 0:
                counts[plain[chunk]] += 1
                continue
            for row in range(first[chunk], first[chunk] + terms[chunk]):
                if term_of[row] >= 0:
                    counts[term_of[row]] += 1


def open_lists(
    const int[::1] ranked, const int[::1] counts, int[::1] present, long long[::1] starts, long long[::1] next_place
):
    """Give each term that occurs a list, in the order ``ranked``; how many do.

    List n is of term ``present[n]`` and has room from ``starts[n]`` to ``starts[n + 1]``; ``next_place[t]`` is where term t's begins.
    """
    cdef Py_ssize_t at, lists = 0
    cdef long long place = 0
    cdef int term
    if present.shape[0] < ranked.shape[0] or starts.shape[0] <= ranked.shape[0] or next_place.shape[0] < counts.shape[0]:
        raise ValueError("the arrays do not fit each other")
    with nogil:
        for at in range(ranked.shape[0]):
            term = ranked[at]
            if counts[term]:
                present[lists] = term
                starts[lists] = next_place[term] = place
                place += counts[term]
                lists += 1
        starts[lists] = place
    return lists


def scatter_occurrences(
    const int[::1] chunks,
    const long long[::1] ends,
    const int[::1] plain,
    const int[::1] first,
    const int[::1] terms,
    const int[::1] advance,
    const int[::1] term_of,
    const int[::1] offset,
    long long[::1] next_place,
    unsigned int[:, ::1] occurrences,
):
    """Put every occurrence of a term, its article and position, at the end of its list, in the order of the texts: to
    ``next_place`` of the term."""
    cdef Py_ssize_t article, at = 0, row, chunk, end, room = occurrences.shape[0]
    cdef long long position
    if terms.shape[0] != first.shape[0] or advance.shape[0] != first.shape[0] or plain.shape[0] != first.shape[0]:
        raise ValueError("the arrays do not fit each other")
    if offset.shape[0] != term_of.shape[0] or (ends.shape[0] and ends[ends.shape[0] - 1] > chunks.shape[0]):
        raise ValueError("the arrays do not fit each other")
    if occurrences.shape[1] != 2:
        raise ValueError("an occurrence is an article and a position")
    with nogil:
        for article in range(ends.shape[0]):
            position = 0
            end = ends[article]
            while at < end:
                chunk = chunks[at]
                at += 1
                if plain[chunk] >= 0:
                    put(plain[chunk], article, position, next_place, occurrences, room)
                    position += 1
                    continue
                for row in range(first[chunk], first[chunk] + terms[chunk]):
                    if term_of[row] >= 0:
                        put(term_of[row], article, position + offset[row], next_place, occurrences, room)
                position += advance[chunk]


cdef inline void put(
    int term, Py_ssize_t article, long long position, long long[::1] next_place, unsigned int[:, ::1] occurrences, Py_ssize_t room
) noexcept nogil:
    cdef long long place = next_place[term]
    next_place[term] = place + 1
    if place < room:
        occurrences[place, 0] = <unsigned int>article
        occurrences[place, 1] = <unsigned int>position


def sum_values(
    const int[::1] chunks,
    const int[::1] value_of,
    const long long[::1] ends,
    const long long[::1] until,
    long long[::1] sums,
):
    """The sum of the values of each article's chunks that stand before ``until`` of it."""
    cdef Py_ssize_t article, at, start = 0
    if until.shape[0] != ends.shape[0] or sums.shape[0] != ends.shape[0]:
        raise ValueError("the arrays do not fit each other")
    for article in range(ends.shape[0]):
        if not start <= until[article] <= ends[article] <= chunks.shape[0]:
            raise ValueError("a text ends where it does not")
        sums[article] = 0
        for at in range(start, until[article]):
            sums[article] += value_of[chunks[at]]
        start = ends[article]
