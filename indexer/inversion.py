"""Texts → posting lists, a segment at a time, by arrays.

Each distinct chunk of text is analysed once and becomes a number; a text is the numbers of its chunks. What is left is arithmetic
on arrays: numbers → terms and positions, one sort of all occurrences, and the encoding of ``codec.postings``.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .analysis.chain import Chain
from .analysis.tokenize import find_chunks
from .codec.postings import FieldPostings, encode_field

__all__ = ["FieldTexts", "Forms", "InvertedField", "Inverter", "Occurrences"]

# An occurrence's key: its term's rank above, its place in the text below.
_ORDINAL_BITS = 32
_ORDINAL_MASK = (1 << _ORDINAL_BITS) - 1
_NO_LEMMA = -1  # of a compound, whose words have their own


class Forms(dict[str, int]):
    """Chunk → number, in the order first seen, and what each becomes; a chunk not seen before is analysed when asked for."""

    def __init__(self, chain: Chain) -> None:
        super().__init__()
        self.chain = chain
        self.by_number: list[str] = []
        self.exact: dict[str, int] = {}
        self.lemma: dict[str, int] = {}
        # A row a chunk: its first term's row, how many terms it has, how many positions it takes.
        self.first, self.terms, self.advance = array("i"), array("i"), array("i")
        # A row a term of a chunk: exact form, lemma, offset of its position from the chunk's.
        self.exact_of, self.lemma_of, self.offset = array("i"), array("i"), array("i")
        self._counts = np.zeros(0, np.int64)

    def __missing__(self, chunk: str) -> int:
        terms = self.chain.terms(chunk)
        position = -1
        for term in terms:
            position += term.step
            self.exact_of.append(self.exact.setdefault(term.exact, len(self.exact)))
            self.lemma_of.append(
                _NO_LEMMA if term.compound else self.lemma.setdefault(term.lemma, len(self.lemma))
            )
            self.offset.append(position)
        return self._number(chunk, len(terms), position + 1)

    def gap(self, words: int) -> int:
        """The number of a chunk without terms that takes ``words`` positions."""
        name = f"\N{NULL}{words}"  # no chunk holds this character
        known = self.get(name)
        return self._number(name, 0, words) if known is None else known

    def _number(self, chunk: str, terms: int, advance: int) -> int:
        self.first.append(len(self.exact_of) - terms)
        self.terms.append(terms)
        self.advance.append(advance)
        self.by_number.append(chunk)
        number = self[chunk] = len(self)
        return number

    def count(self, occurrences: Occurrences) -> None:
        """Add to the counts of exact forms."""
        counts = np.bincount(occurrences.exact, minlength=len(self.exact))
        counts[: len(self._counts)] += self._counts
        self._counts = counts

    def counts(self) -> dict[str, int]:
        """Exact form → how often it was counted, of those that were."""
        return {
            form: int(count) for form, count in zip(self.exact, self._counts.tolist(), strict=False) if count
        }

    def lemmas(self, exact: Iterable[str]) -> dict[str, str]:
        """Exact form → lemma, of these forms, which were all met."""
        return {form: self.chain.lemma_of(form) for form in exact}


class FieldTexts:
    """One field of a segment's articles, as numbers of chunks; articles are added in order, each once."""

    def __init__(self, forms: Forms) -> None:
        self._number: Callable[[str], int] = forms.__getitem__
        self._forms = forms
        self.chunks = array("i")
        self.ends = array("q")

    def add(self, text: str, rest: str = "") -> int:
        """Add the next article's text; how many chunks the field holds before ``rest``."""
        self.chunks.extend(map(self._number, find_chunks(text)))
        before_rest = len(self.chunks)
        if rest:
            self.chunks.extend(map(self._number, find_chunks(rest)))
        self.ends.append(len(self.chunks))
        return before_rest

    def last(self) -> array[int]:
        """The numbers of the chunks of the article added last."""
        return self.chunks[self.ends[-2] if len(self.ends) > 1 else 0 :]

    def add_values(self, values: Iterable[str], gap: int) -> None:
        """Add the next article's values with ``gap`` positions after each."""
        for value in values:
            self.chunks.extend(map(self._number, find_chunks(value)))
            self.chunks.append(self._forms.gap(gap))
        self.ends.append(len(self.chunks))


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every term of a field in the order of the text: exact form and lemma (below 0: none) by number, article, position."""

    exact: np.ndarray
    lemma: np.ndarray
    article: np.ndarray
    position: np.ndarray
    articles: int

    def lengths(self) -> np.ndarray:
        """Words of each article, int64[articles]; a compound counts by its words."""
        return np.bincount(self.article[self.lemma >= 0], minlength=self.articles)


@dataclass(frozen=True, slots=True)
class InvertedField:
    """Distinct terms, ascending by bytes, and their postings."""

    terms: Sequence[bytes]
    postings: FieldPostings


class Inverter:
    """Inverts the fields of one segment; made when all of them are complete."""

    def __init__(self, forms: Forms) -> None:
        self._first, self._terms, self._advance = map(_snapshot, (forms.first, forms.terms, forms.advance))
        self._exact, self._lemma, self._offset = map(
            _snapshot, (forms.exact_of, forms.lemma_of, forms.offset)
        )
        self._exact_order = _Order(forms.exact)
        self._lemma_order = _Order(forms.lemma)

    def occurrences(self, texts: FieldTexts) -> Occurrences:
        """The terms of all texts."""
        chunks, ends = _snapshot(texts.chunks), _snapshot(texts.ends)
        articles = len(ends)
        starts = np.concatenate([[0], ends])[:-1]
        article = np.repeat(np.arange(articles), ends - starts)
        before = self._words_before(chunks)
        position = before[:-1] - before[starts][article]
        count = self._terms[chunks]
        rows = _ranges(self._first[chunks], count)
        return Occurrences(
            exact=self._exact[rows],
            lemma=self._lemma[rows],
            article=np.repeat(article, count),
            position=np.repeat(position, count) + self._offset[rows],
            articles=articles,
        )

    def words_before(self, texts: FieldTexts, chunk_ends: np.ndarray) -> np.ndarray:
        """Words of each article before the chunk ``chunk_ends[article]`` of the field, int64[articles]."""
        before = self._words_before(_snapshot(texts.chunks))
        starts = np.concatenate([[0], _snapshot(texts.ends)])[:-1]
        words: np.ndarray = before[chunk_ends] - before[starts]
        return words

    def _words_before(self, chunks: np.ndarray) -> np.ndarray:
        before = np.zeros(len(chunks) + 1, np.int64)
        np.cumsum(self._advance[chunks], out=before[1:])
        return before

    def by_exact_form(self, occurrences: Occurrences) -> InvertedField:
        """Postings of the exact forms, compounds among them."""
        return self._exact_order.invert(occurrences.exact, occurrences.article, occurrences.position)

    def by_lemma(self, occurrences: Occurrences) -> InvertedField:
        """Postings of the lemmas."""
        has = occurrences.lemma >= 0
        return self._lemma_order.invert(
            occurrences.lemma[has], occurrences.article[has], occurrences.position[has]
        )


class _Order:
    """Terms by number and by byte order."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        encoded = [term.encode(errors="surrogatepass") for term in numbers]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        self._by_rank = [encoded[number] for number in order]
        self._rank_of = np.empty(len(order), np.int64)
        self._rank_of[order] = np.arange(len(order))

    def invert(self, numbers: np.ndarray, articles: np.ndarray, positions: np.ndarray) -> InvertedField:
        """One row an occurrence, in the order of the text."""
        # One sort of numbers, the quickest there is, orders by term and keeps the order of the text within each.
        keys = self._rank_of[numbers] << _ORDINAL_BITS
        keys |= np.arange(len(numbers))
        keys.sort()
        ordinals = keys & _ORDINAL_MASK
        ranks = keys >> _ORDINAL_BITS
        new = np.ones(len(ranks), bool)
        new[1:] = ranks[1:] != ranks[:-1]
        present = ranks[new].tolist()
        postings = encode_field(np.cumsum(new) - 1, articles[ordinals], positions[ordinals], len(present))
        return InvertedField([self._by_rank[rank] for rank in present], postings)


def _snapshot(numbers: array[int]) -> np.ndarray:
    return np.array(numbers)


def _ranges(first: np.ndarray, count: np.ndarray) -> np.ndarray:
    """first[0], first[0] + 1, … (count[0] of them), first[1], …, int64."""
    ends = np.cumsum(count, dtype=np.int64)
    rows: np.ndarray = np.arange(int(ends[-1]) if len(ends) else 0)
    rows += np.repeat(first - (ends - count), count)
    return rows
