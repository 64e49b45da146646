from .text_numbers cimport TextNumbers


cdef class WordTable:
    cdef TextNumbers _forms
    cdef const int[::1] _rows

    cdef object find(self, str word)


cdef object ask(object lookup, str word)
