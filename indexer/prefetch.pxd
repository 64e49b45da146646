cdef extern from *:
    # Asks the memory for what will be read, before it is: GCC's and Clang's own.
    void prefetch "__builtin_prefetch" (const void *place) noexcept nogil
