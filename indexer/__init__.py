"""Everything that writes a khabar index, and all that the index and the query side must agree on.

Nothing heavy is imported until a name is used: ``from indexer import build`` loads the build, ``import indexer`` does not.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = (
    False  # type checkers take it for true; to import it from typing would cost more than this whole package
)
if TYPE_CHECKING:
    from .article import Article
    from .errors import BuildError, IndexLockedError, KhabarError, SourceError
    from .pipeline import BuildReport, build
    from .updates import UpdateReport, merge, update

__all__ = [
    "Article",
    "BuildError",
    "BuildReport",
    "IndexLockedError",
    "KhabarError",
    "SourceError",
    "UpdateReport",
    "build",
    "merge",
    "update",
]

_HOME = {
    "Article": "article",
    "BuildError": "errors",
    "BuildReport": "pipeline",
    "IndexLockedError": "errors",
    "KhabarError": "errors",
    "SourceError": "errors",
    "UpdateReport": "updates",
    "build": "pipeline",
    "merge": "updates",
    "update": "updates",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
