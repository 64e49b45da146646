cdef struct Slot:
    unsigned int hashed
    unsigned int place  # the text's number and 1; 0: the slot is free


cdef class TextNumbers:
    cdef unsigned char *_codes  # of all texts, one after another
    cdef unsigned long long *_starts  # of each text in them and, last, where they end
    cdef Py_ssize_t _count, _room, _start_room
    cdef unsigned char *_sought  # the code of the text that is looked up, with zeros behind it
    cdef Py_ssize_t _sought_room
    cdef Slot *_slots
    cdef size_t _mask
    cdef unsigned long long _seed, _factor

    cdef int learn(self, str text) except -1
    cdef int number_at(self, str text, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1
    cdef int number_of(self, str text) except -1
    cdef str text_of(self, Py_ssize_t number)
    cdef Py_ssize_t write(self, Py_ssize_t number, unsigned short *letters, Py_ssize_t room) noexcept
    cdef void ask_ahead(self, Py_ssize_t number, bint begun) noexcept
    cdef Py_ssize_t _size(self, Py_ssize_t number) noexcept
    cdef Py_ssize_t _seek(self, int width, const void *letters, Py_ssize_t start, Py_ssize_t end) except -1
    cdef unsigned int _hash(self, Py_ssize_t size) noexcept
    cdef int _add(self, Py_ssize_t size, unsigned int hashed) except -1
    cdef int _grow(self) except -1
    cdef bint _above(self, int one, int other) noexcept
    cdef void _merge(self, const int *one, Py_ssize_t ones, const int *other, Py_ssize_t others, int *merged) noexcept
