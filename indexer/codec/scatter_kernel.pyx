"""The loop that puts occurrences into the lists of their terms: a counting sort.

numpy's way is a key an occurrence and one sort of all keys, 0.15 µs each, after arrays of articles, positions and terms as long
as the text, 0.1 µs and 80 bytes each; here an occurrence costs 15 ns, nearly all of it waiting for memory, and 8 bytes.
"""


def scatter_occurrences(
    const int[::1] chunks,
    const long long[::1] ends,
    const int[::1] first,
    const int[::1] terms,
    const int[::1] advance,
    const int[::1] term_of,
    const int[::1] offset,
    const int[::1] list_of,
    long long[::1] next_place,
    unsigned int[::1] articles,
    unsigned int[::1] positions,
):
    """A text is the numbers of its chunks; put every occurrence of a term at the end of its list, in the order of the texts.

    Article a's chunks end at ``ends[a]``. Chunk c has ``terms[c]`` terms from row ``first[c]`` on and takes ``advance[c]``
    positions; row r's term is ``term_of[r]`` (below 0: none), ``offset[r]`` positions behind its chunk's; term t goes to list
    ``list_of[t]``, whose next occurrence goes to ``next_place`` of it in ``articles`` and ``positions``.
    """
    cdef Py_ssize_t article, at = 0, row, chunk, end, lists = next_place.shape[0], room = articles.shape[0], place
    cdef long long position
    cdef int term
    if terms.shape[0] != first.shape[0] or advance.shape[0] != first.shape[0] or positions.shape[0] != room:
        raise ValueError("the arrays do not fit each other")
    if offset.shape[0] != term_of.shape[0] or (ends.shape[0] and ends[ends.shape[0] - 1] > chunks.shape[0]):
        raise ValueError("the arrays do not fit each other")
    with nogil:
        for article in range(ends.shape[0]):
            position = 0
            end = ends[article]
            while at < end:
                chunk = chunks[at]
                for row in range(first[chunk], first[chunk] + terms[chunk]):
                    term = term_of[row]
                    if term >= 0:
                        place = next_place[list_of[term]]
                        next_place[list_of[term]] = place + 1
                        if place < room:
                            articles[place] = article
                            positions[place] = position + offset[row]
                position += advance[chunk]
                at += 1
