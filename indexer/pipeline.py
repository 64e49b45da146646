"""Articles → a published index: gather, index on all cores, verify, switch.

Two passes, each on all cores. The first reads every source, rejects what is no article, settles which of several with one id
wins, and gathers what only the whole corpus shows (``gather``); what it keeps is spooled beside the new generation. The second
gives each process a contiguous slice of the articles, so that their numbers, and with them scores and ties, do not depend on how
many processes there are.
"""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, chain, groupby
from operator import itemgetter
from pathlib import Path

from .aliases.generation import find_said, find_sounding, write_generation_aliases
from .analysis.chain import FINGERPRINT
from .analysis.lemma import hindi_dictionary
from .codec.form_counts import dictionary_forms
from .codec.lexicon import LEXICON
from .codec.lexicon_writer import write_lexicon
from .codec.stored import write_dictionary
from .codec.write import SEGMENT_SUFFIX
from .errors import BuildError, SourceError
from .gather import MOST_LISTED, Corpus, ReadTask, read_articles, settle_articles
from .generations.publish import Staging, seal_files, stage_generation
from .segment import MergeTask, SegmentTask, build_segments, load_tables, merge_task
from .sources import iter_files
from .sources.columns import Columns
from .sources.parts import Part, cut_sources, estimate_bytes
from .stories import write_stories
from .workers import Workers

__all__ = [
    "DEFAULT_KEEP",
    "DEFAULT_MAX_REJECTS",
    "DEFAULT_MEMORY_MB",
    "BuildReport",
    "Progress",
    "build",
    "check_options",
    "check_rejects",
    "collector_paused",
    "count_cores",
    "os_errors_as_build_errors",
]

DEFAULT_KEEP = 3
DEFAULT_MAX_REJECTS = 0.05
DEFAULT_MEMORY_MB = 1000
_LEAST_MEMORY_MB = 100

Progress = Callable[[str, int, int | None], None]
"""Called with the stage (``reading``, ``indexing``, ``publishing``), how many articles are done, and of how many if known."""

# Below this many bytes of sources a second process costs more than it saves: half a second of a core where it is spawned
# (interpreter, dictionary), a twentieth of that where it is forked.
_BYTES_WORTH_A_WORKER = 4_000_000
_FORKS_FOR_A_SPAWN = 20
# What this process reads while others are spawned.
_HEAD_START_BYTES = 10_000_000
_DICTIONARY_SAMPLES = 500
_MOST_SEGMENTS = 4
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


def build(
    sources: Iterable[str | Path],
    index: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    workers: int | None = None,
    memory_mb: int = DEFAULT_MEMORY_MB,
    max_rejects: float = DEFAULT_MAX_REJECTS,
    keep: int = DEFAULT_KEEP,
    progress: Progress | None = None,
) -> BuildReport:
    """Build an index of all articles of the sources and publish it as the next generation of ``index``.

    ``sources`` are files, folders or ``-`` (standard input). ``columns`` maps fields of Article to columns of records that have
    other names than the usual ones. ``workers`` processes, the caller's among them, index at once (default: one a core; fewer
    for a small corpus) in ``memory_mb`` megabytes, all together; a script that calls this must be importable
    (``if __name__ == "__main__":``), as with all of ``multiprocessing``.

    Raises BuildError, with the old index still served, when more than the share ``max_rejects`` (0 to 1) of the articles was
    rejected, when nothing was left to index, when the disk is full, or when a worker died; IndexLockedError when somebody else
    writes the index; ValueError for ``keep``, ``max_rejects`` or ``memory_mb`` (100 or more) out of range.
    """
    check_options(keep, max_rejects, memory_mb)
    started = time.perf_counter()
    report = BuildReport(Path(index))
    tell = progress or (lambda stage, done, total: None)
    with stage_generation(report.index) as staging, collector_paused():
        with os_errors_as_build_errors(report.index), Workers(load_tables) as team:
            cores = workers or count_cores()
            # Beside the generation's own files while they are written, so that one sweep removes all that a dead build left.
            shares = _share_sources(sources, columns or {}, cores, team, staging.path)
            corpus = _gather(shares, columns or {}, team, staging.path, report, tell)
            check_rejects(report, len(corpus), max_rejects)
            team.start(_worker_count(int(corpus.sizes.sum()), cores, team))
            segments, words = _index(corpus, team, staging, memory_mb, tell)
            _remove([*corpus.spools, *(part.content for share in shares for part in share)])
        report.articles = len(corpus)
        tell("publishing", report.articles, report.articles)
        details = {"rejected": dict(report.rejected), "words": words, "segments": segments}
        generation = staging.publish(
            fingerprint=FINGERPRINT, articles=report.articles, details=details, keep=keep
        )
    report.generation = generation.number
    report.bytes = sum(file.size for file in generation.manifest.files.values())
    report.seconds = time.perf_counter() - started
    return report


def check_options(keep: int, max_rejects: float, memory_mb: int) -> None:
    """Raise ValueError where one is out of range."""
    if keep < 1 or not 0 <= max_rejects <= 1 or memory_mb < _LEAST_MEMORY_MB:
        raise ValueError(
            f"keep is 1 or more, max_rejects 0 to 1, memory_mb {_LEAST_MEMORY_MB} or more, not {keep}, {max_rejects}, {memory_mb}"
        )


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nothing of a build makes cycles, but it makes millions of tuples for the collector to walk over: a sixth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def os_errors_as_build_errors(index: Path) -> Iterator[None]:
    """What cannot be read of a source is a reject: what is left are a full disk and the like, where the index is written."""
    try:
        yield
    except OSError as error:
        raise BuildError(
            f"the index in {index} cannot be written: {error}; the old one is served still"
        ) from error


def count_cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _worker_count(size: int, most: int, team: Workers) -> int:
    worth = _BYTES_WORTH_A_WORKER // (_FORKS_FOR_A_SPAWN if team.forks else 1)
    return max(1, min(most, size // max(1, worth)))


def _share_sources(
    sources: Iterable[str | Path], columns: Mapping[str, str], cores: int, team: Workers, folder: Path
) -> list[tuple[Part, ...]]:
    """Start as many processes as the sources are worth, and give each its share; one share where nobody can tell."""
    Columns(columns)  # what is wrong with them is said before anything is read
    files = list(iter_files(sources))
    size = estimate_bytes(files)
    count = _worker_count(size or 0, cores, team)
    if count == 1:
        return [tuple(map(Part, files))]
    team.start(count)
    head_start = 0 if team.forks else _HEAD_START_BYTES
    cut = partial(cut_sources, files, count, first_more=head_start, columns=columns, folder=folder)
    if not team.forks:
        return cut()
    shares = team.begin(cut)
    load_tables()
    return shares()


def _gather(
    shares: list[tuple[Part, ...]],
    columns: Mapping[str, str],
    team: Workers,
    folder: Path,
    report: BuildReport,
    tell: Progress,
) -> Corpus:
    tasks = [
        ReadTask(parts, columns, folder / f"spool-{number:02d}.rows") for number, parts in enumerate(shares)
    ]
    read = team.run(read_articles, tasks, lambda done: tell("reading", done, None))
    corpus, report.rejected, report.rejects = settle_articles(read)
    for each in read:
        report.warned.update(each.warned)
        report.warnings += each.warnings[: MOST_LISTED - len(report.warnings)]
    return corpus


def _remove(paths: Iterable[Path | None]) -> None:
    for path in {path for path in paths if path is not None}:
        path.unlink()


def check_rejects(report: BuildReport, kept: int, max_rejects: float) -> None:
    """Raise BuildError where more than the share ``max_rejects`` was rejected, or no article is ``kept``."""
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


def _index(
    corpus: Corpus, team: Workers, staging: Staging, memory_mb: int, tell: Progress
) -> tuple[list[str], int]:
    """Write all that is searched; the names of the segments, and how many distinct words the corpus has."""
    folder = staging.path
    dictionary, known = team.run_beside_loading(
        lambda: (
            write_dictionary(folder, corpus.sample(_DICTIONARY_SAMPLES), len(corpus)),
            dictionary_forms(hindi_dictionary()),
        )
    )
    tasks = [
        SegmentTask(number, folder, stretches, corpus.places, dictionary, memory_mb // team.count)
        for number, stretches in enumerate(filter(None, corpus.slices(team.count)))
    ]
    reports = team.run(build_segments, tasks, lambda done: tell("indexing", done, len(corpus)))
    segments = _merge([name for report in reports for name in report.segments], team, folder)
    stories = team.begin(partial(write_stories, folder, segments))
    words = write_lexicon(folder, [known, *(report.forms for report in reports)])
    del reports, known
    heard = [
        team.begin(partial(find_sounding, folder, share, team.count), share) for share in range(1, team.count)
    ]
    said = team.begin(partial(find_said, folder, segments))
    sounding = find_sounding(folder, 0, team.count)
    staging.add_sealed(seal_files(folder, [*segments, LEXICON]))
    stories()
    sounding += chain.from_iterable(each() for each in heard)
    write_generation_aliases(folder, said(), sounding)
    return segments, words


def _merge(segments: list[str], team: Workers, folder: Path) -> list[str]:
    """Merge segments that are more than a search should have to visit; the names of what is left, in the same order."""
    if len(segments) <= _MOST_SEGMENTS:
        return segments
    sizes = [(folder / name).stat().st_size for name in segments]
    groups = min(team.count, _MOST_SEGMENTS)
    before = [size * groups // sum(sizes) for size in accumulate(sizes, initial=0)]
    tasks = [
        MergeTask(tuple(folder / name for name, _ in names), folder / f"merged-{group:02d}{SEGMENT_SUFFIX}")
        for group, names in groupby(zip(segments, before, strict=False), key=itemgetter(1))
    ]
    return team.run(merge_task, tasks, lambda _: None)
