"""The version of what a segment holds, for who writes one and who reads one: apart, so that a search loads no writer."""

from __future__ import annotations

__all__ = ["SEGMENT_VERSION"]

SEGMENT_VERSION = 4
