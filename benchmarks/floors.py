"""``python -m benchmarks.floors`` (a step of ``make check``) fails where khabar finds less than ``floors.json`` demands.

khabar alone, without its peers, in half a minute. A floor belongs to a set of files, whose digest stands beside it: on
other files a figure means something else, so another digest is an error. A set that is not there is skipped, and said to be.
``--write`` raises floors to what is measured, less a slack; to lower one, or to pin other files, needs a reason, which is kept
in the file.

The tagger of names has learned from the set that it is asked here: its floors tell a fault, not how good it is
(``entity_spans`` tells that).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from .floor_sets import SETS
from .tables import Table, show

__all__ = ["Verdict", "app", "compare", "digest_of", "raised"]

_ROOT = Path(__file__).resolve().parents[1]
_FILE = Path(__file__).with_name("floors.json")
_SLACK = 0.002
"""How far below the figure its floor is set: what a change for the better elsewhere may cost."""

Pinned = dict[str, Any]
"""As in the file: ``sha256``, ``floors`` (figure → the least it may be), ``reasons``."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class Verdict(NamedTuple):
    """One figure of a set beside its floor; ``problem`` is empty where all is well."""

    name: str
    figure: float | None
    floor: float | None
    problem: str


@app.command()
def main(
    *,
    only: Annotated[list[str] | None, typer.Option("--set", help="Only these sets.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Raise the floors to what is measured.")] = False,
    reason: Annotated[
        str | None, typer.Option(help="With --write: why floors are lowered, or files are others.")
    ] = None,
    floors: Annotated[Path, typer.Option(help="The floors.", show_default="benchmarks/floors.json")] = _FILE,
    data: Annotated[Path, typer.Option(help="The sample newsroom.", show_default="data")] = _ROOT / "data",
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Measure every set that is there; exit with 1 where a figure is below its floor or a digest is another."""
    if unknown := sorted(set(only or ()) - SETS.keys()):
        raise typer.BadParameter(f"{', '.join(unknown)}: not one of {', '.join(SETS)}", param_hint="--set")
    pinned: dict[str, Pinned] = json.loads(floors.read_text(encoding="utf-8")) if floors.exists() else {}
    verdicts: list[Verdict] = []
    for name, each in SETS.items():
        if only and name not in only:
            continue
        if absent := [path.name for path in each.files(data, shared) if not path.exists()]:
            print(f"{name}: skipped, {', '.join(absent)} is not there", flush=True)
            continue
        digest, figures = digest_of(each.files(data, shared)), each.measure(data, shared)
        if write:
            pinned[name] = raised(name, pinned.get(name), digest, figures, reason)
        verdicts += compare(name, pinned.get(name), digest, figures)
    if write:
        floors.write_text(json.dumps(pinned, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    show(_table(verdicts))
    if problems := [f"{verdict.name}: {verdict.problem}" for verdict in verdicts if verdict.problem]:
        print(*problems, sep="\n")
        raise typer.Exit(1)


def digest_of(files: list[Path]) -> str:
    """SHA-256 of names and contents of the files, those in folders among them, in the order of their paths."""
    total = hashlib.sha256()
    for given in files:
        inside = sorted(path for path in given.rglob("*") if path.is_file()) if given.is_dir() else [given]
        for path in inside:
            name = path.relative_to(given.parent).as_posix()
            total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def compare(name: str, pinned: Pinned | None, digest: str, figures: Mapping[str, float]) -> Iterator[Verdict]:
    """Yield what each figure of a set is beside its floor; a floor without a figure is a problem too, and the other way round."""
    if pinned is not None and pinned["sha256"] != digest:
        told = (
            f"the files are not those of the floors (sha256 {digest[:12]}…, pinned {pinned['sha256'][:12]}…): "
            'if they are meant to be others, run `python -m benchmarks.floors --write --reason "…"`'
        )
        yield Verdict(name, None, None, told)
        return
    floors: Mapping[str, float] = pinned["floors"] if pinned else {}
    for figure in dict.fromkeys([*floors, *figures]):
        found, floor = figures.get(figure), floors.get(figure)
        yield Verdict(f"{name}, {figure}", found, floor, _problem(found, floor))


def _problem(found: float | None, floor: float | None) -> str:
    if floor is None:
        return "has no floor: run `python -m benchmarks.floors --write`"
    if found is None:
        return "is not measured any more"
    return "" if found >= floor else f"{found:.4f} is below its floor of {floor:.3f}"


def raised(
    name: str, pinned: Pinned | None, digest: str, figures: Mapping[str, float], reason: str | None
) -> Pinned:
    """The floors for these figures. Raises typer.BadParameter where one falls or the files changed, and there is no reason."""
    floors = {figure: math.floor((found - _SLACK) * 1000) / 1000 for figure, found in figures.items()}
    before: Mapping[str, float] = pinned["floors"] if pinned else {}
    reasons = list(pinned.get("reasons", ())) if pinned else []
    same = pinned is None or pinned["sha256"] == digest
    fallen = sorted(figure for figure, floor in before.items() if figures.get(figure, 0.0) < floor)
    if fallen or not same:
        if not reason:
            why = f"{', '.join(fallen)} fell" if fallen else "its files are others"
            raise typer.BadParameter(f"{name}: {why}; say why with --reason", param_hint="--write")
        reasons.append(f"{date.today().isoformat()}: {reason}")
    elif before:
        floors = {figure: max(floor, before.get(figure, 0.0)) for figure, floor in floors.items()}
    return {"sha256": digest, "floors": floors, **({"reasons": reasons} if reasons else {})}


def _table(verdicts: list[Verdict]) -> Table:
    rows = [
        [
            verdict.name,
            "-" if verdict.figure is None else f"{verdict.figure:.4f}",
            "-" if verdict.floor is None else f"{verdict.floor:.3f}",
            "NO" if verdict.problem else "yes",
        ]
        for verdict in verdicts
    ]
    return Table("Floors", ["figure", "khabar", "floor", "holds"], rows)


if __name__ == "__main__":
    app()
