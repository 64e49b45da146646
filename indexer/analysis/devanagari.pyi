"""Stub of the compiled module."""

def plain_form(word: str) -> str | None:
    """The exact form of a word of Devanagari letters and digits; None where the word has to go the long way.

    The very same object where nothing changes.
    """
