from cpython cimport array
from cpython.ref cimport PyObject


cdef struct Slot:
    PyObject* chunk  # held by ``by_number``; NULL where the slot is free
    unsigned int check  # of the hash
    int number


cdef class ChunkNumbers:
    cdef readonly list by_number
    cdef Slot* _slots
    cdef size_t _mask
    cdef unsigned long long _seed

    cdef int learn(self, str chunk) except -1
    cdef int _add_text(self, str text, search, array.array numbers) except -1
    cdef int _number(self, str text, int width, const void* letters, Py_ssize_t start, Py_ssize_t end) except -1
    cdef unsigned long long _hash(self, int width, const void* letters, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef bint _is(self, str known, int width, const void* letters, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef int _add(self, str chunk, unsigned long long hashed) except -1
    cdef void _place(self, unsigned long long hashed, str chunk, int number) noexcept
    cdef int _grow(self) except -1
