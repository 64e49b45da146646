"""``khabar index update``, ``delete``, ``merge`` and ``watch``: as in ``cli``, a call of the library each.

Annotations are values here, not text as elsewhere: see ``query.cli``.
"""

import gc
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .cli import (
    DEFAULT_INDEX,
    ColumnsOption,
    IndexOption,
    JsonOption,
    KeepOption,
    MemoryOption,
    RejectsOption,
    WorkersOption,
    app,
    now,
    print_json,
    print_rejects,
    read_columns,
    read_share,
    report_json,
)

if TYPE_CHECKING:
    from .updates import UpdateReport

__all__ = ["app"]

_LINE_OPTION = typer.Option("--json", help="Print one JSON line, also when nothing was published.")
_LONGEST_SLEEP = 0.2  # after a signal sleep goes on
_IDS_HELP = "id of an article; @FILE or - for a file or standard input with one a line"


def _read_ids(values: Sequence[str]) -> list[str]:
    ids: list[str] = []
    for value in values:
        if value == "-":
            ids += sys.stdin.read().splitlines()
        elif value.startswith("@"):
            try:
                ids += Path(value[1:]).read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                raise typer.BadParameter(f"{value[1:]} cannot be read: {error}", param_hint="ids") from error
        else:
            ids.append(value)
    return list(filter(None, map(str.strip, ids)))


@contextmanager
def _told(as_json: bool) -> Iterator[None]:
    """The log of an unattended job must tell of every end, Ctrl-C and bugs among them."""
    gc.enable()  # the command turns it off for single answers
    try:
        yield
    except BaseException as error:
        if as_json:
            print_json({"time": now(), "published": False, "error": str(error) or type(error).__name__})
        raise


@app.command()
def update(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, or - for standard input.")
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    delete: Annotated[
        list[str] | None, typer.Option("--delete", metavar="ID", help=f"Delete: {_IDS_HELP}; repeatable.")
    ] = None,
    columns: ColumnsOption = None,
    workers: WorkersOption = None,
    memory: MemoryOption = 1000,
    max_rejects: RejectsOption = "5%",
    keep: KeepOption = 3,
    as_json: Annotated[bool, _LINE_OPTION] = False,
) -> None:
    """Add the articles of SOURCES to the index; each takes the place of those of its id or url. Where there is none, build it."""
    from .progress import progress_bar
    from .updates import update as update_index

    if not sources and not delete:
        raise typer.BadParameter("nothing to do: name sources, or ids with --delete", param_hint="SOURCES")
    if "-" in (sources or []) and "-" in (delete or []):
        raise typer.BadParameter("standard input is either sources or ids", param_hint="--delete")
    options: dict[str, Any] = {
        "columns": read_columns(columns or []),
        "workers": workers,
        "memory_mb": memory,
        "max_rejects": read_share(max_rejects),
        "keep": keep,
    }
    with _told(as_json), progress_bar() as progress:
        report = update_index(
            sources or [], index, delete=_read_ids(delete or []), progress=progress, **options
        )
    _print_report(report, as_json=as_json)


@app.command()
def delete(
    ids: Annotated[list[str], typer.Argument(help=f"{_IDS_HELP[0].upper()}{_IDS_HELP[1:]}.")],
    index: IndexOption = DEFAULT_INDEX,
    keep: KeepOption = 3,
    as_json: Annotated[bool, _LINE_OPTION] = False,
) -> None:
    """Delete articles by id. Exit code 1 where the index has none of them."""
    from .updates import update as update_index

    with _told(as_json):
        report = update_index([], index, delete=_read_ids(ids), keep=keep)
    _print_report(report, as_json=as_json)
    raise typer.Exit(0 if report.deleted else 1)


@app.command()
def merge(index: IndexOption = DEFAULT_INDEX, keep: KeepOption = 3, as_json: JsonOption = False) -> None:
    """Merge all segments into one, without deleted articles. Updates merge small ones themselves."""
    from .updates import merge as merge_index

    with _told(as_json):
        report = merge_index(index, keep=keep)
    _print_report(report, as_json=as_json)


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="Folder to follow, with its subfolders.")],
    index: IndexOption = DEFAULT_INDEX,
    interval: Annotated[
        float, typer.Option("--interval", metavar="SECONDS", min=0.1, help="How often to look.")
    ] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="Take up what is there and end.")] = False,
    columns: ColumnsOption = None,
    workers: WorkersOption = None,
    memory: MemoryOption = 1000,
    keep: KeepOption = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON line for each update.")] = False,
) -> None:
    """Index what appears or changes in FOLDER, until Ctrl-C or SIGTERM. What is deleted there stays in the index."""
    from .watch import watch as watch_folder

    options = {"columns": read_columns(columns or []), "workers": workers, "memory_mb": memory, "keep": keep}
    with _told(as_json), _ended_by_signals() as wait:
        reports = watch_folder(
            folder,
            index,
            interval=interval,
            once=once,
            wait=wait,
            trouble=lambda message: typer.echo(f"khabar: {message}; trying again", err=True),
            options=options,
        )
        for report in reports:
            if report.published or as_json:
                _print_report(report, as_json=as_json)
            else:
                print_rejects(report)


@contextmanager
def _ended_by_signals() -> Iterator[Callable[[float], bool]]:
    """Give what waits, and says whether to go on: not after SIGINT or SIGTERM. An update under way is published; a second
    signal ends it.

    No ``threading.Event``: set by a handler while it is waited for, it may wait for itself.
    """
    before: dict[int, Any] = {}
    ended = False

    def end(number: int, _: object) -> None:
        nonlocal ended
        ended = True
        signal.signal(number, before[number])

    def wait(seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not ended and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _LONGEST_SLEEP))
        return not ended

    for ending in (signal.SIGINT, signal.SIGTERM):
        before[ending] = signal.signal(ending, end)
    try:
        yield wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _print_report(report: "UpdateReport", *, as_json: bool) -> None:
    print_rejects(report)
    for identity in report.missing:
        typer.echo(f"{identity}: not in the index, so not deleted", err=True)
    counts = {
        name: getattr(report, name)
        for name in ("added", "replaced", "unchanged", "deleted", "reanalysed", "merged")
    }
    if as_json:
        written = {"time": now(), "published": report.published, **report_json(report), **counts}
        print_json({**written, "missing": report.missing})
        return
    said = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or "nothing changed"
    typer.echo(
        f"{report.index}: generation {report.generation:06d} with {report.articles:,} articles is served "
        f"({said}; {report.bytes / 1e6:,.1f} MB, {report.seconds:,.1f} s)"
    )
