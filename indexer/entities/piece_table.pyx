"""What the chunks of texts are made of: each distinct word and mark numbered and read once.

Compiled: it reads every distinct chunk of a corpus, once in each process of a build. With a named tuple a piece, and cues and scores
from three calls, one took 7 µs. Words, and compounds of plain words, whose forms the numbering knows (``TermRows``), are
read here; the rest by ``PieceReader``.
"""

from cpython cimport array
from cpython.dict cimport PyDict_GetItem, PyDict_SetItem
from cpython.ref cimport PyObject

from ..analysis.chunk_numbers cimport ChunkNumbers
from ..analysis.term_rows cimport COMPOUND, WORD, TermRows
from .word_cues cimport WordCues
from .word_scores cimport PADDED, WordScorer

from .pieces import ALL_CAPITALS, CAPITAL_FIRST, JOINT, Piece, read_mark

cdef int _ALL_CAPITALS = ALL_CAPITALS, _CAPITAL_FIRST = CAPITAL_FIRST, _JOINT = JOINT
cdef array.array _INTS = array.array("i"), _LONGS = array.array("q"), _SHORTS = array.array("h")
cdef dict _JOINERS = {0x200C: None, 0x200D: None}
cdef enum:
    VISARGA = 0x903
    INTS = sizeof(ChunkRow) // sizeof(int)
    LONGS = sizeof(PieceRow) // sizeof(long long)


cdef class PieceTable:
    """See the stub.

    ``chunks`` are by number of chunk, ``pieces`` and ``scores`` by number of piece: int16 [offsets, lanes], the tagger's; without
    one there are none. All three move as the table grows.
    """

    def __cinit__(self, ChunkNumbers numbering not None, reader, WordScorer scorer=None):
        self._numbering, self._reader, self._scorer = numbering, reader, scorer
        self._words = reader.words
        self._rows = <TermRows>numbering if isinstance(numbering, TermRows) else None
        self._texts, self._exact_forms, self._numbers, self._exact_numbers = [], [], {}, {"": 0}
        self._chunks, self._pieces = array.clone(_INTS, 0, False), array.clone(_LONGS, 0, False)
        self._scores, self.parts = array.clone(_SHORTS, 0, False), array.clone(_INTS, 0, False)

    def piece(self, Py_ssize_t number):
        """See the stub."""
        if not 0 <= number < self.count:
            raise IndexError(f"no piece has the number {number}")
        return Piece(self.shown(number), self.exact_form(number), self.pieces[number].cues)

    cdef str shown(self, Py_ssize_t number):
        """How a piece is written."""
        return self._texts[number]

    cdef str exact_form(self, Py_ssize_t number):
        """A piece's exact form, empty of a mark."""
        return self._exact_forms[number]

    cpdef int mark(self, str mark) except -1:
        """See the stub."""
        shown, exact, cues = read_mark(mark)
        return self.number_of(shown, exact, cues)

    cpdef int exact_number(self, str exact) except -1:
        """See the stub."""
        if self._rows is not None:
            return self._rows.number_of(exact) + 1 if exact else 0
        cdef PyObject *known = PyDict_GetItem(self._exact_numbers, exact)
        if known != NULL:
            return <object>known
        cdef int number = <int>len(self._exact_numbers)
        PyDict_SetItem(self._exact_numbers, exact, number)
        return number

    cdef str text_of(self, int chunk):
        """The text of a chunk that was read."""
        return self._numbering.by_number[chunk]

    cdef int learn(self, int chunk) except -1:
        """Read what a chunk is made of; IndexError where the numbering does not have it."""
        cdef list by_number = self._numbering.by_number
        if not 0 <= chunk < len(by_number):
            raise IndexError(f"no chunk has the number {chunk}")
        if self.known_chunks < len(by_number):
            self._grow(len(by_number))
        cdef str text = by_number[chunk]
        cdef ChunkRow row
        row.first, row.length = text[0], <int>len(text)
        row.pieces, row.where = 1, -1
        if self._rows is not None and not _may_be_address(text):
            if self._rows.kinds.data.as_uchars[chunk] == WORD:
                row.where = self._learn_word(text, self._rows.first.data.as_ints[chunk])
            elif self._rows.kinds.data.as_uchars[chunk] == COMPOUND:
                row.pieces = self._learn_compound(text, self._rows.first.data.as_ints[chunk], &row.where)
        if row.where < 0:
            row.pieces = self._learn_other(text, &row.where)
        self.chunks[chunk] = row
        return 0

    cdef int _grow(self, Py_ssize_t chunks) except -1:
        cdef Py_ssize_t number
        array.resize_smart(self._chunks, INTS * chunks)
        self.chunks = <ChunkRow *>self._chunks.data.as_ints
        for number in range(self.known_chunks, chunks):
            self.chunks[number].pieces = -1
        self.known_chunks = chunks
        return 0

    cdef int _learn_word(self, str text, int row) except -2:
        """The number of the piece of a word with that row of terms; -1 if it may be more than one."""
        cdef str exact = self._rows.texts[self._rows.exact_of.data.as_ints[row]]
        if exact[len(exact) - 1] == VISARGA:
            return -1
        # Not looked up: hardly a word is written in two ways that make one piece.
        return self._add_row(_shown(text), row)

    cdef int _learn_compound(self, str text, int row, int *where) except -1:
        """How many pieces words between hyphens are, and where; ``where`` stays as it is if a word may be more than one."""
        cdef list words = text.split("-")
        cdef list numbers = []
        cdef Py_ssize_t at
        cdef str exact
        for at in range(len(words)):
            exact = self._rows.texts[self._rows.exact_of.data.as_ints[row + 1 + at]]
            if exact[len(exact) - 1] == VISARGA:
                return 0
            if at:
                numbers.append(self.mark("-"))
            numbers.append(self._part(_shown(words[at]), <int>(row + 1 + at)))
        return self._extend(numbers, where)

    cdef int _learn_other(self, str text, int *where) except -1:
        cdef list numbers = [self.number_of(shown, exact, cues) for shown, exact, cues in self._reader.pieces(text)]
        if len(numbers) == 1:
            where[0] = numbers[0]
            return 1
        return self._extend(numbers, where)

    cdef int _extend(self, list numbers, int *where) except -1:
        where[0] = <int>len(self.parts)
        self.parts.extend(array.array("i", numbers))
        return <int>len(numbers)

    cdef int _part(self, str text, int row) except -1:
        """The number of the piece of a word, which may be known."""
        key = text, self._rows.texts[self._rows.exact_of.data.as_ints[row]]
        cdef PyObject *known = PyDict_GetItem(self._numbers, key)
        if known != NULL:
            return <object>known
        number = self._numbers[key] = self._add_row(text, row)
        return number

    cdef int number_of(self, str text, str exact, unsigned long long cues) except -1:
        """The number of a piece, a new one where it is new."""
        cdef PyObject *known = PyDict_GetItem(self._numbers, (text, exact))
        if known != NULL:
            return <object>known
        number = self._numbers[text, exact] = self._add(text, exact, self.exact_number(exact), cues)
        return number

    cdef int _add_row(self, str text, int row) except -1:
        """Add the word that has that row of terms."""
        cdef int number = self._rows.exact_of.data.as_ints[row]
        cdef str exact = self._rows.texts[number], lemma = self._rows.texts[self._rows.lemma_of.data.as_ints[row]]
        return self._add(text, exact, number + 1, self._words.of(text, exact, lemma))

    cdef int _add(self, str text, str exact, int exact_number, unsigned long long cues) except -1:
        cdef Py_ssize_t number = self.count
        self._texts.append(text)
        self._exact_forms.append(exact)
        array.resize_smart(self._pieces, (number + 1) * LONGS)
        self.pieces = <PieceRow *>self._pieces.data.as_longlongs
        # What is asked of a word's letters is asked of Latin ones only.
        self.pieces[number] = PieceRow(cues, exact_number, _shape(text) if exact.isascii() else 0)
        if self._scorer is not None:
            array.resize_smart(self._scores, (number + 1) * PADDED)
            self.scores = self._scores.data.as_shorts
            self._scorer.fill(text, exact, cues, self.scores + number * PADDED)
            self.scored = number + 1
        self.count = number + 1
        return <int>number


cdef int _shape(str text):
    cdef int capitals = _ALL_CAPITALS * text.isupper() | _CAPITAL_FIRST * (<Py_UCS4>text[0]).isupper()
    return capitals | (_JOINT if text == "-" or text == "–" or text == "." else 0)


cdef str _shown(str text):
    """Joiners are invisible, and written as it comes: दिल्‍ली is shown as दिल्ली."""
    cdef Py_UCS4 letter
    for letter in text:
        if letter == 0x200C or letter == 0x200D:
            return text.translate(_JOINERS)
    return text


cdef bint _may_be_address(str text) noexcept:
    """No address begins with a digit but e-mail, and other words have none of these characters but a dot in a number."""
    cdef Py_UCS4 letter
    for letter in text:
        if letter == c"@" or letter == c"#" or letter == c":":
            return True
        if letter == c"." and not c"0" <= <Py_UCS4>text[0] <= c"9":
            return True
    return False
