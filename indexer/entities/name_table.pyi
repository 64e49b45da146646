class NameTable:
    """The names of mentions as rows of words' numbers; compiled modules ask it."""
