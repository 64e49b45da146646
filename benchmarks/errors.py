"""``python -m benchmarks.errors KIND``: khabar's worst errors of one kind, as a table to be read by hand.

What each error is, is written by hand in ``docs/errors/``; ``make quality`` takes it into ``docs/quality.md``. Worst are: of
words that should share a lemma, or should not, the groups that lose most pairs; of typed words, those whose right form is
commonest; of names in texts, the strings that are wrong most often (cross-validated as in ``entity_spans``); of queries,
those whose article comes last. Of articles and questions only ids are printed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from indexer.analysis.chain import Chain
from indexer.entities import EntityFinder
from query.vocabulary import Vocabulary

from .conflation import TREEBANKS, agreement, khabar_term, read_forms
from .entity_spans import iter_cross_validated
from .entity_training import read_sentences
from .judged_collections import COLLECTIONS
from .misspellings import SOURCES, missed, open_corpus, sample
from .rankings import open_rankings
from .roman_words import CorpusWords, corpus_counts, iter_asked
from .tables import Table, show

__all__ = ["Kind", "main"]

_ROOT = Path(__file__).resolve().parents[1]
_FOUND = 5  # readings of a typed word that are looked at
Rows = Iterable[list[str]]


class Kind(StrEnum):
    """Kinds of errors."""

    merged = "merged"
    parted = "parted"
    roman = "roman"
    names = "names"
    entities = "entities"
    misspellings = "misspellings"
    headlines = "headlines"
    xquad = "xquad"


def _groups(shared: Path, *, merged: bool) -> Iterator[list[str]]:
    """Groups of forms by the number of pairs that they lose: those with one term, or with one gold lemma."""
    term_of = khabar_term()
    for name in TREEBANKS:
        forms = read_forms(shared / name)
        each = agreement(forms, term_of)
        groups: defaultdict[str, set[str]] = defaultdict(set)
        pairs = Counter[str]()
        for one, other in each.wrong if merged else each.missed:
            shared_by = [term_of(one)] if merged else sorted(forms[one] & forms[other])
            for key in shared_by:
                groups[key] |= {one, other}
                pairs[key] += 1
        for key, count in pairs.most_common():
            told = (
                f"{form} ({'/'.join(sorted(forms[form])) if merged else term_of(form)})"
                for form in groups[key]
            )
            yield [key, str(count), " ".join(sorted(told)), name.removesuffix("_dev.conllu")]


def _readings(shared: Path, name: str) -> Iterator[list[str]]:
    words = CorpusWords(corpus_counts(shared))
    readings = Vocabulary(words).readings
    lost = []
    for typed, right in dict(iter_asked(shared, words))[name].items():
        found = [form for form, _ in readings(typed, _FOUND)]
        if not found or found[0] not in right:
            place = next((str(at) for at, form in enumerate(found, 1) if form in right), "-")
            meant = max(right, key=words.count)
            lost.append((words.count(meant), [typed, meant, found[0] if found else "", place]))
    for _, row in sorted(lost, key=lambda each: -each[0]):
        yield row


def _entities(shared: Path) -> Iterator[list[str]]:
    """Strings by how often they are missed, found where there is none, or taken for another kind."""
    chain = Chain()
    rules = EntityFinder(chain, tagged=False)
    sentences = read_sentences(shared / "hiner_dev.conll", rules)
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("missed", "spurious", "wrong kind", "other bounds")
    }
    for each, found, gold in iter_cross_validated(sentences, shared, chain, rules):
        words = each.text.split(" ")
        for kind, start, end in set(gold) ^ set(found):
            others = found if (kind, start, end) in gold else gold
            text = f"{' '.join(words[start:end])} ({kind})"
            if same := [other for other in others if other[1:] == (start, end)]:
                if others is found:
                    counts["wrong kind"][f"{text}: {same[0][0]}"] += 1
            elif near := [other for other in others if other[1] < end and start < other[2]]:
                if others is found:
                    counts["other bounds"][f"{text}: {' '.join(words[near[0][1] : near[0][2]])}"] += 1
            else:
                counts["missed" if others is found else "spurious"][text] += 1
    for name, texts_of in counts.items():
        for text, count in texts_of.most_common():
            yield [name, text, str(count)]


def _misspelt(shared: Path) -> Iterator[list[str]]:
    with open_corpus([shared / name for name in SOURCES]) as (suggest, counts):
        for kind, pairs in missed(suggest, sample(counts, 100, 4)).items():
            for typed, meant in pairs:
                yield [typed, meant, kind, ", ".join(suggest(typed, 3))]


def _queries(data: Path, shared: Path, *, name: str) -> Iterator[list[str]]:
    """Queries by the rank of their article, the last first; then those that share no word with it."""
    with open_rankings(COLLECTIONS[name](data, shared)) as rankings:
        ranks = {query_id: rank for query_id, rank in rankings.iter_ranks() if rank != 1}
        for query_id, rank in sorted(ranks.items(), key=lambda each: -(each[1] or 0)):
            yield [query_id, str(rank) if rank else "-"]


_HEADINGS: dict[Kind, list[str]] = {
    Kind.merged: ["lemma", "pairs", "forms (gold lemmas)", "set"],
    Kind.parted: ["gold lemma", "pairs", "forms (lemmas)", "set"],
    Kind.roman: ["typed", "meant", "read as", "found at"],
    Kind.names: ["typed", "meant", "read as", "found at"],
    Kind.entities: ["error", "text (kind)", "times"],
    Kind.misspellings: ["typed", "meant", "slip", "suggested"],
    Kind.headlines: ["article", "rank"],
    Kind.xquad: ["question", "rank"],
}


def _finders(data: Path, shared: Path) -> dict[Kind, Callable[[], Rows]]:
    return {
        Kind.merged: partial(_groups, shared, merged=True),
        Kind.parted: partial(_groups, shared, merged=False),
        Kind.roman: partial(_readings, shared, "dakshina_dev"),
        Kind.names: partial(_readings, shared, "names_hi_en"),
        Kind.entities: partial(_entities, shared),
        Kind.misspellings: partial(_misspelt, shared),
        Kind.headlines: partial(_queries, data, shared, name="headlines"),
        Kind.xquad: partial(_queries, data, shared, name="xquad"),
    }


def main(
    kind: Annotated[Kind, typer.Argument(help="Which errors.")],
    *,
    limit: Annotated[int, typer.Option(min=1, help="Errors to show.")] = 30,
    data: Annotated[Path, typer.Option(help="The sample newsroom.", show_default="data")] = _ROOT / "data",
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Print the worst errors of a kind; of entities, of each of four kinds."""
    rows = list(_finders(data, shared)[kind]())
    if kind is Kind.entities:
        by_error: defaultdict[str, list[list[str]]] = defaultdict(list)
        for row in rows:
            by_error[row[0]].append(row)
        shown = [row for each in by_error.values() for row in each[:limit]]
    elif kind in (Kind.merged, Kind.parted):
        shown = sorted(rows, key=lambda row: -int(row[1]))[:limit]
    else:
        shown = rows[:limit]
    show(Table(f"{kind}: {len(shown)} of {len(rows)}", _HEADINGS[kind], shown))


if __name__ == "__main__":
    typer.run(main)
