"""Rankings of one collection by khabar with other weights or another vocabulary, over one index: for ablation and tuning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from whoosh.query import Query

import indexer
from indexer.analysis.chain import Chain
from indexer.codec.lexicon import Lexicon
from indexer.generations.generation import read_current
from query import QuerySyntaxError, heap
from query.evaluate import Evaluator
from query.parser import parse_literal, parse_query
from query.postings import PostingReader
from query.ranking import Weights
from query.vocabulary import Vocabulary

from .articles import write_articles
from .judged_collections import JudgedCollection

__all__ = ["Rankings", "open_rankings"]

_TOP_K = 10
VocabularyOf = Callable[[Lexicon], Vocabulary]
Rewrite = Callable[[Query], Query]


class Rankings:
    """A collection's index, to be asked its queries again and again."""

    def __init__(self, collection: JudgedCollection, index: Path) -> None:
        self.collection = collection
        generation = read_current(index)
        segments = generation.manifest.details["segments"]
        assert isinstance(segments, list)
        self._reader = PostingReader(generation.path, segments)
        self._lexicon = Lexicon(generation.path)
        self._relevant = {
            query_id: [
                self._reader.number_of(doc_id) for doc_id, relevance in judged.items() if relevance > 0
            ]
            for query_id, judged in collection.qrels.items()
        }

    def reciprocal_ranks(
        self,
        weights: Weights | None = None,
        vocabulary_of: VocabularyOf = Vocabulary,
        rewrite: Rewrite = lambda tree: tree,
    ) -> np.ndarray:
        """1 / rank of the first relevant article among ten, 0 where there is none; float64, a query each, in their order.

        ``rewrite`` gets each query's tree and gives the one to be evaluated.
        """
        evaluator = Evaluator(self._reader, weights or Weights())
        return np.array(
            [
                self._reciprocal_rank(query_id, evaluator, rewrite(tree)) if tree is not None else 0.0
                for query_id, tree in self._iter_trees(vocabulary_of(self._lexicon))
            ]
        )

    def iter_ranks(self) -> Iterator[tuple[str, int | None]]:
        """Yield each query's id and the rank of its first relevant article among all matches; None where it is none of them."""
        evaluator = Evaluator(self._reader, Weights())
        for query_id, tree in self._iter_trees(Vocabulary(self._lexicon)):
            rank = None
            if tree is not None:
                matches = evaluator.evaluate(tree)
                order = matches.articles[heap.best(matches.scores, len(matches.scores))].tolist()
                ranks = [order.index(each) + 1 for each in self._relevant[query_id] if each in order]
                rank = min(ranks, default=None)
            yield query_id, rank

    def _iter_trees(self, vocabulary: Vocabulary) -> Iterator[tuple[str, Query | None]]:
        chain = Chain(self._lexicon.lemma)
        parse = parse_query if self.collection.query_language else parse_literal
        for query_id, text in self.collection.queries.items():
            try:
                yield query_id, parse(text, chain, vocabulary).tree
            except QuerySyntaxError:  # no word in it
                yield query_id, None

    def _reciprocal_rank(self, query_id: str, evaluator: Evaluator, tree: Query) -> float:
        matches = evaluator.evaluate(tree, _TOP_K)
        found = matches.articles[heap.best(matches.scores, _TOP_K)].tolist()
        relevant = self._relevant[query_id]
        return next((1 / rank for rank, number in enumerate(found, 1) if number in relevant), 0.0)


@contextmanager
def open_rankings(collection: JudgedCollection) -> Iterator[Rankings]:
    """Index the collection for as long as the context lasts."""
    with TemporaryDirectory() as folder:
        source, index = Path(folder) / "articles.jsonl", Path(folder) / "index"
        write_articles(collection.articles, source)
        indexer.build([source], index)
        yield Rankings(collection, index)
