"""A property that is worked out once.

``functools.cached_property`` does the same, but in Python 3.11 under one lock for all objects of a class: threads wait for one
another, and a child forked while another thread holds it waits for ever. Here two threads may both work it out, and the first one
that is done gives both their value: of what is told by identity there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

__all__ = ["kept_property"]

_T = TypeVar("_T")


class kept_property(Generic[_T]):  # noqa: N801  # as property is
    """Decorates a method without arguments of a class whose objects have a ``__dict__``."""

    def __init__(self, work_out: Callable[[Any], _T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> kept_property[_T]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> _T: ...
    def __get__(self, owner: object | None, kind: type) -> kept_property[_T] | _T:
        """Work it out and put it where it is found before this."""
        if owner is None:
            return self
        value: _T = owner.__dict__.setdefault(self._name, self._work_out(owner))
        return value
