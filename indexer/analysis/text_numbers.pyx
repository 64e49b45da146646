"""Distinct texts and their numbers, without a Python object a text.

Compiled: a build meets hundreds of thousands of distinct words, each as a chunk and as a term, in every process. As a str in a dict
and a list a Devanagari word takes 230 bytes; here 35: its letters, one byte each (``letter_code``), where they begin, and two or
three slots of the hash table. And what lies together is found together: the look-ups wait less for memory.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_FromKindAndData,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
    PyUnicode_Substring,
)
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memcmp, memcpy, memset

import os

from .letter_code cimport FIRST, HALF, REST, SECOND, of_code, next_unit, transcode

cdef extern from *:
    void prefetch "__builtin_prefetch" (const void *) nogil

cdef enum:
    LEAST_SLOTS = 1024
    LONGEST_SHOWN = 256  # of a text that is made a str without an intermediate one
    MOST_BYTES = 8  # of a letter's code: four bytes of UTF-8, each after one that says so
    STEP = 4  # bytes hashed at once
    OTHER = 0xFFFF

cdef array.array _INTS = array.array("i")
cdef unsigned short _LETTERS[256]  # by code; OTHER of a byte after which one of another letter stands


cdef void _list_letters() noexcept:
    cdef unsigned char code[2]
    cdef unsigned int letter
    cdef int at
    for at in range(256):
        code[0], code[1] = <unsigned char>at, 0
        _LETTERS[at] = <unsigned short>letter if next_unit(code, 0, 2, &letter) == 1 else OTHER


_list_letters()


cdef class TextNumbers:
    """See the stub."""

    def __cinit__(self, *_):
        self._mask = LEAST_SLOTS - 1
        self._slots = <Slot *>calloc(LEAST_SLOTS, sizeof(Slot))
        self._starts = <unsigned long long *>calloc(1, sizeof(unsigned long long))
        self._start_room = 1
        if self._slots == NULL or self._starts == NULL:
            raise MemoryError
        # Of this process: else a text could be written whose words all meet in one slot.
        self._seed = int.from_bytes(os.urandom(8), "little")
        self._factor = int.from_bytes(os.urandom(8), "little") | 1

    def __dealloc__(self):
        free(self._slots)
        free(self._starts)
        free(self._codes)
        free(self._sought)

    def __len__(self):
        return self._count

    def __getitem__(self, str text not None):
        return self.number_of(text)

    def text(self, Py_ssize_t number):
        """See the stub."""
        if not 0 <= number < self._count:
            raise IndexError(f"no text has the number {number}")
        return self.text_of(number)

    def encoded(self, const int[::1] numbers not None):
        """See the stub."""
        cdef list found = []
        cdef Py_ssize_t at
        for at in range(numbers.shape[0]):
            if not 0 <= numbers[at] < self._count:
                raise IndexError(f"no text has the number {numbers[at]}")
            found.append(of_code(self._codes + self._starts[numbers[at]], self._size(numbers[at])))
        return found

    @property
    def nbytes(self):
        """See the stub."""
        return self._room + self._start_room * sizeof(unsigned long long) + (self._mask + 1) * sizeof(Slot)

    cdef int learn(self, str text) except -1:
        """Called with each text that is new, before it has its number; it must not ask for another's."""
        return 0

    cdef int number_of(self, str text) except -1:
        return self.number_at(text, PyUnicode_KIND(text), PyUnicode_DATA(text), 0, PyUnicode_GET_LENGTH(text))

    cdef int number_at(self, str text, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1:
        """The number of a part of a text, whose letters are at hand."""
        cdef Py_ssize_t size = self._seek(width, letters, start, end)
        cdef unsigned int hashed = self._hash(size), number
        cdef size_t slot = hashed & self._mask
        while self._slots[slot].place:
            number = self._slots[slot].place - 1
            if (
                self._slots[slot].hashed == hashed
                and self._size(number) == size
                and memcmp(self._codes + self._starts[number], self._sought, size) == 0
            ):
                return number
            slot = (slot + 1) & self._mask
        self.learn(PyUnicode_Substring(text, start, end))
        return self._add(size, hashed)

    cdef Py_ssize_t _size(self, Py_ssize_t number) noexcept:
        return <Py_ssize_t>(self._starts[number + 1] - self._starts[number])

    cdef Py_ssize_t _seek(self, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1:
        """Write the code of what is looked up; how many bytes."""
        cdef Py_ssize_t at, size = 0, room = MOST_BYTES * (end - start) + STEP
        cdef unsigned char *out
        cdef unsigned int letter
        if room > self._sought_room:
            self._sought = <unsigned char *>_grown(self._sought, 2 * room)
            self._sought_room = 2 * room
        out = self._sought
        for at in range(start, end):
            letter = <unsigned int>PyUnicode_READ(width, letters, at)
            if letter < 0x80:
                out[size] = <unsigned char>letter
                size += 1
            elif 0x900 <= letter < 0x900 + HALF:
                out[size] = <unsigned char>(FIRST + letter - 0x900)
                size += 1
            elif 0x900 + HALF <= letter < 0x900 + HALF + REST:
                out[size] = <unsigned char>(SECOND + letter - 0x900 - HALF)
                size += 1
            else:
                size += _transcode_letter(<Py_UCS4>letter, out + size)
        memset(out + size, 0, STEP)
        return size

    cdef unsigned int _hash(self, Py_ssize_t size) noexcept:
        cdef unsigned long long hashed = self._seed ^ <unsigned long long>size
        cdef unsigned int letters
        cdef Py_ssize_t at
        for at in range(0, size, STEP):
            memcpy(&letters, self._sought + at, STEP)
            hashed = (hashed ^ letters) * self._factor
            hashed ^= hashed >> 32
        return <unsigned int>hashed

    cdef int _add(self, Py_ssize_t size, unsigned int hashed) except -1:
        cdef unsigned long long end = self._starts[self._count]
        cdef size_t slot
        if self._count >= 0x7FFFFFFF:
            raise OverflowError("more distinct texts than there are numbers")
        if <Py_ssize_t>end + size > self._room:
            self._room += size + self._room // 4 + LEAST_SLOTS
            self._codes = <unsigned char *>_grown(self._codes, self._room)
        if self._count + 2 > self._start_room:
            self._start_room += self._start_room // 4 + LEAST_SLOTS
            self._starts = <unsigned long long *>_grown(self._starts, self._start_room * sizeof(unsigned long long))
        if 4 * (self._count + 1) > 3 * <Py_ssize_t>self._mask:
            self._grow()
        memcpy(self._codes + end, self._sought, size)
        self._starts[self._count + 1] = end + size
        self._count += 1
        slot = hashed & self._mask
        while self._slots[slot].place:
            slot = (slot + 1) & self._mask
        self._slots[slot] = Slot(hashed, <unsigned int>self._count)
        return <int>(self._count - 1)

    cdef int _grow(self) except -1:
        cdef size_t mask = 2 * self._mask + 1, slot, to
        cdef Slot *slots = <Slot *>calloc(mask + 1, sizeof(Slot))
        if slots == NULL:
            raise MemoryError
        for slot in range(self._mask + 1):
            if self._slots[slot].place:
                to = self._slots[slot].hashed & mask
                while slots[to].place:
                    to = (to + 1) & mask
                slots[to] = self._slots[slot]
        free(self._slots)
        self._slots, self._mask = slots, mask
        return 0

    cdef str text_of(self, Py_ssize_t number):
        cdef unsigned short letters[LONGEST_SHOWN]
        cdef Py_ssize_t count = self.write(number, letters, LONGEST_SHOWN)
        if count < 0:
            return of_code(self._codes + self._starts[number], self._size(number)).decode("utf-8", "surrogatepass")
        return PyUnicode_FromKindAndData(2, letters, count)

    cdef Py_ssize_t write(self, Py_ssize_t number, unsigned short *letters, Py_ssize_t room) noexcept:
        """Write a text's letters; how many, -1 where there is no room or one is neither ASCII nor Devanagari."""
        cdef const unsigned char *code = self._codes + self._starts[number]
        cdef Py_ssize_t size = self._size(number), at
        cdef bint others = False
        if size > room:
            return -1
        for at in range(size):
            letters[at] = _LETTERS[code[at]]
            others |= letters[at] == OTHER
        return -1 if others else size

    cdef void ask_ahead(self, Py_ssize_t number, bint begun) noexcept:
        """Ask memory for where a text begins, and once that was asked, for its letters, before they are needed."""
        if begun:
            prefetch(self._codes + self._starts[number])
        else:
            prefetch(self._starts + number)

    def ordered(self, const int[::1] known not None):
        """See the stub."""
        cdef Py_ssize_t first = known.shape[0], size, at, middle, end
        cdef array.array new, merged
        cdef int *left
        cdef int *right
        if first > self._count:
            raise ValueError(f"an order of {first} texts, where there are {self._count}")
        for at in range(first):
            if not 0 <= known[at] < first:
                raise ValueError(f"an order of {first} texts does not hold the number {known[at]}")
        new, merged = array.clone(_INTS, self._count - first, False), array.clone(_INTS, self._count, False)
        left, right = new.data.as_ints, merged.data.as_ints
        for at in range(self._count - first):
            left[at] = <int>(first + at)
        size = 1
        while size < self._count - first:  # a merge sort: runs of twice the length, from one array to the other
            for at in range(0, self._count - first, 2 * size):
                middle, end = min(at + size, self._count - first), min(at + 2 * size, self._count - first)
                self._merge(left + at, middle - at, left + middle, end - middle, right + at)
            left, right = right, left
            size *= 2
        if left != new.data.as_ints:
            memcpy(new.data.as_ints, left, (self._count - first) * sizeof(int))
        self._merge(&known[0] if first else NULL, first, new.data.as_ints, self._count - first, merged.data.as_ints)
        return merged

    cdef void _merge(self, const int *one, Py_ssize_t ones, const int *other, Py_ssize_t others, int *merged) noexcept:
        cdef Py_ssize_t first = 0, second = 0
        while first < ones and second < others:
            if self._above(one[first], other[second]):
                merged[first + second] = other[second]
                second += 1
            else:
                merged[first + second] = one[first]
                first += 1
        memcpy(merged + first + second, one + first, (ones - first) * sizeof(int))
        memcpy(merged + first + second, other + second, (others - second) * sizeof(int))

    cdef bint _above(self, int one, int other) noexcept:
        cdef Py_ssize_t size = self._size(one), other_size = self._size(other)
        cdef int order = memcmp(
            self._codes + self._starts[one], self._codes + self._starts[other], min(size, other_size)
        )
        return order > 0 or (order == 0 and size > other_size)


cdef Py_ssize_t _transcode_letter(Py_UCS4 letter, unsigned char *out) except -1:
    cdef bytes raw = chr(letter).encode("utf-8", "surrogatepass")
    return transcode(<const unsigned char *>PyBytes_AS_STRING(raw), PyBytes_GET_SIZE(raw), out)


cdef void *_grown(void *memory, size_t size) except NULL:
    cdef void *grown = realloc(memory, size)
    if grown == NULL:
        raise MemoryError
    return grown
