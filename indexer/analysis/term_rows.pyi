from array import array

from .chain import Chain
from .chunk_numbers import ChunkNumbers
from .text_numbers import TextNumbers

class TermRows(ChunkNumbers):
    """Chunk → number, in the order first seen, and what each becomes; a chunk not seen before is analysed when asked for.

    One that begins with NUL, as none of a text does, is a gap of so many positions.

    ``texts`` are exact forms and lemmas by number: most lemmas are forms too. A row a chunk: ``first`` its first term's row,
    how many ``terms`` it has, how many positions it takes (``advance``). A row a term: its exact form (``exact_of``), its lemma
    (``lemma_of``, -1 of a compound, whose words have their own), ``offset`` of its position from the chunk's. All are C ints.
    """

    chain: Chain
    texts: TextNumbers
    first: array[int]
    terms: array[int]
    advance: array[int]
    exact_of: array[int]
    lemma_of: array[int]
    offset: array[int]

    def __init__(self, chain: Chain) -> None: ...
    def word(self, number: int) -> tuple[str, str] | None:
        """Exact form and lemma of a chunk that is one word and nothing else; None of others."""
