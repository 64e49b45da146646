from .passage cimport Passage
from .piece_runs cimport PieceRuns


cdef class Name:
    cdef tuple words
    cdef unsigned long long sieve  # a bit for each word
    cdef long long article  # that what follows is of
    cdef int group
    cdef bint full  # a person's that is in no longer one
    cdef int last_named  # the mention; at first, where it is named first

    cdef bint is_part_of(self, Name whole) except -1


cdef class Spelling:
    cdef int rank
    cdef str text
    cdef tuple names, keys
    cdef Spelling after  # another of the same pieces, with other names
    cdef long long article  # that what follows is of
    cdef int count, first
    cdef tuple _given, _named
    cdef object _once
    cdef dict _entities

    cdef object entity(self, int count)


cdef class Spellings:
    cdef PieceRuns _runs
    cdef list _spellings  # by number of run; None of what only begins others
    cdef tuple _names  # a dict a kind
    cdef int _remembered

    cdef Spelling of(self, Passage passage, Py_ssize_t index)
    cdef int forget(self) except -1
    cdef int forget_many(self) except -1
    cdef Spelling _new(self, Passage passage, int rank, Py_ssize_t start, Py_ssize_t end, tuple names)
    cdef Name _name(self, int rank, tuple words)


cdef void leave_titles(Passage passage, Py_ssize_t *start, Py_ssize_t *end) noexcept
cdef object make_entity(int rank, tuple named, int count)
cdef tuple distinct(tuple names)
