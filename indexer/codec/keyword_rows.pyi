from array import array
from collections.abc import Iterable

from ..analysis.text_numbers import TextNumbers

class KeywordRows:
    """A column as it grows: the values of one article after another, as numbers of ``values``.

    ``codes`` are all articles', ``counts`` how many each has; both are C ints.
    """

    values: TextNumbers
    codes: array[int]
    counts: array[int]

    def __len__(self) -> int:
        """How many articles it has."""
    def add(self, values: Iterable[str]) -> None:
        """Add the next article's; one that comes again is left out."""
    def add_one(self, value: str | None) -> None:
        """The same where it has one at most; none if empty."""
