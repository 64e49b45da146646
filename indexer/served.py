"""A generation's articles as an update reads them: by id, url, word and place, by their number through all segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

import numpy as np

from .analysis.chain import FINGERPRINT
from .article import Article
from .codec.container import Container
from .codec.deletions import open_deletions, read_deletions
from .codec.stored import ArticleReader, StoredArticle, StoredArticles, read_dictionary
from .codec.terms import ColumnarTerms
from .distinct import distinct
from .errors import AnalysisMismatchError
from .generations.generation import Generation, segment_names
from .schema import DATELINE, EXACT_FIELDS

__all__ = ["ServedArticles", "segment_sizes"]

_NONE = np.zeros(0, np.int64)
_VISARGA = "\N{DEVANAGARI SIGN VISARGA}"
_TEXTS = (EXACT_FIELDS["title"], EXACT_FIELDS["body"])


def segment_sizes(generation: Generation) -> Iterator[tuple[str, int, int]]:
    """Yield of each segment its name, how many articles it has, and how many of these are deleted. Raises IndexCorruptError."""
    names = segment_names(generation)
    bases = [0, *accumulate(ColumnarTerms(generation.path / name).articles for name in names)]
    deleted = read_deletions(generation.path, generation.manifest.files, bases[-1])
    places = np.searchsorted(deleted, bases).tolist()
    for name, (first, past), (before, after) in zip(names, pairwise(bases), pairwise(places), strict=True):
        yield name, past - first, after - before


class ServedArticles:
    """What an update asks of the generation that is served. Numbers are int64, ascending, of articles that are not deleted.

    Raises AnalysisMismatchError where another version of the analysis has built it; IndexCorruptError.
    """

    def __init__(self, generation: Generation) -> None:
        if generation.manifest.fingerprint != FINGERPRINT:
            raise AnalysisMismatchError(
                f"the index in {generation.path} was built with the analysis {generation.manifest.fingerprint}, this khabar has "
                f"{FINGERPRINT}: it cannot be updated. Rebuild it with `khabar index build`"
            )
        self.generation = generation
        self.segments = segment_names(generation)
        self._terms = [ColumnarTerms(generation.path / name) for name in self.segments]
        reader = ArticleReader(read_dictionary(generation.path))
        self._stored = [StoredArticles(each.container, reader) for each in self._terms]
        self._bases = [0, *accumulate(each.articles for each in self._terms)]
        self.living = np.ones(self._bases[-1], bool)
        """Which articles are not deleted, bool[articles]."""
        self.living[read_deletions(generation.path, generation.manifest.files, self._bases[-1])] = False

    def deletions(self) -> Container | None:
        """The list of deleted articles, or None."""
        return open_deletions(self.generation.path, self.generation.manifest.files)

    def parted(self, chosen: np.ndarray) -> list[np.ndarray]:
        """Bool[articles] → of each segment the numbers, from 0 in it, of the articles that are chosen."""
        return [np.flatnonzero(chosen[first:past]) for first, past in pairwise(self._bases)]

    def sizes(self) -> list[int]:
        """How many articles each segment has, deleted ones too."""
        return [each.articles for each in self._terms]

    def find(self, field: str, value: str | None) -> list[int]:
        """The articles with this id or url; ``field`` says which."""
        return [] if value is None else self._holding(field, value).tolist()

    def article(self, number: int) -> Article:
        """The article of a number."""
        return self.stored(number).article

    def stored(self, number: int) -> StoredArticle:
        """The same with its entities."""
        segment = bisect_right(self._bases, number) - 1
        return self._stored[segment].article(number - self._bases[segment])

    def holding(self, words: Iterable[str]) -> np.ndarray:
        """The articles that hold all these words, given in exact form, in title or body; a visarga after one may be a colon."""
        found = None
        for word in words:
            parts = [self._holding(field, form) for field in _TEXTS for form in (word, word + _VISARGA)]
            articles = distinct(np.concatenate(parts))
            found = articles if found is None else np.intersect1d(found, articles, assume_unique=True)
        return _NONE if found is None else found

    def _holding(self, field: str, term: str) -> np.ndarray:
        encoded = term.encode(errors="surrogatepass")
        found = [_NONE]
        for terms, base in zip(self._terms, self._bases, strict=False):
            of_field = terms.of_field(field)
            ordinal = None if of_field is None else of_field.find(encoded)
            if of_field is not None and ordinal is not None:
                found.append(of_field.postings(ordinal)[0] + base)
        numbers = np.concatenate(found)
        living: np.ndarray = numbers[self.living[numbers]]
        return living

    def datelines(self, leaving: np.ndarray | None = None) -> set[str]:
        """The places that articles name as their own, but for those of the articles ``leaving``, bool[articles]."""
        stays = self.living if leaving is None else self.living & ~leaving
        found: dict[str, int] = {}
        for terms, numbers in zip(self._terms, self.parted(stays), strict=True):
            terms.keyword_column(DATELINE).add_counts(found, numbers)
        return set(found)
