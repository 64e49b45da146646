"""What matches, a bit an article, and what it has got: steps over the arrays of ``sums``. Compiled, as all of ``query.scoring``."""

from cpython.buffer cimport PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from libc.math cimport INFINITY, NAN
from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.string cimport memset

from indexer.codec.bits cimport count_bits, lowest_bit

from .heap cimport gather, settle
from .sums cimport LONG, Sums, is_unset

import numpy as np


# Of matches whose scores nobody wants.
cdef object _NO_SCORES = np.zeros(1 << 14)
_NO_SCORES.flags.writeable = False


cdef object zeros(Py_ssize_t n, dtype):
    """As ``np.zeros``, but that gives up the interpreter's lock to ask for memory.

    Amid each evaluation another thread came in: eight did 0.7 of what one does, where only what matches is wanted.
    """
    made = np.empty(n, dtype)
    cdef Py_buffer buffer
    PyObject_GetBuffer(made, &buffer, PyBUF_WRITABLE)
    memset(buffer.buf, 0, buffer.len)
    PyBuffer_Release(&buffer)
    return made


cdef Py_ssize_t want_touched(Sums sums, Py_ssize_t rows) except -1:
    """What is touched is all that is wanted: list it, ascending, and make room for so many rows; how many that is."""
    cdef Py_ssize_t place, word, n = 0
    cdef uint64_t bits
    for place in range(sums.touches):
        sums.narrowed[sums.touched[place] >> 6] |= <uint64_t>1 << (sums.touched[place] & 63)
    sums.make_wanted_room(sums.touches)
    sums.make_rows(rows, sums.touches)
    for word in range(sums.words):
        bits = sums.narrowed[word]
        sums.narrowed[word] = 0
        while bits:
            sums.wanted[n] = word * 64 + lowest_bit(bits)
            sums.places[n] = n
            bits &= bits - 1
            n += 1
    return n


cdef int join_touched(Sums sums, double weight, double k1, Joining how) noexcept nogil:
    """Add weight · s / (k1 + s), or s where k1 is below 0, to what articles have got; of leaves all is 0 again."""
    cdef Py_ssize_t place, word, counted = sums.matches
    cdef uint32_t article
    cdef uint64_t bit, before
    cdef double score
    for place in range(sums.touches):
        article = sums.touched[place]
        word = article >> 6
        bit = <uint64_t>1 << (article & 63)
        score = sums.sums[article].score
        sums.sums[article].score = 0.0
        before = sums.matched[word]
        if sums.restricted and not sums.within[word] & bit:
            continue
        if how == ADD:
            sums.matched[word] = before | bit
            counted += before & bit == 0
        elif not before & bit:
            continue
        elif how == NARROW:
            sums.narrowed[word] |= bit
        if sums.marking == NULL:
            sums.sums[article].total += score if k1 < 0 else weight * (score / (k1 + score))
    sums.touches = 0
    sums.matches = counted
    if how == NARROW:
        sums.narrow()
    return 0


cdef double least_of_best(Sums sums, Py_ssize_t top_k) except? -1:
    """The least of the ``top_k`` best totals; where there are not so many, below all."""
    if sums.matches < top_k:
        return -INFINITY
    sums.make_found_room(top_k)
    if sums.matches < LONG:
        return _least_total(sums, sums.found, top_k)
    with nogil:
        return _least_total(sums, sums.found, top_k)


cdef double _least_total(Sums sums, double *heap, Py_ssize_t top_k) noexcept nogil:
    cdef Py_ssize_t word, n = 0, node
    cdef uint64_t bits
    cdef double total
    for word in range(sums.words):
        bits = sums.matched[word]
        while bits:
            total = sums.sums[word * 64 + lowest_bit(bits)].total
            bits &= bits - 1
            if n < top_k:
                heap[n] = total
                n += 1
                if n == top_k:
                    for node in range(top_k // 2 - 1, -1, -1):
                        settle(heap, top_k, node, heap[node])
            elif total > heap[0]:
                settle(heap, top_k, 0, total)
    return heap[0]


cdef Py_ssize_t want_contending(Sums sums, double least) except -1:
    """Want the articles that match with so high a total, ascending; how many."""
    sums.make_wanted_room(sums.matches)
    if sums.matches < LONG:
        return _list_contending(sums, least)
    with nogil:
        return _list_contending(sums, least)


cdef Py_ssize_t _list_contending(Sums sums, double least) noexcept nogil:
    cdef Py_ssize_t word, n = 0
    cdef uint64_t bits
    for word in range(sums.words):
        bits = sums.matched[word]
        while bits:
            sums.wanted[n] = word * 64 + lowest_bit(bits)
            n += sums.sums[sums.wanted[n]].total >= least
            bits &= bits - 1
    return n


cdef Py_ssize_t keep_best(Sums sums, Py_ssize_t n, Py_ssize_t top_k) except -1:
    """Want only those with the ``top_k`` highest totals, and all that rounding may have kept from being among them."""
    cdef Py_ssize_t place, left = 0
    cdef double least
    if n <= top_k:
        return n
    sums.make_found_room(n)
    for place in range(n):
        sums.found[place] = sums.sums[sums.wanted[place]].total
    gather(sums.found, n, <int64_t *>sums.places, top_k)
    least = rounded_down(sums.found[sums.places[0]])
    for place in range(n):
        if sums.found[place] >= least:
            sums.wanted[left] = sums.wanted[place]
            left += 1
    return left


cdef int clear_totals(Sums sums) noexcept nogil:
    """Nothing matches any more."""
    cdef Py_ssize_t word
    cdef uint64_t bits
    for word in range(sums.words):
        bits = sums.matched[word]
        sums.matched[word] = 0
        while bits:
            sums.sums[word * 64 + lowest_bit(bits)].total = 0.0
            bits &= bits - 1
    sums.matches = 0
    return 0


cdef Py_ssize_t count_union(Sums sums, uint64_t[::1] union, const uint64_t *deleted) noexcept:
    """Add to the union what matches, and take deleted articles out of it; how many it has."""
    cdef Py_ssize_t word, count = 0
    for word in range(sums.words):
        union[word] |= sums.matched[word]
        if deleted != NULL:
            union[word] &= ~deleted[word]
        count += count_bits(union[word])
    return count


def list_bits(const uint64_t[::1] bits, Py_ssize_t count):
    """The numbers of the bits that are set, int64, of which there are so many."""
    numbers = np.empty(count, np.int64)
    cdef int64_t[::1] to = numbers
    cdef Py_ssize_t word, place = 0
    cdef uint64_t left
    for word in range(len(bits)):
        left = bits[word]
        while left and place < count:
            to[place] = word * 64 + lowest_bit(left)
            left &= left - 1
            place += 1
    return numbers


cdef int add_set(Sums sums, object found) except -1:
    """Add scores of articles to these."""
    cdef const int64_t[::1] articles = found.articles
    cdef const double[::1] scores = found.scores
    cdef Py_ssize_t place
    sums.make_touched_room(len(articles))
    for place in range(len(articles)):
        sums.add(articles[place], scores[place])
    return 0


cdef int look_up_touched(Sums sums, Py_ssize_t n) noexcept:
    """Fill in what was given to the wanted articles, NaN where nothing was; of leaves all is 0 again."""
    cdef Py_ssize_t place
    cdef int64_t article
    for place in range(n):
        article = sums.wanted[place]
        sums.found[place] = NAN if is_unset(sums.sums[article].score) else sums.sums[article].score
    return sums.clear_touched()


cdef Py_ssize_t keep_found(Sums sums, Py_ssize_t n, Py_ssize_t row, double weight, double k1) noexcept:
    """Want only articles of which something was found, and write a row of what that makes of scores; how many are left."""
    cdef Py_ssize_t place, left = 0
    cdef double given
    cdef double *to = sums.rows + row * sums.row_size
    for place in range(n):
        given = sums.found[place]
        if given == given:
            sums.wanted[left] = sums.wanted[place]
            sums.places[left] = sums.places[place]
            to[sums.places[left]] = given if k1 < 0 else weight * (given / (k1 + given))
            left += 1
    return left


cdef int add_row(Sums sums, Py_ssize_t n, Py_ssize_t row, double *scores) noexcept:
    cdef Py_ssize_t place
    cdef const double *given = sums.rows + row * sums.row_size
    for place in range(n):
        scores[place] += given[sums.places[place]]
    return 0


cdef int add_touched(Sums sums, Py_ssize_t n, double weight, double k1, double *scores) noexcept:
    """Add to the scores of wanted articles what was given to them; of leaves all is 0 again."""
    cdef Py_ssize_t place
    cdef double given
    for place in range(n):
        given = sums.sums[sums.wanted[place]].score
        if not is_unset(given):
            scores[place] += given if k1 < 0 else weight * (given / (k1 + given))
    return sums.clear_touched()


cdef tuple take_matches(Sums sums):
    """All articles that match and what they have got, ascending; everything is 0 again."""
    articles, scores = np.empty(sums.matches, np.int64), np.empty(sums.matches)
    cdef int64_t[::1] to_articles = articles
    cdef double[::1] to_scores = scores
    cdef Py_ssize_t word, place = 0
    cdef int64_t article
    cdef uint64_t bits
    for word in range(sums.words):
        bits = sums.matched[word]
        if bits == 0:
            continue
        sums.matched[word] = 0
        while bits:
            article = word * 64 + lowest_bit(bits)
            bits &= bits - 1
            to_articles[place] = article
            to_scores[place] = sums.sums[article].total
            sums.sums[article].total = 0.0
            place += 1
    sums.matches = 0
    return articles, scores


cdef tuple take_marked(Sums sums):
    """The same where only what matches is wanted: scores are 0, and not to be written."""
    articles = np.empty(sums.matches, np.int64)
    cdef int64_t[::1] to_articles = articles
    cdef Py_ssize_t word, place = 0
    cdef uint64_t bits
    for word in range(sums.words):
        bits = sums.matched[word]
        sums.matched[word] = 0
        while bits:
            to_articles[place] = word * 64 + lowest_bit(bits)
            bits &= bits - 1
            place += 1
    sums.matches = 0
    return articles, _NO_SCORES[:place] if place <= len(_NO_SCORES) else zeros(place, np.float64)
