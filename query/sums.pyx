"""What one evaluation writes on: scores by article, and the lists being read. Compiled, as all of ``query.scoring``.

Arrays over all articles are made once and 0 between two uses; what a search touched is listed, so that to fold and to clear it
takes as long as it was, not as the index is.
"""

from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, realloc

from indexer.codec.bits cimport count_bits, lowest_bit
from indexer.codec.term_field cimport Lengths, TermField, length_of

from .ranked cimport RankedField

cdef enum:
    _FEW = 100_000  # articles whose lengths stay in the caches


cdef extern from *:
    """
    #if defined(__linux__)
    #include <stdint.h>
    #include <sys/mman.h>
    #endif

    /* Of 16 MB that are read here and there each page of 4 kB is a miss of its own: 4,096 of them, or 8. */
    static void prefer_large_pages(void *memory, size_t size) {
    #if defined(__linux__) && defined(MADV_HUGEPAGE)
        const uintptr_t page = 1 << 21;
        uintptr_t first = ((uintptr_t)memory + page - 1) & ~(page - 1), past = ((uintptr_t)memory + size) & ~(page - 1);
        if (first < past)
            madvise((void *)first, past - first, MADV_HUGEPAGE);
    #endif
    }
    """
    void prefer_large_pages(void *memory, size_t size)


cdef class Sums:
    """Scores and bits by article, all 0 between two evaluations, and room for lists."""

    def __cinit__(self, Py_ssize_t articles):
        self.words = articles // 64 + 1
        self.sums = <Sum *>calloc(articles + 1, sizeof(Sum))
        self.matched = <uint64_t *>calloc(self.words, sizeof(uint64_t))
        self.narrowed = <uint64_t *>calloc(self.words, sizeof(uint64_t))
        self.within = <uint64_t *>calloc(self.words, sizeof(uint64_t))
        self.marks = <unsigned char *>calloc(articles + 1, 1)
        if (
            self.sums == NULL or self.marks == NULL
            or self.matched == NULL or self.narrowed == NULL or self.within == NULL
        ):
            raise MemoryError
        prefer_large_pages(self.sums, articles * sizeof(Sum))

    def __dealloc__(self):
        free(self.sums)
        free(self.matched)
        free(self.narrowed)
        free(self.within)
        free(self.marks)
        free(self.touched)
        free(self.articles)
        free(self.counts)
        free(self.leads)
        free(self.several)
        free(self.before)
        free(self.wanted)
        free(self.places)
        free(self.found)
        free(self.rows)

    cdef int make_room(self, Py_ssize_t articles) except -1:
        if articles <= self.room:
            return 0
        articles += articles // 2
        self.articles = <uint32_t *>grown(self.articles, articles * sizeof(uint32_t))
        self.counts = <uint32_t *>grown(self.counts, articles * sizeof(uint32_t))
        self.leads = <uint32_t *>grown(self.leads, articles * sizeof(uint32_t))
        self.several = <uint32_t *>grown(self.several, articles * sizeof(uint32_t))
        self.before = <uint32_t *>grown(self.before, articles * sizeof(uint32_t))
        self.room = articles
        return 0

    cdef int make_touched_room(self, Py_ssize_t more) except -1:
        """Room for so many more articles to be touched."""
        cdef Py_ssize_t needed = self.touches + more
        if needed > self.touched_room:
            needed += needed // 2
            self.touched = <uint32_t *>grown(self.touched, needed * sizeof(uint32_t))
            self.touched_room = needed
        return 0

    cdef int make_wanted_room(self, Py_ssize_t articles) except -1:
        if articles > self.wanted_room:
            articles += articles // 2
            self.wanted = <int64_t *>grown(self.wanted, articles * sizeof(int64_t))
            self.places = <Py_ssize_t *>grown(self.places, articles * sizeof(Py_ssize_t))
            self.wanted_room = articles
        return 0

    cdef int make_found_room(self, Py_ssize_t articles) except -1:
        if articles > self.found_room:
            articles += articles // 2
            self.found = <double *>grown(self.found, articles * sizeof(double))
            self.found_room = articles
        return 0

    cdef int make_rows(self, Py_ssize_t rows, Py_ssize_t size) except -1:
        """Room for so many rows of so many articles, and for what is found of these."""
        self.make_found_room(size)
        if rows * size > self.row_room:
            self.row_room = rows * size + rows * size // 2
            self.rows = <double *>grown(self.rows, self.row_room * sizeof(double))
        self.row_size = size
        return 0

    cdef int restrict(self, const int64_t *articles, Py_ssize_t count, bint counting) noexcept:
        """Score only these articles until ``release``; with ``counting`` the others get a bit."""
        cdef Py_ssize_t place
        self.restricted, self.counting = True, counting
        self.within_articles, self.within_count = articles, count
        for place in range(count):
            self.within[articles[place] >> 6] |= <uint64_t>1 << (articles[place] & 63)
        return 0

    cdef int release(self) noexcept:
        cdef Py_ssize_t place
        if self.restricted:
            for place in range(self.within_count):
                self.within[self.within_articles[place] >> 6] = 0
            self.restricted = False
        return 0

    cdef int clear_touched(self) noexcept:
        cdef Py_ssize_t place
        for place in range(self.touches):
            self.sums[self.touched[place]].score = 0.0
        self.touches = 0
        return 0

    cdef int narrow(self) noexcept nogil:
        """Only what is marked as left matches still."""
        cdef Py_ssize_t word
        cdef uint64_t gone
        self.matches = 0
        for word in range(self.words):
            gone = self.matched[word] & ~self.narrowed[word]
            while gone:
                self.sums[word * 64 + lowest_bit(gone)].total = 0.0
                gone &= gone - 1
            self.matched[word] &= self.narrowed[word]
            self.narrowed[word] = 0
            self.matches += count_bits(self.matched[word])
        return 0

    cdef int count_matches(self, const uint64_t *deleted) noexcept:
        """Bring ``matches`` up to date after lists set bits, without deleted articles, if that is not NULL."""
        cdef Py_ssize_t word
        self.matches = 0
        for word in range(self.words):
            if deleted != NULL:
                self.matched[word] &= ~deleted[word]
            self.matches += count_bits(self.matched[word])
        return 0

    cdef Py_ssize_t count_narrowed(self, const uint64_t *deleted, uint64_t[::1] union) except -1:
        """How many are marked as left, without deleted articles, if that is not NULL; then none is. They join the union, if not None."""
        cdef Py_ssize_t word, count = 0
        for word in range(self.words):
            if union is not None:
                union[word] |= self.narrowed[word]
            count += count_bits(self.narrowed[word] & ~deleted[word] if deleted != NULL else self.narrowed[word])
            self.narrowed[word] = 0
        return count

    cdef Py_ssize_t read(
        self, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment, Py_ssize_t first
    ) except -1:
        """Read articles, counts and, if ``lead`` is one, leads of a list, from place ``first`` on; the place after it."""
        cdef Py_ssize_t n = self._make_room_for(terms, ordinal, first)
        cdef int damage
        if n < LONG:
            damage = self._read(terms, ordinal, lead, segment, first, n)
        else:
            with nogil:
                damage = self._read(terms, ordinal, lead, segment, first, n)
        return first + n if damage == 0 else _raise(damage)

    cdef Py_ssize_t _make_room_for(self, TermField terms, Py_ssize_t ordinal, Py_ssize_t first) except -1:
        """Room for a list from place ``first`` on; how many postings it has."""
        if ordinal < 0 or ordinal >= terms.terms:
            raise ValueError("a field has no such term")
        cdef Py_ssize_t n = terms.frequency(ordinal)
        if n > terms.articles:
            raise ValueError("a term has more articles than there are")
        self.make_room(first + n)
        return n

    cdef int _read(
        self, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment, Py_ssize_t first, Py_ssize_t n
    ) noexcept nogil:
        """The same where there is room; 0, -1 where the list is damaged, -2 where its positions are."""
        cdef uint32_t *articles = self.articles + first
        cdef uint32_t *counts = self.counts + first
        if terms.read_articles(ordinal, articles, counts, self.leads + first, self.several) < 0:
            return -1
        if lead is not None and not terms.leads:
            if terms.count_leads(ordinal, n, articles, counts, &lead.lengths[segment], self.leads + first) < 0:
                return -2
        return 0

    cdef int mark_list(self, TermField terms, Py_ssize_t ordinal, int64_t base) except -1:
        """Set the bits of a list."""
        if ordinal < 0 or ordinal >= terms.terms:
            raise ValueError("a field has no such term")
        cdef int damage
        if terms.frequency(ordinal) < LONG:
            damage = terms.mark_articles(ordinal, base, self.marking)
        else:
            with nogil:
                damage = terms.mark_articles(ordinal, base, self.marking)
        if damage < 0:
            raise ValueError("a posting list is damaged")
        return 0

    cdef int mark_leads(
        self, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment, int64_t base
    ) except -1:
        """The same of articles with the term in the lead, whose list is that of the body."""
        cdef Py_ssize_t place, past = self.read(terms, ordinal, lead, segment, self.used)
        cdef int64_t article
        for place in range(self.used, past):
            if self.leads[place]:
                article = self.articles[place] + base
                self.marking[article >> 6] |= <uint64_t>1 << (article & 63)
        return 0

    cdef Py_ssize_t add_list(
        self, TermField terms, Py_ssize_t ordinal, RankedField field, Py_ssize_t segment, int64_t base, double boost
    ) except -1:
        """Add a term's share of every article's pseudo-frequency. Its list stands from ``used`` to before what is returned."""
        cdef RankedField lead = field if field.is_lead else field.lead
        cdef Py_ssize_t n = self._make_room_for(terms, ordinal, self.used)
        cdef int damage
        self.make_touched_room(n + 1)
        if n < LONG:
            damage = self._read_and_add(terms, ordinal, field, lead, segment, base, boost, n)
        else:
            with nogil:
                damage = self._read_and_add(terms, ordinal, field, lead, segment, base, boost, n)
        return self.used + n if damage == 0 else _raise(damage)

    cdef int _read_and_add(
        self, TermField terms, Py_ssize_t ordinal, RankedField field, RankedField lead, Py_ssize_t segment, int64_t base,
        double boost, Py_ssize_t n
    ) noexcept nogil:
        cdef int damage = self._read(terms, ordinal, lead, segment, self.used, n)
        if damage == 0:
            _add_read(self, field, lead, self.used + n, segment, base, boost)
        return damage


cdef Py_ssize_t _raise(int damage) except -1:
    raise ValueError("a posting list is damaged" if damage == -1 else "the positions of a term are damaged")


cdef void _add_read(
    Sums sums, RankedField field, RankedField lead, Py_ssize_t past, Py_ssize_t segment, int64_t base, double boost
) noexcept nogil:
    """Add what was read of a list. ``lead`` is the field itself where it is one, or None."""
    cdef Py_ssize_t place, touches = sums.touches
    cdef int64_t article
    cdef uint32_t length
    cdef double share
    # Copies, which the compiler need not read again at every step.
    cdef const uint32_t *articles = sums.articles
    cdef const uint32_t *counts = sums.counts
    cdef const uint32_t *leads = sums.leads
    cdef uint32_t *touched = sums.touched
    cdef Sum *by_article = sums.sums
    cdef double *sum
    cdef Lengths lengths = field.lengths[segment], lead_lengths
    cdef bint of_lead = field.is_lead, with_lead = lead is not None and not of_lead
    cdef bint restricted = sums.restricted, few = sums.words < _FEW // 64
    if with_lead:
        lead_lengths = lead.lengths[segment]
    for place in range(sums.used, past):
        article = articles[place]
        if of_lead and not leads[place]:
            continue
        share = (leads[place] if of_lead else counts[place]) * field.norm(length_of(&lengths, article))
        # Most stand elsewhere: of many articles their lengths are not fetched, of few a branch costs more.
        if with_lead and (few or leads[place]):
            share += leads[place] * lead.norm(length_of(&lead_lengths, article))
        article += base
        if restricted:
            sums.add(article, boost * share)
            continue
        # Without a branch: of a second list it would be as good as random.
        touched[touches] = <uint32_t>article
        sum = &by_article[article].score
        touches += is_unset(sum[0])
        sum[0] = begun(sum[0]) + boost * share
    if not restricted:
        sums.touches = touches


cdef void *grown(void *memory, size_t size) except NULL:
    memory = realloc(memory, size)
    if memory == NULL:
        raise MemoryError
    prefer_large_pages(memory, size)
    return memory
