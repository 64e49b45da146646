"""Lists that many articles are in, by article: for asking of some articles without reading the list.

Compiled, as all of ``query.scoring``. A stop word's list takes longer to read than all others of a query together.
"""

from libc.stdint cimport uint16_t, uint32_t
from libc.stdlib cimport calloc, free

from indexer.codec.term_field cimport TermField

from .ranked cimport RankedField
from .sums cimport Sums

cdef enum:
    # A list that every 16th article is in is kept by article once it was asked for; of all lists so much is kept.
    _DENSE_SHARE = 16
    _DENSE_BYTES = 128_000_000
    _PLACED = 2  # in keys, where lists of counts have False or True


cdef bint is_dense(TermField terms, Py_ssize_t ordinal) noexcept:
    return terms.frequency(ordinal) >= terms.articles // _DENSE_SHARE


cdef class DenseList:
    """By article: how often it holds the term, 0 where not; and how often in its lead, or where its positions begin."""

    def __cinit__(self, TermField terms, bint placed):
        self.terms = terms
        self.size = terms.articles * (sizeof(uint16_t) + (sizeof(uint32_t) if placed else sizeof(uint16_t)))
        self.counts = <uint16_t *>calloc(terms.articles + 1, sizeof(uint16_t))
        if placed:
            self.starts = <uint32_t *>calloc(terms.articles + 1, sizeof(uint32_t))
        else:
            self.leads = <uint16_t *>calloc(terms.articles + 1, sizeof(uint16_t))
        if self.counts == NULL or (self.starts == NULL and self.leads == NULL):
            raise MemoryError

    def __dealloc__(self):
        free(self.counts)
        free(self.leads)
        free(self.starts)


cdef class DenseLists:
    """The lists asked for last. Threads may share it."""

    def __cinit__(self):
        self.kept = {}

    cdef DenseList counted(
        self, Sums sums, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment
    ):
        """Counts and leads of a list; None where a count is too high for that."""
        # Where headers do not tell what stands in the lead, it is counted only for those who ask for it.
        key = (id(terms), ordinal, lead is not None or terms.leads)
        cdef DenseList dense = self.kept.get(key)
        cdef Py_ssize_t n, place
        if dense is None:
            n = sums.read(terms, ordinal, lead, segment, 0)
            dense = DenseList(terms, False)
            for place in range(n):
                if sums.counts[place] > 0xFFFF:
                    return None
                dense.counts[sums.articles[place]] = sums.counts[place]
                dense.leads[sums.articles[place]] = sums.leads[place]
        return self._keep(key, dense)

    cdef DenseList placed(self, Sums sums, TermField terms, Py_ssize_t ordinal, Py_ssize_t first):
        """Counts and starts of a list, read behind ``first`` in the sums; None where a count is too high for that."""
        key = (id(terms), ordinal, _PLACED)
        cdef DenseList dense = self.kept.get(key)
        cdef Py_ssize_t past, place
        if dense is None:
            past = sums.read(terms, ordinal, None, 0, first)
            if terms.read_starts(ordinal, sums.counts + first, past - first, sums.before) < 0:
                raise ValueError("the positions of a term are damaged")
            dense = DenseList(terms, True)
            for place in range(first, past):
                if sums.counts[place] > 0xFFFF:
                    return None
                dense.counts[sums.articles[place]] = sums.counts[place]
                dense.starts[sums.articles[place]] = sums.before[place - first]
        return self._keep(key, dense)

    cdef DenseList _keep(self, tuple key, DenseList found):
        # Behind all others: the first is the one not asked for the longest. Another thread may have kept it meanwhile.
        cdef DenseList before = self.kept.pop(key, None)
        self.size += found.size - (0 if before is None else before.size)
        self.kept[key] = found
        while self.size > _DENSE_BYTES and len(self.kept) > 1:
            self.size -= (<DenseList>self.kept.pop(next(iter(self.kept)))).size
        return found
