"""Organisations: the well-known, those that end in a word like मंत्रालय, and those spelled by their letters.

Compiled: an article has two words that may end such a name, and to look for its beginning in Python took 2 µs.
"""

from libc.stdlib cimport free, qsort, realloc

from . import cues
from .passage cimport Cues, Passage, cue
from .phrase_matcher cimport PhraseMatcher

from .entity import KINDS
from .entity import ORG as _ORG
from .known_organisations import letters_of

cdef Cues ACRONYM = cues.ACRONYM, ADJECTIVE_BEFORE = cues.ADJECTIVE_BEFORE, AND = cues.AND
cdef Cues AS_ADJECTIVE = cues.AS_ADJECTIVE, BROAD = cues.BROAD, COMMON = cues.COMMON, CORE_HEAD = cues.CORE_HEAD
cdef Cues HYPHEN = cues.HYPHEN, INITIAL = cues.INITIAL, LATIN = cues.LATIN, LETTER = cues.LETTER
cdef Cues LOOSE_HEAD = cues.LOOSE_HEAD, MODIFIER = cues.MODIFIER, NAME = cues.NAME, NATIONAL = cues.NATIONAL
cdef Cues OF = cues.OF, ORG_FIRST = cues.ORG_FIRST, STATE_HEAD = cues.STATE_HEAD, STOP = cues.STOP
cdef Cues TITLE = cues.TITLE, UNKNOWN = cues.UNKNOWN, UNSURE_LETTER = cues.UNSURE_LETTER

cdef int ORG = KINDS.index(_ORG)
cdef int _MOST_MODIFIERS = 6
cdef Cues _PROPER = UNKNOWN | NAME | BROAD
cdef Cues _SEED = CORE_HEAD | STATE_HEAD | ORG_FIRST


cdef struct Candidate:
    Py_ssize_t start
    Py_ssize_t end
    int row  # of the table of the well-known; -1: of none
    int number  # the known ones come before those with a head, each in order of the text


cdef int _longest_first(const void *one, const void *other) noexcept nogil:
    cdef const Candidate *left = <const Candidate *>one
    cdef const Candidate *right = <const Candidate *>other
    cdef Py_ssize_t longer = (right.end - right.start) - (left.end - left.start)
    if longer:
        return 1 if longer > 0 else -1
    if (left.row < 0) != (right.row < 0):
        return 1 if left.row < 0 else -1
    return left.number - right.number


def find_organisations(Passage passage not None, PhraseMatcher known not None):
    """See the stub."""
    cdef Py_ssize_t at, room = 0
    cdef int count = 0, index
    cdef Candidate *found = NULL
    cdef Candidate *own
    try:
        for at in passage.notes[:passage.noted]:
            if not passage.cues[at] & _SEED:
                continue
            if count + 2 > room:
                room = 2 * room + 8
                own = <Candidate *>realloc(found, room * sizeof(Candidate))
                if own == NULL:
                    raise MemoryError
                found = own
            count += _find_known(passage, at, known, count, &found[count])
            count += _find_headed(passage, at, count, &found[count])
        if count > 1:
            qsort(found, count, sizeof(Candidate), &_longest_first)
        for index in range(count):
            own = &found[index]
            if passage.is_free(own.start, own.end):
                passage.take(ORG, own.start, own.end, known.names[own.row] if own.row >= 0 else ())
    finally:
        free(found)


cdef bint _find_known(Passage passage, Py_ssize_t at, PhraseMatcher known, int number, Candidate *found) noexcept:
    """A well-known one that begins there."""
    cdef Py_ssize_t end = 0
    cdef int row
    if not passage.cues[at] & ORG_FIRST:
        return False
    row = known.find(passage, at, &end)
    if row < 0 or (cue(passage, end - 1) & AS_ADJECTIVE and cue(passage, end) & ADJECTIVE_BEFORE):
        return False
    found[0] = Candidate(at, end, row, number)
    return True


cdef bint _find_headed(Passage passage, Py_ssize_t head, int number, Candidate *found) noexcept:
    """One whose head stands there."""
    cdef Py_ssize_t start, end
    cdef Cues own = passage.cues[head]
    if not own & (CORE_HEAD | STATE_HEAD):
        return False
    end = _end_of_head(passage, head)
    if own & AS_ADJECTIVE and cue(passage, end) & ADJECTIVE_BEFORE:
        return False
    if own & CORE_HEAD:
        start = _start_of_modifiers(passage, head)
        if (start == head and end == head + 1) or not _is_proper(passage, start, head, end):
            return False
    else:
        start = _start_of_nation(passage, head)
        if start == head:
            return False
    found[0] = Candidate(start, end, -1, number)
    return True


cdef Py_ssize_t _end_of_place(Passage passage, Py_ssize_t start) noexcept:
    return passage.place_ends[start] if 0 <= start < passage.size else 0


cdef Py_ssize_t _start_of_place(Passage passage, Py_ssize_t end) noexcept:
    return passage.place_starts[end] - 1 if 0 <= end <= passage.size else -1


cdef Py_ssize_t _end_of_head(Passage passage, Py_ssize_t head) noexcept:
    """After the head, or after what follows an English "of": बैंक ऑफ बड़ौदा."""
    cdef Py_ssize_t end = head + 2, place
    if not cue(passage, head + 1) & OF:
        return head + 1
    while True:
        place = _end_of_place(passage, end)
        if not (place or cue(passage, end) & (UNKNOWN | NAME | COMMON | MODIFIER)):
            break
        if cue(passage, end) & STOP or end - head > 4:
            break
        end = place or end + 1
    return end if end > head + 2 else head + 1


cdef Py_ssize_t _start_of_modifiers(Passage passage, Py_ssize_t head) noexcept:
    """Find where the words begin that modify the head: proper ones, nations, राष्ट्रीय; one और between two."""
    cdef Py_ssize_t start = head, place
    cdef bint joined = False
    cdef Cues before
    while head - start < _MOST_MODIFIERS:
        before = cue(passage, start - 1)
        place = _start_of_place(passage, start)
        if place >= 0:
            start = place
        elif before & (STOP | TITLE) and not before & AND:
            break
        elif before & (MODIFIER | NATIONAL | BROAD | UNKNOWN | NAME):
            start -= 1
        elif before & AND and not joined and start < head and _both(passage, start, MODIFIER):
            start -= 2
            joined = True
        elif before & HYPHEN and _both(passage, start, UNKNOWN | NAME):
            start -= 2
        else:
            break
    return start


cdef bint _both(Passage passage, Py_ssize_t at, Cues cues) noexcept:
    """Whether the words on both sides of piece ``at - 1`` have one of these cues."""
    return cue(passage, at) & cues != 0 and cue(passage, at - 2) & cues != 0


cdef bint _is_proper(Passage passage, Py_ssize_t start, Py_ssize_t head, Py_ssize_t end) noexcept:
    """Tell whether the name is of one organisation: loose heads need more than common words before them."""
    cdef Py_ssize_t at
    if end > head + 1 or not passage.cues[head] & LOOSE_HEAD:
        return True
    for at in range(start, head):
        if cue(passage, at) & _PROPER or _end_of_place(passage, at) or _start_of_place(passage, at) >= 0:
            return True
    return False


cdef Py_ssize_t _start_of_nation(Passage passage, Py_ssize_t head) noexcept:
    """Find the place or nation before the head, at most one word between (भारतीय क्रिकेट टीम)."""
    cdef Py_ssize_t between, place
    for between in range(head, head - 2, -1):
        if between < head and not cue(passage, between) & MODIFIER:
            break
        place = _start_of_place(passage, between)
        if place >= 0:
            return place
        if cue(passage, between - 1) & NATIONAL:
            return between - 1
    return head


def find_acronyms(Passage passage not None):
    """See the stub."""
    cdef Py_ssize_t at
    cdef Cues own
    for at in passage.notes[:passage.noted]:
        own = passage.cues[at]
        if not own & ACRONYM:
            continue
        if own & LATIN:
            if (cue(passage, at - 1) | cue(passage, at + 1)) & LATIN:
                continue
        elif _is_initial(passage, at):
            continue
        if not passage.taken[at]:
            passage.take(ORG, at, at + 1, letters_of(passage.table.shown(passage.numbers[at])))


cdef bint _is_initial(Passage passage, Py_ssize_t at) noexcept:
    """Tell whether the letters are a person's: एपीजे अब्दुल कलाम, वी वी एस लक्ष्मण."""
    cdef Cues before = cue(passage, at - 1), after = cue(passage, at + 1)
    if before & (LETTER | UNSURE_LETTER) == LETTER or after & (LETTER | UNSURE_LETTER) == LETTER:
        return True
    return passage.cues[at] & INITIAL != 0 and after & (NAME | UNKNOWN) != 0
