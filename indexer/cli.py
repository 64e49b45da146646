"""``khabar index …``: each command makes one call of the library and prints what came back.

Annotations are values here, not text as elsewhere: see ``query.cli``.
"""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .languages import Language, said_articles, said_count, said_language, said_time

if TYPE_CHECKING:
    from .generations.generation import Generation
    from .pipeline import BuildReport

__all__ = [
    "DEFAULT_INDEX",
    "ColumnsOption",
    "IndexOption",
    "JsonOption",
    "KeepOption",
    "MemoryOption",
    "RejectsOption",
    "WorkersOption",
    "app",
    "now",
    "print_json",
    "print_rejects",
    "read_columns",
    "read_share",
    "report_json",
]

IndexOption = Annotated[
    Path,
    typer.Option(
        "--index",
        metavar="DIR",
        envvar="KHABAR_INDEX",
        help="Folder of the index.",
    ),
]
DEFAULT_INDEX = Path("khabar-index")
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
KeepOption = Annotated[int, typer.Option("--keep", metavar="N", min=1, help="Generations to keep.")]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Column of a field in records; repeatable."),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="Processes that index.", show_default="one a core"),
]
MemoryOption = Annotated[
    int, typer.Option("--memory", metavar="MB", min=100, help="Megabytes for all processes together, about.")
]
RejectsOption = Annotated[
    str,
    typer.Option(
        "--max-rejects", metavar="SHARE", help="Share of bad articles above which nothing is published."
    ),
]

app = typer.Typer(
    help="Build and look after an index.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)


def read_columns(values: list[str]) -> dict[str, str]:
    """What --map says: field → column."""
    columns = {}
    for value in values:
        field, equals, column = value.partition("=")
        if not (field and equals and column):
            raise typer.BadParameter(f"{value!r} is not FIELD=COLUMN, as title=headline", param_hint="--map")
        columns[field] = column
    return columns


def read_share(value: str) -> float:
    """5% or 0.05 → 0.05."""
    try:
        share = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise typer.BadParameter(f"{value!r} is no share: write 5% or 0.05", param_hint="--max-rejects")
    return share


@app.command()
def build(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    index: IndexOption = DEFAULT_INDEX,
    columns: ColumnsOption = None,
    workers: WorkersOption = None,
    memory: MemoryOption = 1000,
    max_rejects: RejectsOption = "5%",
    keep: KeepOption = 3,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON line, also when nothing was published.")
    ] = False,
) -> None:
    """Index all articles of SOURCES anew and publish the result; the old index is served until then."""
    from .pipeline import build as build_index
    from .progress import progress_bar

    gc.enable()  # the command turns it off for single answers
    share = read_share(max_rejects)
    mapping = read_columns(columns or [])
    try:
        with progress_bar() as progress:
            report = build_index(
                sources,
                index,
                columns=mapping,
                workers=workers,
                memory_mb=memory,
                max_rejects=share,
                keep=keep,
                progress=progress,
            )
    except (
        BaseException
    ) as error:  # the log of an unattended build must tell of every end, Ctrl-C and bugs among them
        if as_json:
            print_json({"time": now(), "published": False, "error": str(error) or type(error).__name__})
        raise
    print_rejects(report)
    if as_json:
        print_json({"time": now(), "published": True, **report_json(report)})
    else:
        _print_report(report)


@app.command()
def status(
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang", envvar="KHABAR_LANG", help="Language of counts and times.", show_default="as the locale"
        ),
    ] = None,
) -> None:
    """Show what is served and which generations are kept; after updates the segments too."""
    from .generations.generation import list_generations, read_current
    from .served import segment_sizes

    current = read_current(index)
    generations = list_generations(index)
    sizes = [
        {"segment": name, "articles": articles, "deleted": gone}
        for name, articles, gone in segment_sizes(current)
    ]
    if as_json:
        rows = [_generation_json(each) for each in generations]
        print_json({"current": current.number, "generations": rows, "segments": sizes})
        return
    shown = lang or (said_language(os.environ) if sys.stdout.isatty() else None)
    for each in generations:
        typer.echo(f"{'*' if each.number == current.number else ' '} {_generation_line(each, shown)}")
    updated = len(sizes) > 1 or any(row["deleted"] for row in sizes)
    for row in sizes if updated else ():
        typer.echo(_segment_line(row, shown or Language.en))


@app.command()
def verify(
    index: IndexOption = DEFAULT_INDEX,
    every: Annotated[
        bool, typer.Option("--all", help="All generations kept, not only the one served.")
    ] = False,
) -> None:
    """Compare every file of the index with its checksum, and check the structure of its segments."""
    from .codec.aliases import ALIASES, check_aliases
    from .codec.check import check_segment
    from .codec.check_lexicon import check_lexicon
    from .codec.check_stories import check_stories
    from .codec.deletions import open_deletions
    from .codec.evidence import check_evidence
    from .codec.lexicon import LEXICON
    from .errors import IndexCorruptError
    from .generations.generation import (
        generation_numbers,
        list_generations,
        read_current,
        segment_names,
        verify_generation,
    )
    from .served import segment_sizes

    served = read_current(index)
    generations = list_generations(index) if every else [served]
    for generation in generations:
        verify_generation(generation)
        segments = [generation.path / name for name in segment_names(generation)]
        for path in segments:
            check_segment(path)
        check_lexicon(generation.path / LEXICON)
        list(segment_sizes(generation))  # reads the deleted articles, whose numbers must be of these segments
        if (deletions := open_deletions(generation.path, generation.manifest.files)) is not None:
            check_evidence(deletions)
        check_stories(generation.path, segments)
        check_aliases(generation.path / ALIASES)
        count = len(generation.manifest.files)
        typer.echo(f"generation {generation.number:06d}: {count} files are as they were built")
    whole = {generation.number for generation in generations}
    if every and (damaged := [number for number in generation_numbers(index) if number not in whole]):
        names = ", ".join(f"{number:06d}" for number in damaged)
        raise IndexCorruptError(
            f"{index}: not whole: {names}, not served; `khabar index prune` deletes old ones"
        )


@app.command()
def rollback(index: IndexOption = DEFAULT_INDEX) -> None:
    """Serve the generation before the one served now."""
    from .generations.publish import rollback as roll_back

    generation = roll_back(index)
    typer.echo(f"generation {generation.number:06d} of {generation.manifest.built_at} is served")


@app.command()
def prune(index: IndexOption = DEFAULT_INDEX, keep: KeepOption = 3) -> None:
    """Delete old generations and what dead builds left."""
    from .generations.publish import prune as prune_generations

    removed = prune_generations(index, keep)
    typer.echo(
        f"removed {', '.join(f'{number:06d}' for number in removed)}" if removed else "nothing to remove"
    )


def _generation_line(generation: "Generation", lang: Language | None) -> str:
    """For a person, in a language, how long ago it was built and when, in 80 columns; else as the manifest has it."""
    facts = _generation_json(generation)
    counted = f"{said_articles(facts['articles'], lang or Language.en):>18}  {facts['bytes'] / 1e6:>9,.1f} MB"
    if lang is None:
        return f"{generation.number:06d}  {facts['built_at']}  {counted}  {facts['fingerprint']}"
    from datetime import datetime

    return f"{generation.number:06d}  {counted}  {said_time(datetime.fromisoformat(facts['built_at']), lang)}"


def _segment_line(row: dict[str, Any], lang: Language) -> str:
    gone = said_count(row["deleted"], lang)
    said = f"जिनमें {gone} हटाए गए" if lang is Language.hi else f"{gone} of them deleted"
    return f"    {row['segment']}: {said_articles(row['articles'], lang)}, {said}"


def _generation_json(generation: "Generation") -> dict[str, Any]:
    manifest = generation.manifest
    return {
        "generation": generation.number,
        "built_at": manifest.built_at,
        "articles": manifest.articles,
        "bytes": sum(file.size for file in manifest.files.values()),
        "fingerprint": manifest.fingerprint,
        **manifest.details,
    }


def report_json(report: "BuildReport") -> dict[str, Any]:
    """A report as JSON has it."""
    return {
        "index": str(report.index),
        "generation": report.generation,
        "articles": report.articles,
        "seconds": round(report.seconds, 3),
        "bytes": report.bytes,
        "rejected": dict(report.rejected),
        "warned": dict(report.warned),
    }


def print_rejects(report: "BuildReport") -> None:
    """Say which articles were not taken, and what else is worth it, on standard error."""
    for error in [*report.rejects, *report.warnings]:
        typer.echo(str(error), err=True)
    listed = len(report.rejects) + len(report.warnings)
    if (unlisted := report.rejected.total() + report.warned.total() - listed) > 0:
        typer.echo(f"… and {unlisted} more", err=True)
    for title, counts in (("rejected", report.rejected), ("indexed, but", report.warned)):
        if counts:
            reasons = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
            typer.echo(f"{title}: {reasons}", err=True)


def _print_report(report: "BuildReport") -> None:
    rate = report.articles / report.seconds if report.seconds else 0.0
    typer.echo(
        f"{report.index}: generation {report.generation:06d} with {report.articles:,} articles is served "
        f"({report.bytes / 1e6:,.1f} MB, {report.seconds:,.1f} s, {rate:,.0f} articles/s)"
    )


def now() -> str:
    """The time for a log."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def print_json(value: dict[str, Any]) -> None:
    """Print an object on a line."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False))
