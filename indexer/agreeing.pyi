import numpy as np

def agreeing_pairs(
    bins: np.ndarray,
    order: np.ndarray,
    values: np.ndarray,
    others: np.ndarray,
    start: int,
    pairs: np.ndarray,
) -> tuple[int, int]: ...
