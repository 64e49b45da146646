"""Ascending byte strings, front-coded: each is what it shares with the one before it, and the rest.

Strings are first brought into a code that keeps their order and takes one byte for a Devanagari letter, not UTF-8's three
(``analysis/letter_code``). Blocks of 16 strings follow one another; the first of a block shares nothing, so that a search bisects the
blocks' firsts and reads one block. An entry is a byte, 16 · shared + rest, each up to 14; 15 says that a LEB128 number of what is
beyond 15 follows, shared before rest; then the bytes of the rest.

Compiled, because a look-up takes some 20 comparisons of bytes that lie in no Python object: 0.4 µs here, 7 µs by ``bisect`` over
slices of a memoryview. Bytes are not trusted: every length is held to its block before anything is read, and ValueError says where.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from libc.stdlib cimport free, realloc
from libc.string cimport memcmp, memcpy

from ..analysis.letter_code cimport of_code, transcode

cdef enum:
    NIBBLE = 15


cdef Py_ssize_t _more(Bytes text, Py_ssize_t* at, Py_ssize_t end) except -1:
    """A LEB128 number of at most five bytes."""
    cdef Py_ssize_t number = 0
    cdef int shift = 0
    while True:
        if at[0] >= end or shift > 28:
            raise ValueError("a length ends outside its block")
        number |= <Py_ssize_t>(text[at[0]] & 0x7F) << shift
        at[0] += 1
        if text[at[0] - 1] < 0x80:
            return number
        shift += 7


cdef int read_entry(Bytes text, Py_ssize_t at, Py_ssize_t end, Entry* entry) except -1:
    """The entry at a place before ``end``, which is that of its block."""
    if at >= end:
        raise ValueError("a block has fewer strings than it should")
    cdef unsigned char head = text[at]
    at += 1
    entry.shared, entry.size = head >> 4, head & NIBBLE
    if entry.shared == NIBBLE:
        entry.shared += _more(text, &at, end)
    if entry.size == NIBBLE:
        entry.size += _more(text, &at, end)
    if entry.size > end - at:
        raise ValueError("a string ends outside its block")
    entry.at = at
    return 0


cdef void* grown(void* memory, size_t size) except NULL:
    memory = realloc(memory, size)
    if memory == NULL:
        raise MemoryError
    return memory


cdef class FrontCoded:
    """What ``encode`` gave, to be read where it lies. Raises ValueError at any time where it is not that."""

    def __init__(self, text, starts):
        self._held, self._starts = text, starts
        self._size = self._held.shape[0]
        self._text = &self._held[0] if self._size else NULL
        self._blocks = self._starts.shape[0] - 1
        if self._blocks < 0 or self._starts[self._blocks] != self._size:
            raise ValueError("the blocks do not end where their bytes do")
        cdef Py_ssize_t at, end
        cdef Entry entry
        self._count = 0
        if self._blocks:
            self._count = (self._blocks - 1) * BLOCK
            at = self._block(self._blocks - 1, &end)
            while at < end:
                read_entry(self._text, at, end, &entry)
                at = entry.at + entry.size
                self._count += 1
        if not 0 <= self._blocks * BLOCK - self._count < BLOCK or (self._size and not self._blocks):
            raise ValueError("the last block has another number of strings than it can")

    def __len__(self):
        return self._count

    cdef Py_ssize_t _block(self, Py_ssize_t block, Py_ssize_t* end) except -1:
        """Where a block begins; its end goes to ``end``."""
        cdef Py_ssize_t at = self._starts[block]
        end[0] = self._starts[block + 1]
        if not at <= end[0] <= self._size:
            raise ValueError("a block ends outside the bytes")
        return at

    cdef bytes _get(self, Py_ssize_t row):
        cdef Entry entries[BLOCK]
        cdef Py_ssize_t end, place, size, known
        cdef Py_ssize_t last = row % BLOCK
        cdef Py_ssize_t at = self._block(row // BLOCK, &end)
        for place in range(last + 1):
            read_entry(self._text, at, end, &entries[place])
            at = entries[place].at + entries[place].size
        size = entries[last].shared + entries[last].size
        if entries[last].shared > end:  # more than a block's bytes cannot be shared
            raise ValueError("a string shares more than there is")
        cdef bytes code = PyBytes_FromStringAndSize(NULL, size)
        cdef unsigned char* out = <unsigned char*>PyBytes_AS_STRING(code)
        # From the end: of each string before, what the later ones share with it and not with its own predecessor.
        known = size
        for place in range(last, -1, -1):
            if entries[place].shared < known:
                if entries[place].size < known - entries[place].shared:
                    raise ValueError("a string shares more than there is")
                memcpy(out + entries[place].shared, self._text + entries[place].at, known - entries[place].shared)
                known = entries[place].shared
        if known:
            raise ValueError("the first string of a block shares something")
        return of_code(out, size)

    def get(self, Py_ssize_t row):
        """The string of a row. Raises IndexError."""
        if not 0 <= row < self._count:
            raise IndexError(row)
        return self._get(row)

    def listed(self, const unsigned char[::1] rows not None, int width):
        """The rows that are written in so many bytes each, the lowest first, with their strings. Raises IndexError."""
        cdef list found = []
        cdef Py_ssize_t at = 0, row, place
        if not 0 < width < 8:
            raise ValueError(f"a row in {width} bytes")
        while at + width <= rows.shape[0]:
            row = 0
            for place in range(width):
                row |= <Py_ssize_t>rows[at + place] << 8 * place
            if row >= self._count:
                raise IndexError(row)
            found.append((row, self._get(row)))
            at += width
        return found

    def rows(self, Py_ssize_t first, Py_ssize_t past):
        """The strings of consecutive rows. Raises IndexError."""
        if not 0 <= first <= past <= self._count:
            raise IndexError(first)
        cdef list strings = []
        cdef Walk walk = Walk(-1, 0, 0, 0, 0, NULL)
        cdef Py_ssize_t row
        try:
            for row in range(first, past):
                self._walk(&walk, row)
                strings.append(of_code(walk.code, walk.size))
        finally:
            free(walk.code)
        return strings

    def chosen(self, const long long[::1] rows not None):
        """The strings of ascending rows. Raises IndexError where they do not ascend, or end beyond the last."""
        cdef list strings = []
        cdef Walk walk = Walk(-1, 0, 0, 0, 0, NULL)
        cdef Py_ssize_t place, row
        try:
            for place in range(rows.shape[0]):
                row = rows[place]
                if not walk.row < row < self._count:
                    raise IndexError(row)
                self._walk(&walk, row)
                strings.append(of_code(walk.code, walk.size))
        finally:
            free(walk.code)
        return strings

    cdef int _walk(self, Walk* walk, Py_ssize_t row) except -1:
        """Walk on to a row."""
        cdef Entry entry
        if walk.row < row - row % BLOCK:
            walk.row = row - row % BLOCK - 1
        while walk.row < row:
            walk.row += 1
            if walk.row % BLOCK == 0:
                walk.at, walk.size = self._block(walk.row // BLOCK, &walk.end), 0
            read_entry(self._text, walk.at, walk.end, &entry)
            if entry.shared > walk.size:
                raise ValueError("a string shares more than there is")
            walk.at, walk.size = entry.at + entry.size, entry.shared + entry.size
            if walk.size > walk.room:
                walk.code = <unsigned char*>grown(walk.code, 2 * walk.size)
                walk.room = 2 * walk.size
            memcpy(walk.code + entry.shared, self._text + entry.at, entry.size)
        return 0

    cdef int _head(self, Py_ssize_t block, Bytes sought, Py_ssize_t size) except -2:
        """How the first string of a block compares with what is sought: below 0, 0, above."""
        cdef Entry entry
        cdef Py_ssize_t end
        cdef Py_ssize_t at = self._block(block, &end)
        read_entry(self._text, at, end, &entry)
        cdef int order = memcmp(self._text + entry.at, sought, min(entry.size, size))
        if order:
            return 1 if order > 0 else -1
        return (entry.size > size) - (entry.size < size)

    cdef Py_ssize_t _search(self, Bytes sought, Py_ssize_t size, bint* found) except -1:
        """The first row not below what is sought; whether it is that."""
        cdef Py_ssize_t low = 0, high = self._blocks, middle
        cdef int order
        found[0] = False
        while low < high:
            middle = (low + high) >> 1
            order = self._head(middle, sought, size)
            if order == 0:
                found[0] = True
                return middle * BLOCK
            if order < 0:
                low = middle + 1
            else:
                high = middle
        return self._search_block(low - 1, sought, size, found) if low else 0

    cdef Py_ssize_t _search_block(self, Py_ssize_t block, Bytes sought, Py_ssize_t size, bint* found) except -1:
        """The same in the block that it must be in; its first string is below what is sought."""
        cdef Entry entry
        cdef Py_ssize_t end, matched = 0, row = block * BLOCK
        cdef Py_ssize_t past = min(row + BLOCK, self._count)
        cdef Py_ssize_t at = self._block(block, &end)
        while row < past:
            read_entry(self._text, at, end, &entry)
            if entry.shared < matched:
                return row  # it left the string before it where that was as what is sought, upwards
            if entry.shared == matched:
                # ``matched`` grows to all that this one has in common with what is sought.
                while matched < size and matched - entry.shared < entry.size and (
                    self._text[entry.at + matched - entry.shared] == sought[matched]
                ):
                    matched += 1
                if matched == size:
                    found[0] = matched == entry.shared + entry.size
                    return row
                if matched - entry.shared < entry.size and (
                    self._text[entry.at + matched - entry.shared] > sought[matched]
                ):
                    return row
            at = entry.at + entry.size
            row += 1
        return past

    cpdef Py_ssize_t first_at_least(self, bytes sought) except -1:
        """The first row whose string is not below ``sought``, or the number of rows."""
        cdef bint found
        return self._sought(sought, &found)

    cpdef Py_ssize_t find(self, bytes sought) except -2:
        """The row of ``sought``, or -1."""
        cdef bint found
        cdef Py_ssize_t row = self._sought(sought, &found)
        return row if found else -1

    cdef Py_ssize_t _sought(self, bytes sought, bint* found) except -1:
        cdef Py_ssize_t size = PyBytes_GET_SIZE(sought)
        cdef bytes code = PyBytes_FromStringAndSize(NULL, 2 * size)
        cdef unsigned char* out = <unsigned char*>PyBytes_AS_STRING(code)
        size = transcode(<Bytes>PyBytes_AS_STRING(sought), size, out)
        return self._search(out, size, found)
