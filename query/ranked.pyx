"""A field of all segments with what its lengths make of a frequency, for ``query.scoring``. Compiled, because its loops read it."""

from libc.stdlib cimport calloc, free

from indexer.codec.term_field cimport Lengths, TermField, narrow_numbers

import numpy as np


cdef class RankedField:
    """A field in every segment, with what its lengths make of a frequency.

    ``fields`` and ``lengths`` (uint8, uint16 or uint32[articles]) run parallel to the segments; a segment without the field has
    None. ``is_lead``: only occurrences below the lengths count. ``lead`` is such a field over the same postings, counted in the
    same pass. ``norms`` float64: w / (1 − b + b · l / l̄) by length l, for all that occur.
    """

    def __cinit__(self, str name, list fields, list lengths, norms, bint is_lead=False, RankedField lead=None):
        # Of a field that weighs nothing -0, which a sum tells from 0.
        norms = np.where(norms == 0, -0.0, norms)
        cdef const double[::1] by_length = norms
        cdef Py_ssize_t segment
        self.lengths = <Lengths *>calloc(max(len(lengths), 1), sizeof(Lengths))
        if self.lengths == NULL:
            raise MemoryError
        self.name, self.fields, self.is_lead, self.lead = name, fields, is_lead, lead
        self.held = (norms, *lengths)
        self.longest = len(by_length) - 1
        self.norms = &by_length[0]
        for segment in range(len(fields)):
            if fields[segment] is None:
                continue
            if len(lengths[segment]) != (<TermField?>fields[segment]).articles:
                raise ValueError("lengths are not of the segment's articles")
            self.lengths[segment] = narrow_numbers(lengths[segment])

    def __dealloc__(self):
        free(self.lengths)
