"""Persons, places and organisations of an article, by rules, lists and a learned tagger."""

from __future__ import annotations

from .entity import KINDS, Entity, Named
from .finder import EntityFinder, NumberedArticle, NumberedText

__all__ = ["KINDS", "Entity", "EntityFinder", "Named", "NumberedArticle", "NumberedText"]
