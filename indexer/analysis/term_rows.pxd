from cpython cimport array

from .chunk_numbers cimport ChunkNumbers
from .text_numbers cimport TextNumbers
from .word_table cimport WordTable

cdef enum:
    OTHER  # the chain says what is in it
    WORD  # all of it is one word
    COMPOUND  # plain words with one hyphen between each two: a row of its own, then theirs


cdef class TermRows(ChunkNumbers):
    cdef readonly object chain
    cdef readonly TextNumbers texts
    cdef readonly array.array first, terms, advance, kinds, exact_of, lemma_of, offset
    cdef array.array _lemma_of_text
    cdef object _lookup
    cdef WordTable _dictionary  # that, or None where it is another

    cdef int learn(self, str chunk, Py_ssize_t size, unsigned long long head, unsigned int check) except -1
    cdef int _learn_compound(self, str chunk, Py_ssize_t hyphens) except -1
    cdef int _learn_other(self, str chunk) except -1
    cdef int _add_word(self, str exact, int offset) except -1
    cdef int _add_form(self, str exact, int number, int offset) except -1
    cdef int _add_term(self, int exact, int lemma, int offset) except -1
    cdef int _add_chunk(self, int terms, int advance, int kind) except -1
    cdef int term_of(self, str text) except -1
    cdef int _known(self, int number) except -1
    cdef str exact(self, int row)
    cdef str lemma(self, int row)
