"""``python -m benchmarks.near_duplicates`` measures whether edited copies of articles are found, and nothing else.

Of each corpus some articles get one to three copies, edited as ``edits`` says, and are indexed among the others; a pair is
right where both come from one article, found where both are in one story. Articles that resemble another one of the corpus as
they are (a fifth of the shorter one's runs of three words, but for runs that hundreds have) are left out, because nobody has said
which of them are copies: wiki has thousands of pages about villages, trains and constituencies that differ in a name. The last
column has what khabar finds when they stay in and nothing is edited.

datasketch (MinHash of 128 permutations, LSH) gets runs of three words and finds pairs of an estimated resemblance of at least
0.25, khabar's own limit; each pair counts by itself. It knows no boilerplate, of which wiki is full. Times are of signatures and
pairs, in khabar's case what they add to a build.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from indexer import build
from indexer.analysis.chain import Chain
from indexer.generations.generation import read_current
from indexer.inversion import FieldTexts, Forms
from indexer.signatures import sign_texts
from indexer.stories import write_stories
from query import Searcher

from .articles import iter_articles_of, write_articles
from .conflation import Agreement
from .edits import edit_corpus
from .tables import Table, show

if TYPE_CHECKING:
    from indexer.article import Article

__all__ = ["Found", "compare_pairs", "main", "near_duplicate_tables", "without_resembling"]

_ROOT = Path(__file__).resolve().parents[1]
_CORPORA = ("news_2020.jsonl.gz", "wiki_hi.jsonl.gz")
_RUN = 3
_RESEMBLING = 0.2
_COMMONEST = 400  # runs of words in more articles are no sign of a copy, and would make pairs without end
_WORD = re.compile(r"[\w\u0900-\u097f]+")
_PERMUTATIONS, _THRESHOLD = 128, 0.25

Pair = tuple[str, str]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class Found(NamedTuple):
    """Pairs of ids, each ascending, and CPU time an article in microseconds."""

    pairs: set[Pair]
    microseconds: float


@app.command()
def main(
    *,
    share: Annotated[float, typer.Option(min=0, max=1, help="Share of the articles that get copies.")] = 0.2,
    seed: Annotated[int, typer.Option(help="Draws the articles and their edits.")] = 5,
    most: Annotated[int | None, typer.Option(help="At most so many articles of each corpus.")] = None,
    errors: Annotated[bool, typer.Option(help="Print the pairs that khabar finds wrongly.")] = False,
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Print precision and recall of pairs of copies."""
    for table in near_duplicate_tables(shared, share=share, seed=seed, most=most, errors=errors):
        show(table)


def near_duplicate_tables(
    shared: Path, *, share: float = 0.2, seed: int = 5, most: int | None = None, errors: bool = False
) -> Iterator[Table]:
    """Yield the table; none where the corpora are absent."""
    rows: list[list[str]] = []
    for name in _CORPORA:
        if (shared / name).exists():
            every = list(iter_articles_of(shared / name))[:most]
            rows += _rows_of(name.removesuffix(".jsonl.gz"), every, share, seed, errors)
    if rows:
        headings = (
            "corpus, engine",
            "articles",
            "copies",
            "precision",
            "recall",
            "µs CPU an article",
            "as they are",
        )
        yield Table("Near-duplicates: pairs of edited copies", headings, rows)


def _rows_of(
    name: str, every: Sequence[Article], share: float, seed: int, errors: bool
) -> Iterator[list[str]]:
    articles = without_resembling(every)
    corpus = edit_corpus(articles, originals=round(len(articles) * share), seed=seed)
    right = _pairs_of(corpus.original_of.items())
    engines: dict[str, Callable[[Sequence[Article]], Found]] = {"khabar": _khabar}
    if find_spec("datasketch"):
        engines["datasketch"] = _datasketch
    for engine, find in engines.items():
        found = find(corpus.articles)
        agreement = compare_pairs(found.pairs, right)
        natural = f"{len(find(every).pairs):,} pairs of {len(every):,}" if engine == "khabar" else "-"
        yield [
            f"{name}, {engine}",
            f"{len(articles):,}",
            f"{len(corpus.articles) - len(articles):,}",
            f"{agreement.precision:.3f}",
            f"{agreement.recall:.3f}",
            f"{found.microseconds:,.1f}",
            natural,
        ]
        if errors and engine == "khabar":
            print("\n".join(" ".join(pair) for pair in agreement.wrong))


def compare_pairs(found: set[Pair], right: set[Pair]) -> Agreement:
    """What was found beside what is right."""
    return Agreement(len(found & right), sorted(found - right), sorted(right - found))


def without_resembling(articles: Sequence[Article]) -> list[Article]:
    """The articles of which no other one has a fifth of the runs of three words (of the shorter one), in their order."""
    runs = [_runs(article.body) for article in articles]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(runs):
        for run in each:
            holders[run].append(number)
    common: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) <= _COMMONEST:
            common.update(combinations(numbers, 2))
    resembling = {
        number
        for pair, count in common.items()
        if count >= _RESEMBLING * min(len(runs[number]) for number in pair)
        for number in pair
    }
    return [article for number, article in enumerate(articles) if number not in resembling]


def _runs(text: str) -> set[str]:
    words = _WORD.findall(text)
    return {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}


def _pairs_of(groups: Iterable[tuple[str, object]]) -> set[Pair]:
    """(member, group) → pairs of members of one group."""
    members: dict[object, list[str]] = defaultdict(list)
    for member, group in groups:
        members[group].append(member)
    return {(one, other) for each in members.values() for one, other in combinations(sorted(each), 2)}


def _khabar(articles: Sequence[Article]) -> Found:
    with TemporaryDirectory() as folder:
        source, index = Path(folder) / "articles.jsonl", Path(folder) / "index"
        write_articles(articles, source)
        build([source], index)
        with Searcher.open(index) as searcher:
            stories = {article.id: searcher.story(article.id) or () for article in articles}
        pairs = _pairs_of((member, story[0].id) for member, story in stories.items() if len(story) > 1)
        generation = read_current(index)
        started = time.process_time()
        write_stories(generation.path, list(generation.manifest.details["segments"]))
        seconds = time.process_time() - started + _seconds_to_sign(articles)
    return Found(pairs, seconds / len(articles) * 1e6)


def _seconds_to_sign(articles: Sequence[Article]) -> float:
    forms = Forms(Chain())
    bodies = FieldTexts(forms)
    for article in articles:
        bodies.add(article.body)
    started = time.process_time()
    sign_texts(forms, bodies)
    return time.process_time() - started


def _datasketch(articles: Sequence[Article]) -> Found:
    from datasketch import MinHash, MinHashLSH

    runs = [[run.encode() for run in _runs(article.body)] for article in articles]
    started = time.process_time()
    table = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    hashes = MinHash.bulk(runs, num_perm=_PERMUTATIONS)
    for number, each in enumerate(hashes):
        table.insert(number, each)
    pairs = {
        (number, other)
        for number, each in enumerate(hashes)
        for other in table.query(each)
        if number < other and each.jaccard(hashes[other]) >= _THRESHOLD
    }
    seconds = time.process_time() - started
    named = ((articles[one].id, articles[other].id) for one, other in pairs)
    return Found({(min(pair), max(pair)) for pair in named}, seconds / len(articles) * 1e6)


if __name__ == "__main__":
    app()
