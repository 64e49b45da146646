"""Names by number, each some words of one kind of thing, given by their numbers.

Compiled: as tuples of strings in a dict, a name took 0.8 µs and 400 bytes, and telling whether it is part of another two slices.
"""

from libc.stdlib cimport free, realloc
from libc.string cimport memcmp

from .piece_runs cimport PieceRuns, pieces_of

cdef enum:
    LEAST_ROOM = 1024


cdef class NameTable:
    """See the stub. ``rows`` are by number of name, and move as the table grows."""

    def __cinit__(self):
        self._runs = PieceRuns()

    def __dealloc__(self):
        free(self.rows)

    cdef int number(self, int rank, const int *words, Py_ssize_t size) except -1:
        """The number of a name of one word at least."""
        cdef int number = self._runs.number(rank, words, size)
        cdef NameRow *rows
        cdef Py_ssize_t at
        if number == self._room:
            rows = <NameRow *>realloc(self.rows, (2 * self._room + LEAST_ROOM) * sizeof(NameRow))
            if rows == NULL:
                raise MemoryError
            self.rows, self._room = rows, 2 * self._room + LEAST_ROOM
        if number == self._known:
            self.rows[number] = NameRow(<int>size, -1, 0, 0, 0, False)
            for at in range(size):
                self.rows[number].sieve |= 1ULL << (words[at] & 63)
            self._known += 1
        return number

    cdef bint is_part_of(self, int name, int whole) noexcept:
        """Whether a name is some words of a longer one in a row (नरेंद्र; मोदी; प्रताप सिंह)."""
        cdef int size = self.rows[name].size, longer = self.rows[whole].size - size, start
        cdef const int *words
        if self.rows[name].sieve & ~self.rows[whole].sieve or longer <= 0:
            return False
        words = pieces_of(self._runs, whole)
        for start in range(longer + 1):
            if memcmp(words + start, pieces_of(self._runs, name), size * sizeof(int)) == 0:
                return True
        return False
