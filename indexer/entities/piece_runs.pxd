cdef struct Slot:
    unsigned long long key
    int past  # its number + 1; 0 where the slot is free


cdef class PieceRuns:
    cdef readonly int count
    cdef Slot *_slots
    cdef size_t _mask
    cdef unsigned long long _seed

    cdef int number(self, int kind, const int *pieces, Py_ssize_t size) except -1
    cdef int _number(self, unsigned long long key) except -1
    cdef size_t _place(self, unsigned long long key) noexcept
    cdef int _grow(self) except -1
