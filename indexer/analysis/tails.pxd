cdef class Tails:
    cdef unsigned char _rows[129][129]

    cdef int row(self, str word) noexcept
