"""Places: those of the gazetteer, and unknown words that stand where the name of a place stands.

Compiled: a place of the gazetteer is one word in 25, and to find and weigh one in Python took 4 µs.
"""

from . import cues
from .entity import KINDS
from .entity import PLACE as _PLACE
from .passage cimport Cues, Passage, cue
from .phrase_matcher cimport PhraseMatcher

cdef Cues AMBIGUOUS_PLACE = cues.AMBIGUOUS_PLACE, AND = cues.AND, COMMA = cues.COMMA, DIRECTION = cues.DIRECTION
cdef Cues HEAD_WITHIN = cues.HEAD_WITHIN, LANDMARK = cues.LANDMARK, NAME = cues.NAME, OPEN = cues.OPEN
cdef Cues PLACE_ENDING = cues.PLACE_ENDING, PLACE_FIRST = cues.PLACE_FIRST, PLACE_HEAD = cues.PLACE_HEAD
cdef Cues ROLE = cues.ROLE, TITLE = cues.TITLE, UNKNOWN = cues.UNKNOWN

cdef int PLACE = KINDS.index(_PLACE)
cdef int _MOST_BEFORE_HEAD = 3
cdef Cues _BESIDE = COMMA | OPEN | cues.CLOSE | cues.HYPHEN


def locate_places(Passage passage not None, PhraseMatcher gazetteer not None):
    """Mark where the gazetteer's places stand, without overlap, and note their names."""
    cdef Py_ssize_t at, stop = 0, end = 0
    cdef int row
    passage.listed_names = gazetteer.names
    for at in passage.notes[:passage.noted]:
        if at >= end and passage.cues[at] & PLACE_FIRST:
            row = gazetteer.find(passage, at, &stop)
            if row >= 0:
                end = stop
                passage.set_place(at, end)
                passage.listed[at] = row + 1


def find_listed_places(Passage passage not None):
    """Find places of the gazetteer, with a direction before them and what belongs to the name after."""
    cdef Py_ssize_t start, end, first, last
    for start in passage.notes[:passage.noted]:
        if not passage.listed[start]:
            continue
        end = passage.place_ends[start]
        if not passage.is_free(start, end) or (end == start + 1 and _is_no_place(passage, start, end)):
            continue
        first = start - 1 if cue(passage, start - 1) & DIRECTION and not passage.taken[start - 1] else start
        last = end + 1 if cue(passage, end) & HEAD_WITHIN and not cue(passage, end - 1) & HEAD_WITHIN else end
        # A part of a place is another place: it does not go by the other names of the whole.
        passage.take(PLACE, first, last, passage.listed_names[passage.listed[start] - 1] if first == start and last == end else ())


cdef bint _is_no_place(Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Tell the word of a gazetteer that is a common word or part of a person's name here."""
    cdef Cues own = passage.cues[start]
    if own & AMBIGUOUS_PLACE and not _is_among_places(passage, start, end):
        return True
    if not own & NAME:
        return False
    return cue(passage, end) & (NAME | UNKNOWN) != 0 or cue(passage, start - 1) & (NAME | TITLE) != 0


cdef bint _is_among_places(Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Whether a word like जिला follows, or another place stands beside, a comma or bracket between."""
    if cue(passage, end) & PLACE_HEAD:
        return True
    if start > 0 and passage.place_starts[start - 1] and cue(passage, start - 1) & _BESIDE:
        return True
    return end + 1 < passage.size and passage.place_ends[end + 1] != 0 and cue(passage, end) & _BESIDE != 0


def find_places_by_head(Passage passage not None):
    """Names before a word like शहर, मंदिर, and unknown words that end as names of settlements do."""
    cdef Py_ssize_t at, start
    cdef Cues own, part
    for at in passage.notes[:passage.noted]:
        if not passage.cues[at] & (PLACE_HEAD | LANDMARK):
            continue
        own = passage.cues[at] & (HEAD_WITHIN | LANDMARK)
        # Names of persons stand before what is named for them (गांधी मैदान), not before शहर, जिला.
        part = UNKNOWN | NAME if own else UNKNOWN
        start = at
        while cue(passage, start - 1) & part and at - start < _MOST_BEFORE_HEAD and not passage.taken[start - 1]:
            start -= 1
        if start < at and not passage.taken[at] and not cue(passage, at + 1) & (TITLE | ROLE):
            passage.take(PLACE, start, at + 1 if own else at, ())
    for at in passage.notes[:passage.noted]:
        if passage.cues[at] & PLACE_ENDING and not passage.taken[at]:
            if not (cue(passage, at - 1) | cue(passage, at + 1)) & NAME:
                passage.take(PLACE, at, at + 1, ())


def find_places_by_context(Passage passage not None):
    """Unknown words in a row of places: "अमास, गया, बिहार", "कल्लुमडि (अनंतपुर)"."""
    cdef Py_ssize_t start
    # Those known now, the last first: what is found beside one does not bring in more.
    for start in [at for at in range(passage.size - 1, -1, -1) if _has_mark_beside(passage, at)]:
        _take_before(passage, start)
        _take_after(passage, passage.place_ends[start])


cdef bint _has_mark_beside(Passage passage, Py_ssize_t start) noexcept:
    cdef Py_ssize_t end = passage.place_ends[start]
    return end != 0 and (cue(passage, start - 1) & (COMMA | OPEN) != 0 or cue(passage, end) & COMMA != 0)


cdef int _take_before(Passage passage, Py_ssize_t start) except -1:
    cdef Py_ssize_t at = start - 1, first
    while cue(passage, at) & (COMMA | OPEN) and cue(passage, at - 1) & UNKNOWN and not passage.taken[at - 1]:
        first = at - 2 if cue(passage, at - 2) & UNKNOWN and not passage.taken[at - 2] else at - 1
        passage.take(PLACE, first, at, ())
        at = first - 1
    return 0


cdef int _take_after(Passage passage, Py_ssize_t end) except -1:
    if cue(passage, end) & COMMA and cue(passage, end + 1) & UNKNOWN and not passage.taken[end + 1]:
        if cue(passage, end + 2) & (COMMA | AND):
            passage.take(PLACE, end + 1, end + 2, ())
    return 0
