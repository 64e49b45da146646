"""Scores of words, phrases and patterns, and of queries made of them, over the posting lists of all segments.

Compiled, as ``indexer.codec.term_field`` is and for the same reason. What is summed is in ``query.ranking``: a field's share of
BM25F's pseudo-frequency (``normalized_frequency``), the shares of all fields together saturated, times the document frequency weight.

Article numbers run through all segments. Sets are two arrays of one length: articles int64, ascending, and scores float64.
``sums`` has the arrays by article that scores are gathered in, ``matching`` what is done with these, ``word_lists`` a query's lists,
``sequences`` phrases and pairs, ``ranked`` the norms, ``heap`` the best, ``turns`` who may evaluate.
"""

from cython cimport final
from libc.math cimport INFINITY, log1p
from libc.stdint cimport int64_t, uint32_t, uint64_t

from indexer.codec.front_coding cimport FrontCoded
from indexer.codec.skips cimport SkipLists
from indexer.codec.term_field cimport TermField

from .heap cimport contending
from .matching cimport (
    ADD, LIMIT, NARROW, Joining, add_row, add_set, add_touched, clear_totals, count_union, join_touched, keep_best, keep_found,
    least_of_best, look_up_touched, rounded_down, take_marked, take_matches, want_contending, want_touched,
    zeros,
)
from .ranked cimport RankedField
from .sequences cimport Sequence
from .sums cimport LONG, List, Sums, is_unset
from .turns cimport Turns
from .word_lists cimport WordLists, look_up

import numpy as np

# Kinds of leaves, see Index.score.
TERM, SEQUENCE, ROWS = 0, 1, 2
Leaf = tuple
Part = object
Pair = tuple
Stop = tuple

cdef enum:
    # Postings, of 20 bytes: sums with room for more are given up after the search that asked for it.
    _MOST_ROOM = 4_000_000
    _MOST_HOLDING = 65_536  # words of which it is kept how many articles hold them
    _FAR = 4  # lists so much longer than there are articles wanted are asked for each of these
    _LONG = 8192  # postings of the commonest word from which on it pays to find the best without it


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
    cdef Turns turns
    cdef SkipLists skips
    cdef dict holding

    def __init__(self, list tables, list bases, Py_ssize_t articles, deleted=None):
        cdef const uint64_t[::1] bits
        self.tables, self.bases, self.articles = tables, bases, articles
        self.living = articles
        self.deleted_held = deleted
        self.deleted = NULL
        self.turns = Turns()
        self.skips = SkipLists()
        self.holding = {}
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
        cdef WordLists words
        cdef bint whole = False
        cdef Py_ssize_t segment
        if within is not None:
            wanted = within
        sums, sequence, words = self._take()
        try:
            if within is not None:
                sums.restrict(&wanted[0] if len(wanted) else NULL, len(wanted), holding < 0)
            for segment in range(len(self.tables)):
                self._add_segment(sums, sequence, segment, self.bases[segment], leaves)
            self._forget_deleted(sums)
            if holding < 0:
                holding = sums.touches
            weight *= self._idf(holding)
            self._join(sums, weight, k1, ADD)
            scored = take_matches(sums)
            sums.release()
            whole = True
            return *scored, weight, holding
        finally:
            self._give_back(whole, sums, sequence, words)

    def score_within(self, list parts, list pairs, list stops, double k1, within):
        """The scores that ``combine`` gives to these articles, int64, ascending, all of which match."""
        cdef const int64_t[::1] wanted = within
        cdef Sums sums
        cdef Sequence sequence
        cdef WordLists words
        cdef Py_ssize_t place, number
        cdef bint whole = False
        sums, sequence, words = self._take()
        try:
            sums.make_wanted_room(len(wanted))
            for place in range(len(wanted)):
                sums.wanted[place] = wanted[place]
            words.clear()
            self._find_all(words, parts)
            weights = []
            for number in range(len(parts)):
                weights.append(self._weight(sums, sequence, words, parts[number], number))
            given = self._score_wanted(sums, sequence, words, parts, weights, pairs, None, stops, k1, len(wanted))
            whole = True
            return given
        finally:
            self._give_back(whole, sums, sequence, words)

    def combine(self, list parts, list pairs, list stops, double k1, bint all_must, Py_ssize_t top_k=-1):
        """Articles that match any of the parts, or all of them, and their scores: sums of what parts, pairs and stops give.

        A part is a set (``articles``, ``scores``), or a word as (terms, fields, weight): (bytes, boost) each, one in any field
        matches. A pair is (number of its first word among the parts, of its second, in which fields, slop, weight), or a set;
        it adds to what matches. So does a stop, (terms, fields, weight, how many articles hold it), unless ``all_must``: then
        it must match too. Where only the ``top_k`` best are wanted, stops are not added to what cannot be among them; where none
        is, scores are of no use.

        Where it pays, of any of the parts only articles that can be among the ``top_k`` best are given, and their scores, then a bit
        for each article that matches, uint64, from the lowest, and how many these are.
        """
        cdef Sums sums
        cdef Sequence sequence
        cdef WordLists words
        cdef bint whole = False
        sums, sequence, words = self._take()
        try:
            words.clear()
            sizes = self._find_all(words, parts)
            if all_must and top_k != 0 and len(parts) + len(stops) > 1:
                articles, scores = self._combine_all(sums, sequence, words, parts, sizes, pairs, stops, k1)
            elif top_k > 0 and not all_must and words.longest >= _LONG:
                found = self._best_of_any(sums, sequence, words, parts, sizes, pairs, stops, k1, top_k)
                whole = True
                return found
            else:
                self._combine_any(sums, sequence, words, parts, pairs, k1, all_must, top_k == 0)
                articles, scores = take_marked(sums) if top_k == 0 else take_matches(sums)
                if stops and len(articles) and (all_must or top_k):  # else stop words only add to scores, which nobody wants
                    if top_k == 0:
                        scores = zeros(len(articles), np.float64)
                    articles, scores = self._add_stops(sums, words, articles, scores, stops, k1, all_must, top_k)
            whole = True
            return articles, scores
        finally:
            self._give_back(whole, sums, sequence, words)

    cdef tuple _take(self):
        taken = self.turns.take()
        if taken is not None:
            return taken
        try:
            return Sums(self.articles), Sequence(self.skips), WordLists()
        except BaseException:
            self.turns.give(None)
            raise

    cdef int _give_back(self, bint whole, Sums sums, Sequence sequence, WordLists words) except -1:
        """Hand the arrays on, unless an error left half a sum in them, or they have become too large."""
        return self.turns.give((sums, sequence, words) if whole and sums.room <= _MOST_ROOM else None)

    cdef int _combine_any(
        self, Sums sums, Sequence sequence, WordLists words, list parts, list pairs, double k1, bint all_must, bint unscored
    ) except -1:
        cdef Py_ssize_t number
        cdef Joining how
        for number in range(len(parts)):
            how = NARROW if all_must and number else ADD
            if unscored:
                sums.marking = sums.narrowed if how == NARROW else sums.matched
            self._join_part(sums, sequence, words, parts[number], number, k1, how, len(pairs) > 0)
            sums.marking = NULL
        if unscored:
            sums.count_matches(self.deleted)
        for pair in pairs:
            if not sums.matches:
                break
            if type(pair) is tuple:
                self._add_pair(sums, sequence, words, pair)
                self._join(sums, <double>pair[4] * self._idf(sums.touches), k1, LIMIT)
            else:
                add_set(sums, pair)
                self._join(sums, 1.0, -1.0, LIMIT)
        sums.used = 0
        return 0

    cdef int _join_part(
        self, Sums sums, Sequence sequence, WordLists words, object part, Py_ssize_t number, double k1, Joining how, bint keep
    ) except -1:
        """Join a set or a word; of a word, with ``keep``, keep the lists."""
        if type(part) is tuple:
            self._add_word(sums, sequence, words, part, number, keep)
            self._join(sums, <double>part[2] * self._idf(sums.touches), k1, how)
        else:
            add_set(sums, part)
            self._join(sums, 1.0, -1.0, how)
        return 0

    cdef int _add_word(
        self, Sums sums, Sequence sequence, WordLists words, tuple part, Py_ssize_t number, bint keep
    ) except -1:
        """Add what a word's lists give, and its other names; nothing to deleted articles."""
        cdef Py_ssize_t segment
        self._add_lists(sums, words, number, keep)
        if len(part) > 3 and type(part[3]) is list:
            for segment in range(len(self.tables)):
                self._add_segment(sums, sequence, segment, self.bases[segment], part[3])
        self._forget_deleted(sums)
        return 0

    cdef int _add_pair(self, Sums sums, Sequence sequence, WordLists words, tuple pair) except -1:
        """Add what two words in order give, of whose lists those that were kept are not read again."""
        cdef Py_ssize_t segment
        cdef int64_t slop = pair[3]
        cdef RankedField field
        cdef TermField terms
        cdef const Py_ssize_t *first = words.bounds + <Py_ssize_t>pair[0]
        cdef const Py_ssize_t *second = words.bounds + <Py_ssize_t>pair[1]
        for field in pair[2]:
            for segment in range(len(self.tables)):
                terms = field.fields[segment]
                if terms is not None and sequence.pair(terms, segment, words.lists, first, second):
                    sequence.add(sums, terms, field, segment, self.bases[segment], 1.0, slop)
        self._forget_deleted(sums)
        return 0

    cdef tuple _combine_all(
        self, Sums sums, Sequence sequence, WordLists words, list parts, list sizes, list pairs, list stops, double k1
    ):
        """The rarest first; the others are asked only for the articles that are left."""
        cdef list every = parts + stops
        cdef Py_ssize_t number, n, count = len(every)
        sizes = sizes + self._find_all(words, stops)
        order = sorted(range(count), key=sizes.__getitem__)
        n = 0
        for number in order:
            part = every[number]
            stop = number >= len(parts)
            n = self._narrow_to(sums, sequence, words, part, number, sizes[number], stop, k1, n, number == order[0], count)
            if n == 0:
                break
        articles, scores = np.empty(n, np.int64), np.empty(n)
        if n:
            self._sum_rows(sums, sequence, words, parts, pairs, stops, k1, n, articles, scores)
        sums.used = 0
        return articles, scores

    cdef Py_ssize_t _narrow_to(
        self, Sums sums, Sequence sequence, WordLists words, object part, Py_ssize_t number, Py_ssize_t size, bint stop,
        double k1, Py_ssize_t n, bint first, Py_ssize_t count
    ) except -1:
        """Leave only those of the ``n`` wanted articles that a part holds, and write what it gives to them; how many are left."""
        cdef bint asked = False, word = type(part) is tuple
        cdef Py_ssize_t first_list, past_list, holding
        cdef double weight = 1.0
        if word:
            first_list, past_list = words.bounds[number], words.bounds[number + 1]
            asked = not first and size > _FAR * n and (stop or len(part) < 4)
            if asked:
                holding = part[3] if stop else self._holding(sums, words, number, part, None)
            else:
                self._add_word(sums, sequence, words, part, number, True)
                holding = part[3] if stop else sums.touches
            weight = <double>part[2] * self._idf(holding)
        else:
            k1 = -1.0
            add_set(sums, part)
        if first:
            n = want_touched(sums, count)
        if asked:
            look_up(sums, self.skips, words.lists + first_list, past_list - first_list, sums.wanted, n, sums.found)
        else:
            look_up_touched(sums, n)
        return keep_found(sums, n, number, weight, k1)

    cdef int _sum_rows(
        self, Sums sums, Sequence sequence, WordLists words, list parts, list pairs, list stops, double k1, Py_ssize_t n,
        int64_t[::1] articles, double[::1] scores
    ) except -1:
        """Add up what parts, pairs and stops give to the wanted articles, in this order."""
        cdef Py_ssize_t number, place
        for place in range(n):
            articles[place] = sums.wanted[place]
            scores[place] = 0.0
        for number in range(len(parts)):
            add_row(sums, n, number, &scores[0])
        for pair in pairs:
            if type(pair) is tuple:
                self._add_pair(sums, sequence, words, pair)
                add_touched(sums, n, <double>pair[4] * self._idf(sums.touches), k1, &scores[0])
            else:
                add_set(sums, pair)
                add_touched(sums, n, 1.0, -1.0, &scores[0])
        for number in range(len(parts), len(parts) + len(stops)):
            add_row(sums, n, number, &scores[0])
        return 0

    cdef list _find_all(self, WordLists words, list parts):
        """Find the lists of all words; how many postings of each, of a set how many articles."""
        sizes = []
        for part in parts:
            if type(part) is tuple:
                sizes.append(words.find(self.tables, self.bases, part[0], part[1]))
            else:
                words.skip_word()
                sizes.append(len(part))
        return sizes

    cdef object _best_of_any(
        self, Sums sums, Sequence sequence, WordLists words, list parts, list sizes, list pairs, list stops, double k1,
        Py_ssize_t top_k
    ):
        """The rarest first, until an article that only the others hold cannot be among the best: these are but counted.

        They are asked for what contends with the best.
        """
        cdef Py_ssize_t place, number, n, done = 0
        cdef double least = -INFINITY, rest
        order = sorted(range(len(parts)), key=sizes.__getitem__)
        weights, most = [0.0] * len(parts), [self._most(words, part, number) for number, part in enumerate(parts)]
        of_stops = sum([<double>stop[2] * self._idf(stop[3]) for stop in stops])
        of_pairs = [<double>pair[4] * self._idf(0) for pair in pairs]
        for number in order:
            if done and 2 * sizes[number] >= sums.matches:
                # What an article can have that none of the words before holds: it counts only where it is far from the best.
                rest = of_stops + sum([most[other] for other in order[done:]])
                others = set(order[done:])
                rest += sum([each for each, pair in zip(of_pairs, pairs) if pair[0] in others and pair[1] in others])
                least = least_of_best(sums, top_k)
                if rounded_down(least) > rest:
                    break
            weights[number] = self._join_known(sums, sequence, words, parts[number], number, k1)
            done += 1
        bits = zeros(sums.words, np.uint64)
        for number in order[done:]:
            weights[number] = <double>parts[number][2] * self._idf(self._holding(sums, words, number, parts[number], bits))
        total = count_union(sums, bits, self.deleted)
        pair_weights = []
        for pair in pairs:
            self._add_pair(sums, sequence, words, pair)
            pair_weights.append(<double>pair[4] * self._idf(sums.touches))
            self._join(sums, pair_weights[len(pair_weights) - 1], k1, LIMIT)
        least = least_of_best(sums, top_k) - of_stops - sum([most[number] for number in order[done:]])
        n = want_contending(sums, rounded_down(least))
        for number in order[done:]:
            self._add_asked(sums, words, number, weights[number], k1, n)
        for stop in stops:
            words.find(self.tables, self.bases, stop[0], stop[1])
            self._add_asked(sums, words, words.words - 1, <double>stop[2] * self._idf(stop[3]), k1, n)
        n = keep_best(sums, n, top_k)
        if sums.matches < LONG:
            clear_totals(sums)
        else:
            with nogil:
                clear_totals(sums)
        articles = np.empty(n, np.int64)
        cdef int64_t[::1] to_articles = articles
        for place in range(n):
            to_articles[place] = sums.wanted[place]
        # Once more, in the order in which all articles are scored where all are wanted.
        scores = self._score_wanted(sums, sequence, words, parts, weights, pairs, pair_weights, stops, k1, n)
        sums.used = 0
        return articles, scores, bits, total

    cdef double _most(self, WordLists words, object part, Py_ssize_t number):
        """What a word gives to an article at most; of a set, or a word with other names, that is not known."""
        cdef Py_ssize_t each, segment = -1, longest = 0, holding = 0
        cdef List *found
        if type(part) is not tuple or len(part) > 3:
            return INFINITY
        for each in range(words.bounds[number], words.bounds[number + 1]):
            found = &words.lists[each]
            if found.segment != segment:
                holding, longest, segment = holding + longest, 0, found.segment
            longest = max(longest, found.frequency)
        return <double>part[2] * self._idf(max(0, holding + longest - (self.articles - self.living)))

    cdef double _join_known(
        self, Sums sums, Sequence sequence, WordLists words, object part, Py_ssize_t number, double k1
    ):
        """Join a part to the others; the weight of a word, 1 of a set."""
        cdef double weight = 1.0
        if type(part) is tuple:
            self._add_word(sums, sequence, words, part, number, True)
            weight = <double>part[2] * self._idf(sums.touches)
        else:
            add_set(sums, part)
            k1 = -1.0
        self._join(sums, weight, k1, ADD)
        return weight

    cdef double _weight(self, Sums sums, Sequence sequence, WordLists words, object part, Py_ssize_t number):
        """The weight of a word, 1 of a set."""
        cdef Py_ssize_t holding
        if type(part) is not tuple:
            return 1.0
        if len(part) == 3:
            holding = self._holding(sums, words, number, part, None)
        else:
            self._add_word(sums, sequence, words, part, number, False)
            holding = sums.touches
            sums.clear_touched()
        return <double>part[2] * self._idf(holding)

    cdef int _add_asked(
        self, Sums sums, WordLists words, Py_ssize_t number, double weight, double k1, Py_ssize_t n
    ) except -1:
        """Add to the totals of wanted articles what a word gives them."""
        cdef Py_ssize_t place, first = words.bounds[number]
        cdef double given
        sums.make_found_room(n)
        look_up(sums, self.skips, words.lists + first, words.bounds[number + 1] - first, sums.wanted, n, sums.found)
        for place in range(n):
            given = sums.found[place]
            if given == given:
                sums.sums[sums.wanted[place]].total += weight * (given / (k1 + given))
        return 0

    cdef object _score_wanted(
        self, Sums sums, Sequence sequence, WordLists words, list parts, list weights, list pairs, list pair_weights, list stops,
        double k1, Py_ssize_t n
    ):
        """The scores of the wanted articles, which match. Where weights of pairs are not known, all that hold a pair are counted."""
        scores = zeros(n, np.float64)
        cdef double[::1] to = scores
        cdef Py_ssize_t number
        if n == 0:
            return scores
        sums.restrict(sums.wanted, n, False)
        for number in range(len(parts)):
            if type(parts[number]) is tuple:
                self._add_word(sums, sequence, words, parts[number], number, False)
                add_touched(sums, n, weights[number], k1, &to[0])
            else:
                add_set(sums, parts[number])
                add_touched(sums, n, 1.0, -1.0, &to[0])
        if pair_weights is None:
            sums.release()
        for number in range(len(pairs)):
            self._add_pair(sums, sequence, words, pairs[number])
            weight = pair_weights[number] if pair_weights is not None else <double>pairs[number][4] * self._idf(sums.touches)
            add_touched(sums, n, weight, k1, &to[0])
        if pair_weights is None:
            sums.restrict(sums.wanted, n, False)
        for stop in stops:
            words.find(self.tables, self.bases, stop[0], stop[1])
            self._add_lists(sums, words, words.words - 1, False)
            add_touched(sums, n, <double>stop[2] * self._idf(stop[3]), k1, &to[0])
        sums.release()
        return scores

    cdef Py_ssize_t _holding(self, Sums sums, WordLists words, Py_ssize_t number, tuple part, union) except -1:
        """How many living articles hold a word; kept, for it takes as long as its lists are. Their bits go to the union, if not None."""
        key = (part[0], id(part[1]))
        known = self.holding.get(key)
        if known is not None and union is None:
            return known[0]
        cdef Py_ssize_t each, count
        cdef List *found
        sums.marking = sums.narrowed
        for each in range(words.bounds[number], words.bounds[number + 1]):
            found = &words.lists[each]
            if (<RankedField>found.field).is_lead:
                sums.mark_leads(<TermField>found.terms, found.ordinal, <RankedField>found.field, found.segment, found.base)
            else:
                sums.mark_list(<TermField>found.terms, found.ordinal, found.base)
        sums.marking = NULL
        count = sums.count_narrowed(self.deleted, union)
        if len(self.holding) >= _MOST_HOLDING:
            self.holding.clear()
        self.holding[key] = (count, part[1])  # the fields are held, so that no others get their id
        return count

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
                sums.sums[article].score = 0.0
            else:
                sums.touched[left] = article
                left += 1
        sums.touches = left
        return 0

    cdef int _join(self, Sums sums, double weight, double k1, Joining how) except -1:
        """Join what was touched; of leaves all is 0 again."""
        if sums.touches < LONG:
            return join_touched(sums, weight, k1, how)
        with nogil:
            return join_touched(sums, weight, k1, how)

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
                if ordinal >= 0:
                    self._add_list(sums, terms, ordinal, field, segment, base, leaf[3])
            elif leaf[0] == 1:
                if sequence.find(table, terms, leaf[2]):
                    sequence.add(sums, terms, field, segment, base, leaf[3], leaf[4])
            else:
                _add_rows(sums, terms, field, segment, base, leaf[2][segment], leaf[3])
        return 0

    cdef int _add_lists(self, Sums sums, WordLists words, Py_ssize_t number, bint keep) except -1:
        """Add what a word's lists give; with ``keep`` they stay in the sums until ``used`` is 0 again."""
        cdef Py_ssize_t each, past
        cdef List *found
        cdef RankedField field
        for each in range(words.bounds[number], words.bounds[number + 1]):
            found = &words.lists[each]
            field = <RankedField>found.field
            if sums.marking != NULL and not field.is_lead:
                sums.mark_list(<TermField>found.terms, found.ordinal, found.base)
                continue
            past = self._add_list(
                sums, <TermField>found.terms, found.ordinal, field, found.segment, found.base, found.boost
            )
            if keep and past >= 0:
                found.first, found.past = sums.used, past
                sums.used = past
        return 0

    cdef Py_ssize_t _add_list(
        self, Sums sums, TermField terms, Py_ssize_t ordinal, RankedField field, Py_ssize_t segment, int64_t base, double boost
    ) except -2:
        """The same of one list; behind which place of the sums it ends, or -1 where it was asked for single articles."""
        cdef Py_ssize_t place
        cdef List found
        if not sums.restricted or sums.counting or terms.frequency(ordinal) <= sums.within_count:
            return sums.add_list(terms, ordinal, field, segment, base, boost)
        found.terms, found.field, found.segment, found.base = <void *>terms, <void *>field, segment, base
        found.ordinal, found.boost, found.past, found.frequency = ordinal, boost, -1, terms.frequency(ordinal)
        sums.make_found_room(sums.within_count)
        look_up(sums, self.skips, &found, 1, sums.within_articles, sums.within_count, sums.found)
        sums.make_touched_room(sums.within_count)
        for place in range(sums.within_count):
            if sums.found[place] == sums.found[place]:
                sums.add(sums.within_articles[place], sums.found[place])
        return -1

    cdef tuple _add_stops(
        self, Sums sums, WordLists words, object articles, object scores, list stops, double k1, bint all_must,
        Py_ssize_t top_k
    ):
        """What a stop word's list holds is as much as those of all others: only what can still be wanted is scored."""
        cdef const int64_t[::1] of_matches = articles
        cdef double[::1] to = scores
        cdef Py_ssize_t n = len(of_matches), place, wanting = 0
        cdef double least = -INFINITY
        cdef tuple stop
        sums.make_wanted_room(n)
        if 0 <= top_k < n and not all_must:
            least = contending(&to[0], n, sums.wanted, top_k)
            for stop in stops:
                least -= <double>stop[2] * self._idf(stop[3])
            least *= 1 - 1e-9  # a little less, for what rounding may take
        for place in range(n):
            sums.places[wanting] = place
            wanting += to[place] >= least
        for stop in stops:
            for place in range(wanting):
                sums.wanted[place] = of_matches[sums.places[place]]
            wanting = self._add_stop(sums, words, &to[0], wanting, stop, k1, all_must)
        if not all_must:
            return articles, scores
        left = [sums.places[place] for place in range(wanting)]
        return articles[left], scores[left]

    cdef Py_ssize_t _add_stop(
        self, Sums sums, WordLists words, double *scores, Py_ssize_t wanting, tuple stop, double k1, bint must
    ) except -1:
        """Add what a stop word gives to the wanted articles, whose scores stand at ``places``; how many are wanted then."""
        cdef double weight = <double>stop[2] * self._idf(stop[3]), score
        cdef Py_ssize_t place, found = 0, at
        cdef int64_t article
        sums.restrict(sums.wanted, wanting, False)
        words.clear()
        words.find(self.tables, self.bases, stop[0], stop[1])
        self._add_lists(sums, words, 0, False)
        for place in range(wanting):
            article, at = sums.wanted[place], sums.places[place]
            score = sums.sums[article].score
            if not is_unset(score):
                scores[at] += weight * (score / (k1 + score))
            elif must:
                continue
            sums.places[found] = at
            found += 1
        sums.clear_touched()
        sums.release()
        return found


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
