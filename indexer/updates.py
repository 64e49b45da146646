"""Articles in, replaced and out of a published index: the next generation from the one served, at the cost of the change.

What is new becomes segments of its own; what is replaced or deleted is listed beside the old segments, which the new generation
shares with the old one by hard links. Then neighbours are merged as ``merging`` says. So that searches answer as after a rebuild
of the same articles in the same order:

- every statistic is of living articles alone (``query.postings``), and so are the counts of the lexicon, which is written anew;
- the places that datelines name are known of the whole corpus. Where a change adds one or takes the last away, the old articles
  that hold its words are found in the index and indexed anew, behind the other old ones: only their entities may differ.

What a later feature counts over the corpus belongs into the segments, or is made here, where the lexicon is.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from .analysis.chain import FINGERPRINT
from .analysis.lemma import hindi_dictionary
from .assemble import assemble, old_segments, write_aliases_of
from .changes import Change, UpdateReport, read_change
from .codec.compression import read_dictionary
from .codec.container import Container
from .codec.form_counts import FormCounts
from .codec.lexicon import LEXICON
from .codec.lexicon_update import update_lexicon
from .codec.write import SEGMENT_SUFFIX
from .gather import Corpus
from .generations.generation import Generation, generation_numbers, read_current
from .generations.publish import Staging, stage_generation
from .merging import Segment, merge_all, plan_merges
from .pipeline import (
    DEFAULT_KEEP,
    DEFAULT_MAX_REJECTS,
    DEFAULT_MEMORY_MB,
    BuildReport,
    Progress,
    build,
    check_options,
    check_rejects,
    collector_paused,
    count_cores,
    os_errors_as_build_errors,
)
from .segment import SegmentTask, build_segments, count_words, load_tables
from .served import ServedArticles
from .sources import iter_files
from .sources.parts import estimate_bytes
from .workers import Workers

__all__ = ["UpdateReport", "merge", "update"]

# Below this many bytes of sources a second process, which has all to load and learns the common words again, does not pay.
_BYTES_WORTH_A_WORKER = 3_000_000

_NONE = np.zeros(0, np.int64)


def update(
    sources: Iterable[str | Path],
    index: str | Path,
    *,
    delete: Iterable[str] = (),
    columns: Mapping[str, str] | None = None,
    workers: int | None = None,
    memory_mb: int = DEFAULT_MEMORY_MB,
    max_rejects: float = DEFAULT_MAX_REJECTS,
    keep: int = DEFAULT_KEEP,
    progress: Progress | None = None,
) -> UpdateReport:
    """Delete the articles with the ids ``delete``, then add those of the sources, and publish the result.

    An article takes the place of every old one with its id or its url, as if articles came one after another; what the index has
    already, word for word, stays as it is. Where there is no index yet it is built. The other arguments, and what is raised, are
    those of ``build``, and IndexMissingError where there is nothing to delete from, AnalysisMismatchError, IndexCorruptError.
    """
    check_options(keep, max_rejects, memory_mb)
    started = time.perf_counter()
    paths, report = list(sources), UpdateReport(Path(index))
    options: dict[str, Any] = {
        "columns": columns,
        "workers": workers,
        "memory_mb": memory_mb,
        "max_rejects": max_rejects,
    }
    if paths and not generation_numbers(report.index):
        return _build_first(
            paths, report, list(dict.fromkeys(delete)), keep=keep, progress=progress, **options
        )
    read_current(report.index)  # before a folder is made where there is none
    tell = progress or (lambda stage, done, total: None)
    with stage_generation(report.index) as staging, collector_paused():
        with os_errors_as_build_errors(report.index), Workers(load_tables) as team:
            served = ServedArticles(read_current(report.index))
            size = estimate_bytes(list(iter_files(paths))) or 0
            team.start(min(workers or count_cores(), size // _BYTES_WORTH_A_WORKER))
            change = read_change(served, paths, delete, columns or {}, staging.path, report, tell)
            if report.rejected and max_rejects < 1:
                check_rejects(report, report.added + report.replaced + report.unchanged, max_rejects)
            if change:
                details = _apply(change, served, staging, team, memory_mb, report, tell)
            for path in change.corpus.spools:
                path.unlink()
        if change:
            tell("publishing", report.articles, report.articles)
            _publish(staging, report, details, keep)
        else:
            _tell(served.generation, report)
    report.seconds = time.perf_counter() - started
    return report


def merge(index: str | Path, *, keep: int = DEFAULT_KEEP) -> UpdateReport:
    """Make one segment of all, without the deleted articles, and publish it; nothing where there is one already, without any.

    Raises as ``update`` does.
    """
    started = time.perf_counter()
    report = UpdateReport(Path(index))
    read_current(report.index)
    with stage_generation(report.index) as staging:
        served = ServedArticles(read_current(report.index))
        if len(served.segments) > 1 or not served.living.all():
            with os_errors_as_build_errors(report.index):
                staging.link(served.generation, [LEXICON])
                segments = old_segments(served, ~served.living)
                names = assemble(segments, merge_all, served, staging, report, [], most_deleted=0)
                write_aliases_of(staging.path, names)
                details = _details(report, served.generation.manifest.details.get("words", 0), names)
            _publish(staging, report, details, keep)
        else:
            _tell(served.generation, report)
    report.seconds = time.perf_counter() - started
    return report


def _build_first(
    sources: Sequence[str | Path], report: UpdateReport, missing: list[str], **options: Any
) -> UpdateReport:
    built = build(sources, report.index, **options)
    values = {name: getattr(built, name) for name in BuildReport.__slots__}
    return UpdateReport(**values, added=built.articles, missing=missing, published=True)


def _apply(
    change: Change,
    served: ServedArticles,
    staging: Staging,
    team: Workers,
    memory_mb: int,
    report: UpdateReport,
    tell: Progress,
) -> dict[str, Any]:
    """Write all files of the new generation; the details of its manifest."""
    new, forms = _index(change.corpus, served, staging, team, memory_mb, tell)
    leaving = np.flatnonzero(change.leaving).tolist()
    segments = [*old_segments(served, ~served.living | change.leaving), *new]
    lexicon = team.begin(partial(_write_lexicon, served.generation, staging.path, forms, leaving))
    names = assemble(segments, plan_merges, served, staging, report, leaving)
    words = lexicon()
    write_aliases_of(staging.path, names)
    return _details(report, words, names)


def _write_lexicon(old: Generation, folder: Path, added: Sequence[FormCounts], leaving: Sequence[int]) -> int:
    """Write the lexicon with the forms ``added`` and without those of the articles ``leaving``; how many words occur."""
    removed = count_words(map(ServedArticles(old).article, leaving))
    return update_lexicon(old.path, folder, added, removed, hindi_dictionary())


def _index(
    corpus: Corpus,
    served: ServedArticles,
    staging: Staging,
    team: Workers,
    memory_mb: int,
    tell: Progress,
) -> tuple[list[Segment], list[FormCounts]]:
    """Write the segments of the new articles, under the number of the generation; and the forms they hold."""
    folder = staging.path / "new"
    folder.mkdir()
    dictionary = read_dictionary(served.generation.path)
    tasks = [
        SegmentTask(number, folder, stretches, corpus.places, dictionary, memory_mb // team.count)
        for number, stretches in enumerate(filter(None, corpus.slices(team.count)))
    ]
    reports = (
        team.run(build_segments, tasks, lambda done: tell("indexing", done, len(corpus))) if tasks else []
    )
    segments: list[Segment] = []
    for name in (name for report in reports for name in report.segments):
        path = (folder / name).rename(
            staging.path / f"{staging.number:06d}-{len(segments):02d}{SEGMENT_SUFFIX}"
        )
        articles = int(Container(path).meta["articles"])
        segments.append(Segment(path, articles, _NONE, np.full(articles, -1)))
    folder.rmdir()
    return segments, [report.forms for report in reports]


def _details(report: UpdateReport, words: int, segments: Sequence[str]) -> dict[str, Any]:
    return {"rejected": dict(report.rejected), "words": words, "segments": list(segments)}


def _publish(staging: Staging, report: UpdateReport, details: dict[str, Any], keep: int) -> None:
    generation = staging.publish(
        fingerprint=FINGERPRINT, articles=report.articles, details=details, keep=keep
    )
    report.published = True
    _tell(generation, report)


def _tell(generation: Generation, report: UpdateReport) -> None:
    report.generation, report.articles = generation.number, generation.manifest.articles
    report.bytes = sum(file.size for file in generation.manifest.files.values())
