"""The cues: what one word says about names, as bits of one int.

Not an ``enum.Flag``: they are tested several times a word, and a Flag's ``&`` costs twenty times an int's.
"""

from __future__ import annotations

STOP = 1 << 0
"""Ends every name: postposition, pronoun, auxiliary."""
COMMON = 1 << 1
"""In the dictionary, or a known loan, and no part of a name."""
UNKNOWN = 1 << 2
"""No word that we know: perhaps a name."""
NAME = 1 << 3
"""A given name or surname."""
SURNAME = 1 << 4
WEAK = 1 << 5
"""A name that is also a common word."""
TITLE = 1 << 6
ROLE = 1 << 7
HONORIFIC = 1 << 8
INITIAL = 1 << 9
LINK = 1 << 10
PLACE_FIRST = 1 << 11
"""First word of a place's name in the gazetteer."""
ORG_FIRST = 1 << 12
"""First word of a well-known organisation's name."""
CORE_HEAD = 1 << 13
STATE_HEAD = 1 << 14
MODIFIER = 1 << 15
NATIONAL = 1 << 16
PLACE_HEAD = 1 << 17
PLACE_ENDING = 1 << 18
ACRONYM = 1 << 19
LATIN = 1 << 20
AMBIGUOUS_PLACE = 1 << 21
OPEN = 1 << 22
CLOSE = 1 << 23
HYPHEN = 1 << 24
DOT = 1 << 25
COMMA = 1 << 26
BREAK = 1 << 27
ERGATIVE = 1 << 28
"""ने: marks who acted, mostly a person."""
LOOSE_HEAD = 1 << 29
BROAD = 1 << 30
"""A common word that begins proper names of organisations (राष्ट्रीय)."""
AND = 1 << 31
OF = 1 << 32
DIRECTION = 1 << 33
LANDMARK = 1 << 34
HEAD_WITHIN = 1 << 35
AS_ADJECTIVE = 1 << 36
ADJECTIVE_BEFORE = 1 << 37
LETTER = 1 << 38
"""The name of one letter: एस."""
GIVEN = 1 << 39
MIDDLE = 1 << 40
"""A surname after which another may follow: सिंह, कुमार."""
UNSURE_LETTER = 1 << 41
"""A letter's name that is also a common word."""
SENTENCE_END = 1 << 42
"""A break after which another sentence begins."""

NOTED = (
    OPEN | CORE_HEAD | STATE_HEAD | ORG_FIRST | ACRONYM  # brackets, organisations
    | PLACE_FIRST | PLACE_HEAD | LANDMARK | PLACE_ENDING  # places
    | NAME | UNKNOWN  # persons
)  # fmt: skip
"""What begins or ends a name, or tells one: of news a third of the pieces, and rules look at no other."""
