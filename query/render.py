"""Search results and articles as lines of styled text: coloured by rich on a terminal, plain in a pipe.

Only the command line loads this, and rich only where there is something to colour: it costs 40 ms of a cold search.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from indexer.analysis.late_pattern import late_pattern

from .commands import Color
from .dates import IST
from .snippets import Snippet

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from indexer.codec.stored import StoredArticle, StoredEntity, StoredHead

    from .facets import Facet
    from .filters import UnknownValue
    from .results import Hit, SearchResults
    from .similar import SimilarArticle
    from .suggest import WordSuggestions
    from .vocabulary import Correction

__all__ = [
    "Line",
    "article_lines",
    "bar",
    "corrected_lines",
    "facet_lines",
    "print_lines",
    "print_notes",
    "print_table",
    "result_lines",
    "similar_lines",
    "story_row",
    "terminal",
]

KIND_NAMES = {"person": "व्यक्ति", "place": "स्थान", "org": "संगठन"}
_FACET_NAMES = {
    **KIND_NAMES,
    "source": "स्रोत",
    "category": "श्रेणी",
    "author": "लेखक",
    "tag": "टैग",
    "year": "वर्ष",
    "month": "महीना",
}
_MARK = "bold red"
_FACT = "cyan"
_INDENT = "    "
_UNTITLED = "(बिना शीर्षक)"
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_NARROWEST = 20  # columns
# A scraped title must not be able to steer the terminal.
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")
_WORD = late_pattern(r"\s*\S+\s*")


class Line(NamedTuple):
    """Pieces of text, each with the name of its style (rich's; empty for none), after a margin that wrapped lines leave blank."""

    pieces: Sequence[tuple[str, str]]
    margin: str = ""


def print_lines(lines: Iterable[Line], color: Color) -> None:
    """Print to standard output; for a terminal, long lines are wrapped at words."""
    console = _console(color)
    for line in lines:
        pieces = [(text.translate(_CONTROLS), style) for text, style in line.pieces]
        if console is None:
            print("".join([line.margin, *(text for text, _ in pieces)]))
        else:
            _print_wrapped(line.margin, pieces, console)


def _print_wrapped(margin: str, pieces: list[tuple[str, str]], console: Console) -> None:
    from rich.text import Text

    text = Text.assemble(*pieces)
    width = max(console.width - len(margin), _NARROWEST)
    for number, part in enumerate(text.divide(_wrap(text.plain, width))):
        part.rstrip()
        lead = " " * len(margin) if number else margin
        console.print(Text.assemble((lead, "bold"), part), soft_wrap=True)


def _wrap(text: str, width: int) -> list[int]:
    """Where new lines begin, so that none but one endless word is wider than ``width`` columns."""
    starts = []
    line = 0
    for word in _WORD.finditer(text):
        if line and line + _columns(word[0].rstrip()) > width:
            starts.append(word.start())
            line = 0
        line += _columns(word[0])
    return starts


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes at most.

    Terminals agree that a letter takes one, a wide one two, and a mark above or below it none. A vowel sign beside its letter,
    as in का, takes one by the C library's tables, which xterm and tmux follow, and none by rich's: here it counts.
    """
    return sum(
        1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
        if unicodedata.category(character) not in {"Mn", "Me", "Cf"}
    )


def print_table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]], color: Color) -> None:
    """Print columns side by side for a terminal, between tabs in a pipe."""
    console = _console(color)
    table = [[cell.translate(_CONTROLS) for cell in row] for row in (headings, *rows)]
    if console is None:
        for row in table:
            print("\t".join(row))
        return
    widths = [max(map(_columns, column)) + 2 for column in zip(*table, strict=True)]
    # Spaces alone would not do: see _columns. So the cursor is sent to where the next column begins.
    jumps = sys.stdout.isatty() and console.color_system is not None
    for number, row in enumerate(table):
        line, end = "", 1
        for cell, width in zip(row, widths, strict=True):
            end += width
            line += cell + " " * (width - _columns(cell)) + (f"\x1b[{end}G" if jumps else "")
        console.print(line.rstrip(), style="bold" if number == 0 else "", soft_wrap=True)


def terminal(color: Color) -> tuple[int, bool] | None:
    """The columns of the terminal, and whether it is coloured; None where the output is for a program."""
    console = _console(color)
    if console is None:
        return None
    return console.width, not console.no_color and console.color_system is not None


def _console(color: Color) -> Console | None:
    """Rich's console where the output is for a person; None for plain lines in a pipe."""
    if color is not Color.always and not (sys.stdout and sys.stdout.isatty()):
        return None
    from rich.console import Console

    plain = color is Color.never or (color is Color.auto and bool(os.environ.get("NO_COLOR")))
    return Console(
        force_terminal=color is Color.always or None,
        color_system=None if plain else "standard" if color is Color.always else "auto",
        no_color=plain,
        highlight=False,
        emoji=False,
        markup=False,
    )


def result_lines(results: SearchResults, *, offset: int) -> Iterator[Line]:
    """All hits of a page, with what was corrected before and the total after them."""
    yield from corrected_lines(results.corrected)
    if results.suggestions:
        meant = "; ".join(_meant(each, results.query) for each in results.suggestions)
        yield Line([(f"क्या आपका मतलब: {meant}", "yellow")])
    for hit in results.hits:
        yield from _hit_lines(hit)
        yield Line([])
    for facet in results.facets:
        yield from facet_lines(facet)
        yield Line([])
    if results.total:
        shown = f"{offset + 1}–{offset + len(results.hits)}" if results.hits else "none"
        counted = f"{results.total:,} articles"
        if results.stories is not None and results.stories < results.total:
            counted = f"{results.stories:,} stories ({counted})"
        yield Line([(f"{shown} of {counted}, {results.took_ms:,.0f} ms", "dim")])


def corrected_lines(corrected: Iterable[Correction]) -> Iterator[Line]:
    """What was sought in place of the words typed: a line, or none."""
    shown = "; ".join(f"{each.typed} → {', '.join(each.shown)}" for each in corrected)
    if shown:
        yield Line([(f"दिखाए गए: {shown}", "yellow")])


def print_notes(unknown: Iterable[UnknownValue]) -> None:
    """Say on standard error which values were filtered by that no article has."""
    for each in unknown:
        near = f"; मिलते-जुलते: {', '.join(each.near)}" if each.near else ""
        print(
            f"{_FACET_NAMES[each.name]} {each.value!r} किसी लेख में नहीं{near}".translate(_CONTROLS),
            file=sys.stderr,
        )


def _meant(asked: WordSuggestions, query: str) -> str:
    words = ", ".join(each.word for each in asked.suggestions)
    return words if asked.word == query.strip() else f"{asked.word} → {words}"


def facet_lines(facet: Facet, bars: int = 0) -> Iterator[Line]:
    """The values of a facet with their counts, and bars of at most so many columns."""
    yield Line([(_FACET_NAMES[facet.name], "bold")])
    most = max((count for _, count in facet.counts), default=0)
    for value, count in facet.counts:
        drawn = f"{bar(count, most, bars):<{bars}}  " if bars else ""
        yield Line([(f"{count:>7,}  ", _FACT), (drawn, "blue"), (value, "")])
    if facet.others:
        yield Line([(f"{'':>7}  और {facet.others:,}", "dim")])


def bar(count: int, most: int, width: int) -> str:
    """A bar as long as the count beside the most, in so many columns; nothing but 0 is empty."""
    eighths = max(round(count / max(most, 1) * width * 8), 1) if count else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _hit_lines(hit: Hit) -> Iterator[Line]:
    title = hit.marked_title or Snippet(hit.title or _UNTITLED)
    yield Line(_pieces(title, "bold"), f"{hit.rank:>2}. ")
    facts = [*_facts(hit.head), _others(hit)]
    yield Line([(" · ".join(fact for fact in facts if fact), _FACT)], _INDENT)
    if hit.snippet:
        yield Line(_pieces(hit.snippet, ""), _INDENT)
    for part in hit.explanation:
        where = ", ".join(f"{name} ×{count:g}" for name, count in part.frequencies.items())
        yield Line([(f"{part.score:8.4f} of {part.weight:.4f}  {part.label}  ({where})", "dim")], _INDENT)
    if hit.explanation:
        aged = "" if hit.recency is None else f" (× {hit.recency:.4f} for its age)"
        yield Line([(f"{hit.score:8.4f} score{aged}", "dim")], _INDENT)


def _facts(head: StoredHead) -> tuple[str | None, ...]:
    return head.source, head.category, _shown_time(head.published), head.id


def _others(hit: Hit) -> str | None:
    """How many copies of the hit there are beside it: in other papers, where any says so."""
    if not hit.copies:
        return None
    sources = {each.source for each in hit.copies} - {hit.source, None}
    return f"और {len(sources)} स्रोत" if sources else f"और {len(hit.copies)} लेख"


def similar_lines(found: Iterable[SimilarArticle]) -> Iterator[Line]:
    """Articles like another one, with what ties them to it."""
    for each in found:
        yield Line([(each.head.title or _UNTITLED, "bold")], f"{each.rank:>2}. ")
        yield Line([(" · ".join(fact for fact in _facts(each.head) if fact), _FACT)], _INDENT)
        ties = (("शब्द", each.words), ("नाम", each.names))
        yield Line([("; ".join(f"{name}: {', '.join(tie)}" for name, tie in ties if tie), "")], _INDENT)
        yield Line([])


def story_row(head: StoredHead) -> tuple[str, str, str, str]:
    """Time, source, id and title of one copy of a story."""
    return _shown_time(head.published) or "", head.source or "", head.id, head.title or _UNTITLED


def _shown_time(published: datetime | None) -> str | None:
    """The time in India, as for the days of queries; of midnight the day alone: that is what a source without a time gives."""
    if published is None:
        return None
    shown = f"{published.astimezone(IST):%d-%m-%Y %H:%M}"
    return shown.removesuffix(" 00:00")


def _pieces(snippet: Snippet, style: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end in snippet.marks:
        pieces += [(snippet.text[at:start], style), (snippet.text[start:end], _MARK)]
        at = end
    return [*pieces, (snippet.text[at:], style)]


def article_lines(stored: StoredArticle) -> Iterator[Line]:
    """A whole article with its entities."""
    article = stored.article
    yield Line([(article.title or _UNTITLED, "bold")])
    labels = (article.source, article.place, article.author, article.category)
    facts = (*labels, _shown_time(article.published), article.url, article.id)
    yield Line([(" · ".join(fact for fact in facts if fact), _FACT)])
    for paragraph in article.body.split("\n"):
        yield Line([])
        yield Line([(paragraph, "")])
    yield Line([])
    for kind, name in KIND_NAMES.items():
        found = [_named(each) for each in stored.entities if each.kind == kind]
        if found:
            yield Line([(f"{name}: ", "bold"), (", ".join(found), "")])
    if article.tags:
        yield Line([("टैग: ", "bold"), (", ".join(article.tags), "")])


def _named(entity: StoredEntity) -> str:
    return f"{entity.name} ({', '.join(entity.aliases)})" if entity.aliases else entity.name
