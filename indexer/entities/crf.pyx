"""The best tags of a passage's pieces (Viterbi 1967), from scores by word and offset, the rules' own tags, and transitions.

Compiled: seven tags after seven are fifty sums a word; numpy over all sentences at once was no faster than 0.4 M words/s.
"""

from cpython cimport array

from .entity import KINDS
from .passage cimport Passage

cdef enum:
    TAGS = 7
    OFFSETS = 5
    ROW = OFFSETS * TAGS
    RULE_OFFSETS = 3
    LANES = 8  # tags and one that is never taken: a loop of eight is made of vector instructions
    NEVER = -(1 << 24)

cdef array.array _FLAGS = array.array("B")


cdef class Decoder:
    """``outside`` is the row of scores, int16, of what is before and after a sentence; pieces have theirs.

    ``rules`` int16 [3, 7, 7] and ``transitions`` int16 [8, 7] as in ``crf_training``.
    """

    cdef array.array _outside
    cdef const short[:, :, ::1] _rules
    cdef int _after[LANES][LANES]  # by the tag before, TAGS at a sentence's beginning, and the tag

    def __cinit__(self, array.array outside not None, rules, const short[:, ::1] transitions not None):
        cdef int before, tag
        self._outside, self._rules = outside, rules
        if self._rules.shape[0] != RULE_OFFSETS or self._rules.shape[1] != TAGS or self._rules.shape[2] != TAGS:
            raise ValueError("the shapes of the rules' scores are not these")
        if transitions.shape[0] != TAGS + 1 or transitions.shape[1] != TAGS or len(outside) != ROW:
            raise ValueError("the shapes of the scores are not these")
        for before in range(LANES):
            for tag in range(LANES):
                self._after[before][tag] = transitions[before, tag] if tag < TAGS else NEVER

    def spans(self, Passage passage not None, unsigned long long ends):
        """Kind, start and end (exclusive) of every mention that is not just so among the passage's own.

        A sentence ends after a piece with one of the cues ``ends``. What goes on without a beginning begins a mention.
        """
        cdef array.array marked = array.clone(_FLAGS, passage.size, True)
        cdef array.array tags = self._tags(passage, self._mark(passage, marked), ends)
        cdef unsigned char *own = marked.data.as_uchars
        cdef unsigned char *tag = tags.data.as_uchars
        cdef Py_ssize_t start, end = 0
        cdef bint same
        cdef list found = []
        for start in range(passage.size):
            if start < end or not tag[start]:
                continue
            end = start + 1
            while end < passage.size and tag[end] and tag[end] == (tag[start] + 1 if tag[start] & 1 else tag[start]):
                end += 1
            # The rules' mention is the same if it begins and goes on alike, and does not go on after.
            same = own[start] == tag[start] and not (end < passage.size and own[end] and own[end] == tag[start] + 1)
            for at in range(start + 1, end):
                same &= own[at] == tag[at]
            if not same:
                found.append((KINDS[(tag[start] - 1) // 2], start, end))
        return found

    cdef array.array _mark(self, Passage passage, array.array marked):
        """Tag the passage's own mentions."""
        cdef Py_ssize_t start, end, at
        cdef int tag
        for kind, start, end, _ in passage.mentions:
            if not 0 <= start < end <= passage.size:
                raise IndexError("a mention must be within its passage")
            tag = 1 + 2 * KINDS.index(kind)
            marked.data.as_uchars[start] = tag
            for at in range(start + 1, end):
                marked.data.as_uchars[at] = tag + 1
        return marked

    cdef array.array _tags(self, Passage passage, array.array marked, unsigned long long ends):
        cdef array.array found = array.clone(_FLAGS, passage.size, True)
        cdef array.array back = array.clone(_FLAGS, passage.size * LANES, False)
        cdef Py_ssize_t start = 0, at
        for at in range(passage.size):
            if passage.numbers[at] * ROW + ROW > len(passage.table.scores):
                raise ValueError("a piece has no scores")
        for at in range(passage.size):
            if passage.cues[at] & ends or at + 1 == passage.size:
                self._sentence(passage, marked.data.as_uchars, start, at + 1, back.data.as_uchars, found.data.as_uchars)
                start = at + 1
        return found

    cdef void _sentence(
        self, Passage passage, const unsigned char *marked, Py_ssize_t start, Py_ssize_t end, unsigned char *back,
        unsigned char *found
    ) noexcept:
        cdef int best[LANES]
        cdef int last[LANES]
        cdef int unary[LANES]
        cdef int from_[LANES]
        cdef int tag, before, score, top
        cdef Py_ssize_t at
        for tag in range(LANES):
            last[tag] = unary[tag] = 0
        for at in range(start, end):
            self._score(passage, marked, start, end, at, unary)
            before = TAGS if at == start else 0
            for tag in range(LANES):
                best[tag], from_[tag] = last[before] + self._after[before][tag], 0
            if at > start:
                for before in range(1, TAGS):
                    for tag in range(LANES):
                        score = last[before] + self._after[before][tag]
                        from_[tag] = before if score > best[tag] else from_[tag]
                        best[tag] = score if score > best[tag] else best[tag]
            for tag in range(LANES):
                last[tag] = best[tag] + unary[tag]
                back[at * LANES + tag] = from_[tag]
        top = 0
        for tag in range(1, TAGS):
            if last[tag] > last[top]:
                top = tag
        for at in range(end - 1, start - 1, -1):
            found[at] = top
            if at > start:
                top = back[at * LANES + top]

    cdef inline void _score(
        self, Passage passage, const unsigned char *marked, Py_ssize_t start, Py_ssize_t end, Py_ssize_t at, int *unary
    ) noexcept:
        cdef int offset, tag
        cdef Py_ssize_t other
        cdef const short *row
        for tag in range(TAGS):
            unary[tag] = 0
        for offset in range(OFFSETS):
            other = at + offset - 2
            row = self._outside.data.as_shorts
            if start <= other < end:
                row = passage.table.scores.data.as_shorts + passage.numbers[other] * ROW
            for tag in range(TAGS):
                unary[tag] += row[offset * TAGS + tag]
        for offset in range(RULE_OFFSETS):
            other = at + offset - 1
            if start <= other < end:
                for tag in range(TAGS):
                    unary[tag] += self._rules[offset, marked[other], tag]
