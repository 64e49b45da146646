"""What a search gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from indexer.article import Entity
from indexer.codec.stored import StoredArticle, StoredHead

from .collapse import NO_COPIES, Copies
from .facets import Facet
from .snippets import Snippet
from .vocabulary import Correction

if TYPE_CHECKING:
    from .filters import Filters, UnknownValue
    from .suggest import WordSuggestions

__all__ = ["Explanation", "Hit", "Hits", "SearchResults", "article_json", "head_json"]


class Explanation(NamedTuple):
    """One summand of a hit's score. ``weight`` is the most it could give, ``frequencies`` how often it stands in each field."""

    label: str
    weight: float
    score: float
    frequencies: dict[str, float]


class Hit(NamedTuple):
    """One article found. ``rank`` counts from 1 over all pages. ``snippet`` is None where none was asked for.

    ``copies`` are the other articles of its story that match: none where results are not collapsed.
    What it shows of the article is read from ``head`` when it is asked for.
    """

    rank: int
    score: float
    head: StoredHead
    snippet: Snippet | None = None
    marked_title: Snippet | None = None
    explanation: tuple[Explanation, ...] = ()
    recency: float | None = None
    """What ``score`` was multiplied by for the article's age; None where that was not asked for."""
    copies: Copies = NO_COPIES

    @property
    def id(self) -> str:
        """The article's id."""
        return self.head.id

    @property
    def title(self) -> str | None:
        """Its title."""
        return self.head.title

    @property
    def published(self) -> datetime | None:
        """When, with its time zone."""
        return self.head.published

    @property
    def source(self) -> str | None:
        """Who published it."""
        return self.head.source

    @property
    def category(self) -> str | None:
        """Under which heading."""
        return self.head.category

    @property
    def url(self) -> str | None:
        """Where it stands."""
        return self.head.url

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who, where and what it is about."""
        return self.head.entities

    def to_json(self) -> dict[str, Any]:
        """The hit as JSON has it; matches of the snippet stand between <mark> and </mark>, nothing else is escaped."""
        found: dict[str, Any] = {
            "rank": self.rank,
            "id": self.id,
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "source": self.source,
            "category": self.category,
            "score": round(self.score, 6),
            "snippet": self.snippet.marked() if self.snippet else None,
            "entities": [entity_json(entity) for entity in self.entities],
            "url": self.url,
        }
        if self.recency is not None:
            found["recency"] = round(self.recency, 6)
        if self.copies:
            found["copies"] = [head_json(each) for each in self.copies]
        if self.explanation:
            found["explanation"] = [
                {
                    "part": each.label,
                    "score": round(each.score, 6),
                    "weight": round(each.weight, 6),
                    "in": each.frequencies,
                }
                for each in self.explanation
            ]
        return found


class Hits(Sequence[Hit]):
    """Hits that are made when they are first taken: of a thousand found, those that are looked at. Equal to a tuple of them."""

    def __init__(self, make: Callable[[int], Hit], count: int) -> None:
        self._make = make
        self._made: list[Hit | None] = [None] * count

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[Hit]:
        """Each by its place would take twice as long."""
        made, make = self._made, self._make
        for place, hit in enumerate(made):
            if hit is None:
                hit = made[place] = make(place)  # noqa: PLW2901
            yield hit

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(place, slice):
            return tuple([self[each] for each in range(*place.indices(len(self)))])
        hit = self._made[place]
        if hit is None:
            hit = self._made[place] = self._make(range(len(self))[place])
        return hit

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Hits | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[Hit, ...]], tuple[tuple[Hit, ...]]]:
        """Travel between processes as a tuple, all made."""
        return tuple, (tuple(self),)


@dataclass(slots=True, unsafe_hash=True)  # frozen would take 1.3 µs more to make, of 35 that a count takes
class SearchResults:
    """One page of hits, made as they are taken. Not to be changed.

    ``total`` counts all articles that match, exactly, and ``facets`` their values, where asked for. ``stories`` counts the
    articles with copies as one, so how many hits there are over all pages; None where results are not collapsed.
    ``suggestions`` are for words that hardly occur. ``unknown_values`` were filtered by, and no article has them.
    """

    query: str
    total: int
    took_ms: float
    corrected: tuple[Correction, ...]
    hits: Sequence[Hit]
    facets: tuple[Facet, ...] = ()
    suggestions: tuple[WordSuggestions, ...] = ()
    filters: Filters | None = None
    unknown_values: tuple[UnknownValue, ...] = ()
    stories: int | None = None

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def to_json(self) -> dict[str, Any]:
        """The whole answer as JSON has it."""
        answer: dict[str, Any] = {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 3),
            "corrected": [{"typed": each.typed, "shown": list(each.shown)} for each in self.corrected],
            "hits": [hit.to_json() for hit in self.hits],
        }
        if self.suggestions:
            answer["suggestions"] = [each.to_json() for each in self.suggestions]
        if self.filters:
            from .filters import filters_json

            answer |= filters_json(self.filters, self.unknown_values)
        if self.stories is not None and self.stories < self.total:
            answer["stories"] = self.stories
        if self.facets:
            answer["facets"] = {facet.name: facet.to_json() for facet in self.facets}
        return answer


def head_json(head: StoredHead) -> dict[str, Any]:
    """What tells one copy of a story from another, as JSON has it."""
    return {
        "id": head.id,
        "title": head.title,
        "published": head.published.isoformat() if head.published else None,
        "source": head.source,
        "url": head.url,
    }


def entity_json(entity: Entity) -> dict[str, Any]:
    """An entity as JSON has it."""
    return {"kind": entity.kind, "name": entity.name, "aliases": list(entity.aliases), "count": entity.count}


def article_json(stored: StoredArticle) -> dict[str, Any]:
    """A whole article as JSON has it."""
    article = stored.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "author": article.author,
        "place": article.place,
        "category": article.category,
        "url": article.url,
        "tags": list(article.tags),
        "entities": [entity_json(entity) for entity in stored.entities],
        "body": article.body,
    }
