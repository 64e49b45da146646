"""Evidence of many articles, added up: in a build as its articles come, and of articles that are deleted.

Persons are the bulk of it, and stay numbers until all are counted.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from ..analysis import term_rows, text_numbers
from ..article import Entity
from ..codec.evidence import CountedLines, in_order
from ..codec.stored import StoredArticle
from ..distinct import with_places
from . import person_names
from .acronyms import EXACT_CHAIN
from .evidence import BEARERS, PERSON, SHORT, iter_evidence

__all__ = ["Evidence", "count_evidence"]


class Evidence:
    """The lines of articles, as they are added up.

    ``persons`` gets those of the articles' persons, by whoever numbers their words. ``forms`` is what numbers them.
    """

    def __init__(self, forms: term_rows.TermRows) -> None:
        self.persons = person_names.PersonNames(forms)
        self._forms = forms
        self._others: dict[str, int] = {}

    def add_article(self, title: str | None, body: str, named: Sequence[Entity]) -> None:
        """Add what else an article says; ``named`` are its places and organisations with aliases."""
        # By hand: a Counter takes 1.5 µs to look at what it is to add.
        for line in set(iter_evidence(title, body, named)):
            self._others[line] = self._others.get(line, 0) + 1

    def counted(self, order: np.ndarray) -> CountedLines:
        """All lines. ``order``: the forms' texts by their numbers, ascending by bytes, int32."""
        lines, counts = in_order(self._others)
        person_lines, person_counts = _person_lines(self.persons, self._forms.texts, order)
        return CountedLines(lines + person_lines, np.concatenate([counts, person_counts]))


def count_evidence(articles: Iterable[StoredArticle]) -> Counter[str]:
    """The lines of evidence of articles, and how many of them give each; of a word of names, how many names they give with it."""
    forms = term_rows.TermRows(EXACT_CHAIN)
    evidence = Evidence(forms)
    for article, entities in articles:
        for entity in entities:
            if entity.kind == "person":
                evidence.persons.add_person(entity.name, entity.aliases)
        evidence.persons.end_article()
        named = [entity for entity in entities if entity.aliases and entity.kind != "person"]
        evidence.add_article(article.title, article.body, named)
    lines, counts = evidence.counted(np.array(forms.texts.ordered(array("i")), np.int32))
    return Counter(dict(zip(map(bytes.decode, lines), counts.tolist(), strict=True)))


def _person_lines(
    persons: person_names.PersonNames, texts: text_numbers.TextNumbers, order: np.ndarray
) -> CountedLines:
    """The L, N and S lines."""
    kinds, counts = np.array(persons.kinds, np.int64), np.array(persons.counts, np.int64)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    present, _, numbers = with_places(rank[np.array(persons.words, np.int64)])
    words = texts.encoded(order[present])
    table = _table(numbers, np.array(persons.starts, np.int64))
    full, short = kinds == person_names.FULL, kinds == person_names.SHORT
    every = [
        _bearer_lines(words, table[full], counts[full]),
        _name_lines(f"{PERSON}\t", words, table[full], counts[full]),
        _name_lines(f"{SHORT}\t", words, table[short], counts[short]),
    ]
    lines, numbers = zip(*every, strict=True)
    return CountedLines([*chain.from_iterable(lines)], np.concatenate(numbers))


def _table(numbers: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The words of each name, int64[names, words of the longest], -1 behind them."""
    sizes = np.diff(starts, append=len(numbers))
    table = np.full((len(starts), sizes.max(initial=1)), -1)
    table[np.repeat(np.arange(len(starts)), sizes), np.arange(len(numbers)) - np.repeat(starts, sizes)] = (
        numbers
    )
    return table


def _bearer_lines(words: list[bytes], table: np.ndarray, counts: np.ndarray) -> CountedLines:
    """Of each first and each last word how many articles name someone by it, each name for itself."""
    first, last = table[:, 0], table[np.arange(len(table)), np.sum(table >= 0, axis=1) - 1]
    other = first != last
    borne = np.bincount(first, counts, len(words)) + np.bincount(last[other], counts[other], len(words))
    present = np.flatnonzero(borne)
    kind = f"{BEARERS}\t".encode()
    return CountedLines([kind + words[row] for row in present.tolist()], borne[present].astype(np.int64))


def _name_lines(kind: str, words: list[bytes], table: np.ndarray, counts: np.ndarray) -> CountedLines:
    """Names in order: of their words, as no word has a byte as low as what stands between two."""
    order = np.lexsort(table.T[::-1])
    head, after = kind.encode(), b"\t" if kind[0] == SHORT else b" "
    written = [*words, b""]  # by -1, what is behind a name's last word
    columns = [map(written.__getitem__, column) for column in table[order].T.tolist()]
    lines = [head + first + after + b" ".join(rest).rstrip() for first, *rest in zip(*columns, strict=True)]
    return CountedLines(lines, counts[order])
