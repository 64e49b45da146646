from collections.abc import Callable

import numpy as np

class KeywordCodes:
    def __init__(self, codes: np.ndarray, starts: np.ndarray | None, values: int) -> None: ...
    def add_counts(
        self,
        counted: dict[str, int],
        value: Callable[[int], str],
        articles: np.ndarray,
        first: int = 0,
    ) -> None: ...
