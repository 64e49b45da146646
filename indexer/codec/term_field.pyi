import numpy as np

from .ascending import AscendingNumbers

class TermField:
    terms: int
    articles: int
    leads: bool
    def __init__(
        self,
        articles: int,
        leads: bool,
        rows: AscendingNumbers,
        first: AscendingNumbers,
        postings: np.ndarray,
        postings_start: AscendingNumbers,
        positions: np.ndarray | None = None,
        positions_start: AscendingNumbers | None = None,
    ) -> None: ...
    def document_frequency(self, ordinal: int) -> int: ...
    def read_postings(self, first: int, past: int) -> tuple[np.ndarray, np.ndarray]: ...
    def read_positions(self, first: int, past: int, frequencies: np.ndarray) -> np.ndarray: ...
