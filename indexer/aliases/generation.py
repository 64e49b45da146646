"""The aliases of a generation, from its segments and its lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..codec.aliases import Alias, write_aliases
from ..codec.container import Container
from ..codec.evidence import SummedEvidence
from ..codec.lexicon import Lexicon
from .resolve import resolve_aliases
from .sounding import iter_sounding

__all__ = ["find_said", "find_sounding", "write_generation_aliases"]


def find_sounding(folder: Path, share: int = 0, shares: int = 1) -> list[Alias]:
    """The words that the lexicon in the folder has in both scripts: a tenth of a second on real corpora, whatever their size.

    ``share`` and ``shares`` as of ``iter_sounding``.
    """
    return list(iter_sounding(Lexicon(folder), share, shares))


def find_said(folder: Path, segments: Sequence[str], less: Container | None = None) -> list[Alias]:
    """What the segments of these names, and the lexicon in the folder, say of other names.

    ``less``: the evidence of articles that are deleted but still in a segment; without it the answer is that of a rebuild.
    What is read grows with the acronyms and short names of the corpus, not with its persons.
    """
    return resolve_aliases(
        SummedEvidence([Container(folder / name) for name in segments], less), Lexicon(folder).count
    )


def write_generation_aliases(folder: Path, said: Sequence[Alias], sounding: Iterable[Alias]) -> None:
    """Write what ``find_said`` and ``find_sounding`` have found; a pair that both have is as it is said."""
    known = {(alias.name, alias.alias) for alias in said}
    more = (alias for alias in sounding if (alias.name, alias.alias) not in known)
    write_aliases(folder, sorted([*said, *more]))
