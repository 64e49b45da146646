"""The engines, khabar and its peers, behind one protocol: build once from a file, then search.

A plain query is words that any article may match (OR), so that a headline with quotes, colons or hyphens is never
an error and never an operator. A peer's module is imported when its engine is opened and not before: its package
may be absent, and the memory of one engine must not be charged to another.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from ..questions import Question

__all__ = [
    "ENGINE_NAMES",
    "SEARCHED_NAMES",
    "Engine",
    "EngineMissingError",
    "UnsupportedError",
    "open_engine",
]

# Name → module and class: plain Whoosh first, as the line every table is read against; khabar last.
_HOME = {
    "whoosh": ("whoosh_plain", "WhooshEngine"),
    "khabar_on_whoosh": ("khabar_on_whoosh", "KhabarOnWhooshEngine"),
    "fts5": ("sqlite_fts5", "Fts5Engine"),
    "bm25s": ("bm25s_snowball", "Bm25sEngine"),
    "tantivy": ("tantivy_plain", "TantivyEngine"),
    "khabar": ("khabar", "KhabarEngine"),
}

# Modules of the bench extra. Any other that cannot be found is a fault of ours, never a reason to skip.
_OPTIONAL = {"bm25s", "Stemmer", "tantivy"}

ENGINE_NAMES = tuple(_HOME)
SEARCHED_NAMES = tuple(name for name in _HOME if name != "khabar_on_whoosh")
"""Of those that can be asked; the other is built only."""


class EngineMissingError(Exception):
    """The engine cannot run here: its package, or a part of SQLite, is not installed."""


class UnsupportedError(Exception):
    """The engine has no such search; the message says why."""


class Engine(Protocol):
    """One engine over one collection: ``build`` once, ``search`` and ``answer`` often, ``close`` at the end."""

    name: str

    def build(self, source: Path, folder: Path) -> int:
        """Index a file of JSON Lines into the empty folder, open the index; return how many articles it holds."""

    def search(self, query: str, top_k: int) -> list[str]:
        """Return the ids of at most ``top_k`` articles, best first; none when no word of the query occurs.

        Raises UnsupportedError where the engine is built only.
        """

    def answer(self, question: Question) -> list[str]:
        """Return the titles of the first 10 articles, "" for one without, or for facets "source: count" texts.

        Raises UnsupportedError.
        """

    def close(self) -> None:
        """Give back files and connections; harmless when nothing was built."""


def open_engine(name: str, *, query_language: bool = False) -> Engine:
    """Return the engine of that name, empty.

    ``query_language`` says that the queries are written in khabar's own language: khabar then takes them as
    typed, the peers take their words either way. Raises EngineMissingError when it cannot run here,
    KeyError for an unknown name.
    """
    module, class_name = _HOME[name]
    try:
        engine_class = getattr(import_module(f".{module}", __name__), class_name)
    except ModuleNotFoundError as error:
        if error.name not in _OPTIONAL:
            raise
        raise EngineMissingError(f"{name}: the package {error.name} is not installed") from error
    engine: Engine = engine_class(query_language=query_language) if name == "khabar" else engine_class()
    return engine
