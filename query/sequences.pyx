"""Words in order: phrases, and pairs of neighbours. Compiled, as all of ``query.scoring``.

A key is (article · 2³² + position) of one occurrence. A sequence counts in an article where its first place stands and the rest
can be reached from it, each place within ``slop`` positions after the one before.
"""

from libc.stdint cimport int64_t, uint32_t
from libc.stdlib cimport free, qsort

from indexer.codec.front_coding cimport FrontCoded
from indexer.codec.skips cimport SKIPPED, Cursor, SkipLists, Skips, open_cursor, reach_positions, read_positions, seek
from indexer.codec.term_field cimport TermField, length_of

from .ranked cimport RankedField
from .sums cimport List, Sums, grown

# A number of C: written where it is used, Cython takes so large a literal for one of Python.
cdef int64_t _POSITION = (<int64_t>1 << 32) - 1
cdef int64_t _BEYOND = 0x7FFFFFFFFFFFFFFF  # all keys

cdef enum:
    _MOST_MARKS = 254
    # A list so much longer than the rarest is asked by article.
    _FAR = 4


cdef class Sequence:
    """The places of one sequence in one field of a segment, and room for the next."""

    def __cinit__(self, SkipLists skips not None):
        self.skips = skips

    def __dealloc__(self):
        free(self.places)
        free(self.order)
        free(self.lists)
        free(self.keys)
        free(self.reached)
        free(self.reaching)

    cdef int _make_room(self, Py_ssize_t places, Py_ssize_t lists) except -1:
        if places > self.place_room:
            self.places = <Place *>grown(self.places, places * sizeof(Place))
            self.order = <Py_ssize_t *>grown(self.order, places * sizeof(Py_ssize_t))
            self.place_room = places
        if lists > self.list_room:
            self.lists = <List *>grown(self.lists, lists * sizeof(List))
            self.list_room = lists
        return 0

    cdef int _make_key_room(self, Py_ssize_t keys) except -1:
        if keys <= self.key_room:
            return 0
        keys += keys // 2
        self.keys = <int64_t *>grown(self.keys, keys * sizeof(int64_t))
        self.reached = <int64_t *>grown(self.reached, keys * sizeof(int64_t))
        self.reaching = <int64_t *>grown(self.reaching, keys * sizeof(int64_t))
        self.key_room = keys
        return 0

    cdef bint find(self, FrontCoded table, TermField terms, list places) except -1:
        """Set up places, each of alternative terms (bytes); False where one of them has no term in the field."""
        cdef Py_ssize_t row, ordinal, lists = 0, number, first
        if terms.positions_start is None:
            return False
        self.count = len(places)
        self._make_room(self.count, sum(map(len, places)))
        if table is not self.table or places != self.sought:
            # The next field asked is of the same dictionary.
            self.rows = [[table.find(term) for term in place] for place in places]
            self.table, self.sought = table, places
        for number in range(self.count):
            first = lists
            for row in self.rows[number]:
                ordinal = terms.ordinal(row) if row >= 0 else -1
                if ordinal >= 0:
                    self.lists[lists].ordinal, self.lists[lists].past = ordinal, -1
                    lists += 1
            if not self._set_place(number, first, lists, terms):
                return False
        return True

    cdef bint pair(
        self, TermField terms, Py_ssize_t segment, const List *found, const Py_ssize_t *first, const Py_ssize_t *second
    ) except -1:
        """Set up two places of the lists of words: from [0] to before [1] of each. False where one has none in the field."""
        cdef Py_ssize_t lists = 0, number, each, begin
        cdef const Py_ssize_t *bounds
        self.count = 2
        self._make_room(2, first[1] - first[0] + second[1] - second[0])
        for number in range(2):
            bounds = second if number else first
            begin = lists
            for each in range(bounds[0], bounds[1]):
                if found[each].terms == <void *>terms and found[each].segment == segment:
                    self.lists[lists] = found[each]
                    lists += 1
            if not self._set_place(number, begin, lists, terms):
                return False
        return True

    cdef bint _set_place(self, Py_ssize_t number, Py_ssize_t first, Py_ssize_t past, TermField terms) noexcept:
        """A place of these lists, and where it stands in the order of reading, the rarest first; whether it has any."""
        cdef Place *place = &self.places[number]
        cdef Py_ssize_t each, before = number
        place.first, place.past, place.frequency = first, past, 0
        for each in range(first, past):
            place.frequency += terms.frequency(self.lists[each].ordinal)
        while before and self.places[self.order[before - 1]].frequency > place.frequency:
            self.order[before] = self.order[before - 1]
            before -= 1
        self.order[before] = number
        return first < past

    cdef int add(
        self, Sums sums, TermField terms, RankedField field, Py_ssize_t segment, int64_t base, double boost, int64_t slop
    ) except -1:
        """Add to every article's pseudo-frequency what the sequence gives, counted where its first place stands."""
        cdef Py_ssize_t n, marking = min(self.count, _MOST_MARKS)
        if self._mark(sums, terms, base, marking):
            self._read_keys(sums, terms, base, marking)
            n = self._reach(slop, field if field.is_lead else None, segment, base)
            _add_reached(sums, field, segment, base, boost, self.reached, n)
            if field.lead is not None and n:
                n = self._reach(slop, field.lead, segment, base)
                _add_reached(sums, field.lead, segment, base, boost, self.reached, n)
        _unmark(sums, self.lists, &self.places[self.order[0]])
        return 0

    cdef Py_ssize_t _mark(self, Sums sums, TermField terms, int64_t base, Py_ssize_t marking) except -1:
        """Read the lists and mark each article by how many of the ``marking`` rarest places hold it without a gap; how many all do.

        Once no article is left, the rest is not read.
        """
        cdef Py_ssize_t number, held = 0, first = sums.used, each, all_held = 0
        cdef const List *rarest = &self.lists[self.places[self.order[0]].first]
        cdef List *found
        cdef Place *place
        self.held = []
        for number in range(self.count):
            place = &self.places[self.order[number]]
            held = 0
            for each in range(place.first, place.past):
                found = &self.lists[each]
                found.skips = NULL
                if found.past < 0 and 0 < number < marking and self._is_far(sums, terms, found):
                    held += self._mark_far(sums, terms, rarest, found, number)
                    continue
                if found.past < 0:
                    found.first = first
                    first = found.past = sums.read(terms, found.ordinal, None, 0, first)
                if number == 0 and sums.restricted and not sums.counting:
                    held += _mark_wanted(sums, found, base)
                elif number < marking:
                    held += _mark_list(sums, found, number)
            if number < marking:
                all_held = held
            if all_held == 0:
                return 0
        return all_held

    cdef bint _is_far(self, Sums sums, TermField terms, const List *found) noexcept:
        """Whether a list is so much longer than the rarest place's only one that to read it would take longest."""
        cdef const Place *rarest = &self.places[self.order[0]]
        cdef Py_ssize_t n = terms.frequency(found.ordinal), sought = rarest.frequency
        if sums.restricted and not sums.counting:
            sought = min(sought, sums.within_count)
        return rarest.past - rarest.first == 1 and n >= SKIPPED and n >= _FAR * sought

    cdef Py_ssize_t _mark_far(
        self, Sums sums, TermField terms, const List *rarest, List *found, unsigned char number
    ) except -1:
        """Mark the rarest list's articles that a far longer list holds; how many."""
        cdef Skips skips = self.skips.of(terms, found.ordinal, True)
        cdef Cursor cursor
        cdef Py_ssize_t place, held = 0
        cdef int holds
        cdef uint32_t article
        self.held.append(skips)
        found.skips = <void *>skips
        open_cursor(&cursor, skips)
        for place in range(rarest.first, rarest.past):
            article = sums.articles[place]
            if sums.marks[article] != number:
                continue
            holds = seek(&cursor, article)
            if holds < 0:
                raise ValueError("a posting list is damaged")
            sums.marks[article] += holds
            held += holds
        return held

    cdef int _read_keys(self, Sums sums, TermField terms, int64_t base, unsigned char wanted) except -1:
        """Read the keys of each place in the articles so marked, one place after another."""
        cdef Py_ssize_t total = 0, number, each, first
        cdef Place *place
        for number in range(self.count):
            place = &self.places[number]
            first = total
            for each in range(place.first, place.past):
                if self.lists[each].skips != NULL:
                    total = self._read_far_keys(sums, &self.lists[each], base, wanted, total)
                else:
                    total = self._read_list_keys(sums, terms, &self.lists[each], base, wanted, total)
            if place.past - place.first > 1:
                qsort(self.keys + first, total - first, sizeof(int64_t), _compared)
            place.end = total
        return 0

    cdef Py_ssize_t _read_list_keys(
        self, Sums sums, TermField terms, List *found, int64_t base, unsigned char wanted, Py_ssize_t total
    ) except -1:
        """The same of one list, behind ``total`` keys; how many there are then."""
        cdef Py_ssize_t room = 0, place, n = 0, held
        cdef uint32_t passed = 0
        for place in range(found.past - found.first):
            held = sums.marks[sums.articles[found.first + place]] == wanted
            sums.several[n], sums.before[n] = <uint32_t>place, passed
            passed += sums.counts[found.first + place]
            n += held
            room += held * sums.counts[found.first + place]
        if room > terms.positions_size:
            raise ValueError("the positions of a term are damaged")
        self._make_key_room(total + room + 1)  # and what stands behind the last
        room = terms.read_keys(
            found.ordinal, sums.articles + found.first, sums.counts + found.first, sums.several, sums.before, n, base,
            self.keys + total,
        )
        if room < 0:
            raise ValueError("the positions of a term are damaged")
        return total + room

    cdef Py_ssize_t _read_far_keys(
        self, Sums sums, const List *found, int64_t base, unsigned char wanted, Py_ssize_t total
    ) except -1:
        """The same of a list that was not read, in the articles of the rarest place's."""
        cdef const List *rarest = &self.lists[self.places[self.order[0]].first]
        cdef Cursor cursor
        cdef Py_ssize_t each
        cdef int64_t article, count
        cdef int holds
        open_cursor(&cursor, <Skips>found.skips)
        for each in range(rarest.first, rarest.past):
            article = sums.articles[each]
            if sums.marks[article] != wanted:
                continue
            holds = seek(&cursor, article)
            count = reach_positions(&cursor) if holds > 0 else holds
            if count < 0:
                raise ValueError("the positions of a term are damaged")
            self._make_key_room(total + count + 1)
            if read_positions(&cursor, count, (base + article) << 32, self.keys + total) < 0:
                raise ValueError("the positions of a term are damaged")
            total += count
        return total

    cdef Py_ssize_t _reach(self, int64_t slop, RankedField lead, Py_ssize_t segment, int64_t base) noexcept:
        """From the last place back: of each the keys from which the rest can be reached. Those of the first into reached; how many.

        Only keys in the ``lead`` where that is not None.
        """
        cdef Py_ssize_t number, n = 0, kept, after, place, first
        cdef int64_t key
        for number in range(self.count - 1, -1, -1):
            kept = after = 0
            first = self.places[number - 1].end if number else 0
            self.reached[n] = _BEYOND
            for place in range(first, self.places[number].end):
                key = self.keys[place]
                if lead is not None and (key & _POSITION) >= length_of(&lead.lengths[segment], (key >> 32) - base):
                    continue
                self.reaching[kept] = key
                if number == self.count - 1:
                    kept += 1
                    continue
                while self.reached[after] <= key:
                    after += 1
                kept += self.reached[after] - key <= slop
            self.reached, self.reaching = self.reaching, self.reached
            n = kept
        return n


cdef Py_ssize_t _mark_list(Sums sums, const List *found, unsigned char number) noexcept nogil:
    cdef Py_ssize_t place, held = 0
    cdef unsigned char holds
    for place in range(found.first, found.past):
        # Without a branch: it would be as good as random.
        holds = sums.marks[sums.articles[place]] == number
        sums.marks[sums.articles[place]] += holds
        held += holds
    return held


cdef Py_ssize_t _mark_wanted(Sums sums, const List *found, int64_t base) noexcept nogil:
    """The same of the first place, where only some articles are wanted."""
    cdef Py_ssize_t place, held = 0
    cdef unsigned char holds
    cdef int64_t article
    for place in range(found.first, found.past):
        article = base + sums.articles[place]
        holds = sums.marks[sums.articles[place]] == 0 and sums.within[article >> 6] >> (article & 63) & 1
        sums.marks[sums.articles[place]] += holds
        held += holds
    return held


cdef void _unmark(Sums sums, const List *lists, const Place *rarest) noexcept nogil:
    cdef Py_ssize_t each, place
    for each in range(rarest.first, rarest.past):
        for place in range(lists[each].first, lists[each].past):
            sums.marks[sums.articles[place]] = 0


cdef int _compared(const void *one, const void *other) noexcept nogil:
    cdef int64_t first = (<const int64_t *>one)[0], second = (<const int64_t *>other)[0]
    return (first > second) - (first < second)


cdef int _add_reached(
    Sums sums, RankedField field, Py_ssize_t segment, int64_t base, double boost, const int64_t *reached, Py_ssize_t n
) except -1:
    cdef Py_ssize_t place = 0, first
    cdef int64_t article
    sums.make_touched_room(n)
    while place < n:
        first = place
        article = reached[first] >> 32
        while place < n and reached[place] >> 32 == article:
            place += 1
        sums.add(article, boost * (place - first) * field.norm(length_of(&field.lengths[segment], article - base)))
    return 0
