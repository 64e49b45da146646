"""The posting lists of a query's words, found once, and what words give to some articles alone. Compiled, as all of ``query.scoring``."""

from cython cimport final
from libc.math cimport NAN
from libc.stdint cimport int64_t
from libc.stdlib cimport free

from indexer.codec.front_coding cimport FrontCoded
from indexer.codec.skips cimport SKIPPED, Cursor, SkipLists, Skips, open_cursor, read_count, read_lead, seek
from indexer.codec.term_field cimport TermField, length_of

from .ranked cimport RankedField
from .sums cimport List, Sums, grown

@final
cdef class WordLists:
    """Lists word by word, of a word by segment, then term, then field."""

    def __dealloc__(self):
        free(self.lists)
        free(self.bounds)

    cdef int clear(self) noexcept:
        self.count = self.words = self.longest = 0
        return 0

    cdef Py_ssize_t find(self, list tables, list bases, object sought, list fields) except -1:
        """Find the next word's lists: of each of its (term, boost) in each of the fields; how many postings they have."""
        cdef Py_ssize_t segment, row, ordinal, postings = 0
        cdef FrontCoded table
        cdef RankedField field
        cdef TermField terms
        cdef List *found
        cdef bytes term
        cdef double boost
        for segment in range(len(tables)):
            table = tables[segment]
            for term, boost in sought:
                row = table.find(term)
                if row < 0:
                    continue
                for field in fields:
                    terms = field.fields[segment]
                    ordinal = terms.ordinal(row) if terms is not None else -1
                    if ordinal < 0:
                        continue
                    if self.count == self.room:
                        self.room = 2 * self.room + 16
                        self.lists = <List *>grown(self.lists, self.room * sizeof(List))
                    found = &self.lists[self.count]
                    found.terms, found.field, found.segment, found.base = <void *>terms, <void *>field, segment, bases[segment]
                    found.ordinal, found.boost, found.past = ordinal, boost, -1
                    found.frequency = terms.frequency(ordinal)
                    postings += found.frequency
                    self.count += 1
        self._end_word()
        self.longest = max(self.longest, postings)
        return postings

    cdef int skip_word(self) except -1:
        """In place of one: what has no lists."""
        return self._end_word()

    cdef int _end_word(self) except -1:
        if self.words + 2 > self.bound_room:
            self.bound_room = 2 * self.bound_room + 16
            self.bounds = <Py_ssize_t *>grown(self.bounds, self.bound_room * sizeof(Py_ssize_t))
            self.bounds[0] = 0
        self.words += 1
        self.bounds[self.words] = self.count
        return 0


cdef int look_up(
    Sums sums, SkipLists skips, const List *lists, Py_ssize_t count, const int64_t *articles, Py_ssize_t n, double *frequencies
) except -1:
    """Fill in what one word's lists give to each of ``n`` articles, ascending: its pseudo-frequency, NaN where none holds it."""
    cdef Py_ssize_t each, first, past
    cdef const List *found
    for each in range(n):
        frequencies[each] = NAN
    for each in range(count):
        found = &lists[each]
        first = _first_at_least(articles, n, found.base)
        past = _first_at_least(articles, n, found.base + (<TermField>found.terms).articles)
        if first == past:
            continue
        if found.frequency >= SKIPPED and found.frequency > past - first and _tells(found):
            _ask(skips.of(<TermField>found.terms, found.ordinal, False), found, articles + first, past - first, frequencies + first)
        else:
            _read_through(sums, found, articles + first, past - first, frequencies + first)
    return 0


cdef bint _tells(const List *found) noexcept:
    """Whether headers tell all that is asked of a list."""
    cdef RankedField field = <RankedField>found.field
    return (<TermField>found.terms).leads or not (field.is_lead or field.lead is not None)


cdef int _ask(
    Skips skips, const List *found, const int64_t *articles, Py_ssize_t n, double *frequencies
) except -1:
    cdef RankedField field = <RankedField>found.field
    cdef Cursor cursor
    cdef int damage
    open_cursor(&cursor, skips)
    damage = _ask_each(&cursor, found, field, field.lead, articles, n, frequencies)
    if damage < 0:
        raise ValueError("a posting list is damaged")
    return 0


cdef int _ask_each(
    Cursor *cursor, const List *found, RankedField field, RankedField lead, const int64_t *articles, Py_ssize_t n,
    double *frequencies
) noexcept nogil:
    cdef Py_ssize_t place
    cdef int64_t count, in_lead = 0
    cdef int holds
    cdef bint leads = field.is_lead or lead is not None
    for place in range(n):
        holds = seek(cursor, articles[place] - found.base)
        if holds == 0:
            continue
        count = read_count(cursor) if holds > 0 else -1
        in_lead = read_lead(cursor, count) if leads and count > 0 else 0
        if count < 0 or in_lead < 0:
            return -1
        _give(&frequencies[place], found, field, lead, articles[place] - found.base, count, in_lead)
    return 0


cdef int _read_through(
    Sums sums, const List *found, const int64_t *articles, Py_ssize_t n, double *frequencies
) except -1:
    """The same of a list that is read from its begin to the last of the articles."""
    cdef RankedField field = <RankedField>found.field
    cdef Py_ssize_t place = 0, at = found.first, past = found.past
    cdef int64_t article, wanted
    if past < 0:
        at = sums.used
        past = sums.read(<TermField>found.terms, found.ordinal, field if field.is_lead else field.lead, found.segment, at)
    while place < n and at < past:
        # Without a branch on which of the two comes next.
        article, wanted = sums.articles[at], articles[place] - found.base
        if article == wanted:
            _give(&frequencies[place], found, field, field.lead, article, sums.counts[at], sums.leads[at])
        at += article <= wanted
        place += wanted <= article
    return 0


cdef inline void _give(
    double *frequency, const List *found, RankedField field, RankedField lead, int64_t article, int64_t count, int64_t in_lead
) noexcept nogil:
    """Add a posting's share, in the same steps as ``Sums.add_list``."""
    cdef double share
    if field.is_lead and in_lead == 0:
        return
    share = (in_lead if field.is_lead else count) * field.norm(length_of(&field.lengths[found.segment], article))
    if lead is not None:
        share += in_lead * lead.norm(length_of(&lead.lengths[found.segment], article))
    if frequency[0] != frequency[0]:
        frequency[0] = 0.0
    frequency[0] += found.boost * share


cdef Py_ssize_t _first_at_least(const int64_t *articles, Py_ssize_t n, int64_t article) noexcept:
    cdef Py_ssize_t low = 0, past = n, middle
    while low < past:
        middle = (low + past) // 2
        if articles[middle] < article:
            low = middle + 1
        else:
            past = middle
    return low
