"""Articles → a published index: gather, index on all cores, verify, switch.

Two passes. The first reads every source, rejects what is no article, settles which of several articles with one id wins, and
gathers what only the whole corpus shows (the places of datelines); what it keeps is spooled beside the new generation. The second
gives each worker a contiguous slice of the spool, so that article numbers, and with them scores and ties, do not depend on how
many workers there are.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from .analysis.chain import FINGERPRINT
from .analysis.lemma import hindi_dictionary
from .article import Article
from .codec.lexicon import write_lexicon
from .codec.stored import article_of_row, article_row, write_dictionary
from .errors import BuildError, Origin, SourceError
from .generations.publish import stage_generation
from .segment import SegmentReport, SegmentTask, build_segments
from .sources import iter_articles
from .workers import run_in_processes

__all__ = ["DEFAULT_KEEP", "DEFAULT_MAX_REJECTS", "BuildReport", "Progress", "build"]

DEFAULT_KEEP = 3
DEFAULT_MAX_REJECTS = 0.05

Progress = Callable[[str, int, int | None], None]
"""Called with the stage (``reading``, ``indexing``, ``publishing``), how many articles are done, and of how many if known."""

# Below this many articles a second process costs more (half a second: interpreter, dictionary) than it saves.
_ARTICLES_WORTH_A_WORKER = 1000
# For all workers together: what the arrays of their segments may take before a segment is written.
_MEMORY_MB = 1000
_DICTIONARY_SAMPLES = 500
# Rejects kept with their words; past this many they are only counted.
_REJECTS_LISTED = 1000
_REJECTS_IN_ERROR = 20


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    ``rejected`` and ``warned`` count by reason; ``rejects`` and ``warnings`` list the first 1000 of each, with place and words.
    """

    index: Path
    generation: int = 0
    articles: int = 0
    seconds: float = 0.0
    bytes: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    rejects: list[SourceError] = field(default_factory=list)
    warned: Counter[str] = field(default_factory=Counter)
    warnings: list[SourceError] = field(default_factory=list)

    def reject(self, error: SourceError) -> None:
        """Count and, while there is room, list one article that was not indexed."""
        self.rejected[error.reason] += 1
        if len(self.rejects) < _REJECTS_LISTED:
            self.rejects.append(error)

    def warn(self, error: SourceError) -> None:
        """The same for what is wrong with an article that was indexed all the same."""
        self.warned[error.reason] += 1
        if len(self.warnings) < _REJECTS_LISTED:
            self.warnings.append(error)


def build(
    sources: Iterable[str | Path],
    index: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    workers: int | None = None,
    max_rejects: float = DEFAULT_MAX_REJECTS,
    keep: int = DEFAULT_KEEP,
    progress: Progress | None = None,
) -> BuildReport:
    """Build an index of all articles of the sources and publish it as the next generation of ``index``.

    ``sources`` are files, folders or ``-`` (standard input). ``columns`` maps fields of Article to columns of records that have
    other names than the usual ones. ``workers`` processes index at once (default: one a core; fewer for a small corpus); a
    script that calls this must be importable (``if __name__ == "__main__":``), as with all of ``multiprocessing``.

    Raises BuildError, with the old index still served, when more than the share ``max_rejects`` (0 to 1) of the articles was
    rejected, when nothing was left to index, when the disk is full, or when a worker died; IndexLockedError when somebody else
    writes the index; ValueError for ``keep`` or ``max_rejects`` out of range.
    """
    if keep < 1 or not 0 <= max_rejects <= 1:
        raise ValueError(f"keep is 1 or more and max_rejects 0 to 1, not {keep} and {max_rejects}")
    started = time.perf_counter()
    report = BuildReport(Path(index))
    tell = progress or (lambda stage, done, total: None)
    with stage_generation(report.index) as staging:
        with _os_errors_as_build_errors(report.index):
            # Beside the generation's own files while they are written, so that one sweep removes all that a dead build left.
            spool = _gather(sources, columns, staging.path / "spool.jsonl", report, tell)
            _check_rejects(report, len(spool.offsets), max_rejects)
            segments, words = _index(spool, staging.path, workers, tell)
            spool.path.unlink()
        report.articles = len(spool.offsets)
        tell("publishing", report.articles, report.articles)
        details = {"rejected": dict(report.rejected), "words": words, "segments": segments}
        generation = staging.publish(
            fingerprint=FINGERPRINT, articles=report.articles, details=details, keep=keep
        )
    report.generation = generation.number
    report.bytes = sum(file.size for file in generation.manifest.files.values())
    report.seconds = time.perf_counter() - started
    return report


@contextmanager
def _os_errors_as_build_errors(index: Path) -> Iterator[None]:
    """What cannot be read of a source is a reject: what is left are a full disk and the like, where the index is written."""
    try:
        yield
    except OSError as error:
        raise BuildError(
            f"the index in {index} cannot be written: {error}; the old one is served still"
        ) from error


@dataclass(slots=True)
class _Spool:
    """The articles that will be indexed: a line of JSON each in ``path``, at ``offsets``, in the order of the sources."""

    path: Path
    offsets: list[int]
    places: tuple[str, ...]

    def sample(self, most: int) -> list[Article]:
        """Articles from all over the corpus, at most so many, always the same."""
        step = max(1, len(self.offsets) // most)
        with self.path.open("rb") as spool:
            articles = []
            for offset in self.offsets[::step][:most]:
                spool.seek(offset)
                articles.append(article_of_row(json.loads(spool.readline())))
        return articles


def _gather(
    sources: Iterable[str | Path],
    columns: Mapping[str, str] | None,
    path: Path,
    report: BuildReport,
    tell: Progress,
) -> _Spool:
    offsets: dict[str, tuple[int, Origin]] = {}
    places: Counter[str] = Counter()
    with path.open("wb") as spool:
        for done, (origin, article) in enumerate(
            iter_articles(sources, columns=columns, warn=report.warn), 1
        ):
            if isinstance(article, SourceError):
                report.reject(article)
            else:
                # The last of several articles with one id wins; its place in the order is where it stands itself.
                if earlier := offsets.pop(article.id, None):
                    report.reject(_superseded(article, earlier[1], origin))
                offsets[article.id] = (spool.tell(), origin)
                spool.write(json.dumps(article_row(article), ensure_ascii=False).encode() + b"\n")
                if article.place:
                    places[article.place] += 1
            tell("reading", done, None)
    return _Spool(path, [offset for offset, _ in offsets.values()], tuple(sorted(places)))


def _superseded(article: Article, earlier: Origin, later: Origin) -> SourceError:
    return SourceError(
        earlier, "duplicate-id", f"id {article.id!r} comes again at {later}: that later one is indexed"
    )


def _check_rejects(report: BuildReport, kept: int, max_rejects: float) -> None:
    rejected = report.rejected.total()
    if kept and rejected <= max_rejects * (kept + rejected):
        return
    if not kept + rejected:
        raise BuildError("no article to index: the sources hold none; the old index is served still")
    reasons = ", ".join(f"{count} {reason}" for reason, count in report.rejected.most_common())
    examples = "".join(f"\n  {error}" for error in report.rejects[:_REJECTS_IN_ERROR])
    unlisted = rejected - min(len(report.rejects), _REJECTS_IN_ERROR)
    raise BuildError(
        f"{rejected} of {kept + rejected} articles rejected ({rejected / (kept + rejected):.1%}, at most {max_rejects:.1%} "
        f"allowed): {reasons}; nothing was published, the old index is served still. Mend the sources or raise --max-rejects."
        f"{examples}" + (f"\n  … and {unlisted} more" if unlisted else "")
    )


def _index(spool: _Spool, folder: Path, workers: int | None, tell: Progress) -> tuple[list[str], int]:
    """Write the segments and the lexicon; the names of the segments, and how many distinct words the corpus has."""
    count = _worker_count(len(spool.offsets), workers)
    dictionary = write_dictionary(folder, spool.sample(_DICTIONARY_SAMPLES), len(spool.offsets))
    tasks = [
        SegmentTask(number, folder, spool.path, tuple(offsets), spool.places, dictionary, _MEMORY_MB // count)
        for number, offsets in enumerate(_slices(spool.offsets, count))
    ]
    reports = list(_run(tasks, len(spool.offsets), tell))
    counts: Counter[str] = Counter()
    lemmas: dict[str, str] = {}
    for report in reports:
        counts.update(report.counts)
        lemmas.update(report.lemmas)
    write_lexicon(folder, counts, lemmas, hindi_dictionary())
    return [name for report in reports for name in report.segments], len(counts)


def _worker_count(articles: int, workers: int | None) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(workers or cores, articles // _ARTICLES_WORTH_A_WORKER or 1))


def _slices(offsets: Sequence[int], count: int) -> Iterator[Sequence[int]]:
    """Cut into ``count`` contiguous slices of nearly equal length."""
    bounds = [len(offsets) * part // count for part in range(count + 1)]
    for first, last in pairwise(bounds):
        yield offsets[first:last]


def _run(tasks: Sequence[SegmentTask], total: int, tell: Progress) -> Iterator[SegmentReport]:
    if len(tasks) == 1:
        done = 0

        def indexed() -> None:
            nonlocal done
            done += 1
            tell("indexing", done, total)

        yield build_segments(tasks[0], indexed)
        return
    yield from run_in_processes(tasks, lambda done: tell("indexing", done, total))
