"""The names of the Latin letters as Hindi writes them: एससीओ is SCO, यू.पी. is U.P."""

from __future__ import annotations

import functools
import itertools

__all__ = ["LETTER_NAME", "latin_acronyms", "letter_name_ends", "letter_name_starts", "spelled_acronyms"]

# In exact form. The first spelling of each is the usual one in papers; those after it are read as well.
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
    "z": ("जेड", "जैड"),
}
_LETTER_OF = {name: letter for letter, names in _NAMES.items() for name in names}
# By a name's first character, of which a word has one: most names begin with another.
_BEGINNING = {
    first: [(name, letter) for name, letter in _LETTER_OF.items() if name[0] == first]
    for first in {name[0] for name in _LETTER_OF}
}
_NUKTA, _VIRAMA = "\N{DEVANAGARI SIGN NUKTA}", "\N{DEVANAGARI SIGN VIRAMA}"
_JOINER = "[\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}]?"
LETTER_NAME = (
    "(?:"
    + "|".join(sorted(_LETTER_OF, key=len, reverse=True))  # longest first: एक्स before ए
    .replace("जेड", f"(?:ज{_NUKTA}?|\N{DEVANAGARI LETTER ZA})ेड")
    .replace(_VIRAMA, _VIRAMA + _JOINER)
    + ")"
)
"""A pattern: the name of one letter as text has it, ज़ेड with its dot and डब्‍ल्यू with joiners too."""

_MOST_LETTERS = 7


def letter_name_starts() -> frozenset[str]:
    """The first two characters of every word that is spelled by two names of letters or more, in exact form."""
    return frozenset((first + second)[:2] for first in _LETTER_OF for second in _LETTER_OF)


def letter_name_ends() -> frozenset[str]:
    """The last two characters, or the only one, of every name of a letter, in exact form."""
    return frozenset(name[-2:] for name in _LETTER_OF)


def spelled_acronyms(latin: str) -> list[str]:
    """Spell a Latin acronym of 2 to 7 letters by letter names, the usual spelling first: sco → [एससीओ]."""
    letters = latin.lower()
    if not (2 <= len(letters) <= _MOST_LETTERS and letters.isascii() and letters.isalpha()):
        return []
    return ["".join(names) for names in itertools.product(*(_NAMES[letter] for letter in letters))]


@functools.lru_cache(maxsize=4096)
def latin_acronyms(word: str) -> tuple[str, ...]:
    """Read an exact form that is made of letter names only, 2 to 7 of them: every reading, in lower case, sorted.

    एससीओ → (sco,); a word that is not spelled so gives ().
    """
    found: list[str] = []

    def read(rest: str, letters: str) -> None:
        if not rest:
            if len(letters) >= 2:
                found.append(letters)
            return
        if len(letters) == _MOST_LETTERS:
            return
        for name, letter in _BEGINNING.get(rest[0], ()):
            if rest.startswith(name):
                read(rest[len(name) :], letters + letter)

    read(word, "")
    return tuple(sorted(set(found)))
