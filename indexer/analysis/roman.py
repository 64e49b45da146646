"""Devanagari words in Latin letters, and the key under which differently typed spellings of one word meet."""

from __future__ import annotations

import functools

import regex

__all__ = ["romanize", "skeleton", "skeletons"]

_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l".split(),
        strict=True,
    )
)
_VOWELS = dict(zip("अआइईउऊऋएऐओऔऑऍऎऒ", "a aa i ee u oo ri e ai o au o e e o".split(), strict=True))
_SIGNS = dict(zip("ािीुूृेैोौॉॅॆॊ", "aa i ee u oo ri e ai o au o e e o".split(), strict=True))
_NUKTA, _VIRAMA, _ANUSVARA, _VISARGA = "़", "्", "ं", "ः"
# ड़ and ढ़ are typed r or d; r is the commoner, `skeletons` gives both.
_DOTTED = {"ड": "r", "ढ": "rh"}
_GY_WRITTEN, _GY_SAID = "ज्ञ", "ग्य"  # vigyan, gyan


def romanize(exact: str) -> str:
    """An exact Devanagari form as people type it in Latin letters, unspoken vowels left out: जयशंकर → jayshankar.

    Letters of other scripts stay as they are. The inherent vowel of a consonant is unspoken at the end of a word, and between
    two consonants that each have a spoken vowel on their outer side (the rule of Ohala, "Aspects of Hindi Phonology", 1983).
    """
    syllables = _syllables(exact.replace(_GY_WRITTEN, _GY_SAID))
    return "".join(onset + vowel for (onset, _), vowel in zip(syllables, _spoken(syllables), strict=True))


def _syllables(word: str) -> list[tuple[str, str]]:
    """(consonant, vowel) pairs; the vowel is ``?`` where it is the inherent one, empty under a virama."""
    found: list[tuple[str, str]] = []
    for index, letter in enumerate(word):
        if letter in _CONSONANTS:
            dotted = word[index + 1 : index + 2] == _NUKTA
            found.append((_DOTTED.get(letter, _CONSONANTS[letter]) if dotted else _CONSONANTS[letter], "?"))
        elif letter in _SIGNS and found:
            found[-1] = (found[-1][0], _SIGNS[letter])
        elif letter == _VIRAMA and found:
            found[-1] = (found[-1][0], "")
        elif letter in _VOWELS:
            found.append(("", _VOWELS[letter]))
        elif letter == _ANUSVARA:
            found.append(("n", ""))
        elif letter not in (_NUKTA, _VISARGA, _VIRAMA):
            found.append((letter, ""))
    return found


def _spoken(syllables: list[tuple[str, str]]) -> list[str]:
    """The vowels with each inherent one decided, from the end of the word to its start."""
    vowels = [vowel for _, vowel in syllables]
    for index in range(len(vowels) - 1, -1, -1):
        if vowels[index] == "?":
            vowels[index] = "" if _is_unspoken(syllables, vowels, index) else "a"
    return vowels


def _is_unspoken(syllables: list[tuple[str, str]], vowels: list[str], index: int) -> bool:
    if index == 0:
        return False
    if index == len(vowels) - 1:
        return True
    # A vowel without a consonant before it keeps this one apart: रुपए is rupae, not rupe.
    return vowels[index - 1] != "" and vowels[index + 1] != "" and syllables[index + 1][0] != ""


# Both sides go through the same folding, so it need not be right, only alike for the spellings of one word.
_FOLDS = (
    (r"[^a-z]", ""),
    (r"x", "ks"),
    (r"q|ck", "k"),
    (r"ch+", "C"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"ph|f", "p"),
    (r"z", "j"),
    (r"(?<=i)y", ""),
    (r"(?<=[aeiou])[wy](?![aeiou])", ""),
    (r"w", "v"),
    (r"(?<=[^aeiou])h", ""),
    (r"m(?=[bpv])", "n"),  # samvidhan, mumbai; before others m is seldom typed for a nasal
    (r"(.)\1+", r"\1"),
    (r"^[aeiou]+", "A"),
    (r"(?<=[^aeiou])y", ""),
    (r"[aeiou]", ""),
    (r"(.)\1+", r"\1"),
)
_COMPILED = tuple((regex.compile(pattern), replacement) for pattern, replacement in _FOLDS)


@functools.lru_cache(maxsize=65536)
def skeleton(latin: str) -> str:
    """The consonants of a word in Latin letters, with what typists do not agree on folded; ``A`` for any vowel at the start.

    sh = s, w = v, f = ph, z = j, doubled letters are single, aspiration is dropped: jaishankar and jayshankar → jsnkr.
    """
    key = latin.lower()
    for pattern, replacement in _COMPILED:
        key = pattern.sub(replacement, key)
    return key


def skeletons(exact: str) -> set[str]:
    """The keys under which an exact Devanagari form is to be found: one, or more where typists differ.

    ड़ and ढ़ may be typed d, and a nasal at the end not at all: kitabo for किताबों.
    """
    spellings = {exact, exact.replace(_NUKTA, "")}
    if exact.endswith(_ANUSVARA):
        spellings |= {spelling.removesuffix(_ANUSVARA) for spelling in spellings}
    return {skeleton(romanize(spelling)) for spelling in spellings}
