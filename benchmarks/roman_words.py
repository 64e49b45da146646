"""``python -m benchmarks.roman_words`` measures whether the Devanagari word of the corpus is found that a Latin word spells.

The corpus is wiki and news, its lexicon every exact form with its count. A question is a distinct typed word (letters only,
two at least); right is any of the forms that the set gives for it and that occur there, found as the first, or among the
first five. Of names, a typed word is one of a name that has as many words in both scripts, and right the word at its place.
Some twentieth of these are translations or mistakes (late, मृत), which nobody can find. The model has learned from the even
lines of the names, so the odd ones are asked, of which half stand among the even ones too, as names do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from indexer.analysis.chain import Chain
from indexer.analysis.roman import skeleton, skeletons
from indexer.analysis.tokenize import find_chunks
from query.vocabulary import Vocabulary

from .articles import iter_articles_of
from .tables import Table, show
from .train_spellings import HELD_OUT, iter_name_pairs, iter_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .train_spellings import Pair

__all__ = ["CORPUS", "CorpusWords", "corpus_counts", "hits", "iter_asked", "questions", "roman_tables"]

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
CORPUS = ("wiki_hi.jsonl.gz", "news_2020.jsonl.gz")
_DEVANAGARI, _BEYOND_DEVANAGARI = "\u0900", "\u0980"
# (typed word, how many) → (form, count), the likeliest first.
Readings: TypeAlias = "Callable[[str, int], list[tuple[str, int]]]"


def corpus_counts(shared: Path) -> Counter[str]:
    """Exact form → occurrences in wiki and news."""
    chunks: Counter[str] = Counter()
    for name in CORPUS:
        for article in iter_articles_of(shared / name):
            chunks.update(find_chunks(f"{article.title or ''}\n{article.body}"))
    chain, counts = Chain(), Counter[str]()
    for chunk, count in chunks.items():
        for term in chain.analyse(chunk):
            counts[term.exact] += count
    return counts


class CorpusWords:
    """The counts as a vocabulary asks an index's lexicon for them."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._by_key: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for form, count in counts.items():
            if _DEVANAGARI <= form[:1] < _BEYOND_DEVANAGARI:
                for key in skeletons(form):
                    self._by_key[key].append((form, count))

    def lemma(self, exact: str) -> str | None:
        """Each form is its own."""
        return exact if exact in self._counts else None

    def count(self, exact: str) -> int:
        """Occurrences of an exact form."""
        return self._counts.get(exact, 0)

    def forms_of(self, lemma: str) -> list[str]:
        """Each form is its own."""
        return [lemma]

    def spelled_like(self, key: str) -> list[tuple[str, int]]:
        """The forms under a key."""
        return self._by_key.get(key, [])

    def commonest(self, typed: str, top_k: int) -> list[tuple[str, int]]:
        """What a search by the key alone gives."""
        return sorted(self.spelled_like(skeleton(typed)), key=lambda each: (-each[1], each[0]))[:top_k]


def questions(pairs: Iterable[Pair], words: CorpusWords) -> dict[str, set[str]]:
    """Typed word → the forms that are right."""
    right: dict[str, set[str]] = defaultdict(set)
    for typed, exact, _ in pairs:
        if len(typed) > 1 and words.count(exact):
            right[typed].add(exact)
    return right


def hits(asked: Mapping[str, set[str]], readings: Readings) -> tuple[float, float]:
    """The shares of typed words with a right form first, and among the first five."""
    found = [[form in right for form, _ in readings(typed, 5)] for typed, right in asked.items()]
    return sum(any(each[:1]) for each in found) / len(found), sum(map(any, found)) / len(found)


def iter_asked(shared: Path, words: CorpusWords) -> Iterator[tuple[str, dict[str, set[str]]]]:
    """Yield the name and the questions of each set."""
    yield "dakshina_dev", questions(iter_pairs(shared / "dakshina_dev.tsv"), words)
    yield "names_hi_en", questions(iter_name_pairs(shared / "names_hi_en.tsv", HELD_OUT), words)


def roman_tables(shared: Path) -> list[Table]:
    """One table; none where the data are not there."""
    if not (shared / "dakshina_dev.tsv").exists():
        return []
    words = CorpusWords(corpus_counts(shared))
    engines: dict[str, Readings] = {
        "consonant keys, the commonest first": words.commonest,
        "khabar": Vocabulary(words).readings,
    }
    tables = []
    for name, asked in iter_asked(shared, words):
        rows = [
            [engine, *(f"{share:.3f}" for share in hits(asked, readings))]
            for engine, readings in engines.items()
        ]
        tables.append(
            Table(f"Roman to Devanagari: {name}, {len(asked):,} words", ["engine", "top-1", "top-5"], rows)
        )
    return tables


def main(shared: Annotated[Path, typer.Option(help="Shared test data.")] = _SHARED) -> None:
    """Print the shares of words found first, and among the first five."""
    for table in roman_tables(shared):
        show(table)


if __name__ == "__main__":
    typer.run(main)
