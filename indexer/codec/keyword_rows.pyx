"""Values → the numbers of a keyword column, an article after another.

Compiled: an article has eight columns, of which most have no value or one; in Python they took 13 µs an article, here 1.
"""

from cpython cimport array

from ..analysis.text_numbers cimport TextNumbers

cdef array.array _INTS = array.array("i")


cdef class KeywordRows:
    """See the stub."""

    def __cinit__(self):
        self.values = TextNumbers()
        self.codes, self.counts, self._last = [array.clone(_INTS, 0, False) for _ in range(3)]

    def __len__(self):
        return len(self.counts)

    def add(self, values):
        """See the stub."""
        for value in values:
            self.add_value(<str?>value)
        self.end()

    def add_one(self, value):
        """See the stub."""
        if value:
            self.add_value(<str?>value)
        self.end()

    cdef int add_value(self, str value) except -1:
        """Add a value of the next article; its code."""
        cdef int code = self.values.number_of(value), article = <int>len(self.counts) + 1
        if code == len(self._last):
            _append(self._last, 0)
        if self._last.data.as_ints[code] != article:
            self._last.data.as_ints[code] = article
            _append(self.codes, code)
        return code

    cdef int end(self) except -1:
        """The article's values are complete."""
        _append(self.counts, <int>(len(self.codes) - self._before))
        self._before = len(self.codes)
        return 0


cdef int _append(array.array numbers, int number) except -1:
    cdef Py_ssize_t size = len(numbers)
    array.resize_smart(numbers, size + 1)
    numbers.data.as_ints[size] = number
    return 0
