"""Several segments → one, by arrays: nothing is analysed, and hardly anything decoded.

A term's postings are its parts one after another with the articles renumbered, which changes the first number of each
(``merge_kernel``); positions, stored rows and columns are copied. Fields are merged one after another, a stretch of terms at a
time, and read from the file, not through its map: what a map has touched would count as memory of the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import IndexCorruptError
from .container import ContainerWriter
from .evidence import has_evidence, merge_evidence
from .keywords import merge_keywords
from .merge_lists import STRETCH, FieldLists, Part, Stretch, join_positions, join_postings
from .strings import FrontCodedTable, merge_front_coded
from .write import add_ascending, add_lengths, segment_meta, starts_type

__all__ = ["merge_segments"]

# Tables of one row an article.
_ROWS = (("stored/bytes", "stored/start"), ("stored/body", "stored/body_start"))


def merge_segments(paths: Sequence[Path], target: Path) -> None:
    """Write one segment of all articles of these, in this order, as ``write_segment`` would have written it.

    Raises ValueError for segments that Whoosh's writer has given weights, values or vectors, or that are of other fields or
    stored otherwise; IndexCorruptError where one is damaged.
    """
    parts: list[Part] = []
    for path in paths:
        parts.append(Part(path, sum(part.articles for part in parts)))
    fields = _common_fields(parts)
    articles = sum(part.articles for part in parts)
    with ContainerWriter(target) as writer:
        terms, rows = _merge_terms(writer, parts)
        kinds = {name: _merge_field(writer, name, parts, rows, terms) for name in fields}
        first = parts[0].container
        totals = {
            name: _merge_lengths(writer, name, parts, articles) for name in sorted(first.meta["lengths"])
        }
        writer.meta = segment_meta(articles, kinds, {**first.meta, "lengths": totals})
        for text, start in _ROWS:
            if text in first:
                writer.add_parts(text, _iter_blocks(parts, text))
                size = sum(part.size(text) for part in parts)
                writer.add_parts(start, _iter_starts(parts, text, start), starts_type(size))
        for name in writer.meta["keywords"]:
            merge_keywords(writer, name, [part.container for part in parts])
        for name in (f"column/{each}" for each in writer.meta["columns"]):
            writer.add_parts(name, _iter_blocks(parts, name))
        if has_evidence(first):
            merge_evidence(writer, [part.container for part in parts])


def _common_fields(parts: Sequence[Part]) -> list[str]:
    metas = [part.container.meta for part in parts]
    for part in parts:
        if any(name.endswith(("/weight", "/valued", "/vector")) for name in part.container):
            raise ValueError(f"{part.container.name}: its weights, values or vectors cannot be merged")
    shapes = [
        (
            {name: (field["values"], field.get("lead", False)) for name, field in meta["fields"].items()},
            {key: meta[key] for key in ("version", "stored", "columns", "keywords")},
            sorted(meta["lengths"]),
            [text in part.container for text, _ in _ROWS],
            has_evidence(part.container),
        )
        for meta, part in zip(metas, parts, strict=True)
    ]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("the segments are of other fields, or stored otherwise")
    return sorted(metas[0]["fields"])


def _merge_terms(writer: ContainerWriter, parts: Sequence[Part]) -> tuple[int, list[np.ndarray]]:
    """Write all terms; how many, and of each part its terms' rows among them, uint32[terms of the part]."""
    names = "terms/text", "terms/start"
    return merge_front_coded(writer, *names, [FrontCodedTable(part.container, *names) for part in parts])


def _merge_lengths(writer: ContainerWriter, name: str, parts: Sequence[Part], articles: int) -> list[int]:
    """Write a field's lengths; what ``meta`` says of them."""
    lengths = [part.container[f"{name}/length"] for part in parts]
    return add_lengths(writer, name, np.concatenate(lengths), articles)


def _merge_field(
    writer: ContainerWriter, name: str, parts: Sequence[Part], rows: Sequence[np.ndarray], terms: int
) -> dict[str, Any]:
    """Write a field's arrays; what ``meta`` says of it."""
    kind = parts[0].container.meta["fields"][name]
    lists = FieldLists(name, parts, rows, terms)
    present = np.flatnonzero(lists.frequencies)
    postings = np.cumsum(lists.frequencies[present])
    add_ascending(writer, f"{name}/rows", present)
    add_ascending(writer, f"{name}/first", np.concatenate([[0], postings]))
    flags = 2 if kind.get("lead") else 1
    _add(writer, f"{name}/postings", lists, lambda stretch: join_postings(stretch, flags))
    if f"{name}/positions" in parts[0].container:
        _add(writer, f"{name}/positions", lists, join_positions)
    for part in parts:
        part.container.forget_pages()
    return {**kind, "terms": len(present), "postings": int(postings[-1]) if len(postings) else 0}


def _add(
    writer: ContainerWriter,
    name: str,
    lists: FieldLists,
    join: Callable[[Stretch], tuple[np.ndarray, np.ndarray]],
) -> None:
    starts: list[np.ndarray] = []

    def blocks() -> Iterator[np.ndarray]:
        for stretch in lists.stretches(name):
            try:
                block, start = join(stretch)
            except ValueError as error:
                raise IndexCorruptError(f"{name}: {error}; check the segments that were merged") from error
            starts.append(start)
            yield block

    writer.add_parts(name, blocks())
    add_ascending(writer, f"{name}_start", _joined_starts(starts))


def _joined_starts(starts: Sequence[np.ndarray]) -> np.ndarray:
    """Starts of stretches one after another, each from 0 → starts of all."""
    sizes = [np.diff(each) for each in starts]
    return np.concatenate([[0], np.cumsum(np.concatenate([np.zeros(0, np.int64), *sizes]))])


def _iter_starts(parts: Sequence[Part], text: str, start: str) -> Iterator[np.ndarray]:
    """Yield plain starts of rows, those of a part after those of another, renumbered; int64."""
    before = 0
    yield np.zeros(1, np.int64)
    for part in parts:
        yield before + part.starts(start, part.size(text))[1:]
        before += part.size(text)


def _iter_blocks(parts: Sequence[Part], name: str) -> Iterator[np.ndarray]:
    for part in parts:
        for start in range(0, part.size(name), STRETCH):
            yield part.read(name, start, min(start + STRETCH, part.size(name)))
