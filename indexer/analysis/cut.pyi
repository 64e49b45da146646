"""Stub of the compiled module."""

from collections.abc import Callable

import regex

_Search = Callable[[str, int], regex.Match[str] | None]

def cut_texts(text: str, search: _Search) -> list[str]:
    """The chunks of a text; ``search`` finds the next one from a place on."""

def cut_spans(text: str, search: _Search) -> list[tuple[int, int]]:
    """Start and end of each."""
