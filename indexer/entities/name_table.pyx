"""Names by number, each some words of one kind of thing, given by their numbers.

Compiled: as tuples of strings in a dict, a name took 0.8 µs and 400 bytes, and telling whether it is part of another two slices.
"""

from cpython cimport array
from libc.stdlib cimport free, realloc
from libc.string cimport memcmp, memcpy, memset

from .piece_runs cimport PieceRuns

cdef enum:
    LEAST_ROOM = 1024

cdef array.array _INTS = array.array("i")


cdef class NameTable:
    """See the stub. ``rows`` are by number of name, and move as the table grows; those of what only begins names have no words."""

    def __cinit__(self):
        self._runs, self._words = PieceRuns(), array.clone(_INTS, 0, False)

    def __dealloc__(self):
        free(self.rows)

    cdef int number(self, int rank, const int *words, Py_ssize_t size) except -1:
        """The number of a name of one word at least."""
        cdef int number = self._runs.number(rank, words, size)
        cdef Py_ssize_t at
        cdef NameRow *row
        if number >= self._known:
            self._grow()
        row = &self.rows[number]
        if not row.size:
            row.start, row.size, row.article = len(self._words), <int>size, -1
            for at in range(size):
                row.sieve |= 1ULL << (words[at] & 63)
            array.resize_smart(self._words, row.start + size)
            memcpy(self._words.data.as_ints + row.start, words, size * sizeof(int))
        return number

    cdef bint is_part_of(self, int name, int whole) noexcept:
        """Whether a name is some words of a longer one in a row (नरेंद्र; मोदी; प्रताप सिंह)."""
        cdef const NameRow *own = &self.rows[name]
        cdef const NameRow *other = &self.rows[whole]
        cdef const int *words = self._words.data.as_ints
        cdef int start
        if own.sieve & ~other.sieve or own.size >= other.size:
            return False
        for start in range(other.size - own.size + 1):
            if memcmp(words + other.start + start, words + own.start, own.size * sizeof(int)) == 0:
                return True
        return False

    cdef int _grow(self) except -1:
        """Make rows for all runs."""
        cdef Py_ssize_t room = 2 * self._runs.count + LEAST_ROOM
        cdef NameRow *rows = <NameRow *>realloc(self.rows, room * sizeof(NameRow))
        if rows == NULL:
            raise MemoryError
        memset(rows + self._known, 0, (room - self._known) * sizeof(NameRow))
        self.rows, self._known = rows, room
        return 0
