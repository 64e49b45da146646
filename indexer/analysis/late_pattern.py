"""Patterns that are compiled when they are first used.

To load ``regex`` takes 7 ms and to compile what analysis and queries have of it 8 more; a plain query needs none, snippets one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex

__all__ = ["late_pattern"]


def late_pattern(pattern: str) -> regex.Pattern[str]:
    """The pattern, to be used as if it were compiled; flags stand in it: ``(?x)``. A mistake in it shows at the first use."""
    return cast("regex.Pattern[str]", _LatePattern(pattern))


class _LatePattern:
    """Has the methods of a compiled pattern that are used; the first call of any puts the compiled ones in their places."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def _compiled(self) -> Any:
        import regex

        compiled = regex.compile(self.pattern)
        for name in _METHODS:
            setattr(self, name, getattr(compiled, name))
        return compiled

    def findall(self, *args: Any) -> Any:
        return self._compiled().findall(*args)

    def finditer(self, *args: Any) -> Any:
        return self._compiled().finditer(*args)

    def fullmatch(self, *args: Any) -> Any:
        return self._compiled().fullmatch(*args)

    def match(self, *args: Any) -> Any:
        return self._compiled().match(*args)

    def search(self, *args: Any) -> Any:
        return self._compiled().search(*args)

    def sub(self, *args: Any) -> Any:
        return self._compiled().sub(*args)


_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "sub")
