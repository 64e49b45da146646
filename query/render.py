"""Search results and articles as lines of styled text: coloured by rich on a terminal, plain in a pipe.

Only the command line loads this, and rich only where there is something to colour: it costs 40 ms of a cold search.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .snippets import Snippet

if TYPE_CHECKING:
    from indexer.codec.stored import StoredArticle, StoredEntity

    from .results import Hit, SearchResults

__all__ = ["Color", "Line", "article_lines", "print_lines", "print_table", "result_lines"]

Line = list[tuple[str, str]]
"""Pieces of one line, each with the name of its style (rich's; empty for none)."""

KIND_NAMES = {"person": "व्यक्ति", "place": "स्थान", "org": "संगठन"}
_MARK = "bold red"
_FACT = "cyan"
_INDENT = "    "
_UNTITLED = "(बिना शीर्षक)"


class Color(StrEnum):
    """When to colour: ``auto`` is on a terminal that NO_COLOR does not forbid."""

    auto = "auto"
    always = "always"
    never = "never"


def print_lines(lines: Iterable[Line], color: Color) -> None:
    """Print to standard output."""
    if not _is_styled(color):
        for line in lines:
            sys.stdout.write("".join(text for text, _ in line) + "\n")
        return
    from rich.padding import Padding
    from rich.text import Text

    out = _console(color)
    for line in lines:
        indented = bool(line) and line[0][0] == _INDENT
        text = Text.assemble(*(line[1:] if indented else line))
        # Wrapped lines of a passage keep its indent.
        out.print(Padding(text, (0, 0, 0, len(_INDENT))) if indented else text)


def print_table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]], color: Color) -> None:
    """A table on a terminal, columns between tabs in a pipe."""
    if not _is_styled(color):
        for row in (headings, *rows):
            sys.stdout.write("\t".join(row) + "\n")
        return
    from rich.table import Table

    table = Table(*headings)
    for row in rows:
        table.add_row(*row)
    _console(color).print(table)


def _is_styled(color: Color) -> bool:
    return color is Color.always or sys.stdout.isatty()


def _console(color: Color) -> Any:
    from rich.console import Console

    return Console(
        force_terminal=True if color is Color.always else None,
        color_system="standard" if color is Color.always else "auto",
        no_color=True if color is Color.never else None,
        highlight=False,
        emoji=False,
        markup=False,
    )


def result_lines(results: SearchResults, *, offset: int) -> Iterator[Line]:
    """All hits of a page, with what was corrected before and the total after them."""
    if results.corrected:
        shown = "; ".join(f"{each.typed} → {', '.join(each.shown)}" for each in results.corrected)
        yield [(f"दिखाए गए: {shown}", "yellow")]
    for hit in results.hits:
        yield from _hit_lines(hit)
        yield []
    if results.hits:
        last = offset + len(results.hits)
        yield [(f"{offset + 1}–{last} of {results.total:,} articles, {results.took_ms:,.0f} ms", "dim")]


def _hit_lines(hit: Hit) -> Iterator[Line]:
    title = hit.marked_title or Snippet(hit.title or _UNTITLED)
    yield [(f"{hit.rank:>2}. ", "bold"), *_pieces(title, "bold")]
    published = f"{hit.published:%d-%m-%Y %H:%M}" if hit.published else None
    facts = (hit.source, hit.category, published, hit.id)
    yield [(_INDENT, ""), (" · ".join(fact for fact in facts if fact), _FACT)]
    if hit.snippet:
        yield [(_INDENT, ""), *_pieces(hit.snippet, "")]
    for part in hit.explanation:
        where = ", ".join(f"{name} ×{count:g}" for name, count in part.frequencies.items())
        yield [(_INDENT, ""), (f"{part.score:8.4f} of {part.weight:.4f}  {part.label}  ({where})", "dim")]
    if hit.explanation:
        yield [(_INDENT, ""), (f"{hit.score:8.4f} score", "dim")]


def _pieces(snippet: Snippet, style: str) -> Line:
    pieces: Line = []
    at = 0
    for start, end in snippet.marks:
        pieces += [(snippet.text[at:start], style), (snippet.text[start:end], _MARK)]
        at = end
    return [*pieces, (snippet.text[at:], style)]


def article_lines(stored: StoredArticle) -> Iterator[Line]:
    """A whole article with its entities."""
    article = stored.article
    yield [(article.title or _UNTITLED, "bold")]
    published = f"{article.published:%d-%m-%Y %H:%M %z}" if article.published else None
    facts = (article.source, article.place, article.author, article.category, published, article.url, article.id)
    yield [(" · ".join(fact for fact in facts if fact), _FACT)]
    for paragraph in article.body.split("\n"):
        yield []
        yield [(paragraph, "")]
    yield []
    for kind, name in KIND_NAMES.items():
        found = [_named(each) for each in stored.entities if each.kind == kind]
        if found:
            yield [(f"{name}: ", "bold"), (", ".join(found), "")]
    if article.tags:
        yield [("टैग: ", "bold"), (", ".join(article.tags), "")]


def _named(entity: StoredEntity) -> str:
    return f"{entity.name} ({', '.join(entity.aliases)})" if entity.aliases else entity.name
