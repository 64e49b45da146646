"""Texts → numbers of their distinct chunks, without a string for a chunk that is known already.

Chunks are looked up where they stand in the text. With ``find_chunks`` and a dict, a chunk of the news
costs a string, its hash and its look-up, 0.28 µs; here 0.13.
"""

from cpython cimport array
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from .cut cimport next_word
from .text_numbers cimport TextNumbers


cdef class ChunkNumbers(TextNumbers):
    """See the stub."""

    def add_text(self, text, search, array.array numbers not None):
        """Cut a text and append its chunks' numbers to an array of C ints: see the stub."""
        if not isinstance(text, str):  # subclasses are well, which an argument typed str would refuse
            raise TypeError(f"a text is a str, not {type(text).__name__}")
        if numbers.ob_descr.itemsize != sizeof(int):
            raise TypeError("numbers are C ints")
        self._add_text(<str>text, search, numbers)

    cdef int _add_text(self, str text, search, array.array numbers) except -1:
        cdef int width = PyUnicode_KIND(text)
        cdef const void* letters = PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0, end, count = len(numbers)
        cdef int number
        while True:
            end = next_word(width, letters, size, &at)
            if at == size:
                return 0
            if end == at:
                match = search(text, at)
                if match is None:
                    return 0
                at, end = match.span()
            number = self.number_at(text, width, letters, at, end)
            array.resize_smart(numbers, count + 1)
            numbers.data.as_ints[count] = number
            count += 1
            at = end
