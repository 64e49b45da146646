"""The counts of the spelling model, as its file has them.

Compiled, because a build or a search in Latin letters asks for one context in ten: to cut the text into a str of each line took
5 ms, and to read one that was asked for 2.5 µs.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.unicode cimport PyUnicode_DecodeASCII
from libc.stdlib cimport free, realloc
from libc.string cimport memchr, memcmp

cdef enum:
    TAB = 9
    LINE_FEED = 10
    SPACE = 32


cdef class SpellingCounts:
    """See the stub."""

    cdef bytes _text
    cdef Py_ssize_t *_starts  # of the lines and, last, where the text ends
    cdef Py_ssize_t _lines

    def __cinit__(self, bytes text not None):
        cdef const char *letters = PyBytes_AS_STRING(text)
        cdef const char *end
        cdef Py_ssize_t at = 0, size = PyBytes_GET_SIZE(text), room = 0, before = 0
        self._text = text
        while True:
            if self._lines == room:
                room = 2 * room + 1024
                self._starts = <Py_ssize_t *>_grown(self._starts, room * sizeof(Py_ssize_t))
            self._starts[self._lines] = at
            if at == size:
                return
            end = <const char *>memchr(letters + at, LINE_FEED, size - at)
            if end == NULL or memchr(letters + at, TAB, end - letters - at) == NULL:
                raise ValueError(f"line {self._lines + 1} is no context and counts")
            if self._lines and not _ascend(letters, before, at, size):
                raise ValueError(f"line {self._lines + 1} is not above the one before it")
            before, at = at, end - letters + 1
            self._lines += 1

    def __dealloc__(self):
        free(self._starts)

    def __len__(self):
        return self._lines

    def __call__(self, str context not None):
        """See the stub."""
        cdef bytes sought = context.encode(errors="surrogatepass") + b"\t"
        cdef const char *letters = PyBytes_AS_STRING(self._text)
        cdef Py_ssize_t low = 0, high = self._lines, middle, size = PyBytes_GET_SIZE(sought), start, length
        cdef int order
        while low < high:
            middle = (low + high) >> 1
            start = self._starts[middle]
            length = self._starts[middle + 1] - start
            order = memcmp(letters + start, PyBytes_AS_STRING(sought), min(size, length))
            if order == 0 and size < length:
                return _counts(letters + start + size, letters + start + length - 1)
            if order <= 0:
                low = middle + 1
            else:
                high = middle
        return None


cdef tuple _counts(const char *at, const char *end):
    """Letters and how often, by turns, a space between any two; the letters may be none."""
    cdef dict times = {}
    cdef const char *space
    cdef long long number, total = 0
    while at < end:
        space = <const char *>memchr(at, SPACE, end - at)
        if space == NULL or space + 1 == end:
            raise ValueError("letters without a number")
        letters = PyUnicode_DecodeASCII(at, space - at, NULL)
        at, number = space + 1, 0
        while at < end and at[0] != SPACE:
            if not c"0" <= at[0] <= c"9" or number > 1 << 40:
                raise ValueError("no number")
            number = 10 * number + at[0] - c"0"
            at += 1
        at += 1
        times[letters] = number
        total += number
    return times, total


cdef bint _ascend(const char *letters, Py_ssize_t one, Py_ssize_t other, Py_ssize_t size) noexcept:
    """Whether the first of two lines that follow each other is below the second."""
    return memcmp(letters + one, letters + other, min(other - one, size - other)) < 0


cdef void *_grown(void *memory, size_t size) except NULL:
    cdef void *grown = realloc(memory, size)
    if grown == NULL:
        raise MemoryError
    return grown
