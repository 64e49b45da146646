"""What the tagger knows of a word by itself: its features, and the sum of their scores for each offset and tag.

Compiled: a word has some 25 features, most of them beginnings and ends of it. To hash, look up and sum them took Python 60 µs a
distinct word, more than all the rest of the build does with one; here it is 1 µs.
"""

from cpython cimport array
from libc.stdlib cimport free, malloc

cdef enum:
    LONGEST_AFFIX = 4
    LONGEST_LENGTH = 7  # of a shape: longer words are alike
    MOST_FEATURES = 96

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
    cdef unsigned int found = _mix(_SEED, kind)
    cdef Py_ssize_t at
    for at in range(start, end):
        found = _mix(found, word[at])
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

    cdef int find(self, unsigned int key) noexcept:
        """The key's place; -1 where it is not."""
        cdef unsigned int slot = key & self._mask
        while self._entries[slot].place >= 0 and self._entries[slot].key != key:
            slot = (slot + 1) & self._mask
        return self._entries[slot].place


cdef class WordFeatures:
    """Words → hashes of features. ``classes`` has a uint32 for each of ``words`` (hashes): see ``tagger_table``."""

    def __cinit__(self, const unsigned int[::1] words not None, const unsigned int[::1] classes not None):
        if words.shape[0] != classes.shape[0]:
            raise ValueError("every word has one class")
        self._words, self._classes = HashIndex(words), classes

    def of(self, str text not None, str exact not None, unsigned long long cues):
        """The features of a piece, as an array of uint32."""
        cdef array.array found = array.clone(_HASHES, MOST_FEATURES, False)
        array.resize(found, self.fill(text, exact, cues, found.data.as_uints))
        return found

    cdef int fill(self, str text, str exact, unsigned long long cues, unsigned int *found) noexcept:
        cdef str word = exact if len(exact) else text
        cdef Py_ssize_t size = len(word), part
        cdef int count = 3, bit
        found[0] = _value(c"b", 0)
        found[1] = _letters(c"w", word, 0, size)
        found[2] = _value(c"s", _shape(text, exact))
        if len(exact):
            for part in range(1, min(LONGEST_AFFIX, size - 1) + 1):
                found[count] = _letters(c"p", word, 0, part)
                found[count + 1] = _letters(c"x", word, size - part, size)
                count += 2
        found[count] = _value(c"C", cues)
        count += 1
        for bit in range(64):
            if not cues >> bit:
                break
            if cues >> bit & 1:
                found[count] = _value(c"c", bit + 1)
                count += 1
                if count == MOST_FEATURES - 8:
                    break
        return self._fill_class(self._words.find(found[1]), found, count)

    cdef int _fill_class(self, int at, unsigned int *found, int count) noexcept:
        cdef unsigned int own
        cdef int kind
        if at < 0:
            found[count] = _value(c"f", 0)
            return count + 1
        own = self._classes[at]
        found[count] = _value(c"f", 1 + (own & 15))
        count += 1
        if own >> 4 & 63:
            found[count] = _value(c"k", own >> 4 & 63)
            found[count + 1] = _value(c"K", own >> 10 & 255)
            count += 2
        if own >> 18 & 1:
            found[count] = _value(c"N", 1)
            count += 1
        for kind in range(3):
            if own >> (19 + 3 * kind) & 7:
                found[count] = _value(c"S", 8 * (kind + 1) + (own >> (19 + 3 * kind) & 7))
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
        if rows.shape[0] != features.shape[0] or rows.shape[1] != SCORES:
            raise ValueError("every feature has a row of 35 scores")
        self._own, self._features, self._rows = own, HashIndex(features), rows

    def scores(self, str text not None, str exact not None, unsigned long long cues):
        """The row of a piece."""
        cdef array.array row = array.clone(_ROW, SCORES, False)
        cdef short padded[PADDED]
        cdef int offset, tag
        self.fill(text, exact, cues, padded)
        for offset in range(OFFSETS):
            for tag in range(TAGS):
                row.data.as_shorts[offset * TAGS + tag] = padded[offset * LANES + tag]
        return row

    cdef void fill(self, str text, str exact, unsigned long long cues, short *row) noexcept:
        """Write it with LEAST after each offset's tags: room for 40."""
        cdef unsigned int found[MOST_FEATURES]
        cdef short sums[SCORES]
        cdef const signed char *own
        cdef int index, at, column, tag
        for column in range(SCORES):
            sums[column] = 0
        for index in range(self._own.fill(text, exact, cues, found)):
            at = self._features.find(found[index])
            if at >= 0:
                own = &self._rows[at, 0]
                for column in range(SCORES):
                    sums[column] += own[column]
        for index in range(OFFSETS):
            for tag in range(TAGS):
                row[index * LANES + tag] = score_of(sums[index * TAGS + tag])
            row[index * LANES + TAGS] = LEAST
