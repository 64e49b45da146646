class Spellings:
    """What is remembered of spellings; compiled modules ask it. It keeps the words of names of the one ``before`` it."""

    def __init__(self, before: Spellings | None = None) -> None: ...
