from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.analysis.chain import Chain
from indexer.entities import Entity, EntityFinder

Found = dict[str, tuple[str, ...]]


@pytest.fixture(scope="session")
def finder() -> EntityFinder:
    """One finder for all tests: it loads the dictionary of Hindi."""
    return EntityFinder(Chain())


@pytest.fixture(scope="session")
def names(finder: EntityFinder) -> Callable[[str], Found]:
    """The names found in a text, by kind, sorted."""

    def find(text: str) -> Found:
        found: dict[str, list[str]] = {}
        for entity in finder.find(None, text):
            found.setdefault(entity.kind, []).append(entity.name)
        return {kind: tuple(sorted(named)) for kind, named in found.items()}

    return find


@pytest.fixture(scope="session")
def only(finder: EntityFinder) -> Callable[[str], Entity]:
    """The one entity of a text."""

    def find(text: str) -> Entity:
        (entity,) = finder.find(None, text)
        return entity

    return find
