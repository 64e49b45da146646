from .passage import Passage
from .phrase_matcher import PhraseMatcher

def brackets(passage: Passage, known: PhraseMatcher) -> list[tuple[int, int]]:
    """Where the brackets begin and end that may define an acronym, by the words at their ends; most brackets do not."""
