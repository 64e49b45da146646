from array import array

from ..analysis.term_rows import TermRows

FULL: int
SHORT: int

class PersonNames:
    """Full names of persons, and short ones beside them, with how many articles give each.

    A line a name: its kind (FULL, or SHORT where the first word is the short name of who the others name), where its words
    begin in ``words``, and its count. Words are exact forms, by their numbers in ``forms``; all are C ints.
    """

    kinds: array[int]
    starts: array[int]
    words: array[int]
    counts: array[int]

    def __init__(self, forms: TermRows) -> None: ...
    def add_person(self, name: str, aliases: tuple[str, ...]) -> None:
        """Count a person of the next article."""
    def end_article(self) -> None:
        """All persons of the article are added."""
