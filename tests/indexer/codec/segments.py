"""Segments for tests, from a plain mapping: field → term → article → positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from indexer.codec.postings import encode_field
from indexer.codec.write import FieldArrays, union_of_terms, write_segment

Lists = Mapping[str, Mapping[bytes, Mapping[int, Sequence[int]]]]


def write(path: Path, lists: Lists, articles: int, **more: object) -> Path:
    """Write a segment, lengths being the number of positions."""
    names = sorted(lists)
    terms, rows = union_of_terms([sorted(lists[name]) for name in names])
    fields = {name: FieldArrays(its, _encoded(lists[name])) for name, its in zip(names, rows, strict=True)}
    given = {
        "lengths": {name: _lengths(lists[name], articles) for name in names},
        "stored": [f"article {number}".encode() for number in range(articles)],
        "stored_field": "article",
    }
    write_segment(path, articles=articles, terms=terms, fields=fields, **{**given, **more})
    return path


def _encoded(terms):
    rows = [
        (ordinal, article, position)
        for ordinal, term in enumerate(sorted(terms))
        for article, positions in sorted(terms[term].items())
        for position in positions
    ]
    return encode_field(*np.array(rows, np.int64).reshape(-1, 3).T, len(terms))


def _lengths(terms, articles):
    lengths = np.zeros(articles, np.uint32)
    for places in terms.values():
        for article, positions in places.items():
            lengths[article] += len(positions)
    return lengths
