"""Search results, stories and articles as lines of styled text, in Hindi or English."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from indexer.languages import Language, said_count, said_time

from .labels import LABELS, said_copies, said_shown
from .snippets import Snippet
from .terminal import Line, harmless, linked

if TYPE_CHECKING:
    from indexer.article import Entity
    from indexer.codec.stored import StoredArticle, StoredHead

    from .facets import Facet
    from .filters import UnknownValue
    from .results import Hit, SearchResults
    from .similar import SimilarArticle
    from .suggest import WordSuggestions
    from .vocabulary import Correction

__all__ = [
    "article_lines",
    "bar",
    "corrected_lines",
    "facet_lines",
    "print_notes",
    "result_lines",
    "similar_lines",
    "story_lines",
    "story_row",
]

_MARK = "bold red"
_FACT = "cyan"
_INDENT = "    "
_COUNT = 7  # columns of a count in a facet, at least
_ENTITIES = ("person", "place", "org")


def result_lines(results: SearchResults, lang: Language, *, offset: int) -> Iterator[Line]:
    """All hits of a page, with what was corrected before and the total after them."""
    yield from corrected_lines(results.corrected, lang)
    if results.suggestions:
        meant = "; ".join(_meant(each, results.query) for each in results.suggestions)
        yield Line([(f"{LABELS[lang].meant}: {meant}", "yellow")])
    for hit in results.hits:
        yield from _hit_lines(hit, lang)
        yield Line([])
    for facet in results.facets:
        yield from facet_lines(facet, lang)
        yield Line([])
    if results.total:
        said = said_shown(
            offset + 1, len(results.hits), results.total, results.stories, results.took_ms, lang
        )
        yield Line([(said, "dim")])


def corrected_lines(corrected: Iterable[Correction], lang: Language) -> Iterator[Line]:
    """What was sought in place of the words typed: a line, or none."""
    shown = "; ".join(f"{each.typed} → {', '.join(each.shown)}" for each in corrected)
    if shown:
        yield Line([(f"{LABELS[lang].shown}: {shown}", "yellow")])


def print_notes(unknown: Iterable[UnknownValue], lang: Language) -> None:
    """Say on standard error which values were filtered by that no article has."""
    labels = LABELS[lang]
    for each in unknown:
        said = labels.unknown.format(kind=labels.kinds[each.name], value=each.value)
        near = f"; {labels.near}: {', '.join(each.near)}" if each.near else ""
        print(harmless(said + near), file=sys.stderr)


def _meant(asked: WordSuggestions, query: str) -> str:
    words = ", ".join(each.word for each in asked.suggestions)
    return words if asked.word == query.strip() else f"{asked.word} → {words}"


def facet_lines(facet: Facet, lang: Language, bars: int = 0) -> Iterator[Line]:
    """The values of a facet with their counts, and bars of at most so many columns."""
    yield Line([(LABELS[lang].kinds[facet.name], "bold")])
    most = max((count for _, count in facet.counts), default=0)
    margin = max(len(said_count(most, lang)), _COUNT)
    for value, count in facet.counts:
        drawn = f"{bar(count, most, bars):<{bars}}  " if bars else ""
        yield Line([(f"{said_count(count, lang):>{margin}}  ", _FACT), (drawn, "blue"), (value, "")])
    if facet.others:
        more = LABELS[lang].more.format(count=said_count(facet.others, lang))
        yield Line([(f"{'':{margin}}  {more}", "dim")])


def bar(count: int, most: int, width: int) -> str:
    """A bar as long as the count beside the most, in so many columns, to half of one; nothing but 0 is empty.

    Of lines, not of blocks: those of neighbouring rows would touch.
    """
    halves = max(round(count / max(most, 1) * width * 2), 1) if count else 0
    return "━" * (halves // 2) + "╸" * (halves % 2)


def _hit_lines(hit: Hit, lang: Language) -> Iterator[Line]:
    labels = LABELS[lang]
    title = hit.marked_title or Snippet(hit.title or labels.untitled)
    yield Line(_pieces(title, "bold", hit.url), f"{hit.rank:>2}. ")
    facts = [*_facts(hit.head, lang), _others(hit, lang)]
    yield Line([(" · ".join(fact for fact in facts if fact), _FACT)], _INDENT)
    if hit.snippet:
        yield Line(_pieces(hit.snippet, ""), _INDENT)
    for part in hit.explanation:
        where = ", ".join(f"{name} ×{count:g}" for name, count in part.frequencies.items())
        scored = labels.part.format(score=part.score, most=part.weight)
        yield Line([(f"{scored}  {part.label}  ({where})", "dim")], _INDENT)
    if hit.explanation:
        aged = "" if hit.recency is None else labels.aged.format(factor=hit.recency)
        yield Line([(labels.score.format(score=hit.score) + aged, "dim")], _INDENT)


def _facts(head: StoredHead, lang: Language) -> tuple[str | None, ...]:
    published = said_time(head.published, lang) if head.published else None
    return head.source, head.category, published, head.id


def _others(hit: Hit, lang: Language) -> str | None:
    """How many copies of the hit there are beside it: in other papers, where any says so."""
    if not hit.copies:
        return None
    sources = {each.source for each in hit.copies} - {hit.source, None}
    return said_copies(len(sources) or len(hit.copies), lang, sources=bool(sources))


def similar_lines(found: Iterable[SimilarArticle], lang: Language) -> Iterator[Line]:
    """Articles like another one, with what ties them to it."""
    labels = LABELS[lang]
    for each in found:
        yield from _head_lines(each.head, each.rank, lang)
        ties = ((labels.words, each.words), (labels.names, each.names))
        yield Line([("; ".join(f"{name}: {', '.join(tie)}" for name, tie in ties if tie), "")], _INDENT)
        yield Line([])


def story_lines(members: Iterable[StoredHead], lang: Language) -> Iterator[Line]:
    """The copies of a story, in their order."""
    for number, head in enumerate(members, 1):
        yield from _head_lines(head, number, lang)


def story_row(head: StoredHead) -> tuple[str, str, str, str]:
    """Time, source, id and title of one copy of a story, for a program."""
    return head.published.isoformat() if head.published else "", head.source or "", head.id, head.title or ""


def _head_lines(head: StoredHead, number: int, lang: Language) -> Iterator[Line]:
    title = head.title or LABELS[lang].untitled
    yield Line([(title, linked("bold", head.url))], f"{number:>2}. ")
    yield Line([(" · ".join(fact for fact in _facts(head, lang) if fact), _FACT)], _INDENT)


def _pieces(snippet: Snippet, style: str, url: str | None = None) -> list[tuple[str, str]]:
    around, mark = linked(style, url), linked(_MARK, url)
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end in snippet.marks:
        pieces += [(snippet.text[at:start], around), (snippet.text[start:end], mark)]
        at = end
    return [*pieces, (snippet.text[at:], around)]


def article_lines(stored: StoredArticle, lang: Language) -> Iterator[Line]:
    """A whole article with its entities."""
    article, labels = stored.article, LABELS[lang]
    yield Line([(article.title or labels.untitled, linked("bold", article.url))])
    published = said_time(article.published, lang) if article.published else None
    facts = (article.source, article.place, article.author, article.category, published, article.id)
    yield Line([(" · ".join(fact for fact in facts if fact), _FACT)])
    if article.url:
        yield Line([(article.url, linked(_FACT, article.url))])
    for paragraph in article.body.split("\n"):
        yield Line([])
        yield Line([(paragraph, "")])
    yield Line([])
    lists = [(kind, [_named(each) for each in stored.entities if each.kind == kind]) for kind in _ENTITIES]
    for kind, found in [*lists, ("tag", [*article.tags])]:
        if found:
            yield Line([(f"{labels.kinds[kind]}: ", "bold"), (", ".join(found), "")])


def _named(entity: Entity) -> str:
    return f"{entity.name} ({', '.join(entity.aliases)})" if entity.aliases else entity.name
