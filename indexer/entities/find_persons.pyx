"""Persons: after a title, by the parts of the name, before an honorific.

The text is parted into runs of words that may be in a name; a run becomes a person when something speaks
for it. A run ends at postpositions, verbs, every common word and punctuation, so no name can hold one.

Compiled: one word in ten of an encyclopedia begins a run (of news one in thirty), and weighing one in Python took 2 µs,
as long as all the rest takes for four words.
"""

from . import cues
from .entity import KINDS
from .entity import PERSON as _PERSON
from .passage cimport Cues, Passage, cue

cdef Cues AND = cues.AND, BREAK = cues.BREAK, COMMA = cues.COMMA, COMMON = cues.COMMON, DOT = cues.DOT
cdef Cues ERGATIVE = cues.ERGATIVE, GIVEN = cues.GIVEN, HONORIFIC = cues.HONORIFIC, HYPHEN = cues.HYPHEN
cdef Cues INITIAL = cues.INITIAL, LETTER = cues.LETTER, LINK = cues.LINK, MIDDLE = cues.MIDDLE, NAME = cues.NAME
cdef Cues ORG_FIRST = cues.ORG_FIRST, PLACE_ENDING = cues.PLACE_ENDING, PLACE_FIRST = cues.PLACE_FIRST
cdef Cues ROLE = cues.ROLE, STOP = cues.STOP, SURNAME = cues.SURNAME, TITLE = cues.TITLE, UNKNOWN = cues.UNKNOWN
cdef Cues UNSURE_LETTER = cues.UNSURE_LETTER, WEAK = cues.WEAK

cdef Cues _PART = NAME | UNKNOWN
cdef Cues _ENDS = STOP | BREAK | COMMA | AND | cues.CLOSE | DOT
cdef Cues _NEVER_ALONE = COMMON | STOP | TITLE | INITIAL | PLACE_FIRST | ORG_FIRST
cdef int PERSON = KINDS.index(_PERSON)
cdef int _MOST_WORDS = 8


def find_persons(Passage passage not None):
    """Find every run of words that is a person's name."""
    cdef Py_ssize_t at, start, done = 0
    for at in passage.notes[:passage.noted]:
        if at < done or not passage.cues[at] & _PART or passage.taken[at]:
            continue
        start = _start_of_run(passage, at, done)
        done = _end_of_run(passage, at)
        if _speaks_for(passage, start, done):
            passage.take(PERSON, start, done, ())


cdef Py_ssize_t _start_of_run(Passage passage, Py_ssize_t at, Py_ssize_t floor) noexcept:
    """Find where a name begins whose first known or unknown word is at ``at``, not before ``floor``."""
    cdef Py_ssize_t start = _with_initials(passage, at, floor)
    cdef Cues before
    if start - 1 < floor or passage.taken[start - 1] or not cue(passage, start - 2) & TITLE:
        return start
    before = cue(passage, start - 1)
    # सचिव लव अग्रवाल: between a title and a surname any word is a given name. राजदूत अल थानी: a link is first.
    if before == COMMON and _ends_names(passage.cues[start]):
        return start - 1
    return start - 1 if before & LINK and not before & STOP else start


cdef Py_ssize_t _with_initials(Passage passage, Py_ssize_t at, Py_ssize_t floor) noexcept:
    """Find where the initials before a name begin (एस. जयशंकर, आर के सिंह); ``at`` where there are none."""
    cdef Py_ssize_t start = at, letter
    cdef bint dotted
    cdef Cues own
    while start > floor:
        dotted = cue(passage, start - 1) & DOT != 0
        letter = start - 2 if dotted else start - 1
        own = cue(passage, letter)
        if letter < floor or passage.taken[letter] or own & (INITIAL | TITLE | ORG_FIRST) != INITIAL:
            break
        if own & UNSURE_LETTER and not dotted and not _is_initial(passage, letter):
            break
        start = letter
    return start


cdef bint _is_initial(Passage passage, Py_ssize_t at) noexcept:
    """Tell वी के पॉल and "कप्तान के एल राहुल" from the postposition of "परिषद के आर गंगाखेडकर"."""
    cdef Cues before = cue(passage, at - 1), after = cue(passage, at + 1)
    return before & LETTER != 0 or (after & LETTER != 0 and before & (TITLE | BREAK | COMMA | AND) != 0)


cdef Py_ssize_t _end_of_run(Passage passage, Py_ssize_t at) noexcept:
    """Find where (exclusive) the run ends; links, initials and hyphens are in it where a part follows."""
    cdef Py_ssize_t end = at + 1, after = at + 1
    cdef int words = 1
    cdef Cues own
    while after < passage.size and not passage.taken[after] and words < _MOST_WORDS:
        own = passage.cues[after]
        if own & _PART:
            if own & UNKNOWN and _ends_names(passage.cues[after - 1]):
                break
            end = after + 1
            words += 1
        elif not (own & HYPHEN and cue(passage, after + 1) & (_PART | LINK)) and (
            not own & (LINK | INITIAL) or own & (STOP | HONORIFIC)
        ):
            break
        after += 1
    return end


cdef bint _ends_names(Cues own) noexcept:
    """Tell whether a word is a surname and nothing besides."""
    return own & (SURNAME | GIVEN | WEAK | MIDDLE) == SURNAME


cdef bint _speaks_for(Passage passage, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Tell whether something shows that the run names a person."""
    cdef int parts = 0, strong = 0, unknown = 0, endings = 0  # how many such words
    cdef Cues own, before = _left_cues(passage, start), after = cue(passage, end)
    for own in passage.cues[start:end]:
        if own & _PART:
            parts += 1
            strong += own & (NAME | WEAK) == NAME
            unknown += own & UNKNOWN != 0
            endings += own & PLACE_ENDING != 0
    if before & TITLE:
        return strong or unknown or parts >= 2 or after & ERGATIVE != 0
    if before & ROLE and (strong or (parts >= 2 and endings < parts)):
        return True
    if (strong and parts >= 2) or after & HONORIFIC:
        return True
    if strong:
        return after & _ENDS != 0
    # Unknown words may be anything; one who acts is a person, and two listed by country are one:
    # ताजिकिस्तान के कोखिर रसूलजोदा और.
    if (parts >= 2 or unknown) and after & ERGATIVE:
        return True
    if parts < 2 or unknown < parts or not after & (AND | COMMA):
        return False
    return start > 0 and passage.place_starts[start - 1] != 0


cdef Cues _left_cues(Passage passage, Py_ssize_t start) noexcept:
    """Look up the cues of the word before a run; the dot of डॉ. is passed over."""
    return cue(passage, start - 2) if cue(passage, start - 1) & DOT else cue(passage, start - 1)


def find_short_names(Passage passage not None):
    """Find the persons found already by one part of the name, where nothing else speaks for it.

    बोले पुतिन; a part that is also a common word only where it acts: शाह ने, but not शाह.
    """
    cdef Py_ssize_t at
    cdef set parts = set()
    # A sieve of 64 bits lets few words through to the set.
    cdef unsigned long long sieve = _add_parts_of_names(passage, parts)
    for at in range(passage.size if sieve else 0):
        if sieve >> (passage.exact[at] & 63) & 1 and not passage.taken[at] and passage.exact[at] in parts:
            if not passage.cues[at] & WEAK or cue(passage, at + 1) & ERGATIVE:
                passage.take(PERSON, at, at + 1, ())


cdef unsigned long long _add_parts_of_names(Passage passage, set parts) except? 0:
    """The numbers of the exact forms of names' first and last words that may stand for the whole name."""
    cdef Py_ssize_t index
    cdef int at
    cdef unsigned long long sieve = 0
    for index in range(passage.count):
        if passage.found[index].rank != PERSON:
            continue
        for at in (passage.found[index].start, passage.found[index].end - 1):
            if passage.cues[at] & _PART and not passage.cues[at] & _NEVER_ALONE:
                parts.add(passage.exact[at])
                sieve |= 1ULL << (passage.exact[at] & 63)
    return sieve
