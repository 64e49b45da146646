"""The measures, computed by ir_measures (over trec_eval), from ranked lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ir_measures
from ir_measures import RR, R, nDCG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["MEASURES", "evaluate"]

# Heading → measure. nDCG takes the relevance as gain; RR and R count a relevance of 1 or more.
MEASURES = {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, "recall@100": R @ 100}


def evaluate(qrels: Mapping[str, Mapping[str, int]], run: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return the mean of each measure over the queries of ``qrels``; ``run``: query_id → doc_ids, best first.

    A query that the run lacks or that found nothing counts 0. Scores are made from the ranks: trec_eval
    orders ties by doc_id, which would undo the order that an engine gave to equal scores.
    """
    scored = {
        query_id: {doc_id: -float(rank) for rank, doc_id in enumerate(doc_ids, start=1)}
        for query_id, doc_ids in run.items()
    }
    judged = {query_id: dict(relevance) for query_id, relevance in qrels.items()}
    means = ir_measures.calc_aggregate(MEASURES.values(), judged, scored)
    return {heading: float(means[measure]) for heading, measure in MEASURES.items()}
