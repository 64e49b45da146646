"""Texts → numbers of their distinct chunks, without a string for a chunk that is known already.

Chunks are looked up where they stand in the text. With ``find_chunks`` and a dict, a chunk of the news
costs a string, its hash and its look-up, 0.28 µs; here, in one walk over its letters, 0.06, and the same where 400,000 are known.
"""

from cpython cimport array
from cpython.unicode cimport (
    PyUnicode_2BYTE_KIND,
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_Substring,
)
from libc.string cimport memcpy, memset

from .cut cimport DEVANAGARI, GAP, checked, kind_at, may_go_on, next_word
from .letter_code cimport FIRST, HALF, SECOND
from .text_numbers cimport STEP, WORD_ROOM, TextNumbers, check_of, expect, found_number, head_of

cdef enum:
    LONGEST = WORD_ROOM - STEP
    MOST_LETTERS = 0x3000
    AHEAD = 16  # words whose slots are asked of the memory before the first is looked up

cdef struct Word:
    Py_ssize_t start, size  # one byte of code a letter
    unsigned long long head
    unsigned int check
    unsigned char code[WORD_ROOM]

# Of a letter of Devanagari that one byte stands for, this byte; GAP, where it ends a word; 0 of all others.
cdef unsigned char word_code[1 << 16]


cdef void set_codes():
    cdef int letter
    for letter in range(MOST_LETTERS):
        if kind_at(letter) == GAP and not may_go_on(letter):
            word_code[letter] = GAP
        elif kind_at(letter) == DEVANAGARI and letter < 0x964:
            word_code[letter] = <unsigned char>(letter - 0x900 + FIRST if letter < 0x900 + HALF else letter - 0x900 - HALF + SECOND)


set_codes()


cdef class ChunkNumbers(TextNumbers):
    """See the stub."""

    def add_text(self, text, search, array.array numbers not None):
        """Cut a text and append its chunks' numbers to an array of C ints: see the stub."""
        check_numbers(numbers)
        self._add_text(checked(text), search, numbers)

    cdef int _add_text(self, str text, search, array.array numbers) except -1:
        cdef int width = PyUnicode_KIND(text), number
        cdef const void* letters = PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0, end, count = len(numbers), which, found
        cdef Word words[AHEAD]
        while True:
            found = AHEAD
            while found == AHEAD:
                found = 0
                if width == PyUnicode_2BYTE_KIND:
                    while found < AHEAD and plain_word(self, <const unsigned short *>letters, size, &at, &words[found]):
                        expect(self, words[found].check)
                        found += 1
                for which in range(found):
                    number = number_of_word(self, text, &words[which])
                    array.resize_smart(numbers, count + 1)
                    numbers.data.as_ints[count] = number
                    count += 1
            end = next_word(width, letters, size, &at)
            if at == size:
                return 0
            if end == at:
                match = search(text, at)
                if match is None:
                    return 0
                at, end = match.span()
            number = self.number_at(text, width, letters, at, end)
            at = end
            array.resize_smart(numbers, count + 1)
            numbers.data.as_ints[count] = number
            count += 1


cdef int check_numbers(array.array numbers) except -1:
    if numbers.ob_descr.itemsize != sizeof(int):
        raise TypeError("numbers are C ints")
    return 0


cdef inline bint plain_word(
    ChunkNumbers chunks, const unsigned short *letters, Py_ssize_t size, Py_ssize_t *start, Word *word
) noexcept:
    """Read the word or compound there, where it is Devanagari up to a gap, and move ``start`` to its end.

    What ``next_word`` and ``number_at`` do, in one walk over the letters.
    """
    cdef Py_ssize_t at = start[0], end, count = 0
    cdef unsigned char each = GAP
    while at < size and word_code[letters[at]] == GAP:
        at += 1
    end = at
    while end < size and count < LONGEST:
        each = word_code[letters[end]]
        if each <= GAP:
            # A hyphen between two letters makes a compound.
            if letters[end] != c"-" or not count or end + 1 == size or word_code[letters[end + 1]] <= GAP:
                break
            each = c"-"
        word.code[count] = each
        count, end = count + 1, end + 1
    if count == 0 or (end < size and each != GAP):
        return False
    memset(word.code + count, 0, STEP)
    word.start, word.size = at, count
    word.head = head_of(word.code)
    word.check = check_of(chunks, word.code, count, word.head)
    start[0] = end
    return True


cdef inline int number_of_word(ChunkNumbers chunks, str text, const Word *word) except -1:
    cdef int number = found_number(chunks, word.code, word.size, word.head, word.check)
    if number >= 0:
        return number
    memcpy(chunks._sought, word.code, word.size + STEP)
    return chunks.new_number(
        PyUnicode_Substring(text, word.start, word.start + word.size), word.size, word.head, word.check
    )
