"""Texts → passages.

Compiled: in Python the row of pieces cost 0.8 µs a word, to cut the text again and to look each word up. Here it is read off the
numbers of the text's chunks, at 0.03 µs a word.
"""

from cpython cimport array
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ
from libc.string cimport memset

from ..prefetch cimport prefetch
from .passage cimport Passage
from .piece_table cimport ChunkRow, PieceTable, is_read

cdef enum:
    AHEAD = 8  # chunks whose rows are asked of memory before they are needed
    KNOWN_MARKS = 0x3000  # beyond are no marks that texts are full of


cdef class PassageReader:
    """Texts → passages, from the numbers of their chunks."""

    cdef PieceTable _table
    cdef array.array _numbers  # of the passage that is read
    cdef Py_ssize_t _count
    cdef int _line_end
    cdef int _marks[KNOWN_MARKS]

    def __cinit__(self, PieceTable table not None):
        self._table, self._numbers = table, array.array("i")
        memset(self._marks, 0xFF, sizeof(self._marks))
        self._line_end = table.mark("\n")

    def read(self, texts):
        """Read pairs of a text and its chunks' numbers (C int) as one passage; each line of each ends with a break.

        ValueError where the numbers are not of the text, IndexError where the numbering does not have one.
        """
        self._count = 0
        for text, chunks in texts:
            self._scan(text, chunks)
        array.resize_smart(self._numbers, self._count)
        return Passage(self._table, self._numbers)

    cdef int _scan(self, str text, const int[::1] chunks) except -1:
        if text is None:
            raise TypeError("a text is a str")
        cdef int width = PyUnicode_KIND(text)
        cdef const void *letters = PyUnicode_DATA(text)
        cdef Py_ssize_t at = 0, end = PyUnicode_GET_LENGTH(text), index, part
        cdef Py_UCS4 letter
        cdef const ChunkRow *row
        for index in range(chunks.shape[0]):
            if index + AHEAD < chunks.shape[0]:
                prefetch(self._table.chunks + chunks[index + AHEAD])
            if not is_read(self._table, chunks[index]):
                self._table.learn(chunks[index])
            row = &self._table.chunks[chunks[index]]
            while at < end:
                letter = PyUnicode_READ(width, letters, at)
                if letter == row.first and ((letter != c"@" and letter != c"#") or self._begins(text, at, chunks[index])):
                    break
                if letter != c" ":
                    self._add_mark(letter)
                at += 1
            at += row.length
            if at > end:
                raise ValueError("a text's numbers are of another text")
            if row.pieces == 1:
                self._append(row.where)
            else:
                for part in range(row.where, row.where + row.pieces):
                    self._append(self._table.parts.data.as_ints[part])
        for index in range(at, end):
            self._add_mark(PyUnicode_READ(width, letters, index))
        return self._append(self._line_end)

    cdef bint _begins(self, str text, Py_ssize_t at, int chunk) except -1:
        """Whether a chunk begins at its first character, @ or #, which may stand between two: the next tells. No other may."""
        cdef str own = self._table.text_of(chunk)
        return len(own) == 1 or (at + 1 < len(text) and text[at + 1] == own[1])

    cdef int _add_mark(self, Py_UCS4 mark) except -1:
        cdef int number
        if mark == c"\n":
            return self._append(self._line_end)
        if mark.isspace():
            return 0
        number = self._marks[mark] if mark < <Py_UCS4>KNOWN_MARKS else -1
        if number < 0:
            number = self._table.mark(mark)
            if mark < <Py_UCS4>KNOWN_MARKS:
                self._marks[mark] = number
        return self._append(number)

    cdef inline int _append(self, int number) except -1:
        if self._count >= len(self._numbers):
            array.resize_smart(self._numbers, 2 * self._count + 1024)
        prefetch(self._table.pieces + number)
        self._numbers.data.as_ints[self._count] = number
        self._count += 1
        return 0
