"""khabar under its own name: all that ``query`` and ``indexer`` export, in one place.

::

    import khabar

    with khabar.Searcher.open("khabar-index") as searcher:
        for hit in searcher.search("विदेश मंत्री", limit=5):
            print(hit.rank, hit.title)

The code is in the packages ``query`` and ``indexer``. In a program that has modules of these names itself, the first name
taken from here raises an ImportError that says which. Nothing heavy is imported until a name is used.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from indexer import *
    from query import *

__all__ = [
    "AnalysisMismatchError",
    "Article",
    "AsyncSearcher",
    "BuildError",
    "BuildReport",
    "Facet",
    "Filters",
    "Hit",
    "IndexCorruptError",
    "IndexLockedError",
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
    "SourceError",
    "Suggestion",
    "Trend",
    "Trends",
    "UnknownFieldError",
    "UpdateReport",
    "Weights",
    "WordSuggestions",
    "build",
    "merge",
    "update",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .packages import check_packages

    check_packages()
    import indexer
    import query

    return getattr(query if name in query.__all__ else indexer, name)
