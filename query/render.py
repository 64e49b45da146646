"""Search results and articles as text: coloured on a terminal, plain in a pipe. Only the command line loads this."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .snippets import Snippet

if TYPE_CHECKING:
    from indexer.codec.stored import StoredArticle

    from .results import Hit, SearchResults
    from .vocabulary import Correction

__all__ = ["Color", "console", "render_analysis", "render_article", "render_results"]

KIND_NAMES = {"person": "व्यक्ति", "place": "स्थान", "org": "संगठन"}
_MARK = "bold red"
_INDENT = 4


class Color(StrEnum):
    """When to colour: ``auto`` is on a terminal that NO_COLOR does not forbid."""

    auto = "auto"
    always = "always"
    never = "never"


def console(color: Color = Color.auto) -> Console:
    """A console for standard output. In a pipe lines are not wrapped."""
    forced = {Color.auto: None, Color.always: True, Color.never: None}[color]
    out = Console(
        force_terminal=forced,
        no_color=True if color is Color.never else None,
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=True,
    )
    if color is Color.always and out.color_system is None:
        return Console(force_terminal=True, color_system="standard", highlight=False, emoji=False, markup=False)
    return out


def _styled(snippet: Snippet) -> Text:
    text = Text(snippet.text)
    for start, end in snippet.marks:
        text.stylize(_MARK, start, end)
    return text


def _facts(hit: Hit) -> str:
    published = f"{hit.published:%d-%m-%Y %H:%M}" if hit.published else None
    return " · ".join(fact for fact in (hit.source, hit.category, published, hit.id) if fact)


def render_corrections(corrected: Iterable[Correction]) -> str | None:
    """The line that tells which other words were sought; None where none were."""
    shown = [f"{each.typed} → {', '.join(each.shown)}" for each in corrected]
    return f"दिखाए गए: {'; '.join(shown)}" if shown else None


def render_results(out: Console, results: SearchResults, *, offset: int) -> None:
    """All hits of a page, with what was corrected before and the total after them."""
    if line := render_corrections(results.corrected):
        out.print(Text(line, style="yellow"))
    for hit in results.hits:
        _render_hit(out, hit)
    if results.hits:
        last = offset + len(results.hits)
        out.print(Text(f"{offset + 1}–{last} of {results.total:,} articles, {results.took_ms:,.0f} ms", style="dim"))


def _render_hit(out: Console, hit: Hit) -> None:
    title = hit.marked_title or Snippet(hit.title or "(बिना शीर्षक)")
    heading = Text(f"{hit.rank:>2}. ", style="bold")
    heading.append_text(_styled(title))
    out.print(heading)
    out.print(Text(" " * _INDENT + _facts(hit), style="cyan"))
    if hit.snippet:
        for line in _styled(hit.snippet).wrap(out, max(20, out.width - _INDENT)) if out.is_terminal else [_styled(hit.snippet)]:
            out.print(Text(" " * _INDENT).append_text(line))
    for part in hit.explanation:
        where = ", ".join(f"{name} ×{count:g}" for name, count in part.frequencies.items())
        out.print(Text(f"{' ' * _INDENT}{part.score:8.4f} of {part.weight:.4f}  {part.label}  ({where})", style="dim"))
    if hit.explanation:
        out.print(Text(f"{' ' * _INDENT}{hit.score:8.4f} score", style="dim"))
    out.print()


def render_article(out: Console, stored: StoredArticle) -> None:
    """A whole article with its entities."""
    article = stored.article
    out.print(Text(article.title or "(बिना शीर्षक)", style="bold"))
    published = f"{article.published:%d-%m-%Y %H:%M %Z}" if article.published else None
    facts = (article.source, article.place, article.author, article.category, published, article.url)
    out.print(Text(" · ".join(fact for fact in facts if fact), style="cyan"))
    out.print(Text(f"id {article.id}", style="cyan"))
    out.print()
    out.print(Text(article.body.replace("\n", "\n\n")))
    out.print()
    for kind, name in KIND_NAMES.items():
        found = [
            f"{each.name}{f' ({", ".join(each.aliases)})' if each.aliases else ''}"
            for each in stored.entities
            if each.kind == kind
        ]
        if found:
            out.print(Text(f"{name}: ", style="bold").append(", ".join(found), style="not bold"))
    if article.tags:
        out.print(Text("टैग: ", style="bold").append(", ".join(article.tags), style="not bold"))


def render_analysis(out: Console, rows: Iterable[tuple[str, int, int, str, str, bool]]) -> None:
    """What the chain made of a text, a word a row: a table on a terminal, tab-separated columns in a pipe."""
    headings = ("text", "start", "end", "exact", "lemma", "stop")
    lines = [(text, str(start), str(end), exact, lemma, "stop" if stop else "") for text, start, end, exact, lemma, stop in rows]
    if not out.is_terminal:
        for line in (headings, *lines):
            out.print("\t".join(line))
        return
    table = Table(*headings)
    for line in lines:
        table.add_row(*line)
    out.print(table)
