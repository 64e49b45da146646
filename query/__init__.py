"""Everything that asks a khabar index.

::

    from query import Searcher

    with Searcher.open("khabar-index") as searcher:
        for hit in searcher.search("विदेश मंत्री", limit=5):
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

    from .async_searcher import AsyncSearcher
    from .facets import Facet
    from .filters import Filters
    from .options import IterOptions, SearchOptions, Sort
    from .other_names import OtherNameFound
    from .ranking import Weights
    from .results import Hit, SearchResults
    from .searcher import Searcher
    from .similar import SimilarArticle
    from .snippets import Snippet
    from .suggest import Suggestion, WordSuggestions
    from .trends import Trend, Trends

__all__ = [
    "AnalysisMismatchError",
    "AsyncSearcher",
    "Facet",
    "Filters",
    "Hit",
    "IndexCorruptError",
    "IndexMissingError",
    "IndexStateError",
    "IterOptions",
    "KhabarError",
    "OtherNameFound",
    "QueryError",
    "QuerySyntaxError",
    "SearchOptions",
    "SearchResults",
    "Searcher",
    "SimilarArticle",
    "Snippet",
    "Sort",
    "Suggestion",
    "Trend",
    "Trends",
    "UnknownFieldError",
    "Weights",
    "WordSuggestions",
]

_HOME = {
    "AsyncSearcher": "query.async_searcher",
    "Facet": "query.facets",
    "Filters": "query.filters",
    "Hit": "query.results",
    "IterOptions": "query.options",
    "OtherNameFound": "query.other_names",
    "SearchOptions": "query.options",
    "SearchResults": "query.results",
    "Searcher": "query.searcher",
    "SimilarArticle": "query.similar",
    "Snippet": "query.snippets",
    "Sort": "query.options",
    "Suggestion": "query.suggest",
    "Trend": "query.trends",
    "Trends": "query.trends",
    "Weights": "query.ranking",
    "WordSuggestions": "query.suggest",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(_HOME.get(name, "indexer.errors")), name)
    except ImportError:
        from khabar.packages import check_packages

        check_packages()  # says so where the program has another module called indexer
        raise
