import numpy as np

def count_occurrences(
    chunks: np.ndarray,
    plain: np.ndarray,
    first: np.ndarray,
    terms: np.ndarray,
    term_of: np.ndarray,
    counts: np.ndarray,
) -> None: ...
def open_lists(
    ranked: np.ndarray, counts: np.ndarray, present: np.ndarray, starts: np.ndarray, next_place: np.ndarray
) -> int: ...
def scatter_occurrences(
    chunks: np.ndarray,
    ends: np.ndarray,
    plain: np.ndarray,
    first: np.ndarray,
    terms: np.ndarray,
    advance: np.ndarray,
    term_of: np.ndarray,
    offset: np.ndarray,
    next_place: np.ndarray,
    occurrences: np.ndarray,
) -> None: ...
def sum_values(
    chunks: np.ndarray, value_of: np.ndarray, ends: np.ndarray, until: np.ndarray, sums: np.ndarray
) -> None: ...
