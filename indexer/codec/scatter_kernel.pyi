import numpy as np

def scatter_occurrences(
    chunks: np.ndarray,
    ends: np.ndarray,
    first: np.ndarray,
    terms: np.ndarray,
    advance: np.ndarray,
    term_of: np.ndarray,
    offset: np.ndarray,
    list_of: np.ndarray,
    next_place: np.ndarray,
    articles: np.ndarray,
    positions: np.ndarray,
) -> None: ...
