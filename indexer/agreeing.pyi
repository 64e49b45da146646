import numpy as np

def agreeing_pairs(
    bins: np.ndarray,
    order: np.ndarray,
    values: np.ndarray,
    others: np.ndarray,
    start: int,
    pairs: np.ndarray,
) -> tuple[int, int]: ...
def count_values(signatures: np.ndarray, rows: np.ndarray, counts: np.ndarray) -> int: ...
def rows_with(
    signatures: np.ndarray, rows: np.ndarray, marks: np.ndarray, others: np.ndarray, found: np.ndarray
) -> None: ...
