cdef str lemma_of(str exact, object lookup)
