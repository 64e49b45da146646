"""Persons, places and organisations of an article, by rules and lists."""

from __future__ import annotations

from .entity import KINDS, Entity
from .finder import EntityFinder, NumberedText

__all__ = ["KINDS", "Entity", "EntityFinder", "NumberedText"]
