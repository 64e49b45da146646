"""Terms and posting lists of a segment, read in place from its memory map (docs/index-format.md).

Compiled, because a search asks for 50 short lists, and each of the dozen numpy calls that decode one costs more than its numbers:
a headline took 2.4 ms by numpy, of which 0.1 ms was arithmetic. Whatever the bytes are, nothing outside of them is read:
lists that are no lists give ValueError, or -1 between compiled callers.
"""

from cython cimport final
from libc.stdint cimport int64_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcmp, memcpy

import numpy as np

cdef extern from *:
    """
    static inline int count_bits(unsigned long long bits) { return __builtin_popcountll(bits); }
    """
    int count_bits(uint64_t bits) nogil

cdef enum:
    MOST_BYTES = 5  # of a number: LARGEST in postings.py


cdef inline int64_t _at(const Starts *starts, Py_ssize_t place) noexcept nogil:
    if starts.wide:
        return <int64_t>(<const uint64_t *>starts.numbers)[place]
    return (<const uint32_t *>starts.numbers)[place]


cdef Starts _starts(object array) except *:
    """The numbers of an array of uint32 or uint64."""
    cdef Starts starts
    cdef const uint32_t[::1] narrow
    cdef const uint64_t[::1] wide
    starts.length = len(array)
    starts.wide = array.itemsize == 8
    starts.numbers = NULL
    if starts.length == 0:
        return starts
    if starts.wide:
        wide = array
        starts.numbers = &wide[0]
    else:
        narrow = array
        starts.numbers = &narrow[0]
    return starts


cdef const unsigned char *_bytes(object array) except? NULL:
    cdef const unsigned char[::1] view = array
    return &view[0] if len(view) else NULL


cdef const uint32_t *_numbers(object array) except? NULL:
    cdef const uint32_t[::1] view = array
    return &view[0] if len(view) else NULL


cdef inline const unsigned char *_read(
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


cdef inline const unsigned char *_skip(
    const unsigned char *at, const unsigned char *end, uint64_t numbers
) noexcept nogil:
    """Where the next number begins behind so many, or NULL where there are not so many."""
    cdef uint64_t eight
    while numbers >= 8 and end - at >= 8:
        memcpy(&eight, at, 8)
        # Each byte without the high bit ends a number.
        numbers -= count_bits(~eight & <uint64_t>0x8080808080808080u)
        at += 8
    while numbers:
        if at == end:
            return NULL
        numbers -= at[0] < 0x80
        at += 1
    return at


@final
cdef class TermTable:
    """The dictionary of a segment: ``text`` uint8, terms end to end, ascending; ``starts`` of them, uint32 or uint64 [terms + 1]."""

    def __init__(self, text, starts):
        self.held = (text, starts)
        self.text = _bytes(text)
        self.size = len(text)
        self.starts = _starts(starts)
        if self.starts.length == 0:
            raise ValueError("a table of terms has at least one start")

    cdef Py_ssize_t first_at_least(self, const unsigned char *sought, Py_ssize_t size) noexcept nogil:
        """The first row not below the sought bytes; -1 where the starts lead out of the text."""
        cdef Py_ssize_t low = 0, high = self.starts.length - 1, middle, shorter
        cdef int64_t first, past
        cdef int order
        while low < high:
            middle = (low + high) // 2
            first, past = _at(&self.starts, middle), _at(&self.starts, middle + 1)
            if first < 0 or past < first or past > self.size:
                return -1
            shorter = min(past - first, size)
            order = memcmp(self.text + first, sought, shorter) if shorter else 0
            if order < 0 or (order == 0 and past - first < size):
                low = middle + 1
            else:
                high = middle
        return low

    cdef Py_ssize_t row(self, bytes term):
        """The row of a term, -1 where it is none."""
        cdef const unsigned char *sought = term
        cdef Py_ssize_t size = len(term)
        cdef Py_ssize_t row = self.first_at_least(sought, size)
        if row < 0 or row >= self.starts.length - 1:
            return -1
        if _at(&self.starts, row + 1) - _at(&self.starts, row) != size or _at(&self.starts, row + 1) > self.size:
            return -1
        return row if size == 0 or memcmp(self.text + _at(&self.starts, row), sought, size) == 0 else -1

    def find(self, bytes term):
        """The row of a term, or None."""
        cdef Py_ssize_t row = self.row(term)
        return None if row < 0 else row

    def with_prefix(self, bytes prefix):
        """The rows of the terms that start with a prefix, a range. Raises ValueError for damaged starts."""
        cdef bytes beyond = prefix.rstrip(b"\xff")
        cdef Py_ssize_t first = self.first_at_least(prefix, len(prefix)), past = self.starts.length - 1
        if beyond:
            beyond = beyond[: len(beyond) - 1] + bytes([beyond[len(beyond) - 1] + 1])
            past = self.first_at_least(beyond, len(beyond))
        if first < 0 or past < 0:
            raise ValueError("starts lead out of the text")
        return range(first, max(first, past))

    def similar(self, str text, object rows, Py_ssize_t most):
        """Those of the rows (a range) whose terms are at most so many edits from a text, int64, ascending.

        An edit inserts, drops or changes a character, or swaps two neighbours, and none is edited twice (optimal string
        alignment). Terms that begin alike share the table of their beginnings (Wagner, Fischer, "The String-to-String
        Correction Problem", 1974), and a beginning that cannot become the text ends all terms with it: 11 ms by a call of a library
        for each of 5,000 terms, 0.2 ms so.
        """
        cdef _Similarity walk = _Similarity(text, most)
        cdef Py_ssize_t row, size = len(text.encode()), found = 0
        cdef int64_t first, past
        within = np.empty(len(rows), np.int64)
        cdef int64_t[::1] into = within
        for row in range(rows.start, rows.stop):
            first, past = _at(&self.starts, row), _at(&self.starts, row + 1)
            if first < 0 or past < first or past > self.size:
                raise ValueError("starts lead out of the text")
            # An edit changes the length by four bytes at most.
            if past - first - size > 4 * most or size - (past - first) > 4 * most:
                continue
            if walk.reaches(self.text + first, past - first):
                into[found] = row
                found += 1
        return within[:found]


@final
cdef class _Similarity:
    """Distances of the beginnings of one term after another to the beginnings of a text.

    Only of beginnings whose lengths differ by ``most`` at most: all others are farther. A whole table for a text of 200,000
    characters, which anybody can type, would be 300 GB.
    """

    cdef Py_ssize_t size, most, depth, dead
    cdef uint32_t[::1] text
    cdef uint32_t[::1] term  # characters of the last term, ``depth`` of them
    cdef uint16_t[:, ::1] distances  # row i, place j − i + most + 1: of its first i characters to j of the text; most + 1 is far

    def __init__(self, str text, Py_ssize_t most):
        # One more character than any near term has is dead.
        cdef Py_ssize_t deepest = len(text) + most + 1, place
        self.size, self.most, self.depth, self.dead = len(text), most, 0, deepest + 1
        self.text = np.array([ord(each) for each in text] or [0], np.uint32)
        self.term = np.zeros(deepest, np.uint32)
        self.distances = np.full((deepest + 1, 2 * most + 3), most + 1, np.uint16)
        for place in range(most + 1):
            self.distances[0, place + most + 1] = place

    cdef bint reaches(self, const unsigned char *at, Py_ssize_t bytes_left):
        """Whether this term is near enough."""
        cdef Py_ssize_t depth = 0
        cdef const unsigned char *end = at + bytes_left
        cdef uint32_t character
        cdef bint known = True  # so far as the term before
        while at < end:
            character = at[0]
            at += 1
            if character >= 0xC0:
                character &= 0x1F if character < 0xE0 else (0x0F if character < 0xF0 else 0x07)
            while at < end and at[0] & 0xC0 == 0x80:
                character = character << 6 | (at[0] & 0x3F)
                at += 1
            known = known and depth < self.depth and self.term[depth] == character
            depth += 1
            if not known:
                self.term[depth - 1] = character
                self.depth = depth
                self.dead = depth if self.fill(depth) > self.most else self.term.shape[0] + 1
            if depth == self.dead:
                return False
        depth = self.size - depth
        return -self.most <= depth <= self.most and self.distances[self.size - depth, depth + self.most + 1] <= self.most

    cdef int fill(self, Py_ssize_t depth):
        """Fill row ``depth`` from the two before it; the least distance of any text that begins so."""
        cdef Py_ssize_t place, column
        cdef uint32_t character = self.term[depth - 1]
        cdef int far = self.most + 1, distance, least = far
        for column in range(1, 2 * self.most + 2):
            place = depth + column - far
            distance = far
            if place == 0:
                distance = min(depth, far)
            elif 0 < place <= self.size:
                distance = self.distances[depth - 1, column] + (self.text[place - 1] != character)
                distance = min(distance, self.distances[depth - 1, column + 1] + 1, self.distances[depth, column - 1] + 1, far)
                if depth > 1 and place > 1 and self.text[place - 2] == character and self.text[place - 1] == self.term[depth - 2]:
                    distance = min(distance, self.distances[depth - 2, column] + 1)
            self.distances[depth, column] = distance
            # A swap reaches over one row.
            least = min(least, distance, self.distances[depth - 1, column] + 1)
        return least


@final
cdef class TermField:
    """The posting lists of one field: arrays as ``docs/index-format.md`` names them; ``positions`` may be None.

    ``leads``: headers tell how often a term stands in the lead.
    """

    def __init__(
        self, Py_ssize_t articles, bint leads, rows, frequencies, postings, postings_start,
        positions=None, positions_start=None,
    ):
        self.held = (rows, frequencies, postings, postings_start, positions, positions_start)
        self.articles = articles
        self.leads = leads
        self.terms = len(rows)
        self.rows = _numbers(rows)
        self.frequencies = _numbers(frequencies)
        self.postings = _bytes(postings)
        self.postings_size = len(postings)
        self.postings_start = _checked(_starts(postings_start), self.terms, len(postings))
        if len(frequencies) != self.terms:
            raise ValueError("rows and frequency are not of the same terms")
        self.positions_start.numbers = NULL
        self.positions_size = 0
        if positions is not None:
            self.positions = _bytes(positions)
            self.positions_size = len(positions)
            self.positions_start = _checked(_starts(positions_start), self.terms, self.positions_size)

    cdef Py_ssize_t ordinal(self, Py_ssize_t row) noexcept nogil:
        """The ordinal of the term in this row of the dictionary, -1 where the field has it not."""
        cdef Py_ssize_t ordinal = self.ordinal_at_least(row)
        return ordinal if ordinal < self.terms and self.rows[ordinal] == row else -1

    cdef Py_ssize_t ordinal_at_least(self, Py_ssize_t row) noexcept nogil:
        """The ordinal of the first term in this row of the dictionary or after it, or the number of terms."""
        cdef Py_ssize_t low = 0, high = self.terms, middle
        while low < high:
            middle = (low + high) // 2
            if self.rows[middle] < row:
                low = middle + 1
            else:
                high = middle
        return low

    cdef int read_articles(
        self, Py_ssize_t ordinal, uint32_t *articles, uint32_t *counts, uint32_t *leads, uint32_t *several
    ) noexcept nogil:
        """Articles, ascending, and how often each holds the term, and, if headers tell, in its lead; 0, or -1 for damage.

        All have room for the term's document frequency; ``several`` is left with the places of some. What is rare is first listed
        there, without a branch, and then read: branches on what is as good as random took half of the time.
        """
        cdef int64_t first = _at(&self.postings_start, ordinal), past = _at(&self.postings_start, ordinal + 1)
        cdef Py_ssize_t n = self.frequencies[ordinal], place, each, listed = 0, of_leads = 0
        cdef const unsigned char *at
        cdef const unsigned char *end
        cdef uint64_t number, article = 0
        cdef int shift = 2 if self.leads else 1  # bits below the difference
        if first < 0 or first > past or past > self.postings_size or n > past - first:
            return -1
        at, end = self.postings + first, self.postings + past
        for place in range(n):
            at = _read(at, end, &number)
            if at == NULL or (place and number >> shift == 0):
                return -1
            article += number >> shift
            if article >= <uint64_t>self.articles:
                return -1
            articles[place] = <uint32_t>article
            counts[place] = 1
            leads[place] = (number >> 1) & (shift - 1)
            several[listed] = <uint32_t>place
            listed += number & 1
        for each in range(listed):
            at = _read(at, end, &number)
            if at == NULL or number >= <uint64_t>0xFFFFFFF0u:
                return -1
            place = several[each]
            counts[place] = <uint32_t>(number + 2)
            several[of_leads] = <uint32_t>place
            of_leads += leads[place]
        for each in range(of_leads):
            at = _read(at, end, &number)
            place = several[each]
            if at == NULL or number >= counts[place]:
                return -1
            leads[place] = <uint32_t>(number + 1)
        return 0 if at == end else -1

    def read_postings(self, Py_ssize_t first, Py_ssize_t past):
        """Articles and frequencies of the terms from ordinal ``first`` to before ``past``, int64; of one term after another."""
        if first < 0 or past > self.terms:
            raise ValueError("a field has no such term")
        cdef Py_ssize_t n = 0, ordinal
        for ordinal in range(first, past):
            if self.frequencies[ordinal] > self.articles:
                raise ValueError(f"frequency[{ordinal}]: more articles than there are")
            n += self.frequencies[ordinal]
        read = np.empty((4, n + 1), np.uint32)
        cdef uint32_t[:, ::1] into = read
        n = 0
        for ordinal in range(first, past):
            if self.read_articles(ordinal, &into[0, n], &into[1, n], &into[2, n], &into[3, n]) < 0:
                raise ValueError(f"postings of term {ordinal} are no posting list")
            n += self.frequencies[ordinal]
        return read[0, :n].astype(np.int64), read[1, :n].astype(np.int64)

    def read_positions(self, Py_ssize_t first, Py_ssize_t past, frequencies):
        """Positions of the same terms with these frequencies, int64, those of one article after those of another."""
        if first < 0 or past > self.terms or self.positions_start.numbers == NULL:
            raise ValueError("a field has no such term")
        cdef const int64_t[::1] counts = frequencies
        cdef Py_ssize_t place, n = 0
        cdef int64_t each, start = _at(&self.positions_start, first), end = _at(&self.positions_start, past)
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
                at = _read(at, self.positions + end, &number)
                if at == NULL:
                    raise ValueError(f"positions of terms {first} to {past}: they end within a number")
                position += number
                into[n] = position
                n += 1
        if at != self.positions + end:
            raise ValueError(f"positions of terms {first} to {past}: more than the frequencies ask for")
        return positions

    cdef Py_ssize_t read_keys(
        self, Py_ssize_t ordinal, const uint32_t *articles, const uint32_t *counts, const uint32_t *wanted, Py_ssize_t n,
        int64_t base, int64_t *keys
    ) noexcept nogil:
        """(base + article) · 2³² + position of every occurrence at the wanted places of the list, ascending; how many, or -1.

        ``articles`` and ``counts`` are what ``read_articles`` gave; ``wanted`` are ``n`` places in them, ascending; ``keys`` has room
        for the sum of the counts there.
        """
        cdef Py_ssize_t found = 0, place, number_of, next_place = 0
        cdef uint32_t each
        cdef uint64_t number, position, unwanted
        cdef int64_t first = _at(&self.positions_start, ordinal), past = _at(&self.positions_start, ordinal + 1)
        if first < 0 or first > past or past > self.positions_size:
            return -1
        cdef const unsigned char *at = self.positions + first
        cdef const unsigned char *end = self.positions + past
        for number_of in range(n):
            place = wanted[number_of]
            unwanted = 0
            while next_place < place:
                unwanted += counts[next_place]
                next_place += 1
            next_place = place + 1
            at = _skip(at, end, unwanted)
            if at == NULL or end - at < counts[place]:
                return -1
            position = 0
            for each in range(counts[place]):
                at = _read(at, end, &number)
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
        const uint32_t *lengths, uint32_t *leads
    ) noexcept nogil:
        """How often each article holds the term at a position below its length; 0, or -1 for damage."""
        cdef Py_ssize_t place
        cdef uint32_t each
        cdef uint64_t number, position
        cdef int64_t first = _at(&self.positions_start, ordinal), past = _at(&self.positions_start, ordinal + 1)
        if first < 0 or first > past or past > self.positions_size:
            return -1
        cdef const unsigned char *at = self.positions + first
        cdef const unsigned char *end = self.positions + past
        for place in range(n):
            if end - at < counts[place]:
                return -1
            leads[place] = 0
            position = 0
            for each in range(counts[place]):
                if at < end and at[0] < 0x80:
                    number = at[0]
                    at += 1
                else:
                    at = _read(at, end, &number)
                    if at == NULL:
                        return -1
                position += number
                if position < lengths[articles[place]]:
                    leads[place] += 1
        return 0


cdef Starts _checked(Starts starts, Py_ssize_t terms, Py_ssize_t size) except *:
    """Raise ValueError where these are not the starts of so many terms in so many bytes."""
    cdef Py_ssize_t place
    if starts.length != terms + 1 or _at(&starts, 0) != 0 or _at(&starts, terms) != size:
        raise ValueError("starts are not of the field's terms")
    return starts
