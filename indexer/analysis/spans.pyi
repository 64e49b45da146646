"""Stub of the compiled module.

A row is of one sound: float32 as bytes, for each place 0 to n of a word of n letters the logarithms of the probabilities that the
sound is written by the next 0, 1, 2 and 3 letters; those past the end are not read. At most 64 letters and 128 sounds; what is
not so is a ValueError.
"""

def likelihood(rows: list[bytes], letters: int) -> float:
    """The logarithm of the probability of the best cut; -1e9 or less where there is none."""

def cut(rows: list[bytes], letters: int) -> list[int] | None:
    """How many letters each sound is written by in the best cut; None where there is none."""

def mixed(
    lower: bytes, places: dict[str, list[int]], times: dict[str, int], total: float, weight: float
) -> bytes:
    """A row of probabilities from letters → times (their sum: ``total``) and a shorter context's row, worth ``weight`` times.

    ``places`` says where in a row each piece of writing stands; a place outside of it is a ValueError.
    """

def logarithms(probabilities: bytes) -> bytes:
    """The logarithm of each float32."""
