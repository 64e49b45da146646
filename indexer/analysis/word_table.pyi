import numpy as np

class WordTable:
    """Words → lemmas, fixed when it is made.

    ``codes``: the forms in the code of ``letter_code``, ascending, none twice, end to end; ``ends``, int64: where each ends;
    ``rows`` of their lemmas among them, int32. Raises ValueError where these do not agree.
    """

    def __init__(self, codes: bytes | memoryview, ends: np.ndarray, rows: np.ndarray) -> None: ...
    def __call__(self, word: str, /) -> str | None: ...
    def forms(self) -> list[str]:
        """The forms, as str made anew."""
