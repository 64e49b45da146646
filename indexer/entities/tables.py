"""How the tables of words are written: words between white space, in the spelling of papers."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.normalize import normalize_word

__all__ = ["exact_forms", "words"]


def words(table: str) -> tuple[str, ...]:
    """Part a table into its words."""
    return tuple(table.split())


def exact_forms(table: Iterable[str]) -> frozenset[str]:
    """Bring words to the form in which they are looked up."""
    return frozenset(map(normalize_word, table))
