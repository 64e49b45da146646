"""What each distinct chunk becomes: its terms by number, in rows.

Compiled: a corpus of 17,000 articles has 127,000 distinct chunks, seven of them new in each article, and each process of a build
learns its own. By way of the chain's named tuples one took 6 µs, most of it to make objects; words and compounds of plain
words are taken here from their letters to their rows, the rest goes by the chain.
"""

from cpython cimport array

from .chunk_numbers cimport ChunkNumbers
from .devanagari cimport form_of
from .inflection cimport lemma_of
from .text_numbers cimport TextNumbers, expect
from .word_table cimport WordTable

cdef enum:
    NO_LEMMA = -1  # of a compound, whose words have their own
    NOT_LOOKED_UP = -2

cdef array.array _INTS = array.array("i"), _FLAGS = array.array("B")


cdef class TermRows(ChunkNumbers):
    """See the stub."""

    def __cinit__(self, chain):
        self.chain, self._lookup = chain, chain.lookup
        self._dictionary = self._lookup if isinstance(self._lookup, WordTable) else None
        self.texts = TextNumbers()
        self.first, self.terms, self.advance = _ints(), _ints(), _ints()
        self.exact_of, self.lemma_of, self.offset, self._lemma_of_text = _ints(), _ints(), _ints(), _ints()
        self.kinds = array.clone(_FLAGS, 0, False)

    cdef int learn(self, str chunk, Py_ssize_t size, unsigned long long head, unsigned int check) except -1:
        # Where most are looked up next.
        expect(self.texts, check)
        if self._dictionary is not None:
            expect(self._dictionary._forms, check)
        cdef Py_ssize_t hyphens = 0
        cdef bint plain = True
        cdef Py_UCS4 letter
        cdef object exact
        for letter in chunk:
            if letter == c"-":
                hyphens += 1
            elif letter < 0x80 and not letter.isalnum():
                plain = False
        if plain and hyphens:
            return self._learn_compound(chunk, hyphens)
        exact = _plain_form(chunk) if plain else _number_form(chunk)
        if not exact or _ends_in_number(<str>exact):
            return self._learn_other(chunk)
        if exact is chunk:
            self._add_form(chunk, self._known(self.texts.number_of_code(chunk, self._sought, size, head, check)), 0)
        else:
            self._add_word(<str>exact, 0)
        return self._add_chunk(1, 1, WORD)

    cdef int _learn_compound(self, str chunk, Py_ssize_t hyphens) except -1:
        """Words between hyphens; by the chain where one of them is not plain."""
        cdef list words = [_plain_form(part) for part in chunk.split("-")]
        cdef Py_ssize_t at
        if not all(words):
            return self._learn_other(chunk)
        self._add_term(self.term_of("-".join(words)), NO_LEMMA, 0)
        for at in range(hyphens + 1):
            self._add_word(<str>words[at], <int>at)
        return self._add_chunk(<int>hyphens + 2, <int>hyphens + 1, COMPOUND)

    cdef int _learn_other(self, str chunk) except -1:
        cdef int position = -1
        if chunk[0] == 0:
            return self._add_chunk(0, int(chunk[1:]), OTHER)
        terms = self.chain.analyse(chunk)
        for term in terms:
            position += term.step
            lemma = NO_LEMMA if term.compound else self.term_of(term.lemma)
            self._add_term(self.term_of(term.exact), lemma, position)
        is_word = len(terms) == 1 and terms[0].end - terms[0].start == len(chunk)
        return self._add_chunk(len(terms), position + 1, WORD if is_word else OTHER)

    cdef int _add_word(self, str exact, int offset) except -1:
        return self._add_form(exact, self.term_of(exact), offset)

    cdef int _add_form(self, str exact, int number, int offset) except -1:
        cdef int lemma = self._lemma_of_text.data.as_ints[number]
        cdef str form
        if lemma == NOT_LOOKED_UP:
            form = lemma_of(exact, self._lookup)
            lemma = number if form is exact else self.term_of(form)
            self._lemma_of_text.data.as_ints[number] = lemma
        return self._add_term(number, lemma, offset)

    cdef int _add_term(self, int exact, int lemma, int offset) except -1:
        _append(self.exact_of, exact)
        _append(self.lemma_of, lemma)
        return _append(self.offset, offset)

    cdef int _add_chunk(self, int terms, int advance, int kind) except -1:
        cdef Py_ssize_t size = len(self.kinds)
        _append(self.first, len(self.exact_of) - terms)
        _append(self.terms, terms)
        _append(self.advance, advance)
        array.resize_smart(self.kinds, size + 1)
        self.kinds.data.as_uchars[size] = kind
        return 0

    cdef int term_of(self, str text) except -1:
        return self._known(self.texts.number_of(text))

    cdef int _known(self, int number) except -1:
        while len(self._lemma_of_text) <= number:
            _append(self._lemma_of_text, NOT_LOOKED_UP)
        return number

    def word(self, Py_ssize_t number):
        """See the stub."""
        if not 0 <= number < len(self.kinds):
            raise IndexError(f"no chunk has the number {number}")
        if self.kinds.data.as_uchars[number] != WORD:
            return None
        cdef int row = self.first.data.as_ints[number]
        return self.exact(row), self.lemma(row)

    cdef str exact(self, int row):
        """The exact form of a row's term."""
        return self.texts.text_of(self.exact_of.data.as_ints[row])

    cdef str lemma(self, int row):
        """Its lemma; it has one."""
        return self.texts.text_of(self.lemma_of.data.as_ints[row])


cdef array.array _ints():
    return array.clone(_INTS, 0, False)


cdef int _append(array.array numbers, Py_ssize_t number) except -1:
    cdef Py_ssize_t size = len(numbers)
    array.resize_smart(numbers, size + 1)
    numbers.data.as_ints[size] = <int>number
    return 0


cdef object _plain_form(str word):
    """The exact form of a word of letters and digits; None where it has to go the long way."""
    if not word.isascii():
        return form_of(word)
    return word.lower() if word.isalnum() else None


cdef object _number_form(str chunk):
    """1,165 → 1165 and 13.10 as it is; None of what is no number."""
    cdef Py_UCS4 letter
    cdef bint commas = False
    for letter in chunk:
        if letter == c",":
            commas = True
        elif letter != c"." and not c"0" <= letter <= c"9":
            return None
    return chunk.replace(",", "") if commas else chunk


cdef bint _ends_in_number(str exact):
    """Whether it may be two words: जी20."""
    return c"0" <= exact[len(exact) - 1] <= c"9" and not exact.isascii()
