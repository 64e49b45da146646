"""What the tagger knows of a word by itself: its features, and the sum of their scores for each offset and tag.

Compiled: a word has some 25 features, most of them beginnings and ends of it. To hash, look up and sum them took Python 60 µs a
distinct word, more than all the rest of the build does with one; here it is 0.3 µs.
"""

from cpython cimport array
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memcpy, memset

from ..prefetch cimport prefetch

cdef enum:
    LONGEST_AFFIX = 4
    LONGEST_LENGTH = 7  # of a shape: longer words are alike
    MOST_OF_CUES = 64
    MOST_OF_CLASS = 8
    MOST_FEATURES = 3 + 2 * LONGEST_AFFIX + MOST_OF_CUES + MOST_OF_CLASS

cdef array.array _HASHES = array.array("I"), _ROW = array.array("h")
cdef unsigned int _SEED = 2166136261u, _PRIME = 16777619u


cdef inline unsigned int _mix(unsigned int known, unsigned int letter) noexcept:
    """FNV-1a, two bytes of a letter at once."""
    return (known ^ letter) * _PRIME


cdef inline unsigned int _value(unsigned int kind, unsigned long long value) noexcept:
    cdef unsigned int found = _mix(_SEED, kind)
    while value:
        found = _mix(found, <unsigned int>(value & 0xFFFF))
        value >>= 16
    return found ^ (found >> 15)


cdef inline unsigned int _letters(unsigned int kind, str word, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef int width = PyUnicode_KIND(word)
    cdef const void *letters = PyUnicode_DATA(word)
    cdef unsigned int found = _mix(_SEED, kind)
    cdef Py_ssize_t at
    for at in range(start, end):
        found = _mix(found, PyUnicode_READ(width, letters, at))
    return found ^ (found >> 15)


def word_hash(str word not None):
    """The hash by which classes of words are looked up."""
    return _letters(c"w", word, 0, len(word))


cdef class HashIndex:
    """Distinct uint32 → their places, by open addressing."""

    def __cinit__(self, const unsigned int[::1] keys not None):
        cdef unsigned int slot, size = 16
        cdef Py_ssize_t at
        while 3 * size < 4 * keys.shape[0]:
            size *= 2
        self._mask = size - 1
        self._entries = <Entry *>malloc(size * sizeof(Entry))
        if self._entries == NULL:
            raise MemoryError
        for slot in range(size):
            self._entries[slot].place = -1
        for at in range(keys.shape[0]):
            slot = keys[at] & self._mask
            while self._entries[slot].place >= 0:
                slot = (slot + 1) & self._mask
            self._entries[slot] = Entry(keys[at], <int>at)

    def __dealloc__(self):
        free(self._entries)

    cdef void ask_ahead(self, unsigned int key) noexcept:
        """Ask memory for what ``find`` looks at first."""
        prefetch(&self._entries[key & self._mask])

    cdef int find(self, unsigned int key) noexcept:
        """The key's place; -1 where it is not."""
        cdef unsigned int slot = key & self._mask
        while self._entries[slot].place >= 0 and self._entries[slot].key != key:
            slot = (slot + 1) & self._mask
        return self._entries[slot].place


cdef class WordFeatures:
    """Words → hashes of features. ``classes`` has a uint32 for each of ``words`` (hashes): see ``tagger_table``."""

    def __cinit__(self, const unsigned int[::1] words not None, const unsigned int[::1] classes not None):
        cdef int at
        if words.shape[0] != classes.shape[0]:
            raise ValueError("every word has one class")
        self.words, self._classes = HashIndex(words), classes
        for at in range(FREQUENCIES):
            self.of_class[at] = _value(c"f", at)
        for at in range(64):
            self.of_class[FEW_CLUSTERS + at] = _value(c"k", at)
        for at in range(256):
            self.of_class[MANY_CLUSTERS + at] = _value(c"K", at)
        self.of_class[IN_NAMES] = _value(c"N", 1)
        for at in range(32):
            self.of_class[SHARES + at] = _value(c"S", at)

    def of(self, str text not None, str exact not None, unsigned long long cues):
        """The features of a piece, as an array of uint32."""
        cdef array.array found = array.clone(_HASHES, MOST_FEATURES, False)
        cdef unsigned int *hashes = found.data.as_uints
        cdef int own[MOST_OF_CLASS]
        cdef int count, index, classes
        hashes[0] = _value(c"b", 0)
        count = 1 + self.fill_letters(text, exact, hashes + 1)
        count += self.fill_cues(cues, hashes + count)
        classes = self.find_class(hashes[1], own)
        for index in range(classes):
            hashes[count + index] = self.of_class[own[index]]
        array.resize(found, count + classes)
        return found

    cdef int fill_letters(self, str text, str exact, unsigned int *found) noexcept:
        """Features of how a piece is written, that of the whole word first; how many."""
        cdef str word = exact if len(exact) else text
        cdef Py_ssize_t size = len(word), part
        cdef int count = 2
        found[0] = _letters(c"w", word, 0, size)
        found[1] = _value(c"s", _shape(text, exact))
        if len(exact):
            for part in range(1, min(LONGEST_AFFIX, size - 1) + 1):
                found[count] = _letters(c"p", word, 0, part)
                found[count + 1] = _letters(c"x", word, size - part, size)
                count += 2
        return count

    cdef int fill_cues(self, unsigned long long cues, unsigned int *found) noexcept:
        """Features of cues: all of them, and each; how many."""
        cdef int bit, count = 1
        found[0] = _value(c"C", cues)
        for bit in range(64):
            if not cues >> bit or count == MOST_OF_CUES:
                break
            if cues >> bit & 1:
                found[count] = _value(c"c", bit + 1)
                count += 1
        return count

    cdef int find_class(self, unsigned int word, int *found) noexcept:
        """Where the features of a word's class stand in ``of_class``, by its hash; how many."""
        cdef int at = self.words.find(word), kind, count = 1
        cdef unsigned int own
        if at < 0:
            found[0] = 0
            return 1
        own = self._classes[at]
        found[0] = 1 + (own & 15)
        if own >> 4 & 63:
            found[1], found[2] = FEW_CLUSTERS + (own >> 4 & 63), MANY_CLUSTERS + (own >> 10 & 255)
            count = 3
        if own >> 18 & 1:
            found[count] = IN_NAMES
            count += 1
        for kind in range(3):
            if own >> (19 + 3 * kind) & 7:
                found[count] = SHARES + 8 * (kind + 1) + (own >> (19 + 3 * kind) & 7)
                count += 1
        return count


cdef unsigned int _shape(str text, str exact):
    """Digits by how many, Latin by its capitals, the rest by length; of a mark the mark itself."""
    cdef unsigned int size = min(len(exact), LONGEST_LENGTH)
    if not size:
        return 0x100 + <unsigned int>(<Py_UCS4>text[0])
    if exact.isdigit():
        return 0x10 + size
    if exact.isascii():
        return 0x20 + text.isupper() + 2 * (<Py_UCS4>text[0]).isupper()
    return 0x30 + size


cdef class WordScorer:
    """Pieces → rows of scores, int16 [offsets −2…+2, tags].

    ``rows`` are int8 [features, 35] for the hashes ``features``; what has no row adds nothing.
    """

    def __cinit__(
        self, WordFeatures own not None, const unsigned int[::1] features not None, const signed char[:, ::1] rows not None
    ):
        cdef Py_ssize_t at, column
        if rows.shape[0] != features.shape[0] or rows.shape[1] != SCORES:
            raise ValueError("every feature has a row of 35 scores")
        self._own, self._features = own, HashIndex(features)
        self._rows = <signed char *>calloc(rows.shape[0] + 1, PADDED)
        self._of_cues = <CuesRow *>calloc(KEPT_CUES, sizeof(CuesRow))
        if self._rows == NULL or self._of_cues == NULL:
            raise MemoryError
        for at in range(rows.shape[0]):
            for column in range(SCORES):
                self._rows[at * PADDED + column // TAGS * LANES + column % TAGS] = rows[at, column]
        for at in range(OF_CLASS):
            self._of_class[at] = self._features.find(own.of_class[at])

    def __dealloc__(self):
        free(self._rows)
        free(self._of_cues)

    def scores(self, str text not None, str exact not None, unsigned long long cues):
        """The row of a piece."""
        cdef array.array row = array.clone(_ROW, SCORES, False)
        cdef short sums[PADDED]
        cdef int offset, tag
        self._sum(text, exact, cues, sums)
        for offset in range(OFFSETS):
            for tag in range(TAGS):
                row.data.as_shorts[offset * TAGS + tag] = score_of(sums[offset * LANES + tag])
        return row

    cdef void fill(self, str text, str exact, unsigned long long cues, short *row) noexcept:
        """Write what the tags of names score more than OUTSIDE by each offset, and zeros after: ROW in all."""
        cdef short sums[PADDED]
        cdef int offset, tag
        self._sum(text, exact, cues, sums)
        for offset in range(OFFSETS):
            for tag in range(NAMING):
                row[offset * NAMING + tag] = <short>(
                    score_of(sums[offset * LANES + 1 + tag]) - score_of(sums[offset * LANES])
                )
        for offset in range(OFFSETS * NAMING, ROW):
            row[offset] = 0

    cdef void _sum(self, str text, str exact, unsigned long long cues, short *sums) noexcept:
        cdef unsigned int found[MOST_FEATURES]
        cdef int own[MOST_OF_CLASS]
        cdef int index, count = self._own.fill_letters(text, exact, found)
        self._own.words.ask_ahead(found[0])
        for index in range(count):
            self._features.ask_ahead(found[index])
        memcpy(sums, self._sums_of_cues(cues), PADDED * sizeof(short))
        for index in range(count):
            self._add(self._features.find(found[index]), sums)
        for index in range(self._own.find_class(found[0], own)):
            self._add(self._of_class[own[index]], sums)

    cdef const short *_sums_of_cues(self, unsigned long long cues) noexcept:
        """What cues add, and what is added to every piece: kept, as few sets of cues are of most words."""
        cdef CuesRow *kept = &self._of_cues[(cues * 0x9E3779B97F4A7C15ULL) >> KEPT_SHIFT]
        cdef unsigned int found[MOST_FEATURES]
        cdef int index
        if not kept.known or kept.cues != cues:
            kept.known, kept.cues = True, cues
            memset(kept.sums, 0, sizeof(kept.sums))
            self._add(self._features.find(_value(c"b", 0)), kept.sums)
            for index in range(self._own.fill_cues(cues, found)):
                self._add(self._features.find(found[index]), kept.sums)
        return kept.sums

    cdef inline void _add(self, int feature, short *sums) noexcept:
        cdef const signed char *own = self._rows + <Py_ssize_t>feature * PADDED
        cdef int column
        if feature >= 0:
            for column in range(PADDED):
                sums[column] += own[column]
