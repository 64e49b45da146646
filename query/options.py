"""What a search takes beside its text, as dictionaries that a type checker knows.

::

    options: SearchOptions = {"limit": 5, "sort": "newest"}
    searcher.search("बाढ़", **options)

``Searcher.search`` and ``Searcher.iter`` say what each means and what is taken where one is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from .filters import Filters

__all__ = ["IterOptions", "SearchOptions", "Sort"]

Sort = Literal["relevance", "newest", "oldest"]


class IterOptions(TypedDict, total=False):
    """The options of ``Searcher.iter``: how to read the text, which articles, in what order, what to show of each."""

    all_words: bool
    literal: bool
    exact_script: bool
    sort: Sort
    snippets: bool
    explain: bool
    filters: Filters | None
    recency: str | timedelta | None
    now: datetime | None
    collapse: bool


class SearchOptions(IterOptions, total=False):
    """The options of ``Searcher.search``: those of ``iter``, which page, and what to count beside it."""

    limit: int
    offset: int
    facets: Sequence[str]
    facet_limit: int
    suggest: bool
