"""One query on one opened generation: its matches in order, and hits that are made of them when they are taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, get_args

import numpy as np
from whoosh.query import Every

from . import heap
from .collapse import NO_COPIES
from .find import Ageing, Found, find, read_half_life
from .matches import Matches
from .opened import Opened
from .options import Sort
from .parser import ParsedQuery, parse_literal, parse_query
from .postings import PostingReader
from .results import Explanation, Hit, Hits
from .snippets import Highlighter
from .tree import AllWords, AnyWords

if TYPE_CHECKING:
    from .filters import Filters

__all__ = ["Answer", "Question", "Ranked", "parse"]

_SORTS: tuple[str, ...] = get_args(Sort)
_PAGE = 50
_MANY = 20_000
_NOWHERE = np.zeros(0, np.int64)


class Question(NamedTuple):
    """What was asked: the text, and the options of ``Searcher.iter``."""

    text: str
    all_words: bool = False
    literal: bool = False
    exact_script: bool = False
    sort: Sort = "relevance"
    snippets: bool = True
    explain: bool = False
    filters: Filters | None = None
    recency: str | timedelta | None = None
    now: datetime | None = None
    collapse: bool = True


class Ranked(NamedTuple):
    """All matches, and the places in these of the first, int64, best first."""

    found: Found
    places: np.ndarray


class Answer:
    """A question read. Raises QueryError, ValueError for an order or a half-life that is none."""

    def __init__(
        self, opened: Opened, question: Question, most_lost: float, *, empty_is_all: bool = False
    ) -> None:
        if question.sort not in _SORTS:
            raise ValueError(f"sort is one of {', '.join(_SORTS)}, not {question.sort!r}")
        self._opened = opened
        self._question = question
        self.parsed = parse(opened, question, empty_is_all=empty_is_all or bool(question.filters))
        self._ageing = (
            None if question.recency is None else Ageing(read_half_life(question.recency), most_lost)
        )
        # Whether only the hits shown are scored: of few articles it takes as long to score all that match at once.
        self._scored_late = (
            question.sort != "relevance"
            and self._ageing is None
            and opened.reader.numbered >= _MANY
            and isinstance(self.parsed.tree, AnyWords | AllWords)
        )

    def rank(self, wanted: int | None) -> Ranked:
        """All matches, and so many of the first in order; None is all of these."""
        if self._question.collapse and wanted is not None:
            return Ranked(*self._opened.stories.best(wanted, self._evaluate, self._first))
        found = self._evaluate(wanted)
        places = self._first(found, len(found.matches) if wanted is None else wanted)
        if self._question.collapse:
            places = places[self._opened.stories.first_of_each(found.matches.articles[places])]
        return Ranked(found, places)

    def hits(self, ranked: Ranked, first: int, past: int) -> Sequence[Hit]:
        """The hits from one place of the order, from 0, to before another."""
        places = ranked.places[first:past]
        if not len(places):
            return ()
        matches = ranked.found.matches
        shown = matches.articles[places]
        numbers, scores = shown.tolist(), self._scores(matches, places).tolist()
        factors = ranked.found.factors_of(places)
        copies = (
            self._opened.stories.copies(shown, matches.every())
            if self._question.collapse
            else [NO_COPIES] * len(numbers)
        )
        explained = self._explained(shown)
        reader, highlighter = self._opened.reader, self._highlighter()
        read_head = reader.head

        def make(place: int) -> Hit:
            number = numbers[place]
            head = read_head(number)
            return Hit(
                first + place + 1,
                scores[place],
                head,
                highlighter.best(reader.body(number)) if highlighter else None,
                highlighter.whole(head.title) if highlighter and head.title else None,
                explained.get(number, ()),
                factors[place],
                copies[place],
            )

        return Hits(make, len(numbers))

    def iter_hits(self) -> Iterator[Hit]:
        """Yield every hit, best first. Until the first page is used up, only as many are ranked."""
        ranked = self.rank(_PAGE)
        yield from self.hits(ranked, 0, _PAGE)
        if len(ranked.places) < _PAGE:
            return
        ranked = self.rank(None)
        for first in count(_PAGE, _PAGE):
            if first >= len(ranked.places):
                return
            yield from self.hits(ranked, first, first + _PAGE)

    def _scores(self, matches: Matches, places: np.ndarray) -> np.ndarray:
        """The scores of some matches, at ``places``."""
        tree = self.parsed.tree
        if not self._scored_late or not isinstance(tree, AnyWords | AllWords):
            found: np.ndarray = matches.scores[places]
            return found
        articles = matches.articles[places]
        order = articles.argsort()
        scores = np.empty(len(articles))
        scores[order] = self._opened.evaluator.score_within(tree, articles[order])
        return scores

    def _evaluate(self, top_k: int | None) -> Found:
        if self._scored_late:
            top_k = 0
        return find(
            self._opened.reader,
            self._opened.evaluator,
            self.parsed.tree,
            top_k=top_k if self._question.sort == "relevance" or top_k == 0 else None,
            filters=self._question.filters,
            ageing=self._ageing,
            now=self._question.now,
        )

    def _first(self, found: Found, top_k: int) -> np.ndarray:
        if top_k == 0:
            return _NOWHERE
        return _order(found.matches, self._opened.reader, self._question.sort, top_k)

    def _highlighter(self) -> Highlighter | None:
        if not self._question.snippets:
            return None
        return Highlighter(self.parsed.tree, self._opened.reader, self._opened.lexicon)

    def _explained(self, articles: np.ndarray) -> dict[int, tuple[Explanation, ...]]:
        if not self._question.explain:
            return {}
        from .explain import explain

        return explain(self._opened.evaluator, self.parsed.tree, articles)


def parse(opened: Opened, question: Question, *, empty_is_all: bool) -> ParsedQuery:
    """Read a query; an empty one is every article, where that may be asked for."""
    text = question.text
    if empty_is_all and not text.strip():
        return ParsedQuery(Every(), ())
    vocabulary = opened.in_script if question.exact_script else opened.vocabulary
    if question.literal:
        return parse_literal(text, opened.chain, vocabulary, all_words=question.all_words)
    return parse_query(text, opened.chain, vocabulary, all_words=question.all_words, now=question.now)


def _order(matches: Matches, reader: PostingReader, sort: Sort, top_k: int) -> np.ndarray:
    """Places in the matches of the ``top_k`` first, int64: by score or date, then by article number."""
    if sort == "relevance":
        return heap.best(matches.scores, top_k)
    return heap.best(reader.recentness(newest=sort == "newest")[matches.articles], top_k)
