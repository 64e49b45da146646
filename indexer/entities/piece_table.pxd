from cpython cimport array

from ..analysis.chunk_numbers cimport ChunkNumbers
from ..analysis.term_rows cimport TermRows
from ..analysis.text_numbers cimport TextNumbers
from .word_cues cimport WordCues
from .word_scores cimport WordScorer


cdef enum:
    PLAIN = 8  # of letters of Devanagari only: in a name it has the same exact form


cdef struct ChunkRow:
    Py_UCS4 first  # its first character
    int length
    int pieces  # how many; -1: not read yet
    int where  # the number of its only piece, or where its pieces' numbers begin in ``parts``


cdef struct PieceRow:
    unsigned long long cues
    int exact  # the number of its exact form, 0 for marks
    int shape  # ALL_CAPITALS, CAPITAL_FIRST, JOINT, PLAIN


cdef class PieceTable:
    cdef TextNumbers pairs, _forms
    cdef array.array written, piece_of
    cdef ChunkRow *chunks
    cdef PieceRow *pieces
    cdef short *scores  # ROW each, of as many pieces as are scored
    cdef Py_ssize_t known_chunks, count, scored, _room_of_scores
    cdef array.array parts
    cdef int _hyphen
    # What the pointers point into.
    cdef array.array _chunks, _pieces, _scores
    cdef ChunkNumbers numbering
    cdef TermRows _rows
    cdef object _reader
    cdef WordCues _words
    cdef WordScorer _scorer

    cdef str text_of(self, int chunk)
    cdef str shown(self, Py_ssize_t number)
    cdef Py_ssize_t write(self, Py_ssize_t number, unsigned short *letters, Py_ssize_t room) noexcept
    cdef str exact_form(self, Py_ssize_t number)
    cdef int _pair(self, str text, str exact) except -1
    cdef int learn(self, int chunk) except -1
    cdef int _grow(self, Py_ssize_t chunks) except -1
    cdef bint _learn_word(self, int chunk, ChunkRow *row) except -1
    cdef int _learn_text(self, str text, int chunk, ChunkRow *row) except -1
    cdef int _learn_shown(self, str text, int chunk, int row) except -2
    cdef int _learn_compound(self, str text, int row, int *where) except -1
    cdef int _learn_other(self, str text, int *where) except -1
    cdef int _extend(self, list numbers, int *where) except -1
    cdef int _part(self, str text, str exact, int row) except -1
    cdef int _add_row(self, str text, str exact, int row, int written) except -1
    cdef int _grow_scores(self) except -1
    cdef int _add(self, str text, str exact, int exact_number, unsigned long long cues, int written) except -1
    cdef int number_of(self, str text, str exact, unsigned long long cues) except -1
    cpdef int exact_number(self, str exact) except -1
    cpdef int mark(self, str mark) except -1


cdef inline bint is_read(PieceTable table, int chunk) noexcept:
    """Whether the chunk has its row."""
    return 0 <= chunk < table.known_chunks and table.chunks[chunk].pieces >= 0
