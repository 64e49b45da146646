from cpython cimport array


cdef struct Slot:
    unsigned int hashed
    int past  # the run's number + 1; 0 where the slot is free


cdef class PieceRuns:
    cdef readonly int count
    cdef array.array _numbers, _starts
    cdef Slot *_slots
    cdef size_t _mask
    cdef unsigned long long _factor

    cdef int number(self, int kind, const int *pieces, Py_ssize_t size) except -1
    cdef int _add(self, int kind, const int *pieces, Py_ssize_t size, unsigned int hashed) except -1
    cdef int _grow(self) except -1


cdef inline const int *pieces_of(PieceRuns runs, int run) noexcept:
    """The pieces of a run; until the next is added."""
    return runs._numbers.data.as_ints + runs._starts.data.as_ints[run] + 1


cdef inline int size_of(PieceRuns runs, int run) noexcept:
    return runs._starts.data.as_ints[run + 1] - runs._starts.data.as_ints[run] - 1
