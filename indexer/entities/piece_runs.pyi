class PieceRuns:
    """Runs of pieces of one kind → numbers, from 0 in the order first met."""

    @property
    def count(self) -> int: ...
    def find(self, kind: int, pieces: list[int]) -> int:
        """The number of a run, a new one where it is new. ValueError for no piece, for negative numbers and kinds beyond 2."""
