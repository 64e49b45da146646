from .text_numbers cimport TextNumbers


cdef class WordTable:
    cdef TextNumbers _forms
    cdef const int[::1] _rows

    cdef int _add(self, const unsigned char *raw, Py_ssize_t length) except -1
    cdef object find(self, str word)


cdef object ask(object lookup, str word)
