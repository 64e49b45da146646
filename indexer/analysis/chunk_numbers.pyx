"""Texts → numbers of their distinct chunks, without a string for a chunk that is known already.

A hash table whose keys are looked up where they stand in the text. With ``find_chunks`` and a dict, a chunk of the news
costs a string, its hash and its look-up, 0.28 µs; here 0.13.
"""

from cpython cimport array
from cpython.ref cimport PyObject
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    PyUnicode_Substring,
)
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp

import os

from .cut cimport next_word

cdef enum:
    LEAST_SLOTS = 1024


cdef class ChunkNumbers:
    """Chunk → number, from 0 in the order first met."""

    def __cinit__(self, *_):
        self.by_number = []
        self._mask = LEAST_SLOTS - 1
        self._slots = <Slot *>calloc(LEAST_SLOTS, sizeof(Slot))
        # Of this process: else a text could be written whose chunks all meet in one slot.
        self._seed = int.from_bytes(os.urandom(8), "little")
        if self._slots == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self._slots)

    def __len__(self):
        return len(self.by_number)

    cdef int learn(self, str chunk) except -1:
        """Called with each chunk that is new, before it has its number; it must not ask for another's."""
        return 0

    def __getitem__(self, str chunk not None):
        return self._number(chunk, PyUnicode_KIND(chunk), PyUnicode_DATA(chunk), 0, PyUnicode_GET_LENGTH(chunk))

    def add_text(self, text, search, array.array numbers not None):
        """Cut a text and append its chunks' numbers to an array of C ints: see the stub."""
        if not isinstance(text, str):  # subclasses are well, which an argument typed str would refuse
            raise TypeError(f"a text is a str, not {type(text).__name__}")
        if numbers.ob_descr.itemsize != sizeof(int):
            raise TypeError("numbers are C ints")
        self._add_text(<str>text, search, numbers)

    def add_values(self, values, search, array.array numbers not None, int after):
        """Cut several texts and append a number after each: see the stub."""
        cdef Py_ssize_t size
        for value in values:
            self.add_text(value, search, numbers)
            size = len(numbers)
            array.resize_smart(numbers, size + 1)
            numbers.data.as_ints[size] = after

    cdef int _add_text(self, str text, search, array.array numbers) except -1:
        cdef int width = PyUnicode_KIND(text)
        cdef const void* letters = PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0, end, count = len(numbers)
        cdef int number
        while True:
            end = next_word(width, letters, size, &at)
            if at == size:
                return 0
            if end == at:
                match = search(text, at)
                if match is None:
                    return 0
                at, end = match.span()
            number = self._number(text, width, letters, at, end)
            array.resize_smart(numbers, count + 1)
            numbers.data.as_ints[count] = number
            count += 1
            at = end

    cdef int _number(self, str text, int width, const void* letters, Py_ssize_t start, Py_ssize_t end) except -1:
        cdef unsigned long long hashed = self._hash(width, letters, start, end)
        cdef unsigned int check = <unsigned int>(hashed >> 32)
        cdef size_t place = hashed & self._mask
        while self._slots[place].chunk != NULL:
            if self._slots[place].check == check and self._is(
                <str>self._slots[place].chunk, width, letters, start, end
            ):
                return self._slots[place].number
            place = (place + 1) & self._mask
        return self._add(PyUnicode_Substring(text, start, end), hashed)

    cdef unsigned long long _hash(self, int width, const void* letters, Py_ssize_t start, Py_ssize_t end) noexcept:
        cdef unsigned long long hashed = self._seed, letter
        cdef Py_ssize_t at
        for at in range(start, end):
            letter = PyUnicode_READ(width, letters, at)
            hashed = (hashed ^ letter) * 0x9E3779B97F4A7C15ULL
            hashed ^= hashed >> 29
        return hashed

    cdef bint _is(self, str known, int width, const void* letters, Py_ssize_t start, Py_ssize_t end) noexcept:
        """Whether that chunk is the one that stands in the text there."""
        cdef Py_ssize_t at, size = end - start
        cdef int known_width = PyUnicode_KIND(known)
        cdef const void* known_letters = PyUnicode_DATA(known)
        if PyUnicode_GET_LENGTH(known) != size:
            return False
        if known_width == width:
            return memcmp(known_letters, <const char*>letters + start * width, size * width) == 0
        for at in range(size):
            if <Py_UCS4>PyUnicode_READ(known_width, known_letters, at) != <Py_UCS4>PyUnicode_READ(width, letters, start + at):
                return False
        return True

    cdef int _add(self, str chunk, unsigned long long hashed) except -1:
        self.learn(chunk)
        cdef Py_ssize_t number = len(self.by_number)
        if number >= 0x7FFFFFFF:
            raise OverflowError("more distinct chunks than there are numbers")
        if 2 * (number + 1) > <Py_ssize_t>self._mask:
            self._grow()
        self.by_number.append(chunk)
        self._place(hashed, chunk, <int>number)
        return <int>number

    cdef void _place(self, unsigned long long hashed, str chunk, int number) noexcept:
        cdef size_t place = hashed & self._mask
        while self._slots[place].chunk != NULL:
            place = (place + 1) & self._mask
        self._slots[place].check = <unsigned int>(hashed >> 32)
        self._slots[place].number = number
        self._slots[place].chunk = <PyObject *>chunk

    cdef int _grow(self) except -1:
        cdef size_t mask = 2 * self._mask + 1
        cdef Slot* slots = <Slot *>calloc(mask + 1, sizeof(Slot))
        cdef Py_ssize_t number
        if slots == NULL:
            raise MemoryError
        free(self._slots)
        self._slots, self._mask = slots, mask
        for number in range(len(self.by_number)):
            chunk = self.by_number[number]
            self._place(
                self._hash(PyUnicode_KIND(chunk), PyUnicode_DATA(chunk), 0, PyUnicode_GET_LENGTH(chunk)),
                chunk,
                <int>number,
            )
        return 0
