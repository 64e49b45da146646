cdef enum:
    OFFSETS = 5
    TAGS = 7
    LANES = 8  # a loop of eight is made of vector instructions
    SCORES = OFFSETS * TAGS  # of a word
    PADDED = OFFSETS * LANES  # the same with a lane to spare for each offset
    NAMING = TAGS - 1  # tags of names
    ROW = OFFSETS * NAMING + 2  # what each of them scores more than OUTSIDE, in one line of the processor's cache
    MOST = 1500  # a score at most, or at least with the other sign: so that sums of them are 16 bits (a name's are 200)
    KEPT_SHIFT = 56
    KEPT_CUES = 1 << (64 - KEPT_SHIFT)
    # Features of a word's class: where those of a kind begin.
    FREQUENCIES = 17
    FEW_CLUSTERS = FREQUENCIES
    MANY_CLUSTERS = FEW_CLUSTERS + 64
    IN_NAMES = MANY_CLUSTERS + 256
    SHARES = IN_NAMES + 1
    OF_CLASS = SHARES + 32


cdef struct Entry:
    unsigned int key
    int place


cdef inline short score_of(int sum) noexcept:
    return <short>(MOST if sum > MOST else -MOST if sum < -MOST else sum)


cdef class HashIndex:
    cdef Entry *_entries
    cdef unsigned int _mask

    cdef void ask_ahead(self, unsigned int key) noexcept
    cdef int find(self, unsigned int key) noexcept


cdef struct CuesRow:
    unsigned long long cues
    bint known
    short sums[PADDED]


cdef class WordFeatures:
    cdef unsigned int of_class[OF_CLASS]  # their hashes
    cdef HashIndex words
    cdef const unsigned int[::1] _classes

    cdef int fill_letters(self, str text, str exact, unsigned int *found) noexcept
    cdef int fill_cues(self, unsigned long long cues, unsigned int *found) noexcept
    cdef int find_class(self, unsigned int word, int *found) noexcept


cdef class WordScorer:
    cdef WordFeatures _own
    cdef HashIndex _features
    cdef signed char *_rows  # PADDED each
    cdef int _of_class[OF_CLASS]  # their rows
    cdef CuesRow *_of_cues

    cdef void fill(self, str text, str exact, unsigned long long cues, short *row) noexcept
    cdef void _sum(self, str text, str exact, unsigned long long cues, short *sums) noexcept
    cdef const short *_sums_of_cues(self, unsigned long long cues) noexcept
    cdef void _add(self, int feature, short *sums) noexcept
