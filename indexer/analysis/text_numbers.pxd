from libc.string cimport memcmp, memcpy

from ..prefetch cimport prefetch

cdef enum:
    STEP = 8  # bytes of a code that are hashed at once, and that stand in a slot
    TOLD = 31  # a size from there on is not told by a slot
    HASH_BITS = 27
    WORD_ROOM = 64  # of ``_sought``, at least


cdef struct Slot:
    unsigned long long head  # the first bytes of the text's code, with zeros behind it
    unsigned int check  # 27 bits of the hash above five for the size, at most TOLD
    unsigned int place  # the text's number and 1; 0: the slot is free


cdef class TextNumbers:
    cdef unsigned char *_codes  # of all texts, one after another
    cdef unsigned long long *_starts  # of each text in them and, last, where they end
    cdef Py_ssize_t _count, _room, _start_room
    cdef unsigned char *_sought  # the code of the text that is looked up, with zeros behind it
    cdef Py_ssize_t _sought_room
    cdef Slot *_slots
    cdef size_t _mask
    cdef int _shift  # a text is sought from the slot of the upper bits of its check on
    cdef unsigned long long _seed, _factor

    cdef int learn(self, str text, Py_ssize_t size, unsigned long long head, unsigned int check) except -1
    cdef int number_of_code(
        self, str text, const unsigned char *code, Py_ssize_t size, unsigned long long head, unsigned int check
    ) except -1
    cdef int number_at(self, str text, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1
    cdef int number_of(self, str text) except -1
    cdef int new_number(self, str text, Py_ssize_t size, unsigned long long head, unsigned int check) except -1
    cdef str text_of(self, Py_ssize_t number)
    cdef Py_ssize_t write(self, Py_ssize_t number, unsigned short *letters, Py_ssize_t room) noexcept
    cdef void ask_ahead(self, Py_ssize_t number, bint begun) noexcept
    cdef Py_ssize_t _seek(self, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1
    cdef unsigned char *room(self, Py_ssize_t size) except NULL
    cdef int reserve(self, Py_ssize_t count) except -1
    cdef int _add(self, Py_ssize_t size, unsigned long long head, unsigned int check) except -1
    cdef int fill(self, const unsigned char *codes, const long long *ends, Py_ssize_t count) except -1
    cdef int _grow(self, int bits) except -1


cdef inline void expect(TextNumbers texts, unsigned int check) noexcept:
    """Have the memory bring the slot of what will be looked up."""
    prefetch(texts._slots + (check >> texts._shift))


cdef inline unsigned long long head_of(const unsigned char *code) noexcept:
    """The first bytes of a code that has zeros behind it, the first lowest."""
    cdef unsigned long long head = 0
    cdef int at
    for at in range(STEP):
        head |= <unsigned long long>code[at] << 8 * at
    return head


cdef inline unsigned int check_of(
    TextNumbers texts, const unsigned char *code, Py_ssize_t size, unsigned long long head
) noexcept:
    """What a code is looked up by; it has zeros behind it."""
    cdef unsigned long long hashed = (texts._seed ^ head) * texts._factor, letters
    cdef Py_ssize_t at = STEP
    while at < size:  # a range whose step is no literal would be an object
        memcpy(&letters, code + at, STEP)
        hashed = (hashed ^ (hashed >> 32) ^ letters) * texts._factor
        at += STEP
    return <unsigned int>(hashed >> 32 & ~<unsigned long long>TOLD) | <unsigned int>min(size, TOLD)


cdef inline int found_number(
    TextNumbers texts, const unsigned char *code, Py_ssize_t size, unsigned long long head, unsigned int check
) noexcept:
    """The number of the text that has this code, or -1."""
    cdef const Slot *slots = texts._slots
    cdef size_t mask = texts._mask, slot = check >> texts._shift
    cdef unsigned int place = slots[slot].place
    while place:
        if slots[slot].check == check and slots[slot].head == head and (size <= STEP or is_code(texts, place - 1, code, size)):
            return <int>(place - 1)
        slot = (slot + 1) & mask
        place = slots[slot].place
    return -1


cdef inline bint is_code(TextNumbers texts, unsigned int number, const unsigned char *code, Py_ssize_t size) noexcept:
    """Whether that is the code of a text beyond its head, of a text that a slot tells to have that size."""
    cdef unsigned long long start = texts._starts[number]
    if size >= TOLD and texts._starts[number + 1] - start != <unsigned long long>size:
        return False
    return memcmp(texts._codes + start + STEP, code + STEP, size - STEP) == 0
