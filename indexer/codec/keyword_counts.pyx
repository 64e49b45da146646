"""How many of some articles have each value of a keyword column.

Compiled, because numpy has to write out the place of every code first: on 1,300 articles 18 µs instead of 2.
"""

from cython cimport final
from libc.stdint cimport int64_t
from libc.stdlib cimport calloc, free

from .term_field cimport Lengths, length_of, narrow_numbers


@final
cdef class KeywordCodes:
    """The codes of each article, one's after another's, of a column of so many ``values``.

    ``codes`` are uint8, uint16 or uint32. ``starts``, int64[articles + 1], says where those of each article begin, and where the
    last one's end; None: each article has one code.
    """

    cdef tuple held
    cdef dict said  # values of codes, kept once they were asked for: facets show the same ones again and again
    cdef Lengths codes
    cdef const int64_t *starts
    cdef Py_ssize_t size, articles, values

    def __init__(self, codes not None, starts, Py_ssize_t values):
        cdef const int64_t[::1] of_articles
        self.held = (codes, starts)
        self.said = {}
        self.values, self.size = values, len(codes)
        self.articles = self.size
        self.starts = NULL
        self.codes = narrow_numbers(codes)
        if starts is not None:
            of_articles = starts
            self.articles = len(of_articles) - 1
            self.starts = &of_articles[0]

    def add_counts(self, dict counted not None, value, const int64_t[::1] articles not None, int64_t first=0):
        """Add to ``counted`` how many of the articles, numbered from ``first``, have each value: ``value`` says it of a code.

        Raises ValueError for an article that there is not, and for codes or starts that lead out of the arrays.
        """
        cdef Py_ssize_t code
        cdef int64_t *counts = <int64_t *>calloc(self.values + 1, sizeof(int64_t))
        if counts == NULL:
            raise MemoryError
        try:
            for code in range(len(articles)):
                self._add(articles[code] - first, counts)
            for code in range(self.values):
                if counts[code]:
                    said = self.said.get(code)
                    if said is None:
                        said = self.said[code] = value(code)
                    counted[said] = counted.get(said, 0) + counts[code]
        finally:
            free(counts)

    cdef inline int _add(self, int64_t article, int64_t *counts) except -1:
        cdef int64_t at, start, end, code
        if not 0 <= article < self.articles:
            raise ValueError(f"there is no article {article}")
        start, end = article, article + 1
        if self.starts != NULL:
            start, end = self.starts[article], self.starts[article + 1]
            if start < 0 or end > self.size:
                raise ValueError("the codes of an article are not there")
        for at in range(start, end):
            code = length_of(&self.codes, at)
            if code >= self.values:
                raise ValueError("a code is of no value")
            counts[code] += 1
        return 0
