"""Scores of words, phrases and patterns, and of queries made of them, over the posting lists of all segments.

Compiled, as ``indexer.codec.term_field`` is and for the same reason. What is summed is in ``query.ranking``: a field's share of
BM25F's pseudo-frequency (``normalized_frequency``), the shares of all fields together saturated, times the document frequency weight.

Article numbers run through all segments. Sets are two arrays of one length: articles int64, ascending, and scores float64.
``sums`` has the arrays by article that scores are gathered in, ``sequences`` phrases and pairs, ``ranked`` the norms, ``dense`` the
lists kept by article.
"""

from cython cimport final
from libc.math cimport INFINITY, log1p
from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.stdlib cimport free

from indexer.codec.front_coding cimport FrontCoded
from indexer.codec.term_field cimport Lengths, TermField, length_of

from .dense cimport DenseList, DenseLists, is_dense
from .ranked cimport RankedField
from .sequences cimport Sequence
from .sums cimport Sums, grown

import numpy as np

# Kinds of leaves, see Index.score.
TERM, SEQUENCE, ROWS = 0, 1, 2
Leaf = tuple
Part = object
Pair = tuple
Stop = tuple

cdef extern from *:
    """
    static inline int lowest_bit(unsigned long long bits) { return __builtin_ctzll(bits); }
    """
    int lowest_bit(uint64_t bits) nogil


cdef enum:
    # Postings, of 20 bytes: sums with room for more are given up after the search that asked for it.
    _MOST_ROOM = 4_000_000


cdef enum _Joining:
    _ADD  # an article that the part holds matches, as it may have before
    _NARROW  # only an article that the part holds matches still
    _LIMIT  # what matches does not change


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
    cdef DenseLists dense

    def __init__(self, list tables, list bases, Py_ssize_t articles, deleted=None):
        cdef const uint64_t[::1] bits
        self.tables, self.bases, self.articles = tables, bases, articles
        self.living = articles
        self.deleted_held = deleted
        self.deleted = NULL
        self.free_sums = []
        self.dense = DenseLists()
        if deleted is not None:
            bits = deleted
            if len(bits) != articles // 64 + 1:
                raise ValueError("deleted has not one bit an article")
            self.deleted = &bits[0]
            self.living -= sum(int(each).bit_count() for each in deleted)

    def score(self, list leaves, double weight, double k1, within=None, Py_ssize_t holding=-1):
        """Articles that hold any leaf, their scores, the weight ``weight`` · idf of all leaves as one word (BM25F), and its n.

        A leaf is (kind, field, sought, boost, slop). Sought is of a TERM its bytes; of a SEQUENCE a list of places, each a list of
        alternative terms, every place within ``slop`` positions after the one before; of ROWS the rows of terms in the
        dictionary of each segment, ascending, for all of which together the field is read.

        ``within``, int64, ascending: only these articles are wanted. n, how many articles hold any leaf, is counted over all, unless
        ``holding`` says it. A ``k1`` below 0: scores are the pseudo-frequencies. Raises ValueError for damaged lists.
        """
        cdef const int64_t[::1] wanted
        cdef Sums sums
        cdef Sequence sequence
        sums, sequence = self._take()
        cdef Py_ssize_t segment
        if within is not None:
            wanted = within
            sums.restrict(&wanted[0] if len(wanted) else NULL, len(wanted), holding < 0)
        try:
            for segment in range(len(self.tables)):
                self._add_segment(sums, sequence, segment, self.bases[segment], leaves)
            self._forget_deleted(sums)
            if holding < 0:
                holding = sums.touches
            weight *= self._idf(holding)
            self._join(sums, weight, k1, _ADD)
            scored = _matched(sums)
            sums.release()
            self._give_back(sums, sequence)
            return *scored, weight, holding
        finally:
            sums = None  # after an error it holds half a sum, and is not used again

    def combine(self, list parts, list pairs, list stops, double k1, bint all_must, Py_ssize_t top_k=-1):
        """Articles that match any of the parts, or all of them, and their scores: sums of what parts, pairs and stops give.

        A part is a set (``articles``, ``scores``), or a word as (terms, fields, weight): (bytes, boost) each, one in any field
        matches. A pair is (number of its first word among the parts, of its second, in which fields, slop, weight), or a set;
        it adds to what matches. So does a stop, (terms, fields, weight, how many articles hold it), unless ``all_must``: then
        it must match too. Where only the ``top_k`` best are wanted, stops are not added to what cannot be among them; where none
        is, scores are of no use.
        """
        cdef Sums sums
        cdef Sequence sequence
        sums, sequence = self._take()
        try:
            self._combine(sums, sequence, parts, pairs, k1, all_must, top_k == 0)
            articles, scores = _marked(sums) if top_k == 0 else _matched(sums)
            if stops and len(articles):
                articles, scores = self._add_stops(sums, articles, scores, stops, k1, all_must, top_k)
            self._give_back(sums, sequence)
            return articles, scores
        finally:
            sums = None  # as above

    cdef tuple _take(self):
        return self.free_sums.pop() if self.free_sums else (Sums(self.articles), Sequence(self.dense))

    cdef int _give_back(self, Sums sums, Sequence sequence) except -1:
        if sums.room <= _MOST_ROOM:
            self.free_sums.append((sums, sequence))
        return 0

    cdef int _combine(
        self, Sums sums, Sequence sequence, list parts, list pairs, double k1, bint all_must, bint unscored
    ) except -1:
        cdef Py_ssize_t number
        cdef _Joining how
        cdef Py_ssize_t *lists = <Py_ssize_t *>grown(NULL, (len(parts) + 1) * sizeof(Py_ssize_t))
        lists[0] = 0
        try:
            for number in range(len(parts)):
                how = _NARROW if all_must and number else _ADD
                if unscored:
                    sums.marking = sums.narrowed if how == _NARROW else sums.matched
                self._join_part(sums, sequence, parts[number], k1, how, len(pairs) > 0)
                sums.marking = NULL
                lists[number + 1] = sums.kept_lists
            if unscored:
                sums.count_matches(self.deleted)
            for pair in pairs:
                if not sums.matches:
                    break
                if type(pair) is tuple:
                    self._join_pair(sums, sequence, pair, k1, lists)
                else:
                    self._join_part(sums, sequence, pair, k1, _LIMIT, False)
            sums.used = sums.kept_lists = 0
        finally:
            free(lists)
        return 0

    cdef int _join_part(
        self, Sums sums, Sequence sequence, object part, double k1, _Joining how, bint keep
    ) except -1:
        """Join a set or a word; of a word, with ``keep``, keep the lists that have positions."""
        cdef const int64_t[::1] articles
        cdef const double[::1] scores
        cdef Py_ssize_t place, segment
        if type(part) is tuple:
            self._add_word(sums, part[0], part[1], keep)
            if len(part) > 3:
                for segment in range(len(self.tables)):
                    self._add_segment(sums, sequence, segment, self.bases[segment], part[3])
            self._forget_deleted(sums)
            self._join(sums, <double>part[2] * self._idf(sums.touches), k1, how)
            return 0
        articles, scores = part.articles, part.scores
        sums.make_touched_room(len(articles))
        for place in range(len(articles)):
            sums.add(articles[place], scores[place])
        self._join(sums, 1.0, -1.0, how)
        return 0

    cdef int _join_pair(self, Sums sums, Sequence sequence, tuple pair, double k1, const Py_ssize_t *lists) except -1:
        cdef Py_ssize_t segment, first = pair[0], second = pair[1]
        cdef int64_t slop = pair[3]
        cdef RankedField field
        cdef TermField terms
        for field in pair[2]:
            for segment in range(len(self.tables)):
                terms = field.fields[segment]
                if terms is not None and sequence.pair(terms, segment, sums.kept, lists + first, lists + second):
                    sequence.add(sums, terms, field, segment, self.bases[segment], 1.0, slop)
        self._forget_deleted(sums)
        self._join(sums, <double>pair[4] * self._idf(sums.touches), k1, _LIMIT)
        return 0

    cdef double _idf(self, Py_ssize_t holding):
        return log1p((self.living - holding + 0.5) / (holding + 0.5))

    cdef int _forget_deleted(self, Sums sums) noexcept:
        """Drop what leaves gave to deleted articles."""
        cdef Py_ssize_t place, left = 0
        cdef uint32_t article
        if self.deleted == NULL:
            return 0
        for place in range(sums.touches):
            article = sums.touched[place]
            if self.deleted[article >> 6] >> (article & 63) & 1:
                sums.scores[article] = 0.0
                sums.seen[article] = 0
            else:
                sums.touched[left] = article
                left += 1
        sums.touches = left
        return 0

    cdef int _join(self, Sums sums, double weight, double k1, _Joining how) noexcept:
        """Add weight · s / (k1 + s), or s where k1 is below 0, to what articles have got; of leaves all is 0 again."""
        cdef Py_ssize_t place, word, counted = sums.matches
        cdef uint32_t article
        cdef uint64_t bit, before
        cdef double score
        for place in range(sums.touches):
            article = sums.touched[place]
            word = article >> 6
            bit = <uint64_t>1 << (article & 63)
            score = sums.scores[article]
            sums.scores[article] = 0.0
            sums.seen[article] = 0
            before = sums.matched[word]
            if sums.restricted and not sums.within[word] & bit:
                continue
            if how == _ADD:
                sums.matched[word] = before | bit
                counted += before & bit == 0
            elif not before & bit:
                continue
            elif how == _NARROW:
                sums.narrowed[word] |= bit
            if sums.marking == NULL:
                sums.totals[article] += score if k1 < 0 else weight * (score / (k1 + score))
        sums.touches = 0
        sums.matches = counted
        if how == _NARROW:
            sums.narrow()
        return 0

    cdef int _add_segment(
        self, Sums sums, Sequence sequence, Py_ssize_t segment, int64_t base, list leaves
    ) except -1:
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
                    sums.add_list(terms, ordinal, field, segment, base, leaf[3])
            elif leaf[0] == 1:
                if sequence.find(table, terms, leaf[2]):
                    sequence.add(sums, terms, field, segment, base, leaf[3], leaf[4])
            else:
                _add_rows(sums, terms, field, segment, base, leaf[2][segment], leaf[3])
        return 0

    cdef int _add_word(self, Sums sums, object sought, list fields, bint keep) except -1:
        """Add what each of the terms gives in each of the fields."""
        cdef Py_ssize_t segment, row, ordinal, past
        cdef int64_t base
        cdef FrontCoded table
        cdef RankedField field
        cdef TermField terms
        cdef bytes term
        cdef double boost
        for segment in range(len(self.tables)):
            table, base = self.tables[segment], self.bases[segment]
            for term, boost in sought:
                row = table.find(term)
                if row < 0:
                    continue
                for field in fields:
                    terms = field.fields[segment]
                    if terms is None:
                        continue
                    ordinal = terms.ordinal(row)
                    if ordinal < 0:
                        continue
                    if sums.marking != NULL and not field.is_lead:
                        sums.mark_list(terms, ordinal, base)
                        continue
                    if self._add_wanted(sums, terms, ordinal, field, segment, base, boost):
                        continue
                    past = sums.add_list(terms, ordinal, field, segment, base, boost)
                    if keep and terms.positions_start is not None:
                        sums.keep(terms, segment, ordinal, past)
        return 0

    cdef tuple _add_stops(
        self, Sums sums, object articles, object scores, list stops, double k1, bint all_must, Py_ssize_t top_k
    ):
        """What a stop word's list holds is as much as those of all others: only what can still be wanted is scored."""
        cdef const int64_t[::1] of_matches = articles
        cdef double[::1] to = scores
        cdef Py_ssize_t n = len(of_matches), place, wanting = 0
        cdef double least = -INFINITY
        cdef tuple stop
        sums.make_wanted_room(n)
        if 0 <= top_k < n and not all_must:
            least = _contending(&to[0], n, sums.wanted, top_k)
            for stop in stops:
                least -= <double>stop[2] * self._idf(stop[3])
            least *= 1 - 1e-9  # a little less, for what rounding may take
        for place in range(n):
            sums.places[wanting] = place
            wanting += to[place] >= least
        for stop in stops:
            for place in range(wanting):
                sums.wanted[place] = of_matches[sums.places[place]]
            found = self._add_stop(sums, &to[0], wanting, stop, k1)
            wanting = found if all_must else wanting
        if not all_must:
            return articles, scores
        left = [sums.places[place] for place in range(wanting)]
        return articles[left], scores[left]

    cdef Py_ssize_t _add_stop(self, Sums sums, double *scores, Py_ssize_t wanting, tuple stop, double k1) except -1:
        """Add what a stop word gives to the wanted articles, whose scores stand at ``places``; where it stands goes in front."""
        cdef double weight = <double>stop[2] * self._idf(stop[3]), score
        cdef Py_ssize_t place, found = 0, at
        cdef int64_t article
        sums.restrict(sums.wanted, wanting, False)
        self._add_word(sums, stop[0], stop[1], False)
        for place in range(wanting):
            article, at = sums.wanted[place], sums.places[place]
            if sums.seen[article]:
                score = sums.scores[article]
                scores[at] += weight * (score / (k1 + score))
                # Those without it behind those with it, so that none is lost.
                sums.places[place], sums.places[found] = sums.places[found], at
                found += 1
        sums.clear_touched()
        sums.release()
        return found

    cdef bint _add_wanted(
        self, Sums sums, TermField terms, Py_ssize_t ordinal, RankedField field, Py_ssize_t segment, int64_t base, double boost
    ) except -1:
        """Add a dense list's share of the wanted articles' pseudo-frequency; whether it could be done so."""
        if not sums.restricted or sums.counting or field.is_lead:
            return False
        if not is_dense(terms, ordinal):
            return False
        cdef RankedField lead = field.lead
        cdef DenseList dense = self.dense.counted(sums, terms, ordinal, lead, segment)
        if dense is None:
            return False
        cdef const Lengths *lengths = &field.lengths[segment]
        cdef Py_ssize_t place
        cdef int64_t article
        cdef double frequency
        sums.make_touched_room(sums.within_count)
        for place in range(sums.within_count):
            article = sums.within_articles[place] - base
            if article < 0 or article >= terms.articles or dense.counts[article] == 0:
                continue
            frequency = dense.counts[article] * field.norm(length_of(lengths, article))
            if lead is not None:
                frequency += dense.leads[article] * lead.norm(length_of(&lead.lengths[segment], article))
            sums.add(base + article, boost * frequency)
        return True


cdef tuple _matched(Sums sums):
    """All articles that match and what they have got, ascending; everything is 0 again."""
    articles, scores = np.empty(sums.matches, np.int64), np.empty(sums.matches)
    cdef int64_t[::1] to_articles = articles
    cdef double[::1] to_scores = scores
    cdef Py_ssize_t word, place = 0
    cdef int64_t article
    cdef uint64_t bits
    for word in range(sums.words):
        bits = sums.matched[word]
        if bits == 0:
            continue
        sums.matched[word] = 0
        while bits:
            article = word * 64 + lowest_bit(bits)
            bits &= bits - 1
            to_articles[place] = article
            to_scores[place] = sums.totals[article]
            sums.totals[article] = 0.0
            place += 1
    sums.matches = 0
    return articles, scores


cdef tuple _marked(Sums sums):
    """The same where only what matches is wanted: scores are 0."""
    articles = np.empty(sums.matches, np.int64)
    cdef int64_t[::1] to_articles = articles
    cdef Py_ssize_t word, place = 0
    cdef uint64_t bits
    for word in range(sums.words):
        bits = sums.matched[word]
        sums.matched[word] = 0
        while bits:
            to_articles[place] = word * 64 + lowest_bit(bits)
            bits &= bits - 1
            place += 1
    sums.matches = 0
    return articles, np.zeros(place)


cdef int _add_rows(
    Sums sums, TermField terms, RankedField field, Py_ssize_t segment, int64_t base, object rows, double boost
) except -1:
    """The same of all the field's terms in these rows of the dictionary."""
    cdef Py_ssize_t ordinal, row
    cdef const int64_t[::1] each
    if isinstance(rows, range):
        for ordinal in range(terms.ordinal_at_least(rows.start), terms.ordinal_at_least(rows.stop)):
            sums.add_list(terms, ordinal, field, segment, base, boost)
        return 0
    each = rows
    for row in range(len(each)):
        ordinal = terms.ordinal(each[row])
        if ordinal >= 0:
            sums.add_list(terms, ordinal, field, segment, base, boost)
    return 0


cdef double _contending(const double *scores, Py_ssize_t n, int64_t *heap, Py_ssize_t top_k) noexcept nogil:
    """The least of the ``top_k`` highest scores, of which there are fewer than ``n``; the heap has room for them."""
    if top_k == 0:
        return INFINITY
    _gather(scores, n, heap, top_k)
    return scores[heap[0]]


def best(const double[::1] scores, most):
    """Places of the ``most`` highest scores, highest first, of equal ones the lower place first; int64[min(n, most)]."""
    cdef Py_ssize_t n = len(scores), place
    cdef Py_ssize_t size = min(most, n)  # ``most`` may be any integer
    kept = np.empty(size, np.int64)
    if size == 0:
        return kept
    cdef int64_t[::1] heap = kept
    _gather(&scores[0], n, &heap[0], size)
    while size > 1:
        size -= 1
        place = heap[size]
        heap[size] = heap[0]
        _sink(&scores[0], &heap[0], size, place)
    return kept


cdef void _gather(const double *scores, Py_ssize_t n, int64_t *heap, Py_ssize_t top_k) noexcept nogil:
    """A heap of the places of the best, the worst of these on top; at least one, at most ``n``."""
    cdef Py_ssize_t place, node
    for place in range(top_k):
        node = place
        while node and _worse(scores, place, heap[(node - 1) // 2]):
            heap[node] = heap[(node - 1) // 2]
            node = (node - 1) // 2
        heap[node] = place
    for place in range(top_k, n):
        if scores[place] > scores[heap[0]]:
            _sink(scores, heap, top_k, place)


cdef inline bint _worse(const double *scores, int64_t one, int64_t other) noexcept nogil:
    return scores[one] < scores[other] or (scores[one] == scores[other] and one > other)


cdef inline void _sink(const double *scores, int64_t *heap, Py_ssize_t size, int64_t place) noexcept nogil:
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
