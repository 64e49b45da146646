cdef enum:
    OFFSETS = 5
    TAGS = 7
    LANES = 8  # tags and one that is never taken: a loop of eight is made of vector instructions
    SCORES = OFFSETS * TAGS  # of a word
    PADDED = OFFSETS * LANES  # the same as they are kept
    MOST = 1500  # a score at most, or at least with the other sign: so that sums of them are 16 bits (a name's are 200)
    LEAST = -2 * MOST  # of the tag that is never taken


cdef struct Entry:
    unsigned int key
    int place


cdef inline short score_of(int sum) noexcept:
    return <short>(MOST if sum > MOST else -MOST if sum < -MOST else sum)


cdef class HashIndex:
    cdef Entry *_entries
    cdef unsigned int _mask

    cdef int find(self, unsigned int key) noexcept


cdef class WordFeatures:
    cdef HashIndex _words
    cdef const unsigned int[::1] _classes

    cdef int fill(self, str text, str exact, unsigned long long cues, unsigned int *found) noexcept
    cdef int _fill_class(self, int at, unsigned int *found, int count) noexcept


cdef class WordScorer:
    cdef WordFeatures _own
    cdef HashIndex _features
    cdef const signed char[:, ::1] _rows

    cdef void fill(self, str text, str exact, unsigned long long cues, short *row) noexcept
