"""Rows of front-coded strings that are a few edits from a text: a walk over their blocks, nothing of which is decoded twice.

Compiled, because a call of a library for each of 5,000 terms takes 11 ms, this 0.2 ms: strings that begin alike share the table of
their beginnings (Wagner, Fischer, "The String-to-String Correction Problem", 1974), front coding says what they share, and a
beginning that cannot become the text ends all strings with it.
"""

from cython cimport final
from libc.stdint cimport uint16_t, uint32_t
from libc.string cimport memcpy

from .front_coding cimport BLOCK, Bytes, Entry, FrontCoded, read_entry
from ..analysis.letter_code cimport next_unit

import numpy as np

cdef enum:
    MOST_UNITS = 8  # bytes of a character's code: two for each of UTF-8's four


def similar_rows(FrontCoded table, str text, object rows, Py_ssize_t most):
    """Those of the rows (a range) whose strings are at most so many edits from a text, int64, ascending.

    An edit inserts, drops or changes a character, or swaps two neighbours, and none is edited twice (optimal string alignment).
    Raises ValueError for rows there are not, and for damaged blocks.
    """
    cdef Py_ssize_t row, first = rows.start, past = rows.stop, at = 0, end = 0, found = 0
    if not 0 <= first <= past <= table._count:
        raise ValueError("there are no such rows")
    cdef _Walk walk = _Walk(text, most)
    cdef Entry entry
    cdef bint near
    within = np.empty(past - first, np.int64)
    cdef long long[::1] into = within
    for row in range(first - first % BLOCK, past if first < past else 0):
        if row % BLOCK == 0:
            at = table._block(row // BLOCK, &end)
            walk.whole = 0
        read_entry(table._text, at, end, &entry)
        at = entry.at + entry.size
        near = walk.reaches(table._text + entry.at, entry.shared, entry.size, row % BLOCK == 0)
        if near and row >= first:
            into[found] = row
            found += 1
    return within[:found]


@final
cdef class _Walk:
    """Distances of the beginnings of one string after another to the beginnings of a text.

    Only of beginnings whose lengths differ by ``most`` at most: all others are farther. A whole table for a text of 200,000
    characters, which anybody can type, would be 300 GB.
    """

    cdef Py_ssize_t size, most
    cdef Py_ssize_t depth  # characters of the last string that have a row of distances
    cdef bint dead  # the last of them leads nowhere
    cdef Py_ssize_t whole, kept  # bytes of the last string's code, and how many of them are in ``code``
    cdef unsigned char[::1] code
    cdef Py_ssize_t[::1] ends  # of each character in ``code``
    cdef uint32_t[::1] text
    cdef uint32_t[::1] string
    cdef uint16_t[:, ::1] distances  # row i, place j − i + most + 1: of its first i characters to j of the text; most + 1 is far

    def __init__(self, str text, Py_ssize_t most):
        # One more character than any near string has is dead.
        cdef Py_ssize_t deepest = len(text) + most + 1, place
        self.size, self.most = len(text), most
        self.depth = self.whole = self.kept = 0
        self.dead = False
        self.code = np.zeros(MOST_UNITS * (deepest + 1), np.uint8)
        self.ends = np.zeros(deepest + 2, np.intp)
        self.text = np.array([ord(each) for each in text] or [0], np.uint32)
        self.string = np.zeros(deepest + 1, np.uint32)
        self.distances = np.full((deepest + 2, 2 * most + 3), most + 1, np.uint16)
        for place in range(most + 1):
            self.distances[0, place + most + 1] = place

    cdef bint reaches(self, Bytes rest, Py_ssize_t shared, Py_ssize_t size, bint anew) except -1:
        """Whether the next string is near enough. ``anew``: it is the first of a block, which is written out."""
        if shared > self.whole:
            raise ValueError("a string shares more than there is")
        self.whole = shared + size
        cdef Py_ssize_t same = shared, copied
        if anew:
            while same < size and same < self.kept and rest[same] == self.code[same]:
                same += 1
        if self.dead and same >= self.ends[self.depth]:
            return False
        while self.depth and self.ends[self.depth] > same:
            self.depth -= 1
        self.dead = False
        copied = min(size, self.code.shape[0] - shared)
        if copied > 0:
            memcpy(&self.code[shared], rest, copied)
        self.kept = min(self.whole, self.code.shape[0])
        return self.go_on()

    cdef bint go_on(self):
        """Fill the rows of the characters that have none; whether the string ends near enough."""
        cdef Py_ssize_t at = self.ends[self.depth], left
        while at < self.kept:
            at = self.read(at, &self.string[self.depth])
            self.depth += 1
            self.ends[self.depth] = at
            if self.fill(self.depth) > self.most:
                self.dead = True
                return False
        left = self.size - self.depth
        return -self.most <= left <= self.most and self.distances[self.depth, left + self.most + 1] <= self.most

    cdef Py_ssize_t read(self, Py_ssize_t at, uint32_t *character) noexcept:
        """The character of the code from ``at`` on; where it ends. Bytes that are no UTF-8 are some character or other."""
        cdef uint32_t found, more
        cdef Py_ssize_t end
        at = next_unit(&self.code[0], at, self.kept, &found)
        if 0xC0 <= found < 0x100:
            found &= 0x1F if found < 0xE0 else (0x0F if found < 0xF0 else 0x07)
            while at < self.kept:
                end = next_unit(&self.code[0], at, self.kept, &more)
                if more & ~<uint32_t>0x3F != 0x80:
                    break
                found = found << 6 | (more & 0x3F)
                at = end
        character[0] = found
        return at

    cdef int fill(self, Py_ssize_t depth):
        """Fill row ``depth`` from the two before it; the least distance of any text that begins so."""
        cdef Py_ssize_t place, column
        cdef uint32_t character = self.string[depth - 1]
        cdef int far = self.most + 1, distance, least = far
        for column in range(1, 2 * self.most + 2):
            place = depth + column - far
            distance = far
            if place == 0:
                distance = min(depth, far)
            elif 0 < place <= self.size:
                distance = self.distances[depth - 1, column] + (self.text[place - 1] != character)
                distance = min(distance, self.distances[depth - 1, column + 1] + 1, self.distances[depth, column - 1] + 1, far)
                if depth > 1 and place > 1 and self.text[place - 2] == character and self.text[place - 1] == self.string[depth - 2]:
                    distance = min(distance, self.distances[depth - 2, column] + 1)
            self.distances[depth, column] = distance
            # A swap reaches over one row.
            least = min(least, distance, self.distances[depth - 1, column] + 1)
        return least
