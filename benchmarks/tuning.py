"""``python -m benchmarks.tuning``: would other weights rank better, on queries that they were not chosen by.

Five-fold cross-validation: a fold is every fifth query. On the other four, one weight after the other takes the best of
its values, the rest staying as they are, where that raises the mean over the collections of MRR@10; then the fold is asked by
the default weights and by those chosen. The standard error is that of the mean difference over all queries of a collection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from indexer.schema import ENTITY_FIELDS
from query.ranking import Weights

from .ablation import read_collections
from .judged_collections import JudgedCollection
from .rankings import Rankings, open_rankings
from .tables import Table, show

__all__ = ["FOLDS", "VALUES", "choose", "tuning_table"]

_ROOT = Path(__file__).resolve().parents[1]
FOLDS = 5
VALUES: Mapping[str, Sequence[float]] = {
    "k1": (0.9, 1.2, 1.6, 2.0),
    "pair": (0.0, 0.1, 0.15, 0.25, 0.35, 0.5),
    "stop": (0.1, 0.2, 0.3, 0.5, 0.7),
    "title weight": (1, 2, 3, 4, 6),
    "title b": (0.3, 0.5, 0.7),
    "lead weight": (1, 1.5, 2, 3),
    "lead b": (0.3, 0.5, 0.7, 0.9),
    "body b": (0.4, 0.5, 0.6, 0.7, 0.8),
    "entities weight": (0, 0.3, 0.6, 1),
}
Choice = dict[str, float]
"""Some of these weights, each with its value; the others are the defaults."""
Ranks = Callable[[Choice], list[np.ndarray]]
"""Reciprocal ranks of all queries, an array a collection."""


def weights_of(choice: Choice) -> Weights:
    """The default weights but for those chosen."""
    weights = Weights()
    fields = dict(weights.fields)
    for name, value in choice.items():
        field, _, part = name.partition(" ")
        if not part:
            weights = replace(weights, **{name: value})  # type: ignore[arg-type]
        for each in (ENTITY_FIELDS if field == "entities" else (field,)) if part else ():
            fields[each] = fields[each]._replace(**{part: value})
    return replace(weights, fields=fields)


def choose(ranks: Ranks, learned: Sequence[np.ndarray]) -> Choice:
    """The best values one weight after the other, by the queries at ``learned``, an array of places a collection."""

    def quality(choice: Choice) -> float:
        return float(np.mean([each[at].mean() for each, at in zip(ranks(choice), learned, strict=True)]))

    chosen: Choice = {}
    best = quality(chosen)
    for name, values in VALUES.items():
        for value in values:
            # Less than that is chance: a query in a thousand that moves from the second place to the first.
            if (found := quality({**chosen, name: value})) > best + 0.0005:
                chosen, best = {**chosen, name: value}, found
    return chosen


def tuning_table(collections: Sequence[JudgedCollection]) -> Table:
    """A row a fold: what was chosen, and the difference it makes on the fold; then the mean and its standard error."""
    with ExitStack() as opened:
        indexes = [opened.enter_context(open_rankings(each)) for each in collections]
        ranks = _remembered(indexes)
        default = ranks({})
        gains = [np.zeros(len(each)) for each in default]
        rows = []
        for fold in range(FOLDS):
            places = [np.arange(len(each)) for each in default]
            chosen = choose(ranks, [each[each % FOLDS != fold] for each in places])
            held_out = [each[each % FOLDS == fold] for each in places]
            for gain, at, tuned, before in zip(gains, held_out, ranks(chosen), default, strict=True):
                gain[at] = tuned[at] - before[at]
            label = ", ".join(f"{name} {value:g}" for name, value in chosen.items()) or "the defaults"
            rows.append(
                [
                    f"fold {fold + 1}: {label}",
                    *(f"{g[at].mean():+.4f}" for g, at in zip(gains, held_out, strict=True)),
                ]
            )
    rows.append(["all folds", *(f"{gain.mean():+.4f}" for gain in gains)])
    rows.append(["standard error", *(f"{gain.std(ddof=1) / len(gain) ** 0.5:.4f}" for gain in gains)])
    return Table(
        "Weights tuned by cross-validation: what they change in MRR@10 on held-out queries",
        ["weights chosen on the other folds", *(each.name for each in collections)],
        rows,
    )


def _remembered(indexes: Sequence[Rankings]) -> Ranks:
    known: dict[tuple[tuple[str, float], ...], list[np.ndarray]] = {}

    def ranks(choice: Choice) -> list[np.ndarray]:
        key = tuple(sorted(choice.items()))
        if key not in known:
            known[key] = list(map(partial(Rankings.reciprocal_ranks, weights=weights_of(choice)), indexes))
        return known[key]

    return ranks


def main(
    data: Annotated[Path, typer.Option(help="The sample newsroom.", show_default="data")] = _ROOT / "data",
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Print what tuning would change."""
    show(tuning_table(read_collections(data, shared)))


if __name__ == "__main__":
    typer.run(main)
