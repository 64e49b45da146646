class SpellingCounts:
    """Context → letters → times, of a text of ascending lines, one a context: ``context TAB letters SPACE times SPACE …``.

    A line is read when it is asked for. Raises ValueError where the text is no such one.
    """

    def __init__(self, text: bytes) -> None: ...
    def __len__(self) -> int:
        """How many contexts it has."""
    def __call__(self, context: str) -> tuple[dict[str, int], int] | None:
        """Letters → times, and their sum; None for a context that it does not have. ValueError where its line is damaged."""
