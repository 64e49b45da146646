"""Tables of names of one or more words; ``phrase_matcher`` finds them in a passage, the longest first."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..analysis.normalize import normalize_word
from .phrase_matcher import PhraseMatcher
from .piece_table import PieceTable
from .pieces import ALL_CAPITALS, CAPITAL_FIRST

__all__ = ["PhraseTable", "words_of"]


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    shape: int
    """What the first word must have: all letters capitals, or the first; 0 where the script has no case."""
    names: tuple[str, ...]


@functools.lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """Give the exact forms of a name's words; hyphens part words."""
    return tuple(filter(None, (normalize_word(word) for word in name.replace("-", " ").split())))


class PhraseTable:
    """Names, each with all the names of the same thing."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[_Phrase]] = {}

    def add(self, name: str, names: Iterable[str] = ()) -> None:
        """Take up a name, ``names`` being all of the same thing; what is taken up already stays as it is."""
        words = words_of(name)
        if not words:
            return
        phrases = self._by_first.setdefault(words[0], [])
        if all(phrase.words != words for phrase in phrases):
            capitals = ALL_CAPITALS if name.isupper() else CAPITAL_FIRST
            phrases.append(_Phrase(words, capitals if name.isascii() else 0, tuple(names)))
            phrases.sort(key=lambda phrase: -len(phrase.words))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the first words of the names."""
        return iter(self._by_first)

    def phrases(self) -> Iterator[_Phrase]:
        """Iterate over the names."""
        for phrases in self._by_first.values():
            yield from phrases

    def matcher(self, pieces: PieceTable) -> PhraseMatcher:
        """Make what matches these names over passages of these pieces; names added later are not in it."""
        number = pieces.exact_number
        return PhraseMatcher(
            {
                number(first): [
                    (tuple(map(number, words)), needed, names) for words, needed, names in phrases
                ]
                for first, phrases in self._by_first.items()
            }
        )
