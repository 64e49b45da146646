from collections.abc import Sequence
from typing import Any

import numpy as np

from indexer.codec.front_coding import FrontCoded

from .matches import Matches
from .ranked import RankedField

TERM: int
SEQUENCE: int
ROWS: int

Leaf = tuple[int, RankedField, Any, float, int]
Terms = tuple[tuple[bytes, float], ...]
# A word: terms, fields, weight, and the leaves of its other names, where it has any.
Part = Matches | tuple[Terms, list[RankedField], float] | tuple[Terms, list[RankedField], float, list[Leaf]]
Pair = Matches | tuple[int, int, list[RankedField], int, float]
Stop = tuple[Terms, list[RankedField], float, int]

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
    def score_within(
        self, parts: list[Part], pairs: list[Pair], stops: list[Stop], k1: float, within: np.ndarray
    ) -> np.ndarray: ...
    def combine(
        self,
        parts: list[Part],
        pairs: list[Pair],
        stops: list[Stop],
        k1: float,
        all_must: bool,
        top_k: int = -1,
    ) -> tuple[np.ndarray, np.ndarray] | tuple[np.ndarray, np.ndarray, np.ndarray, int]: ...
