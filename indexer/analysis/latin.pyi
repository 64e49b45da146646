"""Stub of the compiled module."""

from array import array
from collections.abc import Iterable

def romanize(exact: str) -> str:
    """An exact Devanagari form as people type it in Latin letters, unspoken vowels left out: जयशंकर → jayshankar.

    Letters of other scripts stay as they are. The inherent vowel of a consonant is unspoken at the end of a word, and between
    two consonants that each have a spoken vowel on their outer side (the rule of Ohala, "Aspects of Hindi Phonology", 1983).
    """

def skeleton(latin: str) -> str:
    """The consonants of a word in Latin letters, with what typists do not agree on folded; ``A`` for any vowel at the start.

    sh = s, w = v, f = ph, z = j, doubled letters are single, aspiration is dropped: jaishankar and jayshankar → jsnkr.
    """

def skeletons(exact: str) -> set[str]:
    """The keys under which an exact Devanagari form is to be found: one, or more where typists differ.

    ड़ and ढ़ may be typed d, and a nasal at the end not at all: kitabo for किताबों.
    """

def has_key(exact: str, key: str) -> bool:
    """Whether ``key`` is one of ``skeletons(exact)``."""

def add_key_sums(forms: Iterable[bytes], numbers: Iterable[int], pairs: array[int]) -> None:
    """Append, for each of ``skeletons`` of exact forms in UTF-8 that is not empty, its CRC-32 · 2³² + the form's number.

    ``pairs`` are numbers of 64 bits, ``numbers`` of 32; a pair may come twice. UnicodeDecodeError where a form is no text.
    """

def pieces(exact: str) -> list[str]:
    """The sounds of an exact form: consonants, vowels by their signs, ``a`` for the inherent vowel, ``-`` where it is unspoken.

    जयशंकर → ज a य - श a ं क a र -. A consonant under a virama has no vowel; ज्ञ is ग्य.
    """
