class Spellings:
    """What is remembered of spellings; compiled modules ask it."""
