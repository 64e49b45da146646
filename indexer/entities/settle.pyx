"""Which of two mentions stands, the tagger's or the rules'.

Compiled: two spans an article differ from what the rules found, and to weigh one in Python took 5 µs.
"""

from . import cues
from .crf cimport Decoder, Span
from .passage cimport Cues, MentionRow, Passage, cue

from .entity import KINDS
from .entity import ORG as _ORG
from .entity import PERSON as _PERSON

cdef Cues ACRONYM = cues.ACRONYM, ADJECTIVE_BEFORE = cues.ADJECTIVE_BEFORE, AMBIGUOUS_PLACE = cues.AMBIGUOUS_PLACE
cdef Cues AS_ADJECTIVE = cues.AS_ADJECTIVE, BREAK = cues.BREAK, BROAD = cues.BROAD, CORE_HEAD = cues.CORE_HEAD
cdef Cues HYPHEN = cues.HYPHEN, INITIAL = cues.INITIAL, LANDMARK = cues.LANDMARK, LATIN = cues.LATIN
cdef Cues MODIFIER = cues.MODIFIER, NAME = cues.NAME, NATIONAL = cues.NATIONAL, OF = cues.OF
cdef Cues PLACE_FIRST = cues.PLACE_FIRST, PLACE_HEAD = cues.PLACE_HEAD, ROLE = cues.ROLE, STATE_HEAD = cues.STATE_HEAD
cdef Cues STOP = cues.STOP, TITLE = cues.TITLE, UNKNOWN = cues.UNKNOWN

cdef Cues _PROPER = UNKNOWN | NAME | BROAD | NATIONAL | PLACE_FIRST | ACRONYM
cdef Cues _OTHERWISE = PLACE_HEAD | LANDMARK | CORE_HEAD | MODIFIER | TITLE | ROLE
cdef tuple _ADJECTIVES = ("ियन", "ीय")
cdef int PERSON = KINDS.index(_PERSON), ORG = KINDS.index(_ORG)


def settle_mentions(Passage passage not None, Decoder decoder not None, Cues ends):
    """See the stub."""
    cdef Py_ssize_t first = 0, after, at, spans = decoder.decode(passage, ends), count = passage.count
    cdef const Span *span
    if not spans:
        return
    passage.sort()
    for span in decoder.found[:spans]:
        while first < count and passage.found[first].end <= span.start:
            first += 1
        after = first
        while after < count and passage.found[after].start < span.end:
            after += 1
        if _may_stand(passage, span.rank, span.start, span.end):
            if not _is_known_better(passage, first, after, span.rank, span.start, span.end):
                passage.append(span.rank, span.start, span.end, NULL)
                for at in range(first, after):
                    passage.found[at].dropped = True
    passage.drop()


cdef Cues _cues_of(Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept:
    """All cues of the pieces from ``start`` to ``end`` (exclusive)."""
    cdef Cues found = 0
    cdef Py_ssize_t at
    for at in range(start, end):
        found |= cue(passage, at)
    return found


cdef bint _may_stand(Passage passage, int rank, Py_ssize_t start, Py_ssize_t end) except -1:
    """Tell whether a span may be a name in news: what HiNER's annotators name besides is left out."""
    cdef Cues own = _cues_of(passage, start, end), last = cue(passage, end - 1)
    # No break is in a name, and HiNER has too few Latin letters to learn from.
    if own & (BREAK | LATIN) or not (_is_word(passage, start) and _is_word(passage, end - 1)):
        return False
    if last & AS_ADJECTIVE and cue(passage, end) & ADJECTIVE_BEFORE:
        return False  # लोकसभा चुनाव
    if rank == ORG:
        return last & TITLE == 0 and not _is_no_organisation(own, last)
    if end > start + 1:
        return True
    return last & TITLE == 0 if rank == PERSON else not _is_no_place(passage, start)  # प्रधानमंत्री


cdef bint _is_word(Passage passage, Py_ssize_t at) noexcept:
    """Whether a name may begin or end with the piece."""
    return passage.exact[at] != 0 and cue(passage, at) & STOP == 0


cdef bint _is_no_organisation(Cues own, Cues last) noexcept:
    """Tell what is any organisation of a sort: मंत्रालय, राज्य सरकार."""
    if own & _PROPER:
        return False
    return last & STATE_HEAD != 0 or (last & CORE_HEAD != 0 and own & MODIFIER == 0)


cdef bint _is_no_place(Passage passage, Py_ssize_t at) except -1:
    """Tell one word that is no place by itself: माली, प्रदेश, and adjectives (यूरेशियन)."""
    if cue(passage, at) & PLACE_FIRST:
        return cue(passage, at) & AMBIGUOUS_PLACE != 0
    if cue(passage, at) & _OTHERWISE:
        return True
    return passage.table.exact_form(passage.numbers[at]).endswith(_ADJECTIVES)


cdef bint _is_known_better(
    Passage passage, Py_ssize_t first, Py_ssize_t after, int rank, Py_ssize_t start, Py_ssize_t end
) noexcept:
    """Tell whether one of the rules' mentions that overlap the tagger's stands against it."""
    cdef Py_ssize_t at
    cdef const MentionRow *own
    for at in range(first, after):
        own = &passage.found[at]
        if own.rank == ORG and (own.names != NULL or _cues_of(passage, own.start, own.end) & (ACRONYM | OF)):
            return True  # a table's or a bracket's, spelled by letters, or with an English "of"
        if own.rank == PERSON and rank == PERSON and cue(passage, own.start) & INITIAL:
            return True  # एस. जयशंकर, of which HiNER's annotators often leave out the letter
        if own.start <= start and end <= own.end and end - start < own.end - own.start:
            if own.rank == ORG or (own.rank != PERSON and own.names != NULL):
                return True  # जम्मू of जम्मू और कश्मीर, अहमदाबाद of अहमदाबाद नगर निगम
    # भारत-रूस: two of one kind, a hyphen between.
    return after > first + 1 and _cues_of(passage, start, end) & HYPHEN != 0
