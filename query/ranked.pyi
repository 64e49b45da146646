from collections.abc import Sequence

import numpy as np

from indexer.codec.term_field import TermField

class RankedField:
    name: str
    lead: RankedField | None
    def __init__(
        self,
        name: str,
        fields: Sequence[TermField | None],
        lengths: Sequence[np.ndarray],
        norms: np.ndarray,
        is_lead: bool = False,
        lead: RankedField | None = None,
    ) -> None: ...
