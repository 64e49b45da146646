import numpy as np

class WordTable:
    """Words → lemmas, fixed when it is made.

    ``forms``: none twice, a line each, in UTF-8; ``rows`` of their lemmas among them, int32. Raises ValueError where these do not
    agree.
    """

    def __init__(self, forms: bytes, rows: np.ndarray) -> None: ...
    def __call__(self, word: str, /) -> str | None: ...
