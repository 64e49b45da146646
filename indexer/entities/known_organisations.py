"""The table of well-known organisations, and their letters in the other script."""

from __future__ import annotations

import functools

from ..analysis.letters import latin_acronyms, spelled_acronyms
from . import organisations
from .phrases import PhraseTable

__all__ = ["build_known_organisations", "letters_of"]


def build_known_organisations() -> PhraseTable:
    """Build the table of the well-known; Latin letters are read in Devanagari too (SCO, एससीओ)."""
    table = PhraseTable()
    for names in organisations.WELL_KNOWN:
        for name in names:
            table.add(name, names)
    for names in organisations.WELL_KNOWN:
        for name in names:
            for spelled in spelled_acronyms(name) if name.isupper() else ():
                table.add(spelled, names)
    return table


@functools.lru_cache(maxsize=4096)
def letters_of(text: str) -> tuple[str, ...]:
    """Spell an acronym in the other script: SCO → (एससीओ,), एससीओ → (SCO,); no letters, nothing."""
    if text.isascii():
        return tuple(spelled_acronyms(text.replace(".", ""))[:1])
    return tuple(reading.upper() for reading in latin_acronyms(text))
