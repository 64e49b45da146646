"""Posting lists of a segment, read in place from its memory map (docs/index-format.md).

Compiled, because a search asks for 50 short lists, and each of the dozen numpy calls that decode one costs more than its numbers:
a headline took 2.4 ms by numpy, of which 0.1 ms was arithmetic. Whatever the bytes are, nothing outside of them is read:
lists that are no lists give ValueError, or -1 between compiled callers.
"""

from cython cimport final
from libc.stdint cimport int64_t, uint32_t, uint64_t

from .ascending cimport AscendingNumbers
from .leb128_in_place cimport read, read_either, skip

import numpy as np

cdef const unsigned char *_bytes(object array) except? NULL:
    cdef const unsigned char[::1] view = array
    return &view[0] if len(view) else NULL


cdef inline const unsigned char *_read_header(
    const unsigned char *at, const unsigned char *end, int shift, uint64_t articles, Py_ssize_t place, uint64_t *number,
    uint64_t *article
) noexcept nogil:
    """Read a posting's header and move on to its article; what follows it, or NULL where there is no other of the articles."""
    at = read(at, end, number)
    if at == NULL or (place and number[0] >> shift == 0):
        return NULL
    article[0] += number[0] >> shift
    return at if article[0] < articles else NULL


@final
cdef class TermField:
    """The posting lists of one field: what ``docs/index-format.md`` calls so; there may be no positions.

    ``leads``: headers tell how often a term stands in the lead.
    """

    def __init__(
        self, Py_ssize_t articles, bint leads, AscendingNumbers rows not None, AscendingNumbers first not None,
        postings, AscendingNumbers postings_start not None, positions=None, AscendingNumbers positions_start=None,
    ):
        self.held = (postings, positions)
        self.articles = articles
        self.leads = leads
        self.terms = rows.length
        self.rows = rows
        if first.length != self.terms + 1 or first.at(0) != 0:
            raise ValueError("rows and first are not of the same terms")
        self.first = first
        self.postings = _bytes(postings)
        self.postings_size = len(postings)
        self.postings_start = _checked(postings_start, self.terms, self.postings_size, "postings_start")
        if positions is not None:
            self.positions = _bytes(positions)
            self.positions_size = len(positions)
            self.positions_start = _checked(positions_start, self.terms, self.positions_size, "positions_start")

    cdef Py_ssize_t frequency(self, Py_ssize_t ordinal) noexcept nogil:
        """In how many articles the term of an ordinal there is occurs; damaged, it may be more than there are."""
        return self.first.step(ordinal + 1)

    def document_frequency(self, Py_ssize_t ordinal):
        """The same. Raises IndexError where there is no such term."""
        if not 0 <= ordinal < self.terms:
            raise IndexError(ordinal)
        return self.frequency(ordinal)

    cdef Py_ssize_t ordinal(self, Py_ssize_t row) noexcept nogil:
        """The ordinal of the term in this row of the dictionary, -1 where the field has it not."""
        cdef Py_ssize_t ordinal = self.ordinal_at_least(row)
        return ordinal if ordinal < self.terms and self.rows.at(ordinal) == row else -1

    cdef Py_ssize_t ordinal_at_least(self, Py_ssize_t row) noexcept nogil:
        """The ordinal of the first term in this row of the dictionary or after it, or the number of terms."""
        return self.rows.first_at_least(row)

    cdef int read_articles(
        self, Py_ssize_t ordinal, uint32_t *articles, uint32_t *counts, uint32_t *leads, uint32_t *several
    ) noexcept nogil:
        """Articles, ascending, and how often each holds the term, and, if headers tell, in its lead; 0, or -1 for damage.

        All have room for the term's document frequency; ``several`` is left with the places of some. What is rare is first listed
        there, without a branch, and then read: branches on what is as good as random took half of the time.
        """
        cdef int64_t first, past
        cdef Py_ssize_t n = self.frequency(ordinal), place, each, listed = 0, of_leads = 0
        cdef const unsigned char *at
        cdef const unsigned char *end
        cdef uint64_t number, article = 0
        cdef int shift = 2 if self.leads else 1  # bits below the difference
        if not span(self.postings_start, ordinal, self.postings_size, &first, &past) or n > past - first:
            return -1
        at, end = self.postings + first, self.postings + past
        for place in range(n):
            at = _read_header(at, end, shift, self.articles, place, &number, &article)
            if at == NULL:
                return -1
            articles[place] = <uint32_t>article
            counts[place] = 1
            leads[place] = (number >> 1) & (shift - 1)
            several[listed] = <uint32_t>place
            listed += number & 1
        for each in range(listed):
            at = read(at, end, &number)
            if at == NULL or number >= <uint64_t>0xFFFFFFF0u:
                return -1
            place = several[each]
            counts[place] = <uint32_t>(number + 2)
            several[of_leads] = <uint32_t>place
            of_leads += leads[place]
        for each in range(of_leads):
            at = read(at, end, &number)
            place = several[each]
            if at == NULL or number >= counts[place]:
                return -1
            leads[place] = <uint32_t>(number + 1)
        return 0 if at == end else -1

    cdef int mark_articles(self, Py_ssize_t ordinal, int64_t base, uint64_t *bits) noexcept nogil:
        """Set the bit of each article that holds the term, numbered from ``base``; 0, or -1 for damage that is met."""
        cdef int64_t first, past
        cdef Py_ssize_t n = self.frequency(ordinal), place
        cdef const unsigned char *at
        cdef const unsigned char *end
        cdef uint64_t number, article = 0
        cdef int shift = 2 if self.leads else 1  # as in read_articles
        if not span(self.postings_start, ordinal, self.postings_size, &first, &past) or n > past - first:
            return -1
        at, end = self.postings + first, self.postings + past
        for place in range(n):
            at = _read_header(at, end, shift, self.articles, place, &number, &article)
            if at == NULL:
                return -1
            bits[(base + article) >> 6] |= <uint64_t>1 << ((base + article) & 63)
        return 0

    def read_postings(self, Py_ssize_t first, Py_ssize_t past):
        """Articles and frequencies of the terms from ordinal ``first`` to before ``past``, int64; of one term after another."""
        if first < 0 or past > self.terms:
            raise ValueError("a field has no such term")
        cdef Py_ssize_t n = 0, ordinal
        for ordinal in range(first, past):
            if self.frequency(ordinal) > self.articles:
                raise ValueError(f"first[{ordinal + 1}]: more articles than there are")
            n += self.frequency(ordinal)
        read = np.empty((4, n + 1), np.uint32)
        cdef uint32_t[:, ::1] into = read
        n = 0
        for ordinal in range(first, past):
            if self.read_articles(ordinal, &into[0, n], &into[1, n], &into[2, n], &into[3, n]) < 0:
                raise ValueError(f"postings of term {ordinal} are no posting list")
            n += self.frequency(ordinal)
        return read[0, :n].astype(np.int64), read[1, :n].astype(np.int64)

    def read_positions(self, Py_ssize_t first, Py_ssize_t past, frequencies):
        """Positions of the same terms with these frequencies, int64, those of one article after those of another."""
        if first < 0 or past > self.terms or self.positions_start is None:
            raise ValueError("a field has no such term")
        cdef const int64_t[::1] counts = frequencies
        cdef Py_ssize_t place, n = 0
        cdef int64_t each, start = self.positions_start.at(first), end = self.positions_start.at(past)
        cdef uint64_t number, position
        if start < 0 or start > end or end > self.positions_size:
            raise ValueError(f"positions_start[{first}] to [{past}] lead out of the positions")
        for place in range(len(counts)):
            n += counts[place]
            if counts[place] < 0 or n > end - start:
                raise ValueError(f"positions of terms {first} to {past}: fewer than the frequencies ask for")
        positions = np.empty(n, np.int64)
        cdef int64_t[::1] into = positions
        cdef const unsigned char *at = self.positions + start
        n = 0
        for place in range(len(counts)):
            position = 0
            for each in range(counts[place]):
                at = read(at, self.positions + end, &number)
                if at == NULL:
                    raise ValueError(f"positions of terms {first} to {past}: they end within a number")
                position += number
                into[n] = position
                n += 1
        if at != self.positions + end:
            raise ValueError(f"positions of terms {first} to {past}: more than the frequencies ask for")
        return positions

    cdef Py_ssize_t read_keys(
        self, Py_ssize_t ordinal, const uint32_t *articles, const uint32_t *counts, const uint32_t *wanted,
        const uint32_t *before, Py_ssize_t n, int64_t base, int64_t *keys
    ) noexcept nogil:
        """(base + article) · 2³² + position of every occurrence at the wanted places of the list, ascending; how many, or -1.

        ``articles`` and ``counts`` are what ``read_articles`` gave; ``wanted`` are ``n`` places in them, ascending, and ``before`` how
        often the term occurs before each of these; ``keys`` has room for the sum of the counts there.
        """
        cdef Py_ssize_t found = 0, place, number_of
        cdef uint32_t each, passed = 0
        cdef uint64_t number, position
        cdef int64_t first, past
        if self.positions_start is None or not span(self.positions_start, ordinal, self.positions_size, &first, &past):
            return -1
        cdef const unsigned char *at = self.positions + first
        cdef const unsigned char *end = self.positions + past
        for number_of in range(n):
            place = wanted[number_of]
            at = skip(at, end, <uint32_t>(before[number_of] - passed))
            passed = before[number_of] + counts[place]
            if at == NULL or end - at < counts[place]:
                return -1
            position = 0
            for each in range(counts[place]):
                at = read_either(at, end, &number)
                if at == NULL:
                    return -1
                position += number
                if position > 0x7FFFFFFF:
                    return -1
                keys[found] = ((base + articles[place]) << 32) + <int64_t>position
                found += 1
        return found

    cdef int count_leads(
        self, Py_ssize_t ordinal, Py_ssize_t n, const uint32_t *articles, const uint32_t *counts,
        const Lengths *lengths, uint32_t *leads
    ) noexcept nogil:
        """How often each article holds the term at a position below its length; 0, or -1 for damage."""
        cdef Py_ssize_t place
        cdef uint32_t each, length
        cdef uint64_t number, position
        cdef int64_t first, past
        if self.positions_start is None or not span(self.positions_start, ordinal, self.positions_size, &first, &past):
            return -1
        cdef const unsigned char *at = self.positions + first
        cdef const unsigned char *end = self.positions + past
        for place in range(n):
            if end - at < counts[place]:
                return -1
            leads[place] = 0
            position = 0
            length = length_of(lengths, articles[place])
            for each in range(counts[place]):
                at = read(at, end, &number)
                if at == NULL:
                    return -1
                position += number
                if position < length:
                    leads[place] += 1
        return 0


cdef AscendingNumbers _checked(AscendingNumbers starts, Py_ssize_t terms, Py_ssize_t size, str name):
    """Raise ValueError where these are not the starts of so many terms in so many bytes."""
    if starts is None or starts.length != terms + 1 or starts.at(0) != 0 or starts.at(terms) != size:
        raise ValueError(f"{name} is not of the field's {terms} terms and {size} bytes")
    return starts


cdef Lengths narrow_numbers(object array) except *:
    """An array of uint8, uint16 or uint32, which must be held as long; raises ValueError for any other."""
    cdef Lengths lengths
    cdef const uint8_t[::1] small
    cdef const uint16_t[::1] middle
    cdef const uint32_t[::1] large
    lengths.numbers = NULL
    lengths.item_size = array.itemsize
    if len(array) == 0:
        return lengths
    if lengths.item_size == 1:
        small = array
        lengths.numbers = &small[0]
    elif lengths.item_size == 2:
        middle = array
        lengths.numbers = &middle[0]
    else:
        large = array
        lengths.numbers = &large[0]
    return lengths
