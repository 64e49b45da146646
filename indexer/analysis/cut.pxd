cdef Py_ssize_t next_word(int width, const void* letters, Py_ssize_t size, Py_ssize_t* start) noexcept
