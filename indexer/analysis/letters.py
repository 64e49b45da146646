"""The names of the Latin letters as Hindi writes them: एससीओ is SCO, यू.पी. is U.P."""

from __future__ import annotations

import functools
import itertools

import regex

__all__ = ["LETTER_NAME", "latin_acronyms", "spelled_acronyms"]

# The first spelling of each is the usual one in papers; all are read, those after it seldom written.
_NAMES: dict[str, tuple[str, ...]] = {
    "a": ("ए",),
    "b": ("बी",),
    "c": ("सी",),
    "d": ("डी",),
    "e": ("ई",),
    "f": ("एफ",),
    "g": ("जी",),
    "h": ("एच",),
    "i": ("आई",),
    "j": ("जे",),
    "k": ("के",),
    "l": ("एल",),
    "m": ("एम",),
    "n": ("एन",),
    "o": ("ओ",),
    "p": ("पी",),
    "q": ("क्यू",),
    "r": ("आर",),
    "s": ("एस",),
    "t": ("टी",),
    "u": ("यू",),
    "v": ("वी",),
    "w": ("डब्ल्यू", "डब्लू"),
    "x": ("एक्स",),
    "y": ("वाई",),
    "z": ("जेड", "ज़ेड", "जैड"),
}
_LETTER_OF = {name: letter for letter, names in _NAMES.items() for name in names}
# Longest first: एक्स before ए, एससीओ reads एस-सी-ओ.
LETTER_NAME = "(?:" + "|".join(sorted(map(regex.escape, _LETTER_OF), key=len, reverse=True)) + ")"
_MOST_LETTERS = 7


def spelled_acronyms(latin: str) -> list[str]:
    """The Devanagari spellings of a Latin acronym of 2 to 7 letters by letter names, the usual one first: sco → [एससीओ]."""
    letters = latin.lower()
    if not (2 <= len(letters) <= _MOST_LETTERS and letters.isascii() and letters.isalpha()):
        return []
    return ["".join(names) for names in itertools.product(*(_NAMES[letter] for letter in letters))]


@functools.lru_cache(maxsize=4096)
def latin_acronyms(word: str) -> tuple[str, ...]:
    """Every Latin reading (lower case) of a Devanagari word that is made of letter names only, 2 to 7 of them.

    एससीओ → (sco,); a word that is not spelled so gives (). Several readings are possible where names run together.
    """
    found: list[str] = []

    def read(rest: str, letters: str) -> None:
        if not rest:
            if len(letters) >= 2:
                found.append(letters)
            return
        if len(letters) == _MOST_LETTERS:
            return
        for name, letter in _LETTER_OF.items():
            if rest.startswith(name):
                # एसी is ए-सी? no: a matra cannot start a name, so the split stays at letters.
                read(rest[len(name) :], letters + letter)

    read(word, "")
    return tuple(sorted(set(found)))
