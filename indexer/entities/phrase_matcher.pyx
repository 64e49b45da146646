"""Tables of names matched over the pieces of a passage, the longest name first.

Compiled: one word in twenty begins some name of a table, and trying it in Python took 1.6 µs.
"""

from cpython cimport array

from . import pieces
from .passage cimport Cues, Passage

cdef int JOINT = pieces.JOINT


cdef class PhraseMatcher:
    """The phrases of a table by the numbers of their words.

    ``phrases`` are, for the number of a first word's exact form, triples in the order in which to try them: the numbers of
    all words, the bits of shape that the first must have, and what the match gives.
    """

    def __cinit__(self, dict phrases not None):
        self._firsts = max(phrases, default=-1) + 1
        self._rows, self._needed = array.array("i", [0]), array.array("B")
        self._starts, self._words = array.array("i", [0]), array.array("i")
        self.names = []
        for first in range(self._firsts):
            for words, needed, names in phrases.get(first, ()):
                self._words.extend(array.array("i", words[1:]))
                self._starts.append(len(self._words))
                self._needed.append(needed)
                self.names.append(names)
            self._rows.append(len(self.names))

    def match(self, Passage passage not None, Py_ssize_t at):
        """The longest name that begins with that piece: where it ends (exclusive), and its names; else None."""
        cdef Py_ssize_t end = 0
        if not 0 <= at < passage.size:
            raise IndexError("no piece is there")
        cdef int row = self.find(passage, at, &end)
        return None if row < 0 else (end, self.names[row])

    def matches(self, Passage passage not None, Cues cues):
        """Triples of where a name begins, on a piece with one of these cues, where it ends (exclusive), and its names."""
        cdef Py_ssize_t at, end = 0
        cdef int row
        cdef list found = []
        for at in range(passage.size):
            if passage.cues[at] & cues:
                row = self.find(passage, at, &end)
                if row >= 0:
                    found.append((at, end, self.names[row]))
        return found

    cdef int find(self, Passage passage, Py_ssize_t at, Py_ssize_t *end) noexcept:
        """The row of the longest name that begins at a piece, and where it ends; -1 where none does."""
        cdef int first = passage.exact[at], row
        cdef int shape = passage.table.pieces[passage.numbers[at]].shape, needed
        if first >= self._firsts:
            return -1
        for row in range(self._rows.data.as_ints[first], self._rows.data.as_ints[first + 1]):
            needed = self._needed.data.as_uchars[row]
            end[0] = at + 1
            if shape & needed == needed and self._continues(passage, row, end):
                return row
        return -1

    cdef bint _continues(self, Passage passage, int row, Py_ssize_t *at) noexcept:
        """Whether a phrase's words after the first stand from ``at`` on, joints between allowed; moves ``at`` behind them."""
        cdef int index
        for index in range(self._starts.data.as_ints[row], self._starts.data.as_ints[row + 1]):
            if at[0] < passage.size and passage.table.pieces[passage.numbers[at[0]]].shape & JOINT:
                at[0] += 1
            if at[0] >= passage.size or passage.exact[at[0]] != self._words.data.as_ints[index]:
                return False
            at[0] += 1
        return True
