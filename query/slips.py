"""How Hindi is mistyped: what each slip costs, and the slips that are of several letters.

Costs are in tenths of a letter. They say how likely a slip is, not how grave: those that the ear cannot settle (vowel length,
श and ष, ब and व, aspirates, anusvara, virama) and those of a hurried hand (a letter doubled, dropped, or swapped with its
neighbour) are cheap. Words are exact forms: homorganic nasals, chandrabindu and most nuktas are folded before.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import combinations, pairwise

# Not from it: import-linter cannot see compiled modules.
from indexer.codec import near_forms

__all__ = ["WHOLE", "iter_rewritings", "slips"]

WHOLE = 10
"""Costs to a letter."""

_NUKTA, _VIRAMA = "\N{DEVANAGARI SIGN NUKTA}", "\N{DEVANAGARI SIGN VIRAMA}"
_ANUSVARA, _VISARGA = "\N{DEVANAGARI SIGN ANUSVARA}", "\N{DEVANAGARI SIGN VISARGA}"
_SIGNS = "ािीुूृेैोौॉॅ"
_VOWELS = "अआइईउऊऋएऐओऔऑ"
_CONSONANTS = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"

_DOUBLED, _SWAPPED, _SIGN_TOO = 4, 5, 2
_LOST = {**dict.fromkeys(_SIGNS, 5), _VIRAMA: 3, _ANUSVARA: 3, _VISARGA: 3, _NUKTA: 2}
_ANY_TAKEN, _ANY_LOST = 12, 6


def _pairs_of(letters: str) -> str:
    return " ".join(map("".join, combinations(letters, 2)))


# Cost → groups of letters that stand for one another.
_TAKEN_FOR = {
    3: "िी ुू ेै ोौ ॉा ॉो ॉौ ॅै इई उऊ एऐ ओऔ ऑआ ऑओ अआ शष शस षस बव",
    4: "कख गघ चछ जझ टठ डढ तथ दध पफ बभ टत ठथ डद ढध णन ंन ंम िे ीे ःह",
    5: "जय ईय इय एय वओ वउ",
    6: "डर ढर नम भम धघ " + _pairs_of("aeiouy"),
    7: f"{_pairs_of(_SIGNS)} {_pairs_of(_VOWELS)}",
}
# Slips of several letters, either way; each costs as the ear takes it.
_SEVERAL = [
    ("न्", "ं"), ("म्", "ं"), ("ण्", "ं"), ("ङ्", "ं"), ("ञ्", "ं"),
    ("ये", "ए"), ("यी", "ई"), ("यि", "इ"), ("या", "आ"), ("यो", "ओ"), ("यु", "उ"), ("वा", "आ"), ("वे", "ए"),
    ("ृ", "्रि"), ("ृ", "्र"), ("ृ", "िर"), ("ऋ", "रि"), ("ऋ", "री"), ("्रु", "ृ"),
    ("ज्ञ", "ग्य"), ("ज्ञ", "ज्य"), ("क्ष", "छ"), ("क्ष", "ख"), ("क्ष", "क्श"), ("क्ष", "क्स"), ("क्ष", "कश"),
    ("ऐ", "अय"), ("ै", "य"), ("औ", "अव"), ("ौ", "व"), ("ाय", "ै"), ("ाव", "ौ"), ("िया", "्या"), ("ीय", "िय"),
    ("द्ध", "ध्द"), ("द्ध", "ध"), ("च्छ", "छ"), ("ट्ठ", "ठ"), ("त्थ", "थ"), ("क्ख", "ख"), ("द्य", "ध्य"), ("त्त्व", "त्व"),
    ("ड़", "र"), ("ढ़", "ड़"), ("ढ़", "ढ"), ("ऑ", "आ"), ("स्", "इस्"), ("स्", "अस्"),
]  # fmt: skip
_SEVERAL_COST = 3
_SYLLABLE_SWAPPED, _SYLLABLE_DOUBLED, _REPH_MOVED, _ORPHAN_COST = 5, 5, 3, 3

# A syllable as written: consonants joined by viramas with what hangs on them, or a vowel; else any one letter.
_SYLLABLE = re.compile(
    f"(?:[{_CONSONANTS}]{_NUKTA}?{_VIRAMA})*[{_CONSONANTS}]{_NUKTA}?{_VIRAMA}?[{_SIGNS}]?[{_ANUSVARA}{_VISARGA}]?"
    f"|[{_VOWELS}][{_ANUSVARA}{_VISARGA}]?|.",
    re.DOTALL,
)
_LETTER = re.compile(f"[{_CONSONANTS}]{_NUKTA}?")
# A sign with no letter to hang on: the letter is missing.
_ORPHAN = re.compile(f"(?<![{_CONSONANTS}{_NUKTA}])[{_SIGNS}{_VIRAMA}]")
_HEAD = re.compile(f"(?:[{_CONSONANTS}]{_NUKTA}?{_VIRAMA})*[{_CONSONANTS}]{_NUKTA}?|")
_REPH = "र" + _VIRAMA


@functools.cache
def slips() -> near_forms.Slips:
    """The costs of slips of one letter, or of two neighbours, as the search over the lexicon takes them."""
    code = near_forms.letter_code
    substituted = bytearray([_ANY_TAKEN]) * (1 << 16)
    for same in range(256):
        substituted[same << 8 | same] = 0
    # The dear ones first: a pair of two groups is as cheap as the cheaper says.
    for cost, groups in sorted(_TAKEN_FOR.items(), reverse=True):
        for group in groups.split():
            substituted[code(group[0]) << 8 | code(group[1])] = cost
            substituted[code(group[1]) << 8 | code(group[0])] = cost
    lost = bytearray([_ANY_LOST]) * 256
    for letter, cost in _LOST.items():
        lost[code(letter)] = cost
    return near_forms.Slips(bytes(substituted), bytes(lost), _DOUBLED, _SWAPPED, _SIGN_TOO)


def iter_rewritings(exact: str) -> Iterator[tuple[str, int]]:
    """Yield what a Devanagari word becomes when one slip of several letters is undone, and what that slip costs."""
    for one, other in (*_SEVERAL, *((b, a) for a, b in _SEVERAL)):
        at = exact.find(one)
        while at >= 0:
            yield exact[:at] + other + exact[at + len(one) :], _SEVERAL_COST
            at = exact.find(one, at + 1)
    for orphan in _ORPHAN.finditer(exact):
        for consonant in _CONSONANTS:
            yield exact[: orphan.start()] + consonant + exact[orphan.start() :], _ORPHAN_COST
    letters = list(_LETTER.finditer(exact))
    for one_at, other_at in pairwise(letters):
        between = exact[one_at.end() : other_at.start()]
        if between:  # else they are neighbours, which the distance knows
            swapped = other_at[0] + between + one_at[0]
            yield exact[: one_at.start()] + swapped + exact[other_at.end() :], _SYLLABLE_SWAPPED
    syllables = _SYLLABLE.findall(exact)
    for place in range(len(syllables)):
        before, after = syllables[:place], syllables[place + 1 :]
        if place and syllables[place] == syllables[place - 1]:
            yield "".join(before + after), _SYLLABLE_DOUBLED
        yield "".join([*before, syllables[place], syllables[place], *after]), _SYLLABLE_DOUBLED
        if after:
            yield from _swapped(before, syllables[place], after[0], after[1:])


def _swapped(before: list[str], one: str, other: str, after: list[str]) -> Iterator[tuple[str, int]]:
    """Two syllables, then only their consonants, change places; a reph goes from one to the other."""
    first, last = "".join(before), "".join(after)
    yield first + other + one + last, _SYLLABLE_SWAPPED
    head, other_head = (_HEAD.match(each) for each in (one, other))
    if head and other_head and head[0] and other_head[0]:
        rest, other_rest = one[head.end() :], other[other_head.end() :]
        if rest or other_rest:
            yield first + other_head[0] + rest + head[0] + other_rest + last, _SYLLABLE_SWAPPED
    if one.startswith(_REPH):
        yield first + one.removeprefix(_REPH) + _REPH + other + last, _REPH_MOVED
    if other.startswith(_REPH):
        yield first + _REPH + one + other.removeprefix(_REPH) + last, _REPH_MOVED
