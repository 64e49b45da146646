import numpy as np

def join_postings(
    data: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    counts: np.ndarray,
    bases: np.ndarray,
    first_part: np.ndarray,
    flags: int,
    out: np.ndarray,
    out_starts: np.ndarray,
    scratch: np.ndarray,
) -> int: ...
def join_bytes(data: np.ndarray, starts: np.ndarray, ends: np.ndarray, out: np.ndarray) -> int: ...
