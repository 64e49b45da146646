"""Persons by their full and short names, counted by the numbers of their words.

Compiled: an article names four persons, a long one thirty; as lines of text they took a microsecond each, here 0.2.
"""

from cpython cimport array

from ..analysis.term_rows cimport TermRows
from ..entities.piece_runs cimport PieceRuns

from ..analysis.tokenize import add_numbers

FULL, SHORT = 0, 1

cdef array.array _INTS = array.array("i")
cdef int _FULL = FULL, _SHORT = SHORT


cdef class PersonNames:
    """See the stub."""

    def __cinit__(self, TermRows forms not None):
        self._forms, self._runs, self._article = forms, PieceRuns(), 1
        self.kinds, self.starts, self.words, self.counts = [array.clone(_INTS, 0, False) for _ in range(4)]
        self._line_of, self._last = [array.clone(_INTS, 0, False) for _ in range(2)]

    def add_person(self, str name not None, tuple aliases not None):
        """See the stub."""
        cdef array.array chunks = _chunks_of(name, self._forms)
        self.add_name(chunks.data.as_ints, len(chunks))
        for alias in aliases:
            chunks = _chunks_of(<str?>alias, self._forms)
            self.add_alias(chunks.data.as_ints, len(chunks))

    def end_article(self):
        """See the stub."""
        self._article += 1

    cdef int add_name(self, const int *chunks, Py_ssize_t size) except -1:
        """Count a person of the article, by the chunks of the name."""
        cdef int words = self._read(chunks, size, &self._full[1])
        self._size = words if 2 <= words <= MOST_WORDS else 0
        return self._count(_FULL, &self._full[1], words) if self._size else 0

    cdef int add_alias(self, const int *chunks, Py_ssize_t size) except -1:
        """Count another name of the person added last, if it is the first or the last word of the full one."""
        cdef int short[MOST_WORDS]
        if self._size == 0 or self._read(chunks, size, short) != 1:
            return 0
        if short[0] != self._full[1] and short[0] != self._full[self._size]:
            return 0
        self._full[0] = short[0]
        return self._count(_SHORT, self._full, self._size + 1)

    cdef int _read(self, const int *chunks, Py_ssize_t size, int *words) noexcept:
        """The exact forms of chunks, those of a compound one by one; how many: one more than there is room for where they are more."""
        cdef TermRows forms = self._forms
        cdef int count = 0, row
        cdef Py_ssize_t at
        for at in range(size):
            row = forms.first.data.as_ints[chunks[at]]
            for row in range(row, row + forms.terms.data.as_ints[chunks[at]]):
                if forms.lemma_of.data.as_ints[row] < 0:
                    continue
                if count == MOST_WORDS:
                    return MOST_WORDS + 1
                words[count] = forms.exact_of.data.as_ints[row]
                count += 1
        return count

    cdef int _count(self, int kind, const int *words, int size) except -1:
        cdef int run = self._runs.number(kind, words, size), at, line
        while len(self._line_of) <= run:
            _append(self._line_of, 0)
        line = self._line_of.data.as_ints[run] - 1
        if line < 0:
            line = <int>len(self.counts)
            self._line_of.data.as_ints[run] = line + 1
            _append(self.kinds, kind)
            _append(self.starts, <int>len(self.words))
            for at in range(size):
                _append(self.words, words[at])
            _append(self.counts, 0)
            _append(self._last, 0)
        if self._last.data.as_ints[line] != self._article:
            self._last.data.as_ints[line] = self._article
            self.counts.data.as_ints[line] += 1
        return 0


cdef array.array _chunks_of(str text, TermRows forms):
    cdef array.array chunks = array.clone(_INTS, 0, False)
    add_numbers(text, forms, chunks)
    return chunks


cdef int _append(array.array numbers, int number) except -1:
    cdef Py_ssize_t size = len(numbers)
    array.resize_smart(numbers, size + 1)
    numbers.data.as_ints[size] = number
    return 0
