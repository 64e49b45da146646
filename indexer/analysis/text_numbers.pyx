"""Distinct texts and their numbers, without a Python object a text.

Compiled: a build meets hundreds of thousands of distinct words, each as a chunk and as a term, in every process. As a str in a dict
and a list a Devanagari word takes 230 bytes; here 50: its letters, one byte each (``letter_code``), where they begin, and two or
three slots of the hash table. And what lies together is found together: a slot holds the first eight letters, all that most words
of a text have, so that a look-up waits for memory once.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
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

cdef enum:
    LEAST_BITS = 10
    LEAST_SLOTS = 1 << LEAST_BITS
    MOST_TEXTS = 3 << HASH_BITS - 2  # three slots of four
    LONGEST_SHOWN = 256  # of a text that is made a str without an intermediate one
    MOST_BYTES = 8  # of a letter's code: four bytes of UTF-8, each after one that says so
    OTHER = 0xFFFF
    AHEAD = 16  # texts whose slots are asked of memory before one is put into its own, a power of 2

# Of this process: else a text could be written whose words all meet in one slot. And of all its tables: what a code is looked up
# by in one is what it is looked up by in another.
cdef unsigned long long _SEED = int.from_bytes(os.urandom(8), "little")
cdef unsigned long long _FACTOR = int.from_bytes(os.urandom(8), "little") | 1

cdef array.array _INTS = array.array("i"), _LONGS = array.array("q")
cdef unsigned short _LETTERS[256]  # by code; OTHER of a byte after which one of another letter stands

cdef struct Keyed:
    unsigned long long head  # the first bytes of the code, the first highest
    int number


cdef inline Py_ssize_t _size(TextNumbers texts, Py_ssize_t number) noexcept:
    return <Py_ssize_t>(texts._starts[number + 1] - texts._starts[number])


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
        self._mask, self._shift = LEAST_SLOTS - 1, 32 - LEAST_BITS
        self._slots = <Slot *>calloc(LEAST_SLOTS, sizeof(Slot))
        self._starts = <unsigned long long *>calloc(1, sizeof(unsigned long long))
        self._start_room = 1
        self._sought = <unsigned char *>calloc(WORD_ROOM, 1)
        self._sought_room = WORD_ROOM
        if self._slots == NULL or self._starts == NULL or self._sought == NULL:
            raise MemoryError
        self._seed, self._factor = _SEED, _FACTOR

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
            found.append(of_code(self._codes + self._starts[numbers[at]], _size(self, numbers[at])))
        return found

    def codes(self, const int[::1] numbers not None):
        """See the stub."""
        cdef array.array ends = array.clone(_LONGS, numbers.shape[0], False)
        cdef Py_ssize_t at, size = 0
        cdef bytes codes
        cdef char *out
        for at in range(numbers.shape[0]):
            if not 0 <= numbers[at] < self._count:
                raise IndexError(f"no text has the number {numbers[at]}")
            size += _size(self, numbers[at])
            ends.data.as_longlongs[at] = size
        codes = PyBytes_FromStringAndSize(NULL, size)
        out = PyBytes_AS_STRING(codes)
        for at in range(numbers.shape[0]):
            size = _size(self, numbers[at])
            memcpy(out, self._codes + self._starts[numbers[at]], size)
            out += size
        return codes, ends

    def find(self, str text not None):
        """See the stub."""
        cdef Py_ssize_t size = self._seek(PyUnicode_KIND(text), PyUnicode_DATA(text), 0, PyUnicode_GET_LENGTH(text))
        cdef unsigned long long head = head_of(self._sought)
        return found_number(self, self._sought, size, head, check_of(self, self._sought, size, head))

    @property
    def nbytes(self):
        """See the stub."""
        return self._room + self._start_room * sizeof(unsigned long long) + (self._mask + 1) * sizeof(Slot)

    cdef int learn(self, str text, Py_ssize_t size, unsigned long long head, unsigned int check) except -1:
        """Called with each text that is new, its code in ``_sought``, before it has its number; it must not ask for another's."""
        return 0

    cdef int number_of_code(
        self, str text, const unsigned char *code, Py_ssize_t size, unsigned long long head, unsigned int check
    ) except -1:
        """The number of a text whose code was looked up in another table."""
        cdef int number = found_number(self, code, size, head, check)
        if number >= 0:
            return number
        memcpy(self.room(size), code, size + STEP)
        return self.new_number(text, size, head, check)

    cdef int number_of(self, str text) except -1:
        return self.number_at(text, PyUnicode_KIND(text), PyUnicode_DATA(text), 0, PyUnicode_GET_LENGTH(text))

    cdef int number_at(self, str text, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1:
        """The number of a part of a text, whose letters are at hand."""
        cdef Py_ssize_t size = self._seek(width, letters, start, end)
        cdef unsigned long long head = head_of(self._sought)
        cdef unsigned int check = check_of(self, self._sought, size, head)
        cdef int number = found_number(self, self._sought, size, head, check)
        return number if number >= 0 else self.new_number(PyUnicode_Substring(text, start, end), size, head, check)

    cdef int new_number(self, str text, Py_ssize_t size, unsigned long long head, unsigned int check) except -1:
        """Of a text that was looked up and not found."""
        self.learn(text, size, head, check)
        return self._add(size, head, check)

    cdef Py_ssize_t _seek(self, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1:
        """Write the code of what is looked up; how many bytes."""
        cdef Py_ssize_t at, size = 0
        cdef unsigned char *out = self.room(MOST_BYTES // 2 * (end - start))
        cdef unsigned int letter
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

    cdef unsigned char *room(self, Py_ssize_t size) except NULL:
        """Where the code of so many bytes of UTF-8 is put before it is looked up."""
        cdef Py_ssize_t wanted = 2 * size + STEP
        if wanted > self._sought_room:
            self._sought = <unsigned char *>_grown(self._sought, 2 * wanted)
            self._sought_room = 2 * wanted
        return self._sought

    cdef int reserve(self, Py_ssize_t count) except -1:
        """Have slots for so many texts."""
        cdef int bits = 0
        while 4 * count > 3 * <Py_ssize_t>(self._mask + 1) << bits:
            bits += 1
        return self._grow(bits) if bits else 0

    cdef int fill(self, const unsigned char *codes, const long long *ends, Py_ssize_t count) except -1:
        """Number texts where there are none yet: their codes, which ascend, end to end, and where each ends.

        Raises ValueError where they do not ascend.
        """
        cdef Py_ssize_t number, start = 0, end, before = 0
        cdef unsigned long long head
        cdef unsigned int check
        cdef Slot[AHEAD] slots
        self.reserve(count)
        self._starts = <unsigned long long *>_grown(self._starts, (count + 1) * sizeof(unsigned long long))
        self._start_room = count + 1
        self._room = <Py_ssize_t>ends[count - 1] if count else 0
        self._codes = <unsigned char *>_grown(self._codes, self._room + 1)
        for number in range(count):
            end = <Py_ssize_t>ends[number]
            if number and not _ascend(codes + before, start - before, codes + start, end - start):
                raise ValueError(f"text {number + 1} is not above the one before it")
            memcpy(self.room(end - start), codes + start, end - start)
            memset(self._sought + end - start, 0, STEP)
            head = head_of(self._sought)
            check = check_of(self, self._sought, end - start, head)
            expect(self, check)
            if number >= AHEAD:
                _put(self._slots, self._mask, self._shift, slots[number % AHEAD])
            slots[number % AHEAD] = Slot(head, check, <unsigned int>(number + 1))
            self._starts[number + 1] = end
            before, start = start, end
        for number in range(max(0, count - AHEAD), count):
            _put(self._slots, self._mask, self._shift, slots[number % AHEAD])
        memcpy(self._codes, codes, self._room)
        self._count = count
        return 0

    cdef int _add(self, Py_ssize_t size, unsigned long long head, unsigned int check) except -1:
        cdef unsigned long long end = self._starts[self._count]
        if self._count >= MOST_TEXTS:
            raise OverflowError("more distinct texts than there are numbers")
        if <Py_ssize_t>end + size > self._room:
            self._room += size + self._room // 4 + LEAST_SLOTS
            self._codes = <unsigned char *>_grown(self._codes, self._room)
        if self._count + 2 > self._start_room:
            self._start_room += self._start_room // 4 + LEAST_SLOTS
            self._starts = <unsigned long long *>_grown(self._starts, self._start_room * sizeof(unsigned long long))
        self.reserve(self._count + 1)
        memcpy(self._codes + end, self._sought, size)
        self._starts[self._count + 1] = end + size
        self._count += 1
        _put(self._slots, self._mask, self._shift, Slot(head, check, <unsigned int>self._count))
        return <int>(self._count - 1)

    cdef int _grow(self, int bits) except -1:
        cdef size_t mask = ((self._mask + 1) << bits) - 1, slot
        cdef Slot *slots = <Slot *>calloc(mask + 1, sizeof(Slot))
        if slots == NULL:
            raise MemoryError
        for slot in range(self._mask + 1):
            if self._slots[slot].place:
                _put(slots, mask, self._shift - bits, self._slots[slot])
        free(self._slots)
        self._slots, self._mask, self._shift = slots, mask, self._shift - bits
        return 0

    cdef str text_of(self, Py_ssize_t number):
        cdef unsigned short letters[LONGEST_SHOWN]
        cdef Py_ssize_t count = self.write(number, letters, LONGEST_SHOWN)
        if count < 0:
            return of_code(self._codes + self._starts[number], _size(self, number)).decode("utf-8", "surrogatepass")
        return PyUnicode_FromKindAndData(2, letters, count)

    cdef Py_ssize_t write(self, Py_ssize_t number, unsigned short *letters, Py_ssize_t room) noexcept:
        """Write a text's letters; how many, -1 where there is no room or one is neither ASCII nor Devanagari."""
        cdef const unsigned char *code = self._codes + self._starts[number]
        cdef Py_ssize_t size = _size(self, number), at
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
        cdef Py_ssize_t first = known.shape[0], count = self._count - first, size = 1, at, middle, end, taken = 0
        cdef array.array merged
        cdef int *numbers
        cdef Keyed *left
        cdef Keyed *right
        cdef Keyed key
        if count < 0:
            raise ValueError(f"an order of {first} texts, where there are {self._count}")
        for at in range(first):
            if not 0 <= known[at] < first:
                raise ValueError(f"an order of {first} texts does not hold the number {known[at]}")
        merged = array.clone(_INTS, self._count, False)
        numbers = merged.data.as_ints
        cdef array.array room = array.clone(_LONGS, 2 * count * (sizeof(Keyed) // sizeof(long long)), False)
        left = <Keyed *>room.data.as_longlongs
        right = left + count
        for at in range(count):
            left[at] = _keyed(self, <int>(first + at))
        while size < count:  # a merge sort: runs of twice the length, from one half of the room to the other
            at = 0
            while at < count:
                middle, end = min(at + size, count), min(at + 2 * size, count)
                _merge(self, left + at, middle - at, left + middle, end - middle, right + at)
                at = end
            left, right = right, left
            size *= 2
        for at in range(first):  # and the new among the known
            key = _keyed(self, known[at])
            while taken < count and _above(self, &key, left + taken):
                numbers[at + taken] = left[taken].number
                taken += 1
            numbers[at + taken] = known[at]
        for at in range(taken, count):
            numbers[first + at] = left[at].number
        return merged


cdef inline Keyed _keyed(TextNumbers texts, int number) noexcept:
    cdef const unsigned char *code = texts._codes + texts._starts[number]
    cdef Keyed keyed = Keyed(0, number)
    cdef Py_ssize_t at
    for at in range(min(_size(texts, number), STEP)):
        keyed.head |= <unsigned long long>code[at] << 8 * (STEP - 1 - at)
    return keyed


cdef void _merge(
    TextNumbers texts, const Keyed *one, Py_ssize_t ones, const Keyed *other, Py_ssize_t others, Keyed *merged
) noexcept:
    cdef Py_ssize_t first = 0, second = 0
    while first < ones and second < others:
        if _above(texts, one + first, other + second):
            merged[first + second] = other[second]
            second += 1
        else:
            merged[first + second] = one[first]
            first += 1
    memcpy(merged + first + second, one + first, (ones - first) * sizeof(Keyed))
    memcpy(merged + first + second, other + second, (others - second) * sizeof(Keyed))


cdef inline bint _above(TextNumbers texts, const Keyed *one, const Keyed *other) noexcept:
    cdef Py_ssize_t size, other_size
    cdef int order
    if one.head != other.head:
        return one.head > other.head
    size, other_size = _size(texts, one.number), _size(texts, other.number)
    order = memcmp(
        texts._codes + texts._starts[one.number], texts._codes + texts._starts[other.number], min(size, other_size)
    )
    return order > 0 or (order == 0 and size > other_size)


cdef inline bint _ascend(
    const unsigned char *one, Py_ssize_t size, const unsigned char *other, Py_ssize_t other_size
) noexcept:
    cdef int order = memcmp(one, other, min(size, other_size))
    return order < 0 or (order == 0 and size < other_size)


cdef inline void _put(Slot *slots, size_t mask, int shift, Slot content) noexcept:
    cdef size_t slot = content.check >> shift
    while slots[slot].place:
        slot = (slot + 1) & mask
    slots[slot] = content


cdef Py_ssize_t _transcode_letter(Py_UCS4 letter, unsigned char *out) except -1:
    cdef bytes raw = chr(letter).encode("utf-8", "surrogatepass")
    return transcode(<const unsigned char *>PyBytes_AS_STRING(raw), PyBytes_GET_SIZE(raw), out)


cdef void *_grown(void *memory, size_t size) except NULL:
    cdef void *grown = realloc(memory, size)
    if grown == NULL:
        raise MemoryError
    return grown
