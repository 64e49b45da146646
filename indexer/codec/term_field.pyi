import numpy as np

class TermTable:
    def __init__(self, text: np.ndarray, starts: np.ndarray) -> None: ...
    def find(self, term: bytes) -> int | None: ...
    def with_prefix(self, prefix: bytes) -> range: ...
    def similar(self, text: str, rows: range, most: int) -> np.ndarray: ...

class TermField:
    terms: int
    articles: int
    leads: bool
    def __init__(
        self,
        articles: int,
        leads: bool,
        rows: np.ndarray,
        frequencies: np.ndarray,
        postings: np.ndarray,
        postings_start: np.ndarray,
        positions: np.ndarray | None = None,
        positions_start: np.ndarray | None = None,
    ) -> None: ...
    def read_postings(self, first: int, past: int) -> tuple[np.ndarray, np.ndarray]: ...
    def read_positions(self, first: int, past: int, frequencies: np.ndarray) -> np.ndarray: ...
