"""Entries into long posting lists, so that of a list only the blocks are read that can hold what is sought.

They are not stored but made when a list is first asked for by article (1.5 ms a million postings), and kept: half a byte a posting of the
longest, two of shorter ones.
Compiled, as ``term_field`` is: a word that half of all articles hold is asked in 20,000 of a million without reading the rest.
"""

from cython cimport final
from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc

from .leb128_in_place cimport read, skip
from .term_field cimport TermField, span

cdef enum:
    # From one entry to the next; of a list that has many postings there are fewer.
    _SMALL_STEP = 16
    _STEP = 64
    _MANY = 100_000
    _MOST_BYTES = 64_000_000  # of entries that are kept


@final
cdef class Skips:
    """The entries of one list. Raises ValueError where it is no list."""

    def __cinit__(self, TermField terms, Py_ssize_t ordinal):
        if ordinal < 0 or ordinal >= terms.terms or terms.frequency(ordinal) > terms.articles:
            raise ValueError("a term has more articles than there are")
        self.terms, self.ordinal = terms, ordinal
        self.step = _SMALL_STEP if terms.frequency(ordinal) < _MANY else _STEP
        self.blocks = (terms.frequency(ordinal) + self.step - 1) // self.step
        self.entries = <Entry *>malloc((self.blocks + 1) * sizeof(Entry))
        self.lasts = <uint32_t *>malloc((self.blocks + 1) * sizeof(uint32_t))
        if self.entries == NULL or self.lasts == NULL:
            raise MemoryError
        self.size = self.blocks * (sizeof(Entry) + sizeof(uint32_t))
        cdef int damage
        with nogil:
            damage = self._enter()
        if damage < 0:
            raise ValueError("a posting list is damaged")

    def __dealloc__(self):
        free(self.entries)
        free(self.lasts)

    cdef int _enter(self) noexcept nogil:
        """Fill in the entries; 0, or -1 for damage."""
        cdef int64_t first, past, article = -1
        cdef Py_ssize_t place, block = 0, n = self.terms.frequency(self.ordinal)
        cdef int shift = 2 if self.terms.leads else 1
        cdef uint64_t number, several = 0, both = 0
        if not span(self.terms.postings_start, self.ordinal, self.terms.postings_size, &first, &past) or n > past - first:
            return -1
        cdef const unsigned char *start = self.terms.postings + first
        cdef const unsigned char *at = start
        cdef const unsigned char *end = self.terms.postings + past
        for place in range(n):
            if place == block * self.step:
                # Of the two streams behind how many numbers, before it is known where they begin.
                self.entries[block] = Entry(at - start, several, both, 0)
                self.lasts[block] = <uint32_t>max(article, 0)
                block += 1
            at = read(at, end, &number)
            if at == NULL or (article >= 0 and number >> shift == 0):
                return -1
            article += <int64_t>(number >> shift) + (article < 0)
            if article >= self.terms.articles:
                return -1
            several += number & 1
            both += number & (number >> 1) & (shift - 1)
        self.entries[self.blocks] = Entry(at - start, several, both, 0)
        return self._enter_streams(start, at, end)

    cdef int _enter_streams(
        self, const unsigned char *start, const unsigned char *at, const unsigned char *end
    ) noexcept nogil:
        """Numbers passed → places, of frequencies and then of counts in the lead; 0, or -1 for damage."""
        cdef Py_ssize_t block
        cdef int64_t passed = 0, skipped
        for block in range(self.blocks + 1):
            skipped = self.entries[block].frequency - passed
            passed = self.entries[block].frequency
            at = skip(at, end, skipped)
            if at == NULL:
                return -1
            self.entries[block].frequency = at - start
        passed = 0
        for block in range(self.blocks + 1):
            skipped = self.entries[block].lead - passed
            passed = self.entries[block].lead
            at = skip(at, end, skipped)
            if at == NULL:
                return -1
            self.entries[block].lead = at - start
        return 0 if at == end else -1

    cdef int _place(self) except -1:
        """Enter positions too; raises ValueError where there are none. Threads that do so at once write the same."""
        cdef int damage
        with nogil:
            damage = self._pass_positions()
        if damage < 0:
            raise ValueError("the positions of a term are damaged")
        self.placed = True
        return 0

    cdef int _pass_positions(self) noexcept nogil:
        cdef int64_t first, past
        cdef Py_ssize_t block, left = self.terms.frequency(self.ordinal)
        cdef uint64_t number, passed
        if self.terms.positions_start is None:
            return -1
        if not span(self.terms.postings_start, self.ordinal, self.terms.postings_size, &first, &past):
            return -1
        cdef const unsigned char *start = self.terms.postings + first
        cdef const unsigned char *frequency
        if not span(self.terms.positions_start, self.ordinal, self.terms.positions_size, &first, &past):
            return -1
        cdef const unsigned char *at = self.terms.positions + first
        for block in range(self.blocks):
            self.entries[block].position = at - self.terms.positions - first
            passed = min(left, self.step)
            left -= self.step
            frequency = start + self.entries[block].frequency
            while frequency < start + self.entries[block + 1].frequency:
                frequency = read(frequency, start + self.entries[block + 1].frequency, &number)
                if frequency == NULL:
                    return -1
                passed += number + 1
            at = skip(at, self.terms.positions + past, passed)
            if at == NULL:
                return -1
        return 0 if at == self.terms.positions + past else -1


@final
cdef class SkipLists:
    """The entries of the lists asked for last. Threads may share it."""

    def __cinit__(self):
        self.kept = {}

    cdef Skips of(self, TermField terms, Py_ssize_t ordinal, bint placed):
        """Those of a list; with ``placed`` they lead to positions too. Raises ValueError for damage."""
        key = (id(terms), ordinal)
        # Taken out and put behind all others: the first is the one not asked for the longest.
        cdef Skips found = self.kept.pop(key, None)
        cdef Skips meanwhile
        if found is None:
            found = Skips(terms, ordinal)
        else:
            self.size -= found.size
        if placed and not found.placed:
            found._place()
        meanwhile = self.kept.pop(key, None)
        self.size += found.size - (0 if meanwhile is None else meanwhile.size)
        self.kept[key] = found
        while self.size > _MOST_BYTES and len(self.kept) > 1:
            self.size -= (<Skips>self.kept.pop(next(iter(self.kept)))).size
        return found


cdef int open_cursor(Cursor *cursor, Skips skips) except -1:
    """Before the first posting; the entries must be held while it is used."""
    cdef int64_t first, past
    cdef TermField terms = skips.terms
    if not span(terms.postings_start, skips.ordinal, terms.postings_size, &first, &past):
        raise ValueError("a posting list is damaged")
    cursor.start, cursor.end = terms.postings + first, terms.postings + past
    cursor.entries, cursor.lasts = skips.entries, skips.lasts
    cursor.blocks, cursor.step = skips.blocks, skips.step
    cursor.frequency_of_term, cursor.articles = terms.frequency(skips.ordinal), terms.articles
    cursor.shift = 2 if terms.leads else 1
    cursor.positions = terms.positions
    if skips.placed:
        if not span(terms.positions_start, skips.ordinal, terms.positions_size, &first, &past):
            raise ValueError("the positions of a term are damaged")
        cursor.positions, cursor.positions_end = terms.positions + first, terms.positions + past
    enter(cursor, 0)
    return 0
