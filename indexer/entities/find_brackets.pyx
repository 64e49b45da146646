"""Which brackets may define an acronym.

Compiled: an article of the news has two brackets and a half, hardly one in ten defines anything, and to look into one in Python
took 2 µs.
"""

from . import cues
from .passage cimport Cues, Passage, cue
from .phrase_matcher cimport PhraseMatcher

cdef Cues ACRONYM = cues.ACRONYM, CLOSE = cues.CLOSE, CORE_HEAD = cues.CORE_HEAD, OPEN = cues.OPEN
cdef enum:
    MOST_INSIDE = 12


def brackets(Passage passage not None, PhraseMatcher known not None):
    """See the stub."""
    cdef Py_ssize_t opening, closing
    cdef list found = []
    for opening in passage.notes[:passage.noted]:
        if opening and passage.cues[opening] & OPEN:
            closing = opening + 1
            while closing < opening + MOST_INSIDE and not cue(passage, closing) & CLOSE:
                closing += 1
            if closing < opening + MOST_INSIDE and _may_define(passage, opening, closing, known):
                found.append((opening, closing))
    return found


cdef bint _may_define(Passage passage, Py_ssize_t opening, Py_ssize_t closing, PhraseMatcher known) except -1:
    cdef Py_ssize_t end = 0, last = closing - 1
    cdef Cues before = passage.cues[opening - 1]
    cdef str acronym
    if before & ACRONYM and passage.cues[last] & CORE_HEAD:
        return True
    if not passage.exact[last]:
        return False
    if passage.cues[last] & ACRONYM or known.find(passage, last, &end) >= 0:
        return True
    # What is made of first letters or syllables has that of the word before.
    acronym = passage.table.exact_form(passage.numbers[last])
    return passage.exact[opening - 1] and passage.table.exact_form(passage.numbers[opening - 1])[0] in acronym
