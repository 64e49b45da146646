"""``python -m benchmarks.rule_counts``: how many words of wiki and news each rule of the analysis changes, by ``Chain.steps``."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated

import typer

from indexer.analysis.chain import Chain
from indexer.analysis.tokenize import find_chunks

from .articles import iter_articles_of
from .roman_words import CORPUS
from .tables import Table, show

__all__ = ["rule_tables"]

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_EXAMPLES = 3
_STAGES = ("word", "spelling", "lemma")


def rule_tables(shared: Path) -> list[Table]:
    """A row a rule, those that change most words first within a stage; none where the corpus is not there."""
    if not all((shared / name).exists() for name in CORPUS):
        return []
    chunks: Counter[str] = Counter()
    for name in CORPUS:
        for article in iter_articles_of(shared / name):
            chunks.update(find_chunks(f"{article.title or ''}\n{article.body}"))
    chain, words = Chain(), defaultdict[tuple[str, str], Counter[str]](Counter)
    for chunk, times in chunks.items():
        for token in chain.tokens(chunk):
            for step in chain.steps(token):
                words[step.stage, step.rule][f"{step.before} → {step.after}"] += times
    order = sorted(words, key=lambda key: (_STAGES.index(key[0]), -len(words[key])))
    rows = [
        [
            f"{stage}: {rule}",
            f"{len(words[stage, rule]):,}",
            f"{words[stage, rule].total():,}",
            ", ".join(change for change, _ in words[stage, rule].most_common(_EXAMPLES)),
        ]
        for stage, rule in order
    ]
    title = f"What each rule of the analysis changes: wiki and news, {len(chunks):,} distinct words"
    return [Table(title, ["rule", "words", "occurrences", "the commonest"], rows)]


def main(shared: Annotated[Path, typer.Option(help="Shared test data.")] = _SHARED) -> None:
    """Print the table."""
    for table in rule_tables(shared):
        show(table)


if __name__ == "__main__":
    typer.run(main)
