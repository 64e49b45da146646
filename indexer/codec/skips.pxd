"""Reading a posting list by entering it in the middle; see ``skips``."""

from cython cimport final
from libc.stdint cimport int64_t, uint32_t, uint64_t

from .leb128_in_place cimport read, read_either, skip
from .term_field cimport TermField

cdef enum:
    SKIPPED = 256  # postings of a list from which on it has entries: a shorter one is read in 1 µs


cdef struct Entry:
    # Where the first header, frequency and count in the lead of a block of postings stand, from the begin of the list, and its
    # first position, from the begin of the term's. Together they are half a line of the cache.
    int64_t header
    int64_t frequency
    int64_t lead
    int64_t position


@final
cdef class Skips:
    cdef TermField terms  # held, so that no other field gets its id
    cdef Py_ssize_t ordinal
    cdef Py_ssize_t step  # postings from one entry to the next
    cdef Entry *entries
    # The last article before each block but the first: apart, for they are searched.
    cdef uint32_t *lasts
    cdef Py_ssize_t blocks
    # Whether positions are entered too: not before they are asked for.
    cdef bint placed
    cdef Py_ssize_t size

    cdef int _enter(self) noexcept nogil
    cdef int _place(self) except -1
    cdef int _pass_positions(self) noexcept nogil
    cdef int _enter_streams(
        self, const unsigned char *start, const unsigned char *at, const unsigned char *end
    ) noexcept nogil


@final
cdef class SkipLists:
    cdef dict kept
    cdef Py_ssize_t size
    cdef Skips of(self, TermField terms, Py_ssize_t ordinal, bint placed)


cdef struct Cursor:
    # A posting of a list, or what is before its first.
    int64_t article
    uint64_t number  # its header
    const unsigned char *header
    const unsigned char *frequency
    const unsigned char *lead
    const unsigned char *position
    # Since the last entry or the last that was read: frequencies, counts in the lead, postings; with its own.
    uint64_t several, both, passed
    Py_ssize_t left, block
    # The list.
    const Entry *entries
    const uint32_t *lasts
    const unsigned char *start
    const unsigned char *end
    const unsigned char *positions
    const unsigned char *positions_end
    Py_ssize_t step, blocks, frequency_of_term
    int64_t articles
    int shift


cdef int open_cursor(Cursor *cursor, Skips skips) except -1


cdef inline void enter(Cursor *cursor, Py_ssize_t block) noexcept nogil:
    cdef const Entry *entry = &cursor.entries[block]
    cursor.block, cursor.number = block, 0
    cursor.article = cursor.lasts[block] if block else -1
    cursor.header = cursor.start + entry.header
    cursor.frequency, cursor.lead = cursor.start + entry.frequency, cursor.start + entry.lead
    cursor.position = cursor.positions + entry.position
    cursor.several = cursor.both = cursor.passed = 0
    cursor.left = cursor.frequency_of_term - block * cursor.step


cdef inline int advance(Cursor *cursor) noexcept nogil:
    """To the next posting; 1, 0 where there is none, -1 for damage."""
    cdef int64_t step
    if cursor.left == 0:
        cursor.article = cursor.articles
        return 0
    cursor.header = read(cursor.header, cursor.end, &cursor.number)
    if cursor.header == NULL:
        return -1
    step = cursor.number >> cursor.shift
    if step == 0 and cursor.article >= 0:
        return -1
    cursor.article += step + (cursor.article < 0)
    cursor.left -= 1
    cursor.passed += 1
    cursor.several += cursor.number & 1
    cursor.both += cursor.number & (cursor.number >> 1) & 1
    return 1 if cursor.article < cursor.articles else -1


cdef inline int seek(Cursor *cursor, int64_t article) noexcept nogil:
    """To the first posting of this article or a later one; whether it is of this one, -1 for damage. Articles ascend."""
    cdef Py_ssize_t low, step = 1, past
    cdef int found
    if cursor.article >= article:
        return cursor.article == article
    low = cursor.block
    if low + 1 < cursor.blocks and cursor.lasts[low + 1] < article:
        # Further and further on, then between the last two: candidates often are near one another.
        while low + step < cursor.blocks and cursor.lasts[low + step] < article:
            low += step
            step *= 2
        past = min(low + step, cursor.blocks)
        while past - low > 1:
            step = (low + past) // 2
            if cursor.lasts[step] < article:
                low = step
            else:
                past = step
        enter(cursor, low)
    while True:
        found = advance(cursor)
        if found <= 0:
            return found
        if cursor.article >= article:
            return cursor.article == article


cdef inline int64_t read_count(Cursor *cursor) noexcept nogil:
    """How often the article holds the term, asked once; -1 for damage."""
    cdef uint64_t number = 0
    cdef uint64_t has = cursor.number & 1
    cursor.frequency = skip(cursor.frequency, cursor.end, cursor.several - has)
    cursor.several = 0
    if not has or cursor.frequency == NULL:
        return 1 if cursor.frequency != NULL else -1
    cursor.frequency = read(cursor.frequency, cursor.end, &number)
    return <int64_t>number + 2 if cursor.frequency != NULL and number < <uint64_t>0xFFFFFFF0u else -1


cdef inline int64_t read_lead(Cursor *cursor, int64_t count) noexcept nogil:
    """How often in its lead, of so many times, asked once behind ``read_count``; -1 for damage. Of lists that tell it."""
    cdef uint64_t number
    if not cursor.number & 2:
        return 0
    if not cursor.number & 1:
        return 1
    cursor.lead = skip(cursor.lead, cursor.end, cursor.both - 1)
    cursor.both = 0
    if cursor.lead == NULL:
        return -1
    cursor.lead = read(cursor.lead, cursor.end, &number)
    return <int64_t>number + 1 if cursor.lead != NULL and <int64_t>number < count else -1


cdef inline int64_t reach_positions(Cursor *cursor) noexcept nogil:
    """In place of ``read_count``: how often the article holds the term, whose positions ``read_positions`` reads then."""
    cdef uint64_t number, passed = cursor.passed - 1
    cdef uint64_t has = cursor.number & 1
    while cursor.several > has:
        cursor.frequency = read(cursor.frequency, cursor.end, &number)
        if cursor.frequency == NULL:
            return -1
        passed += number + 1
        cursor.several -= 1
    cursor.passed = cursor.several = 0
    cursor.position = skip(cursor.position, cursor.positions_end, passed)
    if cursor.position == NULL:
        return -1
    number = 0
    if has:
        cursor.frequency = read(cursor.frequency, cursor.end, &number)
        if cursor.frequency == NULL:
            return -1
        number += 1
    return <int64_t>number + 1 if number < <uint64_t>(cursor.positions_end - cursor.position) else -1


cdef inline int read_positions(Cursor *cursor, int64_t count, int64_t key, int64_t *keys) noexcept nogil:
    """Fill in ``key`` plus each of its ``count`` positions; 0, or -1 for damage."""
    cdef uint64_t number, position = 0
    cdef int64_t each
    for each in range(count):
        cursor.position = read_either(cursor.position, cursor.positions_end, &number)
        if cursor.position == NULL:
            return -1
        position += number
        if position > 0x7FFFFFFF:
            return -1
        keys[each] = key + <int64_t>position
    return 0
