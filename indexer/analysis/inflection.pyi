from collections.abc import Callable

def lemmatize(exact: str, lookup: Callable[[str], str | None]) -> str:
    """Return the lemma of an exact form; it is its own lemma. Never empty where ``exact`` is not."""

def lemma_steps(exact: str, lookup: Callable[[str], str | None]) -> list[tuple[str, str]]:
    """(rule, form after it) for each step from an exact form to its lemma; none where it is its own."""

def with_dots(word: str) -> str:
    """Return the word with a dot under each inner ड and ढ that may have lost one: लडकी → लड़की."""
