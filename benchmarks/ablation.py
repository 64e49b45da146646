"""``python -m benchmarks.ablation``: MRR@10 with each part of analysis and ranking left out, or put in the place of another.

Analysis is compared in another engine, bm25s over title and body as one text, so that nothing but the words changes.
Ranking is compared in khabar. Each figure is followed by what it differs from the row that the table begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from whoosh import query

from indexer.analysis.chain import Chain, WordToken
from indexer.schema import ENTITY_FIELDS, EXACT_FIELDS, RANKED_FIELDS
from query.ranking import Weights
from query.tree import AnyField, AnyWords, Word
from query.vocabulary import Correction, Vocabulary

from .engines.words import words
from .judged_collections import COLLECTIONS, CollectionMissingError, JudgedCollection
from .rankings import Rankings, open_rankings
from .tables import Table, show

__all__ = ["ablation_tables", "read_collections"]

_ROOT = Path(__file__).resolve().parents[1]
_TOP_K = 10
_UNORDERED_SLOP = 7  # Metzler and Croft's window of eight words
_EXACT_WEIGHT = 0.5

Tokens = Callable[[str], list[str]]
Ranks = Callable[[Rankings], np.ndarray]


def read_collections(data: Path, shared: Path) -> list[JudgedCollection]:
    """Those that are there."""
    found = []
    for read in COLLECTIONS.values():
        try:
            found.append(read(data, shared))
        except CollectionMissingError as error:
            print(f"skipped: {error}", flush=True)
    return found


def ablation_tables(collections: Sequence[JudgedCollection]) -> list[Table]:
    """One table of the analysis, one of the ranking."""
    with ExitStack() as opened:
        indexes = [opened.enter_context(open_rankings(each)) for each in collections]
        ranking = {name: [ranks(each).mean() for each in indexes] for name, ranks in _rankings().items()}
    analysis = {
        name: [_bm25(each, tokens).mean() for each in collections] for name, tokens in _analyses().items()
    }
    names = [each.name for each in collections]
    return [
        _table("What the analysis brings: BM25 by bm25s, MRR@10", names, analysis),
        _table("What each part of the ranking brings: khabar, MRR@10", names, ranking),
    ]


def _table(title: str, names: Sequence[str], rows: Mapping[str, Sequence[float]]) -> Table:
    first = next(iter(rows.values()))
    return Table(
        title,
        ["", *(heading for name in names for heading in (name, "±"))],
        [
            [label, *(cell for mean, base in zip(means, first, strict=True) for cell in _cells(mean, base))]
            for label, means in rows.items()
        ],
    )


def _cells(mean: float, base: float) -> tuple[str, str]:
    change = f"{mean - base:+.4f}"
    return f"{mean:.4f}", "" if float(change) == 0 else change


def _analyses() -> dict[str, Tokens]:
    chain = Chain()

    def plain(form: Callable[[WordToken], str], stop: bool = True) -> Tokens:
        return lambda text: [form(word) for word in chain.words(text) if stop or not word.stop]

    return {
        "words as written": lambda text: words(text.lower()),
        "khabar's words, as written": plain(lambda word: word.text.lower()),
        "khabar's words, one spelling": plain(lambda word: word.exact),
        "khabar's words, lemmas": plain(lambda word: word.lemma),
        "lemmas without stop words": plain(lambda word: word.lemma, stop=False),
        "lemmas and compounds": lambda text: [word.lemma for word in chain.tokens(text)],
    }


def _bm25(collection: JudgedCollection, tokens: Tokens) -> np.ndarray:
    """Reciprocal ranks as ``Rankings`` has them."""
    import bm25s

    ids = [article.id for article in collection.articles]
    retriever = bm25s.BM25()
    texts = [tokens(f"{article.title or ''}\n{article.body}") for article in collection.articles]
    retriever.index(texts, show_progress=False)
    ranks = []
    for query_id, text in collection.queries.items():
        found: list[str] = []
        if asked := tokens(text):
            numbers, scores = retriever.retrieve([asked], k=min(_TOP_K, len(ids)), show_progress=False)
            found = [ids[at] for at, score in zip(numbers[0], scores[0], strict=True) if score > 0]
        qrels = collection.qrels[query_id]
        ranks.append(next((1 / rank for rank, each in enumerate(found, 1) if qrels.get(each, 0) > 0), 0.0))
    return np.array(ranks)


def _rankings() -> dict[str, Ranks]:
    weights = Weights()

    def without(*fields: str) -> Ranks:
        kept = {
            name: field._replace(weight=0.0) if name in fields else field
            for name, field in weights.fields.items()
        }
        return weighed(fields=kept)

    def weighed(**changes: object) -> Ranks:
        changed = replace(weights, **changes)  # type: ignore[arg-type]
        return lambda rankings: rankings.reciprocal_ranks(changed)

    body = {**weights.fields, "title": weights.fields["body"]}
    return {
        "khabar": weighed(),
        "no title": without("title"),
        "title as the body": weighed(fields=body),
        "no lead": without("lead"),
        "no entities": without(*ENTITY_FIELDS),
        "no tags": without("tags"),
        "no fields but the body": without("title", "lead", *ENTITY_FIELDS, "tags"),
        "no pairs": weighed(pair=0.0),
        "pairs in either order": lambda rankings: rankings.reciprocal_ranks(rewrite=_either_order),
        "no stop words": weighed(stop=0.0),
        "stop words as other words": weighed(stop=1.0),
        "exact forms alone": lambda rankings: rankings.reciprocal_ranks(vocabulary_of=_ExactForms),
        "exact forms beside lemmas": lambda rankings: rankings.reciprocal_ranks(rewrite=_exact_too),
        "no other script": lambda rankings: rankings.reciprocal_ranks(vocabulary_of=_AsTyped),
    }


class _AsTyped(Vocabulary):
    """Words by their own lemma only: no readings of Latin letters, no acronyms of the other script."""

    def word(
        self, token: WordToken, fields: tuple[str, ...] = RANKED_FIELDS
    ) -> tuple[Word, Correction | None]:
        return Word({token.lemma: 1.0}, fields, label=token.text, stop=token.stop), None


class _ExactForms(Vocabulary):
    """Words by their exact form only."""

    def word(
        self, token: WordToken, fields: tuple[str, ...] = RANKED_FIELDS
    ) -> tuple[Word, Correction | None]:
        exact = tuple(EXACT_FIELDS.get(name, name) for name in fields)
        return Word({token.exact: 1.0}, exact, label=token.text, stop=token.stop), None


def _either_order(tree: query.Query) -> query.Query:
    """Neighbours found in the other order too, within Metzler and Croft's window."""
    if not isinstance(tree, AnyWords):
        return tree
    telling = [each for each in tree.subqueries if isinstance(each, Word) and not each.stop]
    return AnyWords([*tree.subqueries, *(_turned(*pair) for pair in pairwise(telling))])


def _turned(first: Word, second: Word) -> AnyField:
    lemmas = [next(iter(word.lemmas)) for word in (second, first)]
    phrases = [query.Phrase(name, lemmas, slop=_UNORDERED_SLOP) for name in ("title", "body")]
    return AnyField(phrases, Weights().pair)


def _exact_too(tree: query.Query) -> query.Query:
    """Each word's form as typed sought beside its lemma, by its own document frequency."""
    if not isinstance(tree, AnyWords):
        return tree
    typed = [each for each in tree.subqueries if isinstance(each, Word) and not each.stop]
    return AnyWords([*tree.subqueries, *_iter_exact(typed)])


def _iter_exact(typed: Sequence[Word]) -> Iterator[AnyField]:
    chain = Chain(lambda exact: exact)
    for word in typed:
        for token in chain.words(word.label)[:1]:
            terms = [query.Term(name, token.exact) for name in EXACT_FIELDS.values()]
            yield AnyField(terms, _EXACT_WEIGHT)


def main(
    data: Annotated[Path, typer.Option(help="The sample newsroom.", show_default="data")] = _ROOT / "data",
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Print both tables."""
    for table in ablation_tables(read_collections(data, shared)):
        show(table)


if __name__ == "__main__":
    typer.run(main)
