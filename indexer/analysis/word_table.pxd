cdef struct Slot:
    unsigned int check  # of the hash
    int row  # from 1; 0: the slot is free


cdef class WordTable:
    cdef list _words, _values
    cdef Slot *_slots
    cdef size_t _mask

    cdef object find(self, str word)


cdef object ask(object lookup, str word)
