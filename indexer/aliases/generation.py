"""The aliases of a generation, from its segments and its lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..codec.aliases import write_aliases
from ..codec.evidence import SummedEvidence
from ..codec.lexicon import Lexicon
from ..codec.stored import StoredArticle
from .evidence import iter_evidence
from .resolve import resolve_aliases
from .sounding import iter_sounding

__all__ = ["count_evidence", "write_generation_aliases"]


def count_evidence(articles: Iterable[StoredArticle]) -> Counter[str]:
    """The lines of evidence of articles, and how many of them give each."""
    counts: dict[str, int] = {}
    for stored in articles:
        # By hand: a Counter takes 1.5 µs to look at what it is to add.
        for line in set(iter_evidence(stored.article.title, stored.article.body, stored.entities)):
            counts[line] = counts.get(line, 0) + 1
    return Counter(counts)


def write_generation_aliases(
    folder: Path, segments: Iterable[str], less: Mapping[str, int] | None = None
) -> None:
    """Write what the segments in a folder, and the lexicon in it, say of other names.

    ``less``: the lines of evidence of articles that are deleted but still in a segment, with how many of them give each
    (``evidence.iter_evidence``); without them the file is the one that a rebuild writes.
    """
    evidence = SummedEvidence([folder / name for name in segments], less)
    lexicon = Lexicon(folder)
    found = resolve_aliases(evidence, lexicon.count)
    known = {(alias.name, alias.alias) for alias in found}
    sounding = (alias for alias in iter_sounding(lexicon) if (alias.name, alias.alias) not in known)
    write_aliases(folder, sorted([*found, *sounding]))
