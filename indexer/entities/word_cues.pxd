from ..analysis.tails cimport Tails


cdef class WordCues:
    cdef object _lexicon, _known
    cdef dict _by_form
    cdef Tails _tails, _first_letters, _last_letters
    cdef list _endings
    cdef list _by_tail  # those of words with a tail, by row of ``_tails``
    cdef frozenset _short

    cdef unsigned long long of(self, str text, str exact, str lemma) except? 0
    cdef unsigned long long _by_ending(self, str exact) except? 0
    cdef bint _is_common(self, str exact, str lemma) except -1
