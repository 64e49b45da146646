"""What is found: a mention is a stretch of text, an entity is all mentions of one thing."""

from __future__ import annotations

from typing import NamedTuple

from ..article import Entity

__all__ = ["KINDS", "ORG", "PERSON", "PLACE", "Entity", "Mention", "Named"]

PERSON, PLACE, ORG = "person", "place", "org"
KINDS = (PERSON, PLACE, ORG)
"""Shown as व्यक्ति, स्थान, संगठन; entities are listed in this order."""


class Mention(NamedTuple):
    """Pieces ``start`` to ``end`` (exclusive) of a passage name something of this kind.

    ``names`` are its other names where a rule knows them (a table's line, a defining bracket); mentions that
    share one are of one entity.
    """

    kind: str
    start: int
    end: int
    names: tuple[str, ...] = ()


class Named(NamedTuple):
    """A mention where it stands in a text, in characters (``end`` exclusive); ``canonical`` is its entity's name."""

    text: str
    kind: str
    start: int
    end: int
    canonical: str
