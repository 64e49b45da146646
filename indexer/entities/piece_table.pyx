"""What the chunks of texts are made of: each distinct word and mark numbered and read once.

Compiled: it reads every distinct chunk of a corpus, once in each process of a build. With a named tuple a piece, and cues and scores
from three calls, one took 7 µs. Words, and compounds of plain words, whose forms the numbering knows (``TermRows``), are
read here; the rest by ``PieceReader``.
"""

from cpython cimport array
from libc.string cimport memcpy

from ..analysis.chunk_numbers cimport ChunkNumbers
from ..analysis.term_rows cimport COMPOUND, WORD, TermRows
from ..analysis.text_numbers cimport TextNumbers
from .word_cues cimport WordCues
from .word_scores cimport ROW, WordScorer

from .pieces import ALL_CAPITALS, CAPITAL_FIRST, JOINT, Piece, read_mark

cdef int _ALL_CAPITALS = ALL_CAPITALS, _CAPITAL_FIRST = CAPITAL_FIRST, _JOINT = JOINT
cdef array.array _INTS = array.array("i"), _LONGS = array.array("q"), _SHORTS = array.array("h")
cdef dict _JOINERS = {0x200C: None, 0x200D: None}
cdef enum:
    VISARGA = 0x903
    IN_PAIR = -1  # written as no chunk is
    LEAST_SCORES = 1024
    LONGEST_WORD = 64  # letters; longer ones are hardly words
    INTS = sizeof(ChunkRow) // sizeof(int)
    LONGS = sizeof(PieceRow) // sizeof(long long)


cdef class PieceTable:
    """See the stub.

    ``chunks`` are by number of chunk, ``pieces`` and ``scores`` by number of piece: the tagger's, as ``WordScorer.fill`` writes them;
    without one there are none. All three move as the table grows. ``written``, int32, is the chunk that a piece is written as, or IN_PAIR and
    below, a pair: ``pairs`` number what is no whole chunk, as written, NUL, exact form; ``piece_of`` has their pieces.
    """

    def __cinit__(self, ChunkNumbers numbering not None, reader, WordScorer scorer=None):
        self.numbering, self._reader, self._scorer = numbering, reader, scorer
        self._words = reader.words
        self._rows = <TermRows>numbering if isinstance(numbering, TermRows) else None
        self._forms = self._rows.texts if self._rows is not None else TextNumbers()
        self.pairs, self.piece_of, self.written = TextNumbers(), array.clone(_INTS, 0, False), array.clone(_INTS, 0, False)
        self._chunks, self._pieces = array.clone(_INTS, 0, False), array.clone(_LONGS, 0, False)
        self._scores, self.parts = array.clone(_SHORTS, 0, False), array.clone(_INTS, 0, False)
        self._hyphen = self.mark("-")

    def piece(self, Py_ssize_t number):
        """See the stub."""
        if not 0 <= number < self.count:
            raise IndexError(f"no piece has the number {number}")
        return Piece(self.shown(number), self.exact_form(number), self.pieces[number].cues)

    cdef str shown(self, Py_ssize_t number):
        """How a piece is written."""
        cdef int written = self.written.data.as_ints[number]
        if written > IN_PAIR:
            return self.numbering.text_of(written)
        return self.pairs.text_of(IN_PAIR - written).rpartition("\0")[0]

    cdef Py_ssize_t write(self, Py_ssize_t number, unsigned short *letters, Py_ssize_t room) noexcept:
        """Write its letters as it is written; how many, -1 where there is no room or one is neither ASCII nor Devanagari."""
        cdef int written = self.written.data.as_ints[number]
        cdef Py_ssize_t size, at
        if written > IN_PAIR:
            return self.numbering.write(written, letters, room)
        size = self.pairs.write(IN_PAIR - written, letters, room)
        for at in range(size - 1, -1, -1):  # the exact form has no NUL
            if not letters[at]:
                return at
        return size

    cdef str exact_form(self, Py_ssize_t number):
        """A piece's exact form, empty of a mark."""
        cdef int exact = self.pieces[number].exact
        return self._forms.text_of(exact - 1) if exact else ""

    cpdef int mark(self, str mark) except -1:
        """See the stub."""
        shown, exact, cues = read_mark(mark)
        return self.number_of(shown, exact, cues)

    cpdef int exact_number(self, str exact) except -1:
        """See the stub."""
        if not exact:
            return 0
        return 1 + (self._forms.number_of(exact) if self._rows is None else self._rows.term_of(exact))

    cdef str text_of(self, int chunk):
        """The text of a chunk that was read."""
        return self.numbering.text_of(chunk)

    cdef int learn(self, int chunk) except -1:
        """Read what a chunk is made of; IndexError where the numbering does not have it."""
        cdef Py_ssize_t count = len(self.numbering)
        if not 0 <= chunk < count:
            raise IndexError(f"no chunk has the number {chunk}")
        if self.known_chunks < count:
            self._grow(count)
        cdef ChunkRow row
        if not self._learn_word(chunk, &row):
            self._learn_text(self.text_of(chunk), chunk, &row)
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

    cdef bint _learn_word(self, int chunk, ChunkRow *row) except -1:
        """Read a chunk that is one word of ASCII and Devanagari and no more; False of others."""
        cdef unsigned short letters[LONGEST_WORD]
        cdef Py_ssize_t size
        cdef int term
        cdef str exact
        if self._rows is None or self._rows.kinds.data.as_uchars[chunk] != WORD:
            return False
        size = self.numbering.write(chunk, letters, LONGEST_WORD)
        if size < 0 or _may_be_address(letters, size):
            return False
        term = self._rows.first.data.as_ints[chunk]
        exact = self._rows.exact(term)
        if exact[len(exact) - 1] == VISARGA:
            return False
        # Not looked up: hardly a word is written in two ways that make one piece. How it is written only Latin ones are asked.
        row.first, row.length, row.pieces = letters[0], <int>size, 1
        row.where = self._add_row(self.text_of(chunk) if exact.isascii() else exact, exact, term, chunk)
        if _is_devanagari(letters, size):
            self.pieces[row.where].shape |= PLAIN
        return True

    cdef int _learn_text(self, str text, int chunk, ChunkRow *row) except -1:
        cdef Py_ssize_t at
        cdef bint known = self._rows is not None
        row.first, row.length, row.pieces, row.where = text[0], <int>len(text), 1, -1
        for at in range(len(text)):
            if _is_of_address(text[at], text[0]):
                known = False
        if known and self._rows.kinds.data.as_uchars[chunk] == WORD:
            row.where = self._learn_shown(text, chunk, self._rows.first.data.as_ints[chunk])
        elif known and self._rows.kinds.data.as_uchars[chunk] == COMPOUND:
            row.pieces = self._learn_compound(text, self._rows.first.data.as_ints[chunk], &row.where)
        if row.where < 0:
            row.pieces = self._learn_other(text, &row.where)
        return 0

    cdef int _learn_shown(self, str text, int chunk, int row) except -2:
        """The number of the piece of a word with that row of terms; -1 if it may be more than one."""
        cdef str exact = self._rows.exact(row), shown = _shown(text)
        if exact[len(exact) - 1] == VISARGA:
            return -1
        return self._add_row(text, exact, row, chunk) if shown is text else self._part(shown, exact, row)

    cdef int _learn_compound(self, str text, int row, int *where) except -1:
        """How many pieces words between hyphens are, and where; ``where`` stays as it is if a word may be more than one."""
        cdef list words = text.split("-")
        cdef list numbers = []
        cdef Py_ssize_t at
        cdef str exact
        for at in range(len(words)):
            exact = self._rows.exact(<int>(row + 1 + at))
            if exact[len(exact) - 1] == VISARGA:
                return 0
            if at:
                numbers.append(self._hyphen)
            numbers.append(self._part(_shown(words[at]), exact, <int>(row + 1 + at)))
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

    cdef int _part(self, str text, str exact, int row) except -1:
        """The number of the piece of a word, which may be known."""
        cdef int pair = self._pair(text, exact)
        if self.piece_of.data.as_ints[pair] < 0:
            self.piece_of.data.as_ints[pair] = self._add_row(text, exact, row, IN_PAIR - pair)
        return self.piece_of.data.as_ints[pair]

    cdef int number_of(self, str text, str exact, unsigned long long cues) except -1:
        """The number of a piece, a new one where it is new."""
        cdef int pair = self._pair(text, exact)
        if self.piece_of.data.as_ints[pair] < 0:
            self.piece_of.data.as_ints[pair] = self._add(text, exact, self.exact_number(exact), cues, IN_PAIR - pair)
        return self.piece_of.data.as_ints[pair]

    cdef int _pair(self, str text, str exact) except -1:
        """The number of a pair, which has a piece or -1."""
        cdef int pair = self.pairs.number_of(f"{text}\0{exact}")
        while len(self.piece_of) <= pair:
            _append(self.piece_of, -1)
        return pair

    cdef int _add_row(self, str text, str exact, int row, int written) except -1:
        """Add the word that has that row of terms."""
        cdef int number = self._rows.exact_of.data.as_ints[row], lemma = self._rows.lemma_of.data.as_ints[row]
        cdef unsigned long long cues = self._words.of(text, exact, exact if lemma == number else self._rows.lemma(row))
        return self._add(text, exact, number + 1, cues, written)

    cdef int _grow_scores(self) except -1:
        """Make room for half as many again, each row in one line of the processor's cache."""
        cdef Py_ssize_t room = self._room_of_scores + self._room_of_scores // 2 + LEAST_SCORES
        cdef array.array grown = array.clone(_SHORTS, (room + 1) * ROW, False)
        cdef size_t line = ROW * sizeof(short)
        cdef short *scores = <short *>((<size_t>grown.data.as_shorts + line - 1) // line * line)
        if self.scored:
            memcpy(scores, self.scores, self.scored * line)
        self._scores, self.scores, self._room_of_scores = grown, scores, room
        return 0

    cdef int _add(self, str text, str exact, int exact_number, unsigned long long cues, int written) except -1:
        cdef Py_ssize_t number = self.count
        array.resize_smart(self.written, number + 1)
        self.written.data.as_ints[number] = written
        array.resize_smart(self._pieces, (number + 1) * LONGS)
        self.pieces = <PieceRow *>self._pieces.data.as_longlongs
        # What is asked of a word's letters is asked of Latin ones only.
        self.pieces[number] = PieceRow(cues, exact_number, _shape(text) if exact.isascii() else 0)
        if self._scorer is not None:
            if number == self._room_of_scores:
                self._grow_scores()
            self._scorer.fill(text, exact, cues, self.scores + number * ROW)
            self.scored = number + 1
        self.count = number + 1
        return <int>number


cdef int _append(array.array numbers, int number) except -1:
    cdef Py_ssize_t size = len(numbers)
    array.resize_smart(numbers, size + 1)
    numbers.data.as_ints[size] = number
    return 0


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


cdef inline bint _is_of_address(Py_UCS4 letter, Py_UCS4 first) noexcept:
    """No address begins with a digit but e-mail, and other words have none of these characters but a dot in a number."""
    return letter == c"@" or letter == c"#" or letter == c":" or (letter == c"." and not c"0" <= first <= c"9")


cdef bint _is_devanagari(const unsigned short *letters, Py_ssize_t size) noexcept:
    cdef Py_ssize_t at
    for at in range(size):
        if letters[at] < 0x900:
            return False
    return True


cdef bint _may_be_address(const unsigned short *letters, Py_ssize_t size) noexcept:
    cdef Py_ssize_t at
    for at in range(size):
        if _is_of_address(letters[at], letters[0]):
            return True
    return False
