"""The best tags of a passage's pieces (Viterbi 1967), from scores by word and offset, the rules' own tags, and transitions.

Compiled: seven tags after seven are fifty sums a word, eight at once in vectors, which compilers do not find; numpy over all sentences at once was no faster than 0.4 M words/s.
Most words are outside of names whatever their neighbours are, as no transition can make up for what another tag scores less. Only
the stretches between them are decoded: a fourth of the words of wiki, a seventh of the news.
"""

from cpython cimport array
from libc.string cimport memset

from .cues import CLOSE, OPEN
from .entity import KINDS
from ..prefetch cimport prefetch
from .passage cimport MentionRow, Passage
from .word_scores cimport LANES, NAMING, OFFSETS, ROW, TAGS, score_of

cdef enum:
    # Lanes: those of the tags of names come first.
    OUTSIDE = NAMING
    BEFORE = NAMING + 1  # a sentence's beginning
    NO_PIECE = TAGS  # the rules' mark beyond the ends of a sentence
    LEAST_ROOM = 1 << 12  # pieces

    AHEAD = 12  # pieces whose scores are asked of memory before they are needed

cdef extern from *:
    """
    typedef short lanes __attribute__((vector_size(16)));
    typedef long long halves __attribute__((vector_size(16)));

    static inline lanes lanes_at(const short *from) { lanes own; memcpy(&own, from, 16); return own; }

    static inline int any_reaches(const short *scores, const short *gains) {
        halves reached = (halves)(lanes_at(scores) + lanes_at(gains) >= 0);
        return (reached[0] | reached[1]) != 0;
    }

    static inline void go_on(const short *last, const short *after, int first, short *best, short *from) {
        lanes top = lanes_at(after + 8 * first) + last[first], own = (lanes){0} + (short)first;
        for (short before = 0; before < first; before++) {
            lanes sum = lanes_at(after + 8 * before) + last[before], higher = sum > top;
            top = (sum & higher) | (top & ~higher);
            own = (before & higher) | (own & ~higher);
        }
        memcpy(best, &top, 16);
        memcpy(from, &own, 16);
    }
    """
    bint any_reaches(const short *scores, const short *gains) noexcept  # whether a sum in one lane is 0 or more
    # The best sum of each lane with one before, and which; the tag ``first`` is asked first, then those below it.
    void go_on(const short *last, const short *after, int first, short *best, short *from_) noexcept

cdef tuple _KINDS = KINDS
cdef unsigned long long _BRACKET = OPEN | CLOSE
cdef array.array _SHORTS = array.array("h"), _FLAGS = array.array("B"), _INTS = array.array("i")


cdef inline int lane_of(int tag) noexcept:
    """That of tag 1, the first of names, is 0."""
    return tag - 1 if 0 < tag < TAGS else OUTSIDE if tag == 0 else BEFORE


cdef class Decoder:
    """``outside`` is the row of scores, int16, of what is before and after a sentence; pieces have theirs.

    ``rules`` int16 [3, 7, 7] and ``transitions`` int16 [8, 7] as in ``crf_training``. Not thread-safe.
    """

    def __cinit__(self, array.array outside not None, rules, const short[:, ::1] transitions not None):
        cdef const short[:, :, ::1] scores = rules
        cdef int before, tag, offset, own
        if scores.shape[0] != RULE_OFFSETS or scores.shape[1] != TAGS or scores.shape[2] != TAGS:
            raise ValueError("the shapes of the rules' scores are not these")
        if transitions.shape[0] != TAGS + 1 or transitions.shape[1] != TAGS or len(outside) != OFFSETS * TAGS:
            raise ValueError("the shapes of the scores are not these")
        self._shorts, self._flags, self._found = (array.clone(each, 0, False) for each in (_SHORTS, _FLAGS, _INTS))
        for before in range(LANES):
            for tag in range(TAGS):
                self._after[lane_of(before)][lane_of(tag)] = score_of(transitions[before, tag])
                for offset in range(RULE_OFFSETS):
                    if before < TAGS:
                        own = score_of(scores[offset, before, tag]) - score_of(scores[offset, before, 0])
                        self._rules[offset][before][lane_of(tag)] = <short>own
        for offset in range(OFFSETS):
            for tag in range(1, TAGS):
                own = score_of(outside[offset * TAGS + tag]) - score_of(outside[offset * TAGS])
                self._outside[offset * NAMING + lane_of(tag)] = <short>own
        self._weigh_gains()

    cdef void _weigh_gains(self) noexcept:
        cdef int tag, other, from_any, from_outside, to_any, to_outside
        for tag in range(NAMING):
            from_outside = max(self._gained(OUTSIDE, tag), self._gained(BEFORE, tag))
            from_any = from_outside
            # Nothing follows the last piece of a sentence.
            to_outside = max(0, self._after[tag][OUTSIDE] - self._after[OUTSIDE][OUTSIDE])
            to_any = to_outside
            for other in range(TAGS):
                from_any = max(from_any, self._gained(other, tag))
                to_any = max(to_any, self._after[tag][other] - self._after[OUTSIDE][other])
            self._gain[0][tag], self._gain[1][tag] = <short>(from_any + to_any), <short>(from_outside + to_any)
            self._gain[2][tag], self._gain[3][tag] = <short>(from_any + to_outside), <short>(from_outside + to_outside)
        for other in range(4):
            self._gain[other][OUTSIDE] = self._gain[other][BEFORE] = -1

    cdef int _gained(self, int before, int tag) noexcept:
        return self._after[before][tag] - self._after[before][OUTSIDE]

    def spans(self, Passage passage not None, unsigned long long ends):
        """See the stub."""
        cdef Py_ssize_t at
        cdef Span span
        cdef list found = []
        for at in range(self.decode(passage, ends)):
            span = self.found[at]
            found.append((_KINDS[span.rank], span.start, span.end))
        return found

    cdef Py_ssize_t decode(self, Passage passage, unsigned long long ends) except -1:
        """Write the spans into ``found``; how many."""
        cdef Py_ssize_t start = 0, at, named = 0
        self._make_room(passage.size)
        self._mark(passage)
        for at in range(passage.size):
            if passage.numbers[at] >= passage.table.scored:
                raise ValueError("a piece has no scores")
            if passage.cues[at] & ends or at + 1 == passage.size:
                named += self._decode_sentence(passage, start, at + 1)
                start = at + 1
        return self._find_spans(passage) if named else 0

    cdef Py_ssize_t _find_spans(self, Passage passage) noexcept:
        cdef Py_ssize_t start = 0, end, at, count = 0
        cdef const unsigned char *own = self.marked
        cdef const unsigned char *tag = self.tags
        cdef bint same
        while start < passage.size:
            end = start + 1
            if not tag[start] or passage.cues[start] & _BRACKET:
                start = end
                continue
            while end < passage.size and tag[end] and tag[end] == (tag[start] + 1 if tag[start] & 1 else tag[start]):
                if passage.cues[end] & _BRACKET:
                    break
                end += 1
            # The rules' mention is the same if it begins and goes on alike, and does not go on after.
            same = own[start] == tag[start] and not (end < passage.size and own[end] and own[end] == tag[start] + 1)
            for at in range(start + 1, end):
                same &= own[at] == tag[at]
            if not same:
                self.found[count] = Span((tag[start] - 1) // 2, <int>start, <int>end)
                count += 1
            start = end
        return count

    cdef int _make_room(self, Py_ssize_t size) except -1:
        cdef Py_ssize_t room = max(size, LEAST_ROOM)
        if not 2 * room * LANES <= len(self._shorts) <= 32 * room * LANES:  # and not that of a book for ever
            array.resize(self._shorts, 2 * room * LANES)
            array.resize(self._flags, 3 * room)
            array.resize(self._found, room * sizeof(Span) // sizeof(int))
        self.unary = self._shorts.data.as_shorts
        self.back = self.unary + size * LANES
        self.marked = self._flags.data.as_uchars
        self.tags, self.certain = self.marked + size, self.marked + 2 * size
        self.found = <Span *>self._found.data.as_ints
        return 0

    cdef void _mark(self, Passage passage) noexcept:
        """Tag the passage's own mentions."""
        cdef Py_ssize_t index
        cdef const MentionRow *own
        memset(self.marked, 0, passage.size)
        memset(self.tags, 0, passage.size)
        for index in range(passage.count):
            own = &passage.found[index]
            memset(self.marked + own.start, 2 + 2 * own.rank, own.end - own.start)
            self.marked[own.start] -= 1

    cdef bint _decode_sentence(self, Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept:
        """Write the tags of a sentence that are not OUTSIDE; whether any may be."""
        cdef unsigned char *certain = self.certain
        cdef const int *numbers = passage.numbers
        cdef const short *scores = passage.table.scores
        cdef Py_ssize_t at, stop, last = passage.size - AHEAD, open = 0
        for at in range(start, end):
            if at < last:
                prefetch(scores + <Py_ssize_t>numbers[at + AHEAD] * ROW)
            self._score(passage, start, end, at)
            certain[at] = self._is_certain(at, 0)
            open += not certain[at]
        for at in range(start, end if open else start):
            if not certain[at]:
                # The neighbours' certainty is more to go by.
                certain[at] = self._is_certain(
                    at, (at == start or certain[at - 1]) + 2 * (at + 1 == end or certain[at + 1])
                )
                open -= certain[at]
        at = start if open else end
        while at < end:
            if certain[at]:
                at += 1
                continue
            stop = at + 1
            while stop < end and not certain[stop]:
                stop += 1
            self._decode_stretch(at, stop, BEFORE if at == start else OUTSIDE, stop == end)
            at = stop
        return open != 0

    cdef inline void _score(self, Passage passage, Py_ssize_t start, Py_ssize_t end, Py_ssize_t at) noexcept:
        """Sum what words and rules say of a piece. In 16 bits: eight of twice MOST at most."""
        cdef short sums[LANES]  # apart, so that the compiler knows that nothing else changes
        cdef const short *rows[OFFSETS]
        cdef const short *rules[RULE_OFFSETS]
        cdef const short *scores = passage.table.scores
        cdef const int *numbers = passage.numbers + at - 2
        cdef int offset, tag
        if start + 2 <= at < end - 2:
            for offset in range(OFFSETS):
                rows[offset] = scores + <Py_ssize_t>numbers[offset] * ROW
            for offset in range(RULE_OFFSETS):
                rules[offset] = self._rules[offset][self.marked[at + offset - 1]]
        else:
            for offset in range(OFFSETS):
                rows[offset] = self._outside
                if start <= at + offset - 2 < end:
                    rows[offset] = scores + <Py_ssize_t>numbers[offset] * ROW
            for offset in range(RULE_OFFSETS):
                rules[offset] = self._rules[offset][NO_PIECE]
                if start <= at + offset - 1 < end:
                    rules[offset] = self._rules[offset][self.marked[at + offset - 1]]
        for tag in range(LANES):
            # A row's next offset or the zeros after the last are no scores of the last two lanes.
            sums[tag] = <short>-(tag < NAMING) & <short>(
                rows[0][tag] + rows[1][NAMING + tag] + rows[2][2 * NAMING + tag] + rows[3][3 * NAMING + tag]
                + rows[4][4 * NAMING + tag] + rules[0][tag] + rules[1][tag] + rules[2][tag]
            )
        for tag in range(LANES):
            self.unary[at * LANES + tag] = sums[tag]

    cdef inline bint _is_certain(self, Py_ssize_t at, int known) noexcept:
        """Whether the piece is OUTSIDE in every best sequence of tags; ``known``: 1 if the one before is, 2 if the one after."""
        return not any_reaches(self.unary + at * LANES, self._gain[known])

    cdef void _decode_stretch(self, Py_ssize_t start, Py_ssize_t end, int before_it, bint is_last) noexcept:
        """Write the tags of pieces after one that is ``before_it``, and before one that is OUTSIDE or the sentence's end.

        In 16 bits: sums are kept less that of OUTSIDE, at most 27,000 away, as best ones differ by two transitions at most.
        """
        cdef short best[LANES]
        cdef short last[LANES]
        cdef const short *unary = self.unary + start * LANES
        cdef int tag, top = OUTSIDE
        cdef Py_ssize_t at
        for tag in range(LANES):
            last[tag] = <short>(self._after[before_it][tag] - self._after[before_it][OUTSIDE] + unary[tag])
        for at in range(start + 1, end):
            unary = self.unary + at * LANES
            go_on(last, self._after[0], OUTSIDE, best, self.back + at * LANES)
            for tag in range(LANES):
                last[tag] = <short>(best[tag] - best[OUTSIDE] + unary[tag])
        if not is_last:
            for tag in range(TAGS):
                last[tag] += self._after[tag][OUTSIDE]
        for tag in range(NAMING):
            if last[tag] > last[top]:
                top = tag
        for at in range(end - 1, start - 1, -1):
            self.tags[at] = 0 if top == OUTSIDE else top + 1
            if at > start:
                top = self.back[at * LANES + top]
