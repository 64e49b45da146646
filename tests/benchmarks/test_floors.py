"""Floors: what falls below fails, what is absent is skipped, other files are told, and only a reason lowers a floor."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("ir_measures", reason="the bench extra is not installed")

import typer
from typer.testing import CliRunner

from benchmarks.floor_sets import SETS
from benchmarks.floors import app, compare, digest_of, raised

ROOT = Path(__file__).resolve().parents[2]
PINNED = {"sha256": "a", "floors": {"MRR@10": 0.9}}


@pytest.mark.parametrize(
    ("pinned", "digest", "figures", "problem"),
    [
        (PINNED, "a", {"MRR@10": 0.9}, ""),
        (PINNED, "a", {"MRR@10": 0.95}, ""),
        (PINNED, "a", {"MRR@10": 0.8994}, "0.8994 is below its floor of 0.900"),
        (PINNED, "a", {}, "is not measured any more"),
        (PINNED, "b", {"MRR@10": 1.0}, "the files are not those of the floors"),
        (None, "a", {"MRR@10": 1.0}, "has no floor"),
    ],
)
def test_compare(pinned, digest, figures, problem):
    """A figure on its floor holds; below it, without one, or of other files it is a problem."""
    (verdict,) = compare("set", pinned, digest, figures)
    assert verdict.problem.startswith(problem)
    assert bool(verdict.problem) == bool(problem)


def test_raised_never_falls():
    """A floor stands a little below the figure, and where the figure wavers within that, the floor stays."""
    assert raised("set", None, "a", {"F1": 0.9}, None) == {"sha256": "a", "floors": {"F1": 0.898}}
    assert (
        raised("set", {"sha256": "a", "floors": {"F1": 0.899}}, "a", {"F1": 0.9}, None)["floors"]["F1"]
        == 0.899
    )


@pytest.mark.parametrize(("digest", "figure"), [("a", 0.8), ("b", 0.95)])
def test_lowering_needs_a_reason(digest, figure):
    """A lower floor, or other files, are refused without a reason, and with one it is kept."""
    with pytest.raises(typer.BadParameter, match="--reason"):
        raised("set", PINNED, digest, {"MRR@10": figure}, None)
    kept = raised("set", PINNED, digest, {"MRR@10": figure}, "judgements were mended")
    assert kept["floors"] == {"MRR@10": round(figure - 0.002, 3)}
    assert kept["reasons"][0].endswith(": judgements were mended")


def test_digest(tmp_path):
    """A digest hangs on names and contents of files, those within folders too."""
    (tmp_path / "folder").mkdir()
    file = tmp_path / "folder" / "a"
    file.write_text("गंगा")
    first = digest_of([tmp_path / "folder"])
    assert digest_of([tmp_path / "folder"]) == first
    file.write_text("यमुना")
    second = digest_of([tmp_path / "folder"])
    file.rename(tmp_path / "folder" / "b")
    assert len({first, second, digest_of([tmp_path / "folder"])}) == 3


def test_every_set_has_floors():
    """The file that is kept pins floors for each set, and no others."""
    pinned = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    assert pinned.keys() == SETS.keys()
    assert all(0 < floor < 1 for each in pinned.values() for floor in each["floors"].values())


def run(*options: str):
    return CliRunner().invoke(app, ["--shared", "nowhere", *options], catch_exceptions=False)


def test_absent_sets_are_skipped_and_the_newsroom_holds():
    """Without the shared data its sets are skipped by name; the project's own newsroom is measured, and its floors hold."""
    ended = run()
    assert "headlines: skipped, news_2020.jsonl.gz is not there" in ended.output
    assert "| newsroom, MRR@10 |" in ended.output
    assert ended.exit_code == 0, ended.output


def test_another_newsroom_is_told(tmp_path):
    """A file more in the newsroom is exit code 1 and says what to do; written with a reason, it holds again."""
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    (data / "more.md").write_text("", encoding="utf-8")
    floors = shutil.copy(ROOT / "benchmarks" / "floors.json", tmp_path)
    options = ("--set", "newsroom", "--data", str(data), "--floors", str(floors))
    ended = run(*options)
    assert ended.exit_code == 1
    assert "the files are not those of the floors" in ended.output
    assert run(*options, "--write").exit_code == 2
    assert run(*options, "--write", "--reason", "one file more").exit_code == 0
    assert run(*options).exit_code == 0


def test_unknown_set():
    """A misspelt set lists those there are."""
    ended = run("--set", "newsrom")
    assert ended.exit_code == 2
    assert "newsroom" in ended.output
