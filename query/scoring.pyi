from collections.abc import Sequence
from typing import Any

import numpy as np

from indexer.codec.front_coding import FrontCoded
from indexer.codec.term_field import TermField

from .matches import Matches

TERM: int
SEQUENCE: int
ROWS: int

Leaf = tuple[int, "RankedField", Any, float, int]

class RankedField:
    name: str
    lead: RankedField | None
    def __init__(
        self,
        name: str,
        fields: Sequence[TermField | None],
        lengths: Sequence[np.ndarray],
        norms: np.ndarray,
        is_lead: bool = False,
        lead: RankedField | None = None,
    ) -> None: ...

class Index:
    living: int
    def __init__(
        self,
        tables: Sequence[FrontCoded],
        bases: Sequence[int],
        articles: int,
        deleted: np.ndarray | None = None,
    ) -> None: ...
    def score(
        self,
        leaves: list[Leaf],
        weight: float,
        k1: float,
        within: np.ndarray | None = None,
        holding: int = -1,
    ) -> tuple[np.ndarray, np.ndarray, float, int]: ...
    def union(self, found: Sequence[Matches], more: Sequence[Matches]) -> tuple[np.ndarray, np.ndarray]: ...
    def intersection(
        self, found: Sequence[Matches], more: Sequence[Matches]
    ) -> tuple[np.ndarray, np.ndarray]: ...

def best(scores: np.ndarray, most: int) -> np.ndarray: ...
