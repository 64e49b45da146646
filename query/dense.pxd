"""What other compiled modules read of lists kept by article."""

from cython cimport final
from libc.stdint cimport uint16_t, uint32_t

from indexer.codec.term_field cimport TermField

from .ranked cimport RankedField
from .sums cimport Sums


@final
cdef class DenseList:
    cdef TermField terms  # held, so that no other field gets its id
    cdef uint16_t *counts
    cdef uint16_t *leads
    cdef uint32_t *starts
    cdef Py_ssize_t size


@final
cdef class DenseLists:
    cdef dict kept
    cdef Py_ssize_t size
    cdef DenseList counted(
        self, Sums sums, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment
    )
    cdef DenseList placed(self, Sums sums, TermField terms, Py_ssize_t ordinal, Py_ssize_t first)
    cdef DenseList _keep(self, tuple key, DenseList found)


cdef bint is_dense(TermField terms, Py_ssize_t ordinal) noexcept
