import numpy as np

def group_occurrences(
    starts: np.ndarray,
    articles: np.ndarray,
    positions: np.ndarray,
    leads: np.ndarray,
    grouped: np.ndarray,
    frequencies: np.ndarray,
    in_lead: np.ndarray,
    grouped_starts: np.ndarray,
) -> int: ...
def write_postings(
    starts: np.ndarray,
    articles: np.ndarray,
    frequencies: np.ndarray,
    in_lead: np.ndarray,
    out: np.ndarray,
    out_starts: np.ndarray,
) -> int: ...
def write_positions(
    starts: np.ndarray,
    frequencies: np.ndarray,
    positions: np.ndarray,
    out: np.ndarray,
    out_starts: np.ndarray,
) -> int: ...
