from .piece_runs cimport PieceRuns


cdef struct NameRow:
    int size  # words
    # What is noted of it in an article, with the article's number.
    int article
    int group
    int last_named  # the mention; at first, where it is named first
    unsigned long long sieve  # a bit for each word
    bint full  # a person's that is in no longer one


cdef class NameTable:
    cdef NameRow *rows
    cdef PieceRuns _runs
    cdef int _known, _room

    cdef int number(self, int rank, const int *words, Py_ssize_t size) except -1
    cdef bint is_part_of(self, int name, int whole) noexcept
