"""What an update changes: which articles come, which old ones go, and which old ones have to be indexed anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from .article import Article
from .codec.stored import code_article
from .entities.gazetteer import changed_phrases
from .errors import SourceError
from .gather import MOST_LISTED, Corpus, ReadReport, ReadTask, read_articles, settle_articles
from .pipeline import BuildReport, Progress
from .served import ServedArticles
from .sources import iter_files, spooled
from .sources.parts import Part

__all__ = ["Change", "UpdateReport", "read_change"]


@dataclass(slots=True)
class UpdateReport(BuildReport):
    """What an update did. ``articles`` are those of the whole index afterwards.

    ``replaced`` counts new articles that took the place of old ones of their id or url, ``unchanged`` those that it had,
    word for word; ``missing`` are the ids to delete that no article had; ``reanalysed`` counts old ones that were indexed anew
    for the sake of a place; ``merged`` segments that became others. Where nothing changed, nothing was ``published``.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    deleted: int = 0
    missing: list[str] = field(default_factory=list)
    reanalysed: int = 0
    merged: int = 0
    published: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """``corpus``: the articles to be indexed, old ones first, in their order; with all places that the corpus names afterwards.

    ``leaving``: bool[articles], the old articles that are served no longer, those that are indexed anew among them.
    """

    corpus: Corpus
    leaving: np.ndarray

    def __bool__(self) -> bool:
        return len(self.corpus) > 0 or bool(self.leaving.any())


def read_change(
    served: ServedArticles,
    sources: Sequence[str | Path],
    delete: Iterable[str],
    columns: Mapping[str, str],
    folder: Path,
    report: UpdateReport,
    tell: Progress,
) -> Change:
    """Read the sources into spools in ``folder``; what they and the ids to ``delete`` change, which is counted in ``report``."""
    leaving = np.zeros(len(served.living), bool)
    for identity in dict.fromkeys(delete):
        if numbers := served.find("id", identity):
            leaving[numbers] = True
        else:
            report.missing.append(identity)
    report.deleted = int(leaving.sum())
    read = _read_sources(sources, columns, folder, tell)
    new, report.rejected, report.rejects = settle_articles([read])
    report.warned, report.warnings = read.warned, read.warnings
    coming = _coming(new, served, leaving, report)
    _reject_superseded(coming.superseded, new, read, report)
    new = replace(new.chosen(coming.numbers()), places=tuple(coming.places()))
    return _with_concerned(new, served, leaving, folder / "again.jsonl", report)


def _read_sources(
    sources: Sequence[str | Path], columns: Mapping[str, str], folder: Path, tell: Progress
) -> ReadReport:
    done = 0

    def advanced() -> None:
        nonlocal done
        done += 1
        tell("reading", done, None)

    return read_articles(
        ReadTask(tuple(map(Part, iter_files(sources))), columns, folder / "spool.rows"), advanced
    )


def _coming(new: Corpus, served: ServedArticles, leaving: np.ndarray, report: UpdateReport) -> _Coming:
    """The new articles that the index has not, word for word; old ones that they replace are marked in ``leaving``.

    As one after another each takes the place of all with its url, of several new ones with one url the last is left.
    """
    coming = _Coming()
    for number, article in enumerate(new.iter_articles()):
        same_id = [each for each in served.find("id", article.id) if not leaving[each]]
        if same_id and code_article(served.article(same_id[-1]), ()) == code_article(article, ()):
            report.unchanged += 1
            continue
        old = [each for each in served.find("url", article.url) if not leaving[each]]
        leaving[same_id + old] = True
        coming.add(number, article, replaces=bool(same_id or old))
    report.added = len(coming.articles) - sum(coming.articles.values())
    report.replaced = sum(coming.articles.values())
    return coming


class _Coming:
    """New articles that are to be indexed, by number → whether they replace an old one; which made way for one with their url.

    ``places`` are those that any of them names.
    """

    def __init__(self) -> None:
        self.articles: dict[int, bool] = {}
        self.superseded: list[tuple[int, int]] = []
        self._of_url: dict[str, int] = {}
        self._places: dict[int, str] = {}

    def add(self, number: int, article: Article, *, replaces: bool) -> None:
        """Take one more."""
        if article.url is not None:
            earlier = self._of_url.get(article.url)
            if earlier is not None:
                replaces |= self.articles.pop(earlier)
                self.superseded.append((earlier, number))
            self._of_url[article.url] = number
        self.articles[number] = replaces
        if article.place:
            self._places[number] = article.place

    def numbers(self) -> np.ndarray:
        """Their numbers, int64, ascending."""
        return np.array(list(self.articles), np.int64)

    def places(self) -> set[str]:
        """The places that they name as their own."""
        return {place for number, place in self._places.items() if number in self.articles}


def _reject_superseded(
    superseded: Sequence[tuple[int, int]], new: Corpus, read: ReadReport, report: UpdateReport
) -> None:
    for pair in superseded:
        earlier, later = (read.origin(int(np.searchsorted(read.offsets, new.offsets[each]))) for each in pair)
        report.rejected["duplicate-url"] += 1
        if len(report.rejects) < MOST_LISTED:
            detail = f"its url comes again at {later}: that later one is indexed"
            report.rejects.append(SourceError(earlier, "duplicate-url", detail))


def _with_concerned(
    new: Corpus, served: ServedArticles, leaving: np.ndarray, spool: Path, report: UpdateReport
) -> Change:
    """Put the old articles before the new ones that places which came or went concern."""
    before, after = served.datelines(), served.datelines(leaving) | {*new.places}
    concerned = np.zeros(len(leaving), bool)
    for phrase in changed_phrases(before, after) if before != after else ():
        concerned[served.holding(phrase)] = True
    concerned &= ~leaving
    again = np.flatnonzero(concerned)
    report.reanalysed = len(again)
    sizes = _write_spool(spool, map(served.article, again.tolist()))
    corpus = Corpus(
        (spool, *new.spools),
        np.concatenate([np.zeros(len(again), np.int64), new.spool_of + 1]),
        np.concatenate([np.cumsum(sizes) - sizes, new.offsets]),
        np.concatenate([sizes, new.sizes]),
        tuple(sorted(after)),
    )
    return Change(corpus, leaving | concerned)


def _write_spool(spool: Path, articles: Iterable[Article]) -> np.ndarray:
    """Write articles as ``read_articles`` does; the bytes of each, int64."""
    with spool.open("wb") as rows:
        sizes = [rows.write(spooled.pack(article)) for article in articles]
    return np.array(sizes, np.int64)
