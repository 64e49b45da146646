"""What ``scoring`` calls of turns."""

from cython cimport final


@final
cdef class Turns:
    cdef list free
    cdef list waiting
    cdef Py_ssize_t most, out
    cdef object process
    cdef object take(self)
    cdef int _wait(self) except -1
    cdef int _call(self) except -1
    cdef int give(self, object used) except -1
