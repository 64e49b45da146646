import numpy as np

def count_living(
    data: np.ndarray,
    starts: np.ndarray,
    counts: np.ndarray,
    renumbered: np.ndarray,
    flags: int,
    out: np.ndarray,
) -> None: ...
def sweep_postings(
    data: np.ndarray,
    starts: np.ndarray,
    counts: np.ndarray,
    renumbered: np.ndarray,
    flags: int,
    out: np.ndarray,
    out_starts: np.ndarray,
) -> int: ...
def sweep_positions(
    data: np.ndarray,
    starts: np.ndarray,
    counts: np.ndarray,
    renumbered: np.ndarray,
    flags: int,
    positions: np.ndarray,
    positions_starts: np.ndarray,
    out: np.ndarray,
    out_starts: np.ndarray,
) -> int: ...
