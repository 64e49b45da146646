cdef enum Kind:
    PATTERN  # 0: the pattern has to tell
    GAP  # begins no chunk, and ends every word before it
    STOP  # begins none, but may go on from a word: it ends only some
    DIGIT
    LATIN
    DEVANAGARI  # letter or sign

cdef Kind kind_at(Py_UCS4 letter) noexcept
cdef bint may_go_on(Py_UCS4 letter) noexcept  # with a word of Devanagari, though it is a GAP: a joiner
cdef Py_ssize_t next_word(int width, const void* letters, Py_ssize_t size, Py_ssize_t* start) noexcept
cdef str checked(text)
