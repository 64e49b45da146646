from ..analysis.chunk_numbers import ChunkNumbers
from .pieces import Piece, PieceReader
from .word_scores import WordScorer

class PieceTable:
    """Pieces by number, and which of them each chunk of a numbering is made of. It grows.

    ``scorer`` gives the tagger's scores.
    """

    def __init__(
        self, numbering: ChunkNumbers, reader: PieceReader, scorer: WordScorer | None = None
    ) -> None: ...
    def piece(self, number: int) -> Piece:
        """A piece by its number; IndexError where there is none."""

    def mark(self, mark: str) -> int:
        """The number of the piece of a character between chunks."""

    def exact_number(self, exact: str) -> int:
        """The number of an exact form, a new one where it is new; 0 of none."""
