"""A text as the rules see it: words and marks of punctuation in one row, each with its cues; and the mentions found.

Compiled: what is asked of it is asked of every word. Mentions are numbers too, until somebody asks for them.
"""

from cpython cimport array
from cpython.ref cimport Py_DECREF, Py_INCREF, PyObject
from cpython.unicode cimport PyUnicode_FromKindAndData
from libc.stdlib cimport free, malloc, qsort, realloc
from libc.string cimport memcpy, memset

from .cues import BREAK, NOTED
from .entity import KINDS, PLACE, Mention
from .piece_table cimport PieceRow, PieceTable

cdef enum:
    LEAST_ROOM = 16  # mentions
    FEW = 32  # are sorted by insertion
    LONGEST_SHOWN = 256  # letters of what is made a str without intermediate ones
cdef Cues _BREAK = BREAK
cdef Cues _NOTED = NOTED
cdef tuple _KINDS = KINDS
cdef int _PLACE = KINDS.index(PLACE)


cdef class Passage:
    """The pieces of a title and a body, with breaks between paragraphs, and the mentions found in them."""

    def __cinit__(self, PieceTable table not None, array.array numbers not None):
        cdef Py_ssize_t at, size = len(numbers), known = table.count
        cdef const PieceRow *piece
        cdef int number
        cdef Cues *cues = <Cues *>malloc((size + 2) * sizeof(Cues) + (6 * size + 2) * sizeof(int) + size)
        if cues == NULL:
            raise MemoryError
        self.table, self.size = table, size
        self.cues = cues + 1
        self.numbers = <int *>(cues + size + 2)
        self.exact = self.numbers + size
        self.place_ends = self.exact + size
        self.place_starts = self.place_ends + size + 1
        self.listed = self.place_starts + size + 1
        self.notes = self.listed + size
        self.taken = <unsigned char *>(self.notes + size)
        memset(self.place_ends, 0, (3 * size + 2) * sizeof(int))
        memset(self.taken, 0, size)
        memcpy(self.numbers, numbers.data.as_ints, size * sizeof(int))
        # Copies: the table's arrays move as it grows, and one look at each is cheaper than several.
        self.cues[-1] = self.cues[size] = _BREAK
        for at in range(size):
            number = self.numbers[at]
            if not 0 <= number < known:
                raise IndexError(f"no piece has the number {number}")
            piece = &table.pieces[number]
            self.cues[at], self.exact[at] = piece.cues, piece.exact
            self.notes[self.noted] = <int>at
            self.noted += piece.cues & _NOTED != 0

    def __dealloc__(self):
        cdef Py_ssize_t index
        for index in range(self.count):
            if self.found[index].names != NULL:
                Py_DECREF(<object>self.found[index].names)
        free(self.found)
        if self.cues != NULL:
            free(self.cues - 1)

    @property
    def pieces(self):
        """All of them, as a list made anew."""
        return [self.table.piece(self.numbers[at]) for at in range(self.size)]

    @property
    def mentions(self):
        """All of them, as a list made anew."""
        return [
            Mention(_KINDS[self.found[index].rank], self.found[index].start, self.found[index].end, self.names(index))
            for index in range(self.count)
        ]

    def piece(self, Py_ssize_t at):
        """The piece there; IndexError outside."""
        if not 0 <= at < self.size:
            raise IndexError("no piece is there")
        return self.table.piece(self.numbers[at])

    def cue(self, Py_ssize_t at):
        """The cues of the piece there; a break before the first and after the last."""
        return cue(self, at)

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

    def names_of_place(self, Py_ssize_t start):
        """The names of the gazetteer's place that begins there; none where none does."""
        if not 0 <= start < self.size or not self.listed[start]:
            return ()
        return self.listed_names[self.listed[start] - 1]

    cdef void set_place(self, Py_ssize_t start, Py_ssize_t end) noexcept:
        self.place_ends[start] = <int>end
        self.place_starts[end] = <int>(start + 1)

    def add(self, str kind, Py_ssize_t start, Py_ssize_t end, tuple names=()):
        """Add a mention and take its pieces; a place is one that the rules after see."""
        if not 0 <= start < end <= self.size:
            raise IndexError("a mention must be within its passage")
        self.take(_KINDS.index(kind), start, end, names)

    cdef int take(self, int rank, Py_ssize_t start, Py_ssize_t end, tuple names) except -1:
        memset(self.taken + start, 1, end - start)
        if rank == _PLACE:
            self.set_place(start, end)
        return self.append(rank, start, end, <PyObject *>names if names else NULL)

    cdef int append(self, int rank, Py_ssize_t start, Py_ssize_t end, PyObject *names) except -1:
        """Add a mention, whatever its pieces are in."""
        cdef MentionRow *found
        if self.count == self._room:
            found = <MentionRow *>realloc(self.found, (2 * self._room + LEAST_ROOM) * sizeof(MentionRow))
            if found == NULL:
                raise MemoryError
            self.found, self._room = found, 2 * self._room + LEAST_ROOM
        self.found[self.count] = MentionRow(rank, <int>start, <int>end, False, names)
        self.count += 1
        if names != NULL:
            Py_INCREF(<object>names)
        return 0

    cdef void sort(self) noexcept:
        """Put the mentions in the order of the text."""
        cdef Py_ssize_t index, place
        cdef MentionRow own
        if self.count > FEW:
            qsort(self.found, self.count, sizeof(MentionRow), &_by_start)
            return
        for index in range(1, self.count):
            own, place = self.found[index], index
            while place and self.found[place - 1].start > own.start:
                self.found[place] = self.found[place - 1]
                place -= 1
            self.found[place] = own

    cdef void drop(self) noexcept:
        """Leave out the mentions that are to be dropped."""
        cdef Py_ssize_t index, kept = 0
        for index in range(self.count):
            if not self.found[index].dropped:
                self.found[kept] = self.found[index]
                kept += 1
            elif self.found[index].names != NULL:
                Py_DECREF(<object>self.found[index].names)
        self.count = kept

    cdef tuple names(self, Py_ssize_t index):
        """The other names of a mention."""
        cdef PyObject *names = self.found[index].names
        return () if names == NULL else <tuple>names

    def words(self, Py_ssize_t start, Py_ssize_t end):
        """The exact forms from ``start`` to ``end`` (exclusive), without punctuation."""
        return self.exact_forms(max(start, 0), min(end, self.size))

    cdef tuple exact_forms(self, Py_ssize_t start, Py_ssize_t end):
        cdef Py_ssize_t at
        if end == start + 1 and self.exact[start]:
            return (self.table.exact_form(self.numbers[start]),)
        return tuple([self.table.exact_form(self.numbers[at]) for at in range(start, end) if self.exact[at]])

    def text(self, Py_ssize_t start, Py_ssize_t end):
        """As written, but one space wherever there was white space: एस. जयशंकर, अल-थानी."""
        return self.shown(max(start, 0), min(end, self.size))

    cdef str shown(self, Py_ssize_t start, Py_ssize_t end):
        cdef list shown = []
        cdef Py_ssize_t at
        cdef bint joined = True  # no space before the first, and after a hyphen
        cdef Py_UCS4 last
        cdef str text = self._written(start, end)
        if text is not None:
            return text
        for at in range(start, end):
            text = self.table.shown(self.numbers[at])
            if not joined and self.exact[at]:
                shown.append(" ")
            shown.append(text)
            last = text[len(text) - 1]
            joined = last == c"-" or last == u"–"
        return "".join(shown)

    cdef str _written(self, Py_ssize_t start, Py_ssize_t end):
        """The same at once, of letters of ASCII and Devanagari; None of other or too many letters."""
        cdef unsigned short letters[LONGEST_SHOWN]
        cdef Py_ssize_t at, size = 0, written
        for at in range(start, end):
            if size and self.exact[at] and letters[size - 1] != c"-":
                letters[size] = c" "
                size += 1
            written = self.table.write(self.numbers[at], letters + size, LONGEST_SHOWN - size - 1)
            if written < 0:
                return None
            size += written
        return PyUnicode_FromKindAndData(2, letters, size)


cdef int _by_start(const void *one, const void *other) noexcept nogil:
    cdef int first = (<const MentionRow *>one).start, second = (<const MentionRow *>other).start
    return (first > second) - (first < second)
