"""Every error that khabar raises on purpose.

::

    KhabarError
    ├── SourceError                one bad article: counted and reported, never fatal by itself
    ├── BuildError                 a build that did not publish; the old index is still served
    ├── QueryError                 the query text is at fault
    │   ├── QuerySyntaxError       with the column
    │   └── UnknownFieldError      with the fields that exist
    └── IndexStateError            the index folder is at fault
        ├── IndexMissingError
        ├── IndexLockedError
        ├── AnalysisMismatchError
        └── IndexCorruptError

A message says what is wrong, where, and what to do about it. Command lines catch ``KhabarError`` once and exit with 2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

__all__ = [
    "AnalysisMismatchError",
    "BuildError",
    "IndexCorruptError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStateError",
    "KhabarError",
    "Origin",
    "QueryError",
    "QuerySyntaxError",
    "SourceError",
    "UnknownFieldError",
]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article came from: a file (``<stdin>`` for standard input) and a line, from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class KhabarError(Exception):
    """The base of all; catch this one to catch them all."""


class SourceError(KhabarError):
    """A bad article. ``reason`` is a short fixed name to count by, ``detail`` says what was wrong with this one."""

    def __init__(self, origin: Origin, reason: str, detail: str) -> None:
        super().__init__(origin, reason, detail)
        self.origin = origin
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}: {self.detail}"


class BuildError(KhabarError):
    """A build stopped before it published. The index that was served before is served still."""


class QueryError(KhabarError):
    """The query text is at fault."""


class QuerySyntaxError(QueryError):
    """The query cannot be read. ``column`` counts characters of the query from 1."""

    def __init__(self, message: str, *, query: str, column: int) -> None:
        super().__init__(message)
        self.query = query
        self.column = column

    def __reduce__(self) -> tuple[Callable[[], QuerySyntaxError], tuple[()]]:
        """Travel between processes whole: an exception is made again of its ``args`` alone, which have no column."""
        return partial(type(self), self.args[0], query=self.query, column=self.column), ()

    def __str__(self) -> str:
        return f"query, column {self.column}: {self.args[0]}"


class UnknownFieldError(QueryError):
    """The query names a field that the index does not have."""


class IndexStateError(KhabarError):
    """The index folder is at fault."""


class IndexMissingError(IndexStateError):
    """There is no index in this folder."""


class IndexLockedError(IndexStateError):
    """Another process writes this index."""


class AnalysisMismatchError(IndexStateError):
    """The index was built with another version of the analysis: its terms and the query's would not meet."""


class IndexCorruptError(IndexStateError):
    """A file of the index is missing, cut or changed."""
