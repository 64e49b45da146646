"""What other compiled modules read of a ranked field."""

from cython cimport final
from libc.stdint cimport uint32_t

from indexer.codec.term_field cimport Lengths


@final
cdef class RankedField:
    cdef readonly str name
    cdef list fields
    cdef tuple held
    cdef Lengths *lengths
    cdef bint is_lead
    cdef readonly RankedField lead
    cdef const double *norms
    cdef Py_ssize_t longest

    cdef inline double norm(self, uint32_t length) noexcept nogil:
        return self.norms[min(length, self.longest)]
