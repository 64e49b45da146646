"""Stub of the compiled module.

A row is of one sound: float32 as bytes, for each place 0 to n of a word of n letters the logarithms of the probabilities that the
sound is written by the next 0, 1, 2 and 3 letters; those past the end are not read. At most 64 letters and 128 sounds; what is
not so is a ValueError.
"""

from collections.abc import Iterable

def likelihood(rows: Iterable[bytes], letters: int, least: float = -1e9) -> float:
    """The logarithm of the probability of the best cut; -1e9 or less where there is none.

    That much too where it is below ``least``, which is found without asking for the rows behind.
    """

def cut(rows: list[bytes], letters: int) -> list[int] | None:
    """How many letters each sound is written by in the best cut; None where there is none."""

def mixed(
    unseen: bytes,
    places: dict[str, list[int]],
    contexts: list[tuple[dict[str, int], int] | None],
    weight: float,
) -> bytes:
    """The row of a sound, from letters → times and their sum in each of its contexts, the shortest first; None of an unseen one.

    ``unseen`` has the probabilities without any, float32 as bytes; each context mixes in what it says, the shorter one's row
    being worth ``weight`` times. ``places`` says where in a row each piece of writing stands; one outside is a ValueError.
    """
