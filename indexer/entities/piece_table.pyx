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
from .word_scores cimport SCORES, WordScorer

from .pieces import ALL_CAPITALS, CAPITAL_FIRST, JOINT, Piece, read_mark

cdef int _ALL_CAPITALS = ALL_CAPITALS, _CAPITAL_FIRST = CAPITAL_FIRST, _JOINT = JOINT
cdef array.array _INTS = array.array("i"), _CUES = array.array("Q"), _FLAGS = array.array("B"), _SHORTS = array.array("h")
cdef dict _JOINERS = {0x200C: None, 0x200D: None}
cdef enum:
    VISARGA = 0x903
    ROW = 5  # C ints of a ChunkRow


cdef class PieceTable:
    """See the stub.

    By number of piece: ``cues`` uint64, ``exact`` int32 (the number of its exact form, 0 for marks), ``shapes`` uint8
    (``ALL_CAPITALS``, ``CAPITAL_FIRST``, ``JOINT``), ``scores`` 35 int16 each, the tagger's [offsets, tags]; empty without one.
    ``chunks`` are ChunkRows, by number of chunk.
    """

    def __cinit__(self, ChunkNumbers numbering not None, reader, WordScorer scorer=None):
        self._numbering, self._reader, self._scorer = numbering, reader, scorer
        self._words = reader.words
        self._rows = <TermRows>numbering if isinstance(numbering, TermRows) else None
        self.texts, self.exact_forms, self._numbers, self._exact_numbers = [], [], {}, {"": 0}
        self.cues, self.exact, self.shapes = array.clone(_CUES, 0, False), array.clone(_INTS, 0, False), array.clone(_FLAGS, 0, False)
        self.scores, self.chunks = array.clone(_SHORTS, 0, False), array.clone(_INTS, 0, False)
        self.parts = array.clone(_INTS, 0, False)

    def piece(self, Py_ssize_t number):
        """See the stub."""
        if not 0 <= number < len(self.texts):
            raise IndexError(f"no piece has the number {number}")
        return Piece(self.texts[number], self.exact_forms[number], self.cues.data.as_ulonglongs[number])

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

    cdef ChunkRow row(self, int chunk) except *:
        """What a chunk is made of; IndexError where the numbering does not have it."""
        if not 0 <= chunk < len(self.chunks) // ROW or (<ChunkRow *>self.chunks.data.as_ints)[chunk].pieces < 0:
            self.learn(chunk)
        return (<ChunkRow *>self.chunks.data.as_ints)[chunk]

    cdef int learn(self, int chunk) except -1:
        cdef list by_number = self._numbering.by_number
        cdef Py_ssize_t known = len(self.chunks) // ROW, number
        if not 0 <= chunk < len(by_number):
            raise IndexError(f"no chunk has the number {chunk}")
        if known < len(by_number):
            array.resize_smart(self.chunks, ROW * len(by_number))
            for number in range(known, len(by_number)):
                (<ChunkRow *>self.chunks.data.as_ints)[number].pieces = -1
        cdef str text = by_number[chunk]
        cdef ChunkRow row
        row.first, row.length = text[0], <int>len(text)
        row.second = text[1] if row.length > 1 and (row.first == c"@" or row.first == c"#") else 0
        row.pieces, row.where = 1, -1
        if self._rows is not None and not _may_be_address(text):
            if self._rows.kinds.data.as_uchars[chunk] == WORD:
                row.where = self._learn_word(text, self._rows.first.data.as_ints[chunk])
            elif self._rows.kinds.data.as_uchars[chunk] == COMPOUND:
                row.pieces = self._learn_compound(text, self._rows.first.data.as_ints[chunk], &row.where)
        if row.where < 0:
            row.pieces = self._learn_other(text, &row.where)
        (<ChunkRow *>self.chunks.data.as_ints)[chunk] = row
        return 0

    cdef int _learn_word(self, str text, int row) except -2:
        """The number of the piece of a word with that row of terms; -1 if it may be more than one."""
        cdef str exact = self._rows.texts[self._rows.exact_of.data.as_ints[row]]
        if exact[len(exact) - 1] == VISARGA:
            return -1
        # Not looked up: hardly a word is written in two ways that make one piece.
        return self._add_word(_shown(text), exact, self._rows.texts[self._rows.lemma_of.data.as_ints[row]])

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
            lemma = self._rows.texts[self._rows.lemma_of.data.as_ints[row + 1 + at]]
            numbers.append(self._part(_shown(words[at]), exact, lemma))
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

    cdef int _part(self, str text, str exact, str lemma) except -1:
        """The number of the piece of a word, which may be known."""
        cdef PyObject *known = PyDict_GetItem(self._numbers, (text, exact))
        if known != NULL:
            return <object>known
        number = self._numbers[text, exact] = self._add_word(text, exact, lemma)
        return number

    cdef int number_of(self, str text, str exact, unsigned long long cues) except -1:
        """The number of a piece, a new one where it is new."""
        cdef PyObject *known = PyDict_GetItem(self._numbers, (text, exact))
        if known != NULL:
            return <object>known
        number = self._numbers[text, exact] = self._add(text, exact, cues)
        return number

    cdef int _add_word(self, str text, str exact, str lemma) except -1:
        return self._add(text, exact, self._words.of(text, exact, lemma))

    cdef int _add(self, str text, str exact, unsigned long long cues) except -1:
        cdef Py_ssize_t number = len(self.texts)
        self.texts.append(text)
        self.exact_forms.append(exact)
        array.resize_smart(self.cues, number + 1)
        array.resize_smart(self.exact, number + 1)
        array.resize_smart(self.shapes, number + 1)
        self.cues.data.as_ulonglongs[number] = cues
        self.exact.data.as_ints[number] = self.exact_number(exact)
        # What is asked of a word's letters is asked of Latin ones only.
        self.shapes.data.as_uchars[number] = _shape(text) if exact.isascii() else 0
        if self._scorer is not None:
            array.resize_smart(self.scores, (number + 1) * SCORES)
            self._scorer.fill(text, exact, cues, self.scores.data.as_shorts + number * SCORES)
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
