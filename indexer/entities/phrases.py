"""Tables of names of one or more words, matched over the pieces of a passage, the longest first."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..analysis.normalize import normalize_word
from .passage import Piece

__all__ = ["PhraseTable", "words_of"]

_JOINTS = frozenset("-–.")


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    capitals: bool | None
    """All letters must be capitals (True) or the first (False); None where the script has no case."""
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
            phrases.append(_Phrase(words, name.isupper() if name.isascii() else None, tuple(names)))
            phrases.sort(key=lambda phrase: -len(phrase.words))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the first words of the names."""
        return iter(self._by_first)

    def match(self, pieces: Sequence[Piece], start: int) -> tuple[int, tuple[str, ...]] | None:
        """Find the longest name that begins with piece ``start``: where it ends (exclusive), its names."""
        for words, capitals, names in self._by_first.get(pieces[start].exact, ()):
            text = pieces[start].text
            if capitals is not None and not (text.isupper() if capitals else text[0].isupper()):
                continue
            end = _end_of(words, pieces, start)
            if end:
                return end, names
        return None


def _end_of(words: tuple[str, ...], pieces: Sequence[Piece], start: int) -> int:
    """Find where the words end that begin with piece ``start``, hyphens between allowed; 0: nowhere."""
    at = start + 1
    for word in words[1:]:
        if at < len(pieces) and pieces[at].text in _JOINTS:
            at += 1
        if at >= len(pieces) or pieces[at].exact != word:
            return 0
        at += 1
    return at
