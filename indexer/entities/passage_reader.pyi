from collections.abc import Iterable

from .finder import NumberedText
from .passage import Passage
from .piece_table import PieceTable

class PassageReader:
    def __init__(self, table: PieceTable) -> None: ...
    def read(self, texts: Iterable[NumberedText]) -> Passage: ...
