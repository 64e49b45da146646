from ..analysis.tails cimport Tails


cdef class WordCues:
    cdef object _lexicon, _known
    cdef dict _by_form
    cdef Tails _tails, _first_letters
    cdef frozenset _short

    cdef unsigned long long of(self, str text, str exact, str lemma) except? 0
    cdef bint _is_common(self, str exact, str lemma) except -1
