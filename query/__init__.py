"""Everything that asks a khabar index.

::

    from query import Searcher

    with Searcher.open("khabar-index") as searcher:
        for hit in searcher.search("विदेश मंत्री", limit=5).hits:
            print(hit.rank, hit.title, hit.snippet)

Nothing heavy is imported until a name is used.
"""

from __future__ import annotations

from importlib import import_module

# Type checkers take it for true; to import it from typing would cost more than this whole package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from indexer.errors import (
        AnalysisMismatchError,
        IndexCorruptError,
        IndexMissingError,
        IndexStateError,
        KhabarError,
        QueryError,
        QuerySyntaxError,
        UnknownFieldError,
    )

    from .facets import Facet
    from .filters import Filters
    from .other_names import OtherNameFound
    from .results import Hit, SearchResults
    from .searcher import Searcher
    from .similar import SimilarArticle
    from .suggest import Suggestion, WordSuggestions
    from .trends import Trend, Trends

__all__ = [
    "AnalysisMismatchError",
    "Facet",
    "Filters",
    "Hit",
    "IndexCorruptError",
    "IndexMissingError",
    "IndexStateError",
    "KhabarError",
    "OtherNameFound",
    "QueryError",
    "QuerySyntaxError",
    "SearchResults",
    "Searcher",
    "SimilarArticle",
    "Suggestion",
    "Trend",
    "Trends",
    "UnknownFieldError",
    "WordSuggestions",
]

_HOME = {
    "Facet": "query.facets",
    "Filters": "query.filters",
    "Hit": "query.results",
    "OtherNameFound": "query.other_names",
    "SearchResults": "query.results",
    "Searcher": "query.searcher",
    "SimilarArticle": "query.similar",
    "Suggestion": "query.suggest",
    "Trend": "query.trends",
    "Trends": "query.trends",
    "WordSuggestions": "query.suggest",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "indexer.errors")), name)
