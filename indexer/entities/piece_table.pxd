from cpython cimport array

from ..analysis.chunk_numbers cimport ChunkNumbers
from ..analysis.term_rows cimport TermRows
from ..analysis.text_numbers cimport TextNumbers
from .word_cues cimport WordCues
from .word_scores cimport WordScorer


cdef struct ChunkRow:
    Py_UCS4 first  # its first character
    Py_UCS4 second  # its second where the first alone does not tell a chunk's beginning (@, #), else 0
    int length
    int pieces  # how many; -1: not read yet
    int where  # the number of its only piece, or where its pieces' numbers begin in ``parts``


cdef class PieceTable:
    cdef array.array cues, exact, shapes, scores, written, piece_of, chunks, parts
    cdef TextNumbers pairs, _forms
    cdef ChunkNumbers _numbering
    cdef TermRows _rows
    cdef object _reader
    cdef WordCues _words
    cdef WordScorer _scorer

    cdef ChunkRow row(self, int chunk) except *
    cdef int learn(self, int chunk) except -1
    cdef str shown(self, Py_ssize_t number)
    cdef str exact_form(self, Py_ssize_t number)
    cdef int _learn_word(self, str text, int chunk, int row) except -2
    cdef int _learn_compound(self, str text, int row, int *where) except -1
    cdef int _learn_other(self, str text, int *where) except -1
    cdef int _extend(self, list numbers, int *where) except -1
    cdef int _pair(self, str text, str exact) except -1
    cdef int _add(self, str text, str exact, unsigned long long cues, int written) except -1
    cdef int number_of(self, str text, str exact, unsigned long long cues) except -1
    cdef int _part(self, str text, str exact, str lemma) except -1
    cpdef int exact_number(self, str exact) except -1
    cpdef int mark(self, str mark) except -1
