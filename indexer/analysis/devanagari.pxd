cdef object form_of(str word)
