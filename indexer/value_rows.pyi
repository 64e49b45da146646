from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

from .aliases.person_names import PersonNames
from .analysis.term_rows import TermRows
from .article import Entity
from .codec.keyword_rows import KeywordRows

class ValueRows:
    """A field of values, an article after another: the numbers of their chunks, to be searched, and the values, to be shown.

    ``chunks``, C ints, and ``ends``, of 64 bits, grow; so does ``shown``, which has no values at first. ``search`` is that of
    ``chunk_search``; the chunk ``gap`` comes after each value.
    """

    def __init__(
        self,
        forms: TermRows,
        search: Callable[[str, int], object],
        gap: int,
        chunks: array[int],
        ends: array[int],
        shown: KeywordRows,
    ) -> None: ...
    def add(self, values: Iterable[str]) -> None:
        """Add the next article's."""
    def add_one(self, value: str | None) -> None:
        """The same where it has one at most; none if empty."""

class EntityRows:
    """The fields of entities, by kind; persons are counted too, if they are to be."""

    def __init__(self, fields: Mapping[str, ValueRows], persons: PersonNames | None) -> None: ...
    def add(self, entities: Sequence[Entity], place: str | None) -> list[Entity]:
        """Add the next article's, and its own place, which is searched with the places; who of them is no person and has aliases.

        Raises KeyError for a kind without a field.
        """
