def is_clean(text: str) -> bool: ...
def is_sound(text: str) -> bool: ...
def plain_values(
    record: dict[str, object], columns: tuple[tuple[str, ...], ...], nothing: frozenset[str], longest: int
) -> list[str | None] | None:
    """Of each tuple of columns the first value that says something, or None; of the first tuple it may be of several lines.

    ``nothing`` are texts, folded, that say nothing, the longest of them of ``longest`` letters. None where a value that is
    looked at is no plain text: not clean, with a flaw, with what may be markup, or no text at all.
    """
