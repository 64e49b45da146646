from cpython cimport array

from .text_numbers cimport TextNumbers


cdef class ChunkNumbers(TextNumbers):
    cdef int _add_text(self, str text, search, array.array numbers) except -1
