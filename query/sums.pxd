"""What other compiled modules read of sums by article."""

from cython cimport final
from libc.stdint cimport int64_t, uint32_t, uint64_t

from indexer.codec.term_field cimport TermField

from .ranked cimport RankedField


cdef enum:
    # Postings or articles from which on other threads may run meanwhile: 0.1 ms. To hand the lock over costs about as much.
    LONG = 32_768


cdef struct List:
    # A term's list in one segment, whose first article has the number ``base``: the field it is read of (a TermField) and ranked by
    # (a RankedField), both held by others; and where in the sums its articles and counts stand; ``past`` is -1 until it is read. Where it is not, the entries by which it is asked (Skips), or NULL.
    void *terms
    void *field
    Py_ssize_t segment
    int64_t base
    Py_ssize_t ordinal
    Py_ssize_t frequency
    double boost
    Py_ssize_t first
    Py_ssize_t past
    void *skips


cdef extern from *:
    """
    #include <string.h>

    /* Whether a score is 0 in all bits: none. What was given is below or above 0, or -0. */
    static inline int is_unset(double score) {
        unsigned long long bits;
        memcpy(&bits, &score, sizeof bits);
        return bits == 0;
    }

    /* A score to add to: one that is 0 in all bits as -0, which plus -0 stays that, and plus all else is that. Without a branch. */
    static inline double begun(double score) {
        unsigned long long bits;
        memcpy(&bits, &score, sizeof bits);
        bits |= (unsigned long long)(bits == 0) << 63;
        memcpy(&score, &bits, sizeof bits);
        return score;
    }
    """
    bint is_unset(double score) nogil
    double begun(double score) nogil


cdef struct Sum:
    # Of one article what leaves give it, and what the parts of a query give it together: side by side, since of a million
    # articles each is a miss of the caches.
    double score
    double total


@final
cdef class Sums:
    # By article; those that leaves gave something in the order met.
    cdef Sum *sums
    cdef uint32_t *touched
    cdef Py_ssize_t touches, touched_room
    # By article: a bit where it matches, and one for what is left of these.
    cdef uint64_t *matched
    cdef uint64_t *narrowed
    cdef Py_ssize_t matches
    cdef unsigned char *marks
    cdef Py_ssize_t words
    # Where only some articles are to be scored, a bit for each of these; and whether the others are to be counted.
    cdef uint64_t *within
    cdef const int64_t *within_articles
    cdef Py_ssize_t within_count
    cdef bint restricted
    cdef bint counting
    # Where only what matches is wanted, lists set these bits, ``matched`` or ``narrowed``, and score nothing; else NULL.
    cdef uint64_t *marking
    # Of the lists being read, one after another; those before ``used`` are kept.
    cdef Py_ssize_t room, used
    cdef uint32_t *articles
    cdef uint32_t *counts
    cdef uint32_t *leads
    cdef uint32_t *several
    cdef uint32_t *before
    # Some of what matches, and where their scores stand.
    cdef int64_t *wanted
    cdef Py_ssize_t *places
    cdef Py_ssize_t wanted_room
    # What a word gives to these, and what each word gave, a row of ``row_size`` each, by place.
    cdef double *found
    cdef Py_ssize_t found_room
    cdef double *rows
    cdef Py_ssize_t row_size, row_room

    cdef int make_room(self, Py_ssize_t articles) except -1
    cdef int make_touched_room(self, Py_ssize_t more) except -1
    cdef int make_wanted_room(self, Py_ssize_t articles) except -1
    cdef int make_found_room(self, Py_ssize_t articles) except -1
    cdef int make_rows(self, Py_ssize_t rows, Py_ssize_t size) except -1
    cdef int restrict(self, const int64_t *articles, Py_ssize_t count, bint counting) noexcept
    cdef int release(self) noexcept
    cdef int count_matches(self, const uint64_t *deleted) noexcept
    cdef Py_ssize_t count_narrowed(self, const uint64_t *deleted, uint64_t[::1] union) except -1
    cdef int mark_list(self, TermField terms, Py_ssize_t ordinal, int64_t base) except -1
    cdef int mark_leads(
        self, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment, int64_t base
    ) except -1
    cdef int clear_touched(self) noexcept
    cdef int narrow(self) noexcept nogil
    cdef Py_ssize_t read(
        self, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment, Py_ssize_t first
    ) except -1
    cdef Py_ssize_t _make_room_for(self, TermField terms, Py_ssize_t ordinal, Py_ssize_t first) except -1
    cdef int _read(
        self, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment, Py_ssize_t first, Py_ssize_t n
    ) noexcept nogil
    cdef int _read_and_add(
        self, TermField terms, Py_ssize_t ordinal, RankedField field, RankedField lead, Py_ssize_t segment, int64_t base,
        double boost, Py_ssize_t n
    ) noexcept nogil
    cdef Py_ssize_t add_list(
        self, TermField terms, Py_ssize_t ordinal, RankedField field, Py_ssize_t segment, int64_t base, double boost
    ) except -1

    cdef inline void add(self, int64_t article, double score) noexcept nogil:
        """Add to an article's score; there is room for it among those touched."""
        cdef uint64_t bit = <uint64_t>1 << (article & 63)
        cdef bint unwanted = self.restricted and not self.within[article >> 6] & bit
        if unwanted and not self.counting:
            return
        cdef double *sum = &self.sums[article].score
        self.touched[self.touches] = <uint32_t>article
        if is_unset(sum[0]):
            self.touches += 1
            sum[0] = -0.0
        if not unwanted:
            sum[0] += score
            # Nothing was given, and yet something.
            if sum[0] == 0:
                sum[0] = -0.0


cdef void *grown(void *memory, size_t size) except NULL
