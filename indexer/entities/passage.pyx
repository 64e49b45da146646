"""A text as the rules see it: words and marks of punctuation in one row, each with its cues.

Compiled: in Python the row cost 0.8 µs a word, to cut the text again and to look each word up. Here it is read off the
numbers of the text's chunks, at 0.03 µs a word.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_FromStringAndSize

from .cues import BREAK
from .entity import PLACE, Mention
from .piece_table cimport ChunkRow, PieceTable

cdef int _KNOWN_MARKS = 0x3000  # beyond are no marks that texts are full of
cdef Cues _BREAK = BREAK
cdef str _PLACE = PLACE
cdef array.array _INTS = array.array("i"), _CUES = array.array("Q"), _FLAGS = array.array("B")


cdef class Passage:
    """The pieces of a title and a body, with breaks between paragraphs, and the mentions found in them."""

    def __cinit__(self, PieceTable table not None, array.array numbers not None):
        cdef Py_ssize_t at
        self.table = table
        self.place_names, self.mentions = {}, []
        self.size = len(numbers)
        self._numbers = numbers
        self._exact = array.clone(_INTS, self.size, False)
        self._cues = array.clone(_CUES, self.size + 2, False)
        self._taken = array.clone(_FLAGS, self.size, True)
        self._place_ends = array.clone(_INTS, self.size + 1, True)
        self._place_starts = array.clone(_INTS, self.size + 1, True)
        self.numbers, self.exact = numbers.data.as_ints, self._exact.data.as_ints
        self.cues = self._cues.data.as_ulonglongs + 1
        self.taken = self._taken.data.as_uchars
        self.place_ends, self.place_starts = self._place_ends.data.as_ints, self._place_starts.data.as_ints
        # Copies: the table's arrays move as it grows, and one look at each is cheaper than several.
        (self.cues - 1)[0] = self.cues[self.size] = _BREAK
        for at in range(self.size):
            self.cues[at] = table.cues.data.as_ulonglongs[self.numbers[at]]
            self.exact[at] = table.exact.data.as_ints[self.numbers[at]]

    @property
    def pieces(self):
        """All of them, as a list made anew."""
        return [self.table.piece(number) for number in self._numbers]

    def piece(self, Py_ssize_t at):
        """The piece there; IndexError outside."""
        if not 0 <= at < self.size:
            raise IndexError("no piece is there")
        return self.table.piece(self.numbers[at])

    def cue(self, Py_ssize_t at):
        """The cues of the piece there; a break before the first and after the last."""
        return cue(self, at)

    def positions(self, Cues cues):
        """Where a piece has one of these cues."""
        return [at for at in range(self.size) if self.cues[at] & cues]

    def free(self, Py_ssize_t start, Py_ssize_t end):
        """Whether no mention has a piece from ``start`` to ``end`` (exclusive)."""
        return self.is_free(max(start, 0), min(end, self.size))

    cdef bint is_free(self, Py_ssize_t start, Py_ssize_t end) noexcept:
        for at in range(start, end):
            if self.taken[at]:
                return False
        return True

    def end_of_place(self, Py_ssize_t start):
        """Where (exclusive) the place ends that begins there; 0 where none does."""
        return self.place_ends[start] if 0 <= start < self.size else 0

    def start_of_place(self, Py_ssize_t end):
        """Where the place begins that ends there (exclusive); -1 where none does."""
        return self.place_starts[end] - 1 if 0 <= end <= self.size else -1

    cdef void set_place(self, Py_ssize_t start, Py_ssize_t end) noexcept:
        self.place_ends[start] = end
        self.place_starts[end] = start + 1

    def add(self, str kind, Py_ssize_t start, Py_ssize_t end, tuple names=()):
        """Add a mention and take its pieces; a place is one that the rules after see."""
        if not 0 <= start < end <= self.size:
            raise IndexError("a mention must be within its passage")
        self.take(kind, start, end, names)

    cdef int take(self, str kind, Py_ssize_t start, Py_ssize_t end, tuple names) except -1:
        for at in range(start, end):
            self.taken[at] = 1
        if kind == _PLACE:
            self.set_place(start, end)
        self.mentions.append(Mention(kind, start, end, names))
        return 0

    def key(self, Py_ssize_t start, Py_ssize_t end):
        """Bytes that are the same for the same pieces in a row."""
        if not 0 <= start <= end <= self.size:
            raise IndexError("a stretch must be within its passage")
        return PyBytes_FromStringAndSize(<char *> (self.numbers + start), (end - start) * sizeof(int))

    def words(self, start, end):
        """The exact forms from ``start`` to ``end`` (exclusive), without punctuation."""
        cdef list found = []
        cdef Py_ssize_t at
        for at in range(max(start, 0), min(end, self.size)):
            if self.exact[at]:
                found.append(self.table.exact_form(self.numbers[at]))
        return tuple(found)

    def text(self, start, end):
        """As written, but one space wherever there was white space: एस. जयशंकर, अल-थानी."""
        cdef list shown = []
        cdef Py_ssize_t at
        cdef bint joined = True  # no space before the first, and after a hyphen
        cdef str text
        for at in range(max(start, 0), min(end, self.size)):
            text = self.table.shown(self.numbers[at])
            if not joined and self.exact[at]:
                shown.append(" ")
            shown.append(text)
            joined = text.endswith(("-", "–"))
        return shown[0] if len(shown) == 1 else "".join(shown)


cdef class PassageReader:
    """Texts → passages, from the numbers of their chunks."""

    cdef PieceTable _table
    cdef array.array _marks
    cdef int _line_end

    def __cinit__(self, PieceTable table not None):
        self._table = table
        self._marks = array.array("i", [-1]) * _KNOWN_MARKS
        self._line_end = table.mark("\n")

    def read(self, texts):
        """Read pairs of a text and its chunks' numbers (C int) as one passage; each line of each ends with a break.

        ValueError where the numbers are not of the text, IndexError where the numbering does not have one.
        """
        cdef array.array numbers = array.clone(_INTS, 0, False)
        for text, chunks in texts:
            self._scan(text, chunks, numbers)
        return Passage(self._table, numbers)

    cdef int _scan(self, str text, const int[::1] chunks, array.array numbers) except -1:
        cdef Py_ssize_t at = 0, end = len(text), index, part
        cdef ChunkRow row
        for index in range(chunks.shape[0]):
            row = self._table.row(chunks[index])
            # No character that begins a chunk stands between two, but @ and # do: then the next tells.
            while at < end and not (
                text[at] == row.first and (not row.second or (at + 1 < end and text[at + 1] == row.second))
            ):
                self._add_mark(text[at], numbers)
                at += 1
            at += row.length
            if at > end:
                raise ValueError("a text's numbers are of another text")
            if row.pieces == 1:
                _append(numbers, row.where)
            else:
                for part in range(row.where, row.where + row.pieces):
                    _append(numbers, self._table.parts.data.as_ints[part])
        for index in range(at, end):
            self._add_mark(text[index], numbers)
        return _append(numbers, self._line_end)

    cdef int _add_mark(self, Py_UCS4 mark, array.array numbers) except -1:
        cdef int number
        if mark == u"\n":
            return _append(numbers, self._line_end)
        if mark.isspace():
            return 0
        number = self._marks.data.as_ints[mark] if mark < <Py_UCS4> _KNOWN_MARKS else -1
        if number < 0:
            number = self._table.mark(mark)
            if mark < <Py_UCS4> _KNOWN_MARKS:
                self._marks.data.as_ints[mark] = number
        return _append(numbers, number)


cdef int _append(array.array numbers, int number) except -1:
    cdef Py_ssize_t size = len(numbers)
    array.resize_smart(numbers, size + 1)
    numbers.data.as_ints[size] = number
    return 0
