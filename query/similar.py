"""More like one article: a query of its weightiest words, and what ties each hit to it.

The words are those of title and body by tf · idf, as in Lucene's MoreLikeThis, without numbers and stop words. Names are
those that the index found in both articles.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query

from indexer.analysis.chain import Chain
from indexer.codec.stored import StoredArticle, StoredHead
from indexer.schema import RANKED_FIELDS

from . import heap
from .collapse import Stories
from .evaluate import Evaluator
from .explain import explain
from .find import Found, find
from .postings import PostingReader
from .ranking import inverse_document_frequency
from .results import Explanation
from .tree import AnyField, AnyWords

if TYPE_CHECKING:
    from indexer.analysis.chain import WordToken

__all__ = ["SimilarArticle", "find_similar"]

_WORDS = 25
_TITLE = 2.0  # what a word of the title counts beside one of the body
_SATURATION = 1.2  # BM25's k1
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article like another one. ``words`` and ``names`` are in both, first what weighs most or is named most often."""

    rank: int
    score: float
    head: StoredHead
    words: tuple[str, ...]
    names: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        head = self.head
        return {
            "rank": self.rank,
            "id": head.id,
            "title": head.title,
            "published": head.published.isoformat() if head.published else None,
            "source": head.source,
            "category": head.category,
            "score": round(self.score, 6),
            "words": list(self.words),
            "names": list(self.names),
            "url": head.url,
        }


def find_similar(
    number: int,
    limit: int,
    reader: PostingReader,
    evaluator: Evaluator,
    chain: Chain,
    stories: Stories,
) -> tuple[SimilarArticle, ...]:
    """The articles most like the one of this number, best first; of each other story the best, of its own none."""
    stored = reader.stored(number)
    own = np.array(sorted(stories.table.members(number)), np.int64)
    words = _telling_words(stored, own, chain, reader)
    if not words or not limit:
        return ()
    tree = AnyWords([_anywhere(*word) for word in words])

    def order(found: Found, top_k: int) -> np.ndarray:
        scores = np.where(np.isin(found.matches.articles, own), -np.inf, found.matches.scores)
        return heap.best(scores, top_k)

    (matches, _, _), places = stories.best(limit + 1, lambda _: find(reader, evaluator, tree), order)
    places = places[~np.isin(matches.articles[places], own)][:limit]
    found = matches.articles[places]
    explained = explain(evaluator, tree, found)
    return tuple(
        _similar(rank, score, reader.head(number), explained[number], stored)
        for rank, (number, score) in enumerate(
            zip(found.tolist(), matches.scores[places].tolist(), strict=True), 1
        )
    )


def _telling_words(
    stored: StoredArticle, own: np.ndarray, chain: Chain, reader: PostingReader
) -> list[tuple[str, str, float]]:
    """(lemma, the form it has most often, weight) of the words that weigh most and are not in its own story alone."""
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text, weight in ((stored.article.title or "", _TITLE), (stored.article.body, 1.0)):
        for token in filter(_is_telling, chain.words(text)):
            counts[token.lemma] += weight  # type: ignore[assignment]  # a Counter of floats counts as well
            forms.setdefault(token.lemma, Counter())[token.text] += 1
    weighed = []
    frequencies = reader.iter_document_frequencies("body", counts, own)
    for (lemma, count), holding in zip(counts.items(), frequencies, strict=True):
        if holding:
            weight = inverse_document_frequency(reader.articles, holding) * count / (count + _SATURATION)
            weighed.append((weight, lemma))
    best = heapq.nlargest(_WORDS, weighed)
    return [
        (lemma, forms[lemma].most_common(1)[0][0], counts[lemma] / (counts[lemma] + _SATURATION))
        for _, lemma in best
    ]


def _is_telling(token: WordToken) -> bool:
    return not token.stop and len(token.lemma) > 1 and not token.exact[:1].isdigit()


def _anywhere(lemma: str, form: str, boost: float) -> AnyField:
    return AnyField([query.Term(field, lemma) for field in RANKED_FIELDS], boost, label=form)


def _similar(
    rank: int, score: float, head: StoredHead, parts: Sequence[Explanation], stored: StoredArticle
) -> SimilarArticle:
    words = heapq.nlargest(_SHOWN, ((part.score, part.label) for part in parts))
    return SimilarArticle(
        rank,
        score,
        head,
        tuple(word for _, word in words),
        tuple(_shared_names(stored, head)[:_SHOWN]),
    )


def _shared_names(stored: StoredArticle, head: StoredHead) -> list[str]:
    other = {(each.kind, each.name) for each in head.entities}
    shared = [each for each in stored.entities if (each.kind, each.name) in other]
    return [each.name for each in sorted(shared, key=lambda each: -each.count)]
