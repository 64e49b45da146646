"""``python -m benchmarks.roman_words``: is the Devanagari word of the corpus found that a word in Latin letters spells?

The corpus is wiki and news, its lexicon every exact form with its count. A question is a distinct pair of typed word (letters only,
two at least) and exact form that occurs there; an answer is right where the form is the first, or among the first five. Of names,
a pair is a word of a name and the word at its place in the other script, where both have as many words: some thirtieth of these
are translations or mistakes, which nobody can find. The names' own counts in the shipped model would flatter it: they are asked
by a model without names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.analysis.chain import Chain
from indexer.analysis.roman import skeleton, skeletons
from indexer.analysis.tokenize import find_chunks
from query.vocabulary import Vocabulary

from .articles import iter_articles_of
from .tables import Table, show
from .train_spellings import iter_name_pairs, iter_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["CorpusWords", "corpus_counts", "hits", "roman_tables"]

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_CORPUS = ("wiki_hi.jsonl.gz", "news_2020.jsonl.gz")
_DEVANAGARI, _BEYOND_DEVANAGARI = "\u0900", "\u0980"
Readings = "Callable[[str, int], list[tuple[str, int]]]"


def corpus_counts(shared: Path) -> Counter[str]:
    """Exact form → occurrences in wiki and news."""
    chunks: Counter[str] = Counter()
    for name in _CORPUS:
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


def hits(pairs: Iterable[tuple[str, str]], readings: Callable[[str, int], list[tuple[str, int]]]) -> tuple[float, float]:
    """The shares of pairs whose form is the first, and among the first five."""
    ranks = []
    for typed, exact in pairs:
        forms = [form for form, _ in readings(typed, 5)]
        ranks.append(forms.index(exact) + 1 if exact in forms else 0)
    return ranks.count(1) / len(ranks), sum(map(bool, ranks)) / len(ranks)


def roman_tables(shared: Path) -> list[Table]:
    """One table; none where the data are not there."""
    if not (shared / "dakshina_dev.tsv").exists():
        return []
    words = CorpusWords(corpus_counts(shared))
    engines = {"consonant keys, the commonest first": words.commonest, "khabar": Vocabulary(words).readings}
    sets = {
        "dakshina_dev": iter_pairs(shared / "dakshina_dev.tsv"),
        "names_hi_en": iter_name_pairs(shared / "names_hi_en.tsv"),
    }
    tables = []
    for name, pairs in sets.items():
        asked = sorted({(typed, exact) for typed, exact, _ in pairs if len(typed) > 1 and words.count(exact)})
        rows = [[engine, *(f"{share:.3f}" for share in hits(asked, readings))] for engine, readings in engines.items()]
        tables.append(Table(f"Roman to Devanagari: {name}, {len(asked):,} words", ["engine", "top-1", "top-5"], rows))
    return tables


def main(shared: Annotated[Path, typer.Option(help="Shared test data.")] = _SHARED) -> None:
    """Print the shares of words found first, and among the first five."""
    for table in roman_tables(shared):
        show(table)


if __name__ == "__main__":
    typer.run(main)
