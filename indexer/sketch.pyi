from array import array

import numpy as np

def hash_codes(codes: bytes, ends: array[int], hashes: np.ndarray, numbers: np.ndarray) -> None: ...
def sketch_texts(
    chunks: np.ndarray,
    ends: np.ndarray,
    first: np.ndarray,
    terms: np.ndarray,
    hash_of: np.ndarray,
    is_number: np.ndarray,
    word_bins: int,
    signatures: np.ndarray,
    digests: np.ndarray,
) -> None: ...
