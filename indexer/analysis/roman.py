"""Devanagari words in Latin letters, and the key under which differently typed spellings of one word meet."""

from __future__ import annotations

from . import latin

__all__ = ["romanize", "skeleton", "skeletons"]

romanize = latin.romanize
skeleton = latin.skeleton

_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_ANUSVARA = "\N{DEVANAGARI SIGN ANUSVARA}"


def skeletons(exact: str) -> set[str]:
    """The keys under which an exact Devanagari form is to be found: one, or more where typists differ.

    ड़ and ढ़ may be typed d, and a nasal at the end not at all: kitabo for किताबों.
    """
    if _NUKTA not in exact and not exact.endswith(_ANUSVARA):  # nine in ten
        return {skeleton(romanize(exact))}
    spellings = {exact, exact.replace(_NUKTA, "")}
    if exact.endswith(_ANUSVARA):
        spellings |= {spelling.removesuffix(_ANUSVARA) for spelling in spellings}
    return {skeleton(romanize(spelling)) for spelling in spellings}
