"""Which words of a query the corpus hardly knows: cheap enough to be asked at every search, while suggestions are not."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from whoosh import query

from indexer.codec.lexicon import Lexicon
from indexer.schema import EXACT_FIELDS, TEXT_FIELDS

from .tree import AnyField, OtherName, Word

__all__ = ["RareWord", "RareWords"]

# Words that occur are looked at only where the query found next to nothing: every second headline has one that is rare.
_HARDLY, _FEW_FOUND = 2, 10
_MOST_ASKED = 3  # words of one query
_KEPT = 8192
_EXACT = frozenset(EXACT_FIELDS.values())
_EVERYWHERE = frozenset(TEXT_FIELDS)


class RareWord(NamedTuple):
    """A word as typed, and how often a form of it occurs."""

    typed: str
    occurrences: int


class RareWords:
    """Rare words of queries against one lexicon. Threads may share it; it keeps what it counted for the last words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kept = functools.lru_cache(_KEPT)(self._occurrences)

    def of(self, tree: query.Query, total: int) -> list[RareWord]:
        """The first three words of a query that occur nowhere, or, where it found ten articles or fewer, at most twice."""
        most = _HARDLY if total <= _FEW_FOUND else 0
        found: dict[str, int] = {}
        for typed, lemmas in _iter_words(tree):
            if (occurrences := self._kept(lemmas)) <= most:
                found.setdefault(typed, occurrences)
        return [RareWord(*each) for each in list(found.items())[:_MOST_ASKED]]

    def _occurrences(self, lemmas: tuple[str, ...]) -> int:
        """How often any form of any of the lemmas occurs; some number above ``_HARDLY`` where it is more."""
        total = 0
        for lemma in lemmas:
            total += self._lexicon.count(lemma)
            if total <= _HARDLY:
                total += sum(
                    self._lexicon.count(form) for form in self._lexicon.forms_of(lemma) if form != lemma
                )
            if total > _HARDLY:
                break
        return total


def _iter_words(node: query.Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words sought in the text, as typed, each with what it is sought by; none that is barred, filters, or stops."""
    if isinstance(node, Word):
        if not isinstance(node, OtherName) and not node.stop and _EVERYWHERE.issubset(node.fields):
            yield node.label, (*node.lemmas, *(lemmas[0] for lemmas, _ in node.aliases if len(lemmas) == 1))
    elif isinstance(node, AnyField):
        yield from _iter_exact(node)
    elif isinstance(node, query.And | query.Or):
        for each in node.subqueries:
            yield from _iter_words(each)


def _iter_exact(node: AnyField) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The same of +words and phrases, by their exact forms."""
    first = node.subqueries[0]
    if not node.stop and isinstance(first, query.Term | query.Phrase) and first.fieldname in _EXACT:
        for word in first.words if isinstance(first, query.Phrase) else [first.text]:
            if isinstance(word, str):
                yield word, (word,)
