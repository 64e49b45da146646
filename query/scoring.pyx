"""Scores of words, phrases and patterns, and sets of scored articles, over the posting lists of all segments.

Compiled, as ``indexer.codec.term_field`` is and for the same reason. What is summed is in ``query.ranking``: a field's share of
BM25F's pseudo-frequency (``normalized_frequency``), the shares of all fields together saturated, times the document frequency weight.

Article numbers run through all segments. Sets are two arrays of one length: articles int64, ascending, and scores float64. Scores
are gathered in an array over all articles, with one bit an article for those that have any, so that they come out in order.
"""

from cython cimport final
from libc.math cimport log1p
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, qsort, realloc

from indexer.codec.front_coding cimport FrontCoded
from indexer.codec.term_field cimport Lengths, TermField, length_of

import numpy as np

# Kinds of leaves, see Index.score.
TERM, SEQUENCE, ROWS = 0, 1, 2
Leaf = tuple

cdef extern from *:
    """
    static inline int lowest_bit(unsigned long long bits) { return __builtin_ctzll(bits); }
    static inline int count_bits(unsigned long long bits) { return __builtin_popcountll(bits); }
    """
    int lowest_bit(uint64_t bits) nogil
    int count_bits(uint64_t bits) nogil

# A number of C: written where it is used, Cython takes so large a literal for one of Python.
cdef int64_t _POSITION = (<int64_t>1 << 32) - 1


cdef enum:
    _MOST_MARKS = 254
    # A list that every 16th article is in is kept by article once it was asked for; of all lists so much is kept.
    _DENSE_SHARE = 16
    _DENSE_BYTES = 128_000_000
    # Postings from which on other threads may run meanwhile: 0.1 ms. To hand the lock over costs about as much.
    _LONG = 32_768


@final
cdef class RankedField:
    """A field in every segment, with what its lengths make of a frequency.

    ``fields`` and ``lengths`` (uint8, uint16 or uint32[articles]) run parallel to the segments; a segment without the field has
    None. ``is_lead``: only occurrences below the lengths count. ``lead`` is such a field over the same postings, counted in the
    same pass. ``norms`` float64: w / (1 − b + b · l / l̄) by length l, for all that occur.
    """

    cdef readonly str name
    cdef list fields
    cdef tuple held
    cdef Lengths *lengths
    cdef bint is_lead
    cdef readonly RankedField lead
    cdef const double *norms
    cdef Py_ssize_t longest

    def __cinit__(self, str name, list fields, list lengths, norms, bint is_lead=False, RankedField lead=None):
        cdef const double[::1] by_length = norms
        cdef Py_ssize_t segment
        self.lengths = <Lengths *>calloc(max(len(lengths), 1), sizeof(Lengths))
        if self.lengths == NULL:
            raise MemoryError
        self.name, self.fields, self.is_lead, self.lead = name, fields, is_lead, lead
        self.held = (norms, *lengths)
        self.longest = len(by_length) - 1
        self.norms = &by_length[0]
        for segment in range(len(fields)):
            if fields[segment] is None:
                continue
            if len(lengths[segment]) != (<TermField?>fields[segment]).articles:
                raise ValueError("lengths are not of the segment's articles")
            self.lengths[segment] = _lengths(lengths[segment])

    def __dealloc__(self):
        free(self.lengths)

    cdef inline double norm(self, uint32_t length) noexcept nogil:
        return self.norms[min(length, self.longest)]


cdef struct _List:
    # A term of a place: its ordinal, and where its articles and counts stand in the sums.
    Py_ssize_t ordinal
    Py_ssize_t first
    Py_ssize_t past


cdef struct _Place:
    # One place of a sequence: its lists, how many articles they have together, and where its keys end.
    Py_ssize_t first
    Py_ssize_t past
    Py_ssize_t frequency
    Py_ssize_t end


cdef Lengths _lengths(object array) except *:
    """An array of uint8, uint16 or uint32; raises ValueError for any other."""
    cdef Lengths lengths
    cdef const uint8_t[::1] small
    cdef const uint16_t[::1] middle
    cdef const uint32_t[::1] large
    lengths.numbers = NULL
    lengths.item_size = array.itemsize
    if len(array) == 0:
        return lengths
    if lengths.item_size == 1:
        small = array
        lengths.numbers = &small[0]
    elif lengths.item_size == 2:
        middle = array
        lengths.numbers = &middle[0]
    else:
        large = array
        lengths.numbers = &large[0]
    return lengths


@final
cdef class _Sums:
    """What one evaluation at a time writes on: a score and a bit for each article, all 0 between two uses, and lists being read."""

    cdef double *scores
    cdef uint64_t *bits
    cdef unsigned char *marks
    cdef Py_ssize_t words
    # Where only some articles are to be scored, a bit for each of these; and whether the others are to be counted.
    cdef uint64_t *within
    cdef const int64_t *wanted
    cdef Py_ssize_t wanting
    cdef bint restricted
    cdef bint counting
    # Of the lists being read, one after another.
    cdef Py_ssize_t room
    cdef uint32_t *articles
    cdef uint32_t *counts
    cdef uint32_t *leads
    cdef uint32_t *several
    # Of a sequence: keys of all places, those of one from which the rest can be reached, and of the one before it.
    cdef Py_ssize_t key_room
    cdef int64_t *keys
    cdef int64_t *reached
    cdef int64_t *reaching
    cdef Py_ssize_t place_room, list_room
    cdef _Place *places
    cdef Py_ssize_t *order
    cdef _List *lists

    def __cinit__(self, Py_ssize_t articles):
        self.words = articles // 64 + 1
        self.scores = <double *>calloc(articles + 1, sizeof(double))
        self.bits = <uint64_t *>calloc(self.words, sizeof(uint64_t))
        self.within = <uint64_t *>calloc(self.words, sizeof(uint64_t))
        self.marks = <unsigned char *>calloc(articles + 1, 1)
        if self.scores == NULL or self.bits == NULL or self.within == NULL or self.marks == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.scores)
        free(self.bits)
        free(self.within)
        free(self.marks)
        free(self.articles)
        free(self.counts)
        free(self.leads)
        free(self.several)
        free(self.keys)
        free(self.reached)
        free(self.reaching)
        free(self.places)
        free(self.order)
        free(self.lists)

    cdef int make_room(self, Py_ssize_t articles) except -1:
        if articles <= self.room:
            return 0
        articles += articles // 2
        self.articles = <uint32_t *>_grown(self.articles, articles * sizeof(uint32_t))
        self.counts = <uint32_t *>_grown(self.counts, articles * sizeof(uint32_t))
        self.leads = <uint32_t *>_grown(self.leads, articles * sizeof(uint32_t))
        self.several = <uint32_t *>_grown(self.several, articles * sizeof(uint32_t))
        self.room = articles
        return 0

    cdef int make_place_room(self, Py_ssize_t places, Py_ssize_t lists) except -1:
        if places > self.place_room:
            self.places = <_Place *>_grown(self.places, places * sizeof(_Place))
            self.order = <Py_ssize_t *>_grown(self.order, places * sizeof(Py_ssize_t))
            self.place_room = places
        if lists > self.list_room:
            self.lists = <_List *>_grown(self.lists, lists * sizeof(_List))
            self.list_room = lists
        return 0

    cdef int make_key_room(self, Py_ssize_t keys) except -1:
        if keys <= self.key_room:
            return 0
        keys += keys // 2
        self.keys = <int64_t *>_grown(self.keys, keys * sizeof(int64_t))
        self.reached = <int64_t *>_grown(self.reached, keys * sizeof(int64_t))
        self.reaching = <int64_t *>_grown(self.reaching, keys * sizeof(int64_t))
        self.key_room = keys
        return 0

    cdef inline void add(self, int64_t article, double score) noexcept nogil:
        cdef uint64_t bit = <uint64_t>1 << (article & 63)
        if self.restricted and not self.within[article >> 6] & bit:
            if self.counting:
                self.bits[article >> 6] |= bit
            return
        self.scores[article] += score
        self.bits[article >> 6] |= bit


cdef void *_grown(void *memory, size_t size) except NULL:
    memory = realloc(memory, size)
    if memory == NULL:
        raise MemoryError
    return memory


@final
cdef class Index:
    """The segments of a generation: their dictionaries, the number of the first article of each, and bits of deleted articles.

    ``deleted`` is uint64[articles // 64 + 1], a bit for each deleted article from the lowest, or None. Threads may share it: the
    interpreter's lock is held throughout, but while a long list is read and added.
    """

    cdef list tables
    cdef list bases
    cdef Py_ssize_t articles
    cdef readonly Py_ssize_t living
    cdef object deleted_held
    cdef const uint64_t *deleted
    cdef list free_sums
    cdef dict dense
    cdef Py_ssize_t dense_size

    def __init__(self, list tables, list bases, Py_ssize_t articles, deleted=None):
        cdef const uint64_t[::1] bits
        cdef Py_ssize_t word
        self.tables, self.bases, self.articles = tables, bases, articles
        self.living = articles
        self.deleted_held = deleted
        self.deleted = NULL
        self.free_sums = []
        self.dense, self.dense_size = {}, 0
        if deleted is not None:
            bits = deleted
            if len(bits) != articles // 64 + 1:
                raise ValueError("deleted has not one bit an article")
            self.deleted = &bits[0]
            for word in range(len(bits)):
                self.living -= count_bits(bits[word])

    def score(self, list leaves, double weight, double k1, within=None, Py_ssize_t holding=-1):
        """Articles that hold any leaf, their scores, the weight ``weight`` · idf of all leaves as one word (BM25F), and its n.

        A leaf is (kind, field, sought, boost, slop). Sought is of a TERM its bytes; of a SEQUENCE a list of places, each a list of
        alternative terms, every place within ``slop`` positions after the one before; of ROWS the rows of terms in the
        dictionary of each segment, ascending, for all of which together the field is read.

        ``within``, int64, ascending: only these articles are wanted. n, how many articles hold any leaf, is counted over all, unless
        ``holding`` says it. Raises ValueError for damaged lists.
        """
        cdef _Sums sums = self._take()
        cdef Py_ssize_t segment
        _restrict(sums, within, holding < 0)
        try:
            for segment in range(len(self.tables)):
                self._add_segment(sums, segment, self.bases[segment], leaves)
            scored = self._scored(sums, weight, k1, holding)
            _free(sums, within)
            self.free_sums.append(sums)
            return scored
        finally:
            sums = None  # after an error it holds half a sum, and is not used again

    cdef _Sums _take(self):
        return self.free_sums.pop() if self.free_sums else _Sums(self.articles)

    cdef int _add_segment(self, _Sums sums, Py_ssize_t segment, int64_t base, list leaves) except -1:
        cdef FrontCoded table = self.tables[segment]
        cdef RankedField field
        cdef TermField terms
        cdef bytes term = None
        cdef Py_ssize_t row = -1, ordinal
        cdef tuple leaf
        for leaf in leaves:
            field = leaf[1]
            if field.fields[segment] is None:
                continue
            terms = field.fields[segment]
            if leaf[0] == 0:
                if leaf[2] is not term:
                    term = leaf[2]
                    row = table.find(term)
                ordinal = terms.ordinal(row) if row >= 0 else -1
                if ordinal >= 0 and not self._add_wanted(sums, terms, ordinal, field, segment, base, leaf[3]):
                    _add_list(sums, terms, ordinal, field, segment, base, leaf[3])
            elif leaf[0] == 1:
                _add_sequence(sums, table, terms, field, segment, base, leaf[2], leaf[3], leaf[4])
            else:
                _add_rows(sums, terms, field, segment, base, leaf[2][segment], leaf[3])
        return 0

    cdef bint _add_wanted(
        self, _Sums sums, TermField terms, Py_ssize_t ordinal, RankedField field, Py_ssize_t segment, int64_t base, double boost
    ) except -1:
        """Add a dense list's share of the wanted articles' pseudo-frequency; whether it could be done so."""
        if not sums.restricted or sums.counting or field.is_lead:
            return False
        if terms.frequency(ordinal) < terms.articles // _DENSE_SHARE:
            return False
        cdef RankedField lead = field.lead
        cdef _Dense dense = self._dense(sums, terms, ordinal, lead, segment)
        if dense is None:
            return False
        cdef const Lengths *lengths = &field.lengths[segment]
        cdef Py_ssize_t place
        cdef int64_t article
        cdef double frequency
        for place in range(sums.wanting):
            article = sums.wanted[place] - base
            if article < 0 or article >= terms.articles or dense.counts[article] == 0:
                continue
            frequency = dense.counts[article] * field.norm(length_of(lengths, article))
            if lead is not None:
                frequency += dense.leads[article] * lead.norm(length_of(&lead.lengths[segment], article))
            sums.add(base + article, boost * frequency)
        return True

    cdef _Dense _dense(self, _Sums sums, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment):
        """A list by article, read at the first call; None where a count is too high for that."""
        # Where headers do not tell what stands in the lead, it is counted only for those who ask for it.
        key = (id(terms), ordinal, lead is not None or terms.leads)
        cdef _Dense dense = self.dense.pop(key, None)
        cdef Py_ssize_t n, place
        if dense is None:
            n = _read_list(sums, terms, ordinal, lead, segment, 0)
            dense = _Dense(terms)
            for place in range(n):
                if sums.counts[place] > 0xFFFF:
                    return None
                dense.counts[sums.articles[place]] = sums.counts[place]
                dense.leads[sums.articles[place]] = sums.leads[place]
            self.dense_size += dense.size
        self.dense[key] = dense  # behind all others: the first is the one not asked for the longest
        while self.dense_size > _DENSE_BYTES and len(self.dense) > 1:
            self.dense_size -= (<_Dense>self.dense.pop(next(iter(self.dense)))).size
        return dense

    cdef tuple _scored(self, _Sums sums, double weight, double k1, Py_ssize_t holding):
        cdef Py_ssize_t word, found = 0
        if self.deleted != NULL:
            for word in range(sums.words):
                if sums.bits[word] & self.deleted[word]:
                    _forget(sums, word, sums.bits[word] & self.deleted[word])
        for word in range(sums.words):
            found += count_bits(sums.bits[word])
        if holding < 0:
            holding = found
        if sums.restricted:
            found = 0
            for word in range(sums.words):
                sums.bits[word] &= sums.within[word]
                found += count_bits(sums.bits[word])
        weight *= log1p((self.living - holding + 0.5) / (holding + 0.5))
        articles, scores = _emitted(sums, found, weight, k1)
        return articles, scores, weight, holding

    def union(self, list found, list more):
        """The articles of any of ``found``, each with the sum of its scores in these and, where it is in them, in ``more``."""
        cdef _Sums sums = self._take()
        cdef const int64_t[::1] articles
        cdef const double[::1] scores
        cdef Py_ssize_t place, n = 0
        for of_one in found:
            articles, scores = of_one.articles, of_one.scores
            for place in range(len(articles)):
                sums.add(articles[place], scores[place])
        for of_one in more:
            articles, scores = of_one.articles, of_one.scores
            for place in range(len(articles)):
                if sums.bits[articles[place] >> 6] >> (articles[place] & 63) & 1:
                    sums.scores[articles[place]] += scores[place]
        for place in range(sums.words):
            n += count_bits(sums.bits[place])
        both = _emitted(sums, n, 1.0, -1.0)
        self.free_sums.append(sums)
        return both

    def intersection(self, list found, list more):
        """The articles of all of ``found`` (at most 255, at least one), with sums as of a union."""
        if not 1 <= len(found) <= 255:
            raise ValueError("1 to 255 sets can be intersected")
        cdef _Sums sums = self._take()
        cdef const int64_t[::1] articles
        cdef const double[::1] scores
        cdef Py_ssize_t place, n = 0
        cdef unsigned char number = 0
        cdef int64_t article
        for of_one in found:
            articles, scores = of_one.articles, of_one.scores
            for place in range(len(articles)):
                article = articles[place]
                if sums.marks[article] == number:
                    sums.marks[article] += 1
                    sums.scores[article] += scores[place]
            number += 1
        for of_one in more:
            articles, scores = of_one.articles, of_one.scores
            for place in range(len(articles)):
                if sums.marks[articles[place]] == number:
                    sums.scores[articles[place]] += scores[place]
        articles = found[0].articles
        for place in range(len(articles)):
            article = articles[place]
            if sums.marks[article] == number:
                sums.bits[article >> 6] |= <uint64_t>1 << (article & 63)
                n += 1
            else:
                sums.scores[article] = 0.0
            sums.marks[article] = 0
        both = _emitted(sums, n, 1.0, -1.0)
        self.free_sums.append(sums)
        return both


@final
cdef class _Dense:
    """The counts of a list that most articles are in, by article: for scoring some of them without reading the list."""

    cdef uint16_t *counts
    cdef uint16_t *leads
    cdef Py_ssize_t size
    cdef TermField terms  # held, so that no other field gets its id

    def __cinit__(self, TermField terms):
        self.terms = terms
        self.size = 2 * terms.articles * sizeof(uint16_t)
        self.counts = <uint16_t *>calloc(terms.articles + 1, sizeof(uint16_t))
        self.leads = <uint16_t *>calloc(terms.articles + 1, sizeof(uint16_t))
        if self.counts == NULL or self.leads == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.counts)
        free(self.leads)


cdef int _restrict(_Sums sums, object within, bint counting) except -1:
    """Score only the articles of ``within``, if it is not None."""
    cdef const int64_t[::1] articles
    cdef Py_ssize_t place
    sums.restricted, sums.counting = within is not None, counting
    if sums.restricted:
        articles = within
        sums.wanting = len(articles)
        sums.wanted = &articles[0] if sums.wanting else NULL
        for place in range(sums.wanting):
            sums.within[articles[place] >> 6] |= <uint64_t>1 << (articles[place] & 63)
    return 0


cdef int _free(_Sums sums, object within) except -1:
    cdef const int64_t[::1] articles
    cdef Py_ssize_t place
    if sums.restricted:
        articles = within
        for place in range(len(articles)):
            sums.within[articles[place] >> 6] = 0
        sums.restricted = False
    return 0


cdef void _forget(_Sums sums, Py_ssize_t word, uint64_t bits) noexcept nogil:
    sums.bits[word] &= ~bits
    while bits:
        sums.scores[word * 64 + lowest_bit(bits)] = 0.0
        bits &= bits - 1


cdef tuple _emitted(_Sums sums, Py_ssize_t found, double weight, double k1):
    """All articles with a bit and their scores, weight · s / (k1 + s), or s where k1 is below 0; everything is 0 again."""
    articles, scores = np.empty(found, np.int64), np.empty(found)
    cdef int64_t[::1] to_articles = articles
    cdef double[::1] to_scores = scores
    cdef Py_ssize_t word, place = 0
    cdef int64_t article
    cdef uint64_t bits
    cdef double score
    for word in range(sums.words):
        bits = sums.bits[word]
        if bits == 0:
            continue
        sums.bits[word] = 0
        while bits:
            article = word * 64 + lowest_bit(bits)
            bits &= bits - 1
            score = sums.scores[article]
            sums.scores[article] = 0.0
            to_articles[place] = article
            to_scores[place] = score if k1 < 0 else weight * (score / (k1 + score))
            place += 1
    return articles, scores


cdef Py_ssize_t _read_list(
    _Sums sums, TermField terms, Py_ssize_t ordinal, RankedField lead, Py_ssize_t segment, Py_ssize_t first
) except -1:
    """Read articles, counts and, if ``lead`` is one, leads of a list into sums, from place ``first`` on; the place after it."""
    if ordinal < 0 or ordinal >= terms.terms:
        raise ValueError("a field has no such term")
    cdef Py_ssize_t n = terms.frequency(ordinal)
    if n > terms.articles:
        raise ValueError("a term has more articles than there are")
    sums.make_room(first + n)
    cdef uint32_t *articles = sums.articles + first
    cdef uint32_t *counts = sums.counts + first
    cdef int damage
    if n < _LONG:
        damage = terms.read_articles(ordinal, articles, counts, sums.leads + first, sums.several)
    else:
        with nogil:
            damage = terms.read_articles(ordinal, articles, counts, sums.leads + first, sums.several)
    if damage < 0:
        raise ValueError("a posting list is damaged")
    if lead is not None and not terms.leads:
        if terms.count_leads(ordinal, n, articles, counts, &lead.lengths[segment], sums.leads + first) < 0:
            raise ValueError("the positions of a term are damaged")
    return first + n


cdef int _add_list(
    _Sums sums, TermField terms, Py_ssize_t ordinal, RankedField field, Py_ssize_t segment, int64_t base, double boost
) except -1:
    """Add a term's share of every article's pseudo-frequency."""
    cdef RankedField lead = field if field.is_lead else field.lead
    cdef Py_ssize_t n = _read_list(sums, terms, ordinal, lead, segment, 0)
    if lead is None:
        lead = field
    if n < _LONG:
        _add_read(sums, field, lead, n, segment, base, boost)
    else:
        with nogil:
            _add_read(sums, field, lead, n, segment, base, boost)
    return 0


cdef void _add_read(
    _Sums sums, RankedField field, RankedField lead, Py_ssize_t n, Py_ssize_t segment, int64_t base, double boost
) noexcept nogil:
    """Add what was read of a list. ``lead`` is the field itself where it is one, or where none is counted with it."""
    cdef Py_ssize_t place
    cdef uint32_t article
    cdef const Lengths *lengths = &field.lengths[segment]
    cdef const Lengths *lead_lengths = &lead.lengths[segment]
    for place in range(n):
        article = sums.articles[place]
        if field.is_lead:
            if sums.leads[place]:
                sums.add(base + article, boost * (sums.leads[place] * field.norm(length_of(lengths, article))))
        elif lead is field:
            sums.add(base + article, boost * (sums.counts[place] * field.norm(length_of(lengths, article))))
        else:
            sums.add(
                base + article,
                boost * (
                    sums.counts[place] * field.norm(length_of(lengths, article))
                    + sums.leads[place] * lead.norm(length_of(lead_lengths, article))
                ),
            )


cdef int _add_rows(
    _Sums sums, TermField terms, RankedField field, Py_ssize_t segment, int64_t base, object rows, double boost
) except -1:
    """The same of all the field's terms in these rows of the dictionary."""
    cdef Py_ssize_t ordinal, row
    cdef const int64_t[::1] each
    if isinstance(rows, range):
        for ordinal in range(terms.ordinal_at_least(rows.start), terms.ordinal_at_least(rows.stop)):
            _add_list(sums, terms, ordinal, field, segment, base, boost)
        return 0
    each = rows
    for row in range(len(each)):
        ordinal = terms.ordinal(each[row])
        if ordinal >= 0:
            _add_list(sums, terms, ordinal, field, segment, base, boost)
    return 0


cdef int _add_sequence(
    _Sums sums, FrontCoded table, TermField terms, RankedField field, Py_ssize_t segment, int64_t base,
    list places, double boost, int64_t slop
) except -1:
    """The same of places in order, counted where the first of them stands."""
    cdef Py_ssize_t n
    if terms.positions_start is None or not _find_places(sums, table, terms, places):
        return 0
    cdef Py_ssize_t count = len(places), marking = min(count, _MOST_MARKS)
    if _mark(sums, terms, count, marking):
        _read_keys(sums, terms, count, base, marking)
        n = _reach(sums, count, slop, field if field.is_lead else None, segment, base)
        _add_reached(sums, field, segment, base, boost, n)
        if field.lead is not None and n:
            n = _reach(sums, count, slop, field.lead, segment, base)
            _add_reached(sums, field.lead, segment, base, boost, n)
    _unmark(sums, &sums.places[sums.order[0]])
    return 0


cdef bint _find_places(_Sums sums, FrontCoded table, TermField terms, list places) except -1:
    """Set up places and the lists of their terms in sums, and in which order to read them: the rarest first.

    False where a place has no term in the field.
    """
    cdef Py_ssize_t row, ordinal, lists = 0, number, before
    cdef _Place *place
    sums.make_place_room(len(places), sum(map(len, places)))
    for number in range(len(places)):
        place = &sums.places[number]
        place.first, place.frequency = lists, 0
        for term in places[number]:
            row = table.find(term)
            ordinal = terms.ordinal(row) if row >= 0 else -1
            if ordinal >= 0:
                sums.lists[lists].ordinal = ordinal
                place.frequency += terms.frequency(ordinal)
                lists += 1
        place.past = lists
        if place.first == lists:
            return False
        before = number
        while before and sums.places[sums.order[before - 1]].frequency > place.frequency:
            sums.order[before] = sums.order[before - 1]
            before -= 1
        sums.order[before] = number
    return True


cdef Py_ssize_t _mark(_Sums sums, TermField terms, Py_ssize_t places, Py_ssize_t marking) except -1:
    """Read the lists and mark each article by how many of the ``marking`` rarest places hold it without a gap; how many all hold.

    Once no article is left, the rest is not read.
    """
    cdef Py_ssize_t number, held = 0, first = 0, each, all_held = 0
    cdef _List *found
    for number in range(places):
        held = 0
        for each in range(sums.places[sums.order[number]].first, sums.places[sums.order[number]].past):
            found = &sums.lists[each]
            found.first = first
            first = found.past = _read_list(sums, terms, found.ordinal, None, 0, first)
            if number < marking:
                held += _mark_list(sums, found, number)
        if number < marking:
            all_held = held
        if all_held == 0:
            return 0
    return all_held


cdef Py_ssize_t _mark_list(_Sums sums, _List *found, unsigned char number) noexcept nogil:
    cdef Py_ssize_t place, held = 0
    cdef unsigned char holds
    for place in range(found.first, found.past):
        # Without a branch: it would be as good as random.
        holds = sums.marks[sums.articles[place]] == number
        sums.marks[sums.articles[place]] += holds
        held += holds
    return held


cdef void _unmark(_Sums sums, _Place *rarest) noexcept nogil:
    cdef Py_ssize_t each, place
    for each in range(rarest.first, rarest.past):
        for place in range(sums.lists[each].first, sums.lists[each].past):
            sums.marks[sums.articles[place]] = 0


cdef int _read_keys(_Sums sums, TermField terms, Py_ssize_t places, int64_t base, unsigned char wanted) except -1:
    """Read the keys of each place in the articles so marked, one place after another."""
    cdef Py_ssize_t total = 0, room, found, number, each, place, first, n, held
    cdef _List *of_term
    for number in range(places):
        first = total
        for each in range(sums.places[number].first, sums.places[number].past):
            of_term = &sums.lists[each]
            room = total
            n = 0
            for place in range(of_term.past - of_term.first):
                held = sums.marks[sums.articles[of_term.first + place]] == wanted
                sums.several[n] = <uint32_t>place
                n += held
                room += held * sums.counts[of_term.first + place]
            if room - total > terms.positions_size:
                raise ValueError("the positions of a term are damaged")
            sums.make_key_room(room)
            found = terms.read_keys(
                of_term.ordinal, sums.articles + of_term.first, sums.counts + of_term.first, sums.several, n, base,
                sums.keys + total,
            )
            if found < 0:
                raise ValueError("the positions of a term are damaged")
            total += found
        if sums.places[number].past - sums.places[number].first > 1:
            qsort(sums.keys + first, total - first, sizeof(int64_t), _compared)
        sums.places[number].end = total
    return 0


cdef Py_ssize_t _reach(
    _Sums sums, Py_ssize_t places, int64_t slop, RankedField lead, Py_ssize_t segment, int64_t base
) except -1:
    """From the last place back: of each the keys from which the rest can be reached. Those of the first into reached; how many.

    Only keys in the ``lead`` where that is not None.
    """
    cdef Py_ssize_t number, n = 0, kept, after, place, first
    cdef int64_t key
    for number in range(places - 1, -1, -1):
        kept = after = 0
        first = sums.places[number - 1].end if number else 0
        for place in range(first, sums.places[number].end):
            key = sums.keys[place]
            if lead is not None and (key & _POSITION) >= length_of(&lead.lengths[segment], (key >> 32) - base):
                continue
            if number < places - 1:
                while after < n and sums.reached[after] <= key:
                    after += 1
                if after == n:
                    break
                if sums.reached[after] - key > slop:
                    continue
            sums.reaching[kept] = key
            kept += 1
        sums.reached, sums.reaching = sums.reaching, sums.reached
        n = kept
    return n


cdef int _compared(const void *one, const void *other) noexcept nogil:
    cdef int64_t first = (<const int64_t *>one)[0], second = (<const int64_t *>other)[0]
    return (first > second) - (first < second)


cdef int _add_reached(
    _Sums sums, RankedField field, Py_ssize_t segment, int64_t base, double boost, Py_ssize_t n
) except -1:
    cdef Py_ssize_t place = 0, first
    cdef int64_t article
    while place < n:
        first = place
        article = sums.reached[first] >> 32
        while place < n and sums.reached[place] >> 32 == article:
            place += 1
        sums.add(article, boost * (place - first) * field.norm(length_of(&field.lengths[segment], article - base)))
    return 0


def best(const double[::1] scores, most):
    """Places of the ``most`` highest scores, highest first, of equal ones the lower place first; int64[min(n, most)]."""
    cdef Py_ssize_t n = len(scores), size = 0, place, node, child
    cdef Py_ssize_t top_k = min(most, n)  # ``most`` may be any integer
    kept = np.empty(top_k, np.int64)
    if top_k == 0:
        return kept
    cdef int64_t[::1] heap = kept  # the worst of those kept on top
    for place in range(n):
        if size < top_k:
            node = size
            size += 1
            while node and _worse(scores, place, heap[(node - 1) // 2]):
                heap[node] = heap[(node - 1) // 2]
                node = (node - 1) // 2
            heap[node] = place
        elif scores[place] > scores[heap[0]]:
            _sink(scores, heap, size, place)
    while size > 1:
        size -= 1
        place = heap[size]
        heap[size], node = heap[0], 0
        _sink(scores, heap, size, place)
    return kept


cdef inline bint _worse(const double[::1] scores, int64_t one, int64_t other) noexcept nogil:
    return scores[one] < scores[other] or (scores[one] == scores[other] and one > other)


cdef inline void _sink(const double[::1] scores, int64_t[::1] heap, Py_ssize_t size, int64_t place) noexcept nogil:
    """Put a place on top of a heap of ``size`` and let it sink to where it belongs."""
    cdef Py_ssize_t node = 0, child
    while 2 * node + 1 < size:
        child = 2 * node + 1
        if child + 1 < size and _worse(scores, heap[child + 1], heap[child]):
            child += 1
        if not _worse(scores, heap[child], place):
            break
        heap[node] = heap[child]
        node = child
    heap[node] = place
