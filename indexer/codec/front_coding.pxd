"""What other compiled modules read of front-coded strings."""

ctypedef const unsigned char* Bytes

cdef enum:
    BLOCK = 16  # strings


cdef struct Entry:
    Py_ssize_t shared  # bytes of the code that are those of the string before
    Py_ssize_t size  # of the rest
    Py_ssize_t at  # where the rest begins


cdef struct Walk:  # from string to string, upwards; at row -1 before the first
    Py_ssize_t row
    Py_ssize_t at, end  # of the next entry, and of the block
    Py_ssize_t size, room  # of the row's code
    unsigned char* code


cdef void* grown(void* memory, size_t size) except NULL
cdef int read_entry(Bytes text, Py_ssize_t at, Py_ssize_t end, Entry* entry) except -1


cdef class FrontCoded:
    cdef const unsigned char[::1] _held
    cdef const unsigned int[::1] _starts
    cdef Bytes _text
    cdef Py_ssize_t _size
    cdef Py_ssize_t _blocks
    cdef Py_ssize_t _count
    cdef Py_ssize_t _block(self, Py_ssize_t block, Py_ssize_t* end) except -1
    cdef bytes _get(self, Py_ssize_t row)
    cdef int _walk(self, Walk* walk, Py_ssize_t row) except -1
    cdef int _head(self, Py_ssize_t block, Bytes sought, Py_ssize_t size) except -2
    cdef Py_ssize_t _search(self, Bytes sought, Py_ssize_t size, bint* found) except -1
    cdef Py_ssize_t _search_block(self, Py_ssize_t block, Bytes sought, Py_ssize_t size, bint* found) except -1
    cdef Py_ssize_t _sought(self, bytes sought, bint* found) except -1
    cpdef Py_ssize_t first_at_least(self, bytes sought) except -1
    cpdef Py_ssize_t find(self, bytes sought) except -2
