"""A folder that fills: which files are read when, and what keeps an update from being made."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from indexer import watch as watching
from indexer.errors import BuildError
from indexer.generations.generation import read_current
from indexer.generations.lock import write_lock
from indexer.watch import watch
from query import Searcher


@pytest.fixture(autouse=True)
def _small_lexicon(monkeypatch) -> None:
    """Leave the dictionary out of the lexicons of indexes made here: most of the time of a small build."""
    for module in ("pipeline", "updates"):
        monkeypatch.setattr(f"indexer.{module}.hindi_dictionary", dict)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "first", "पहला समाचार")
    return tmp_path / "in"


def write(folder: Path, identity: str, body: str) -> Path:
    path = folder / f"{identity}.jsonl"
    path.write_text(json.dumps({"id": identity, "body": body}, ensure_ascii=False), encoding="utf-8")
    return path


class Looks:
    """In place of the pauses between looks: at each something happens, and after the last the watch ends."""

    def __init__(self, *happenings) -> None:
        self._happenings = list(happenings)

    def __call__(self, seconds: float) -> bool:
        """Let the next thing happen."""
        if not self._happenings:
            return False
        self._happenings.pop(0)()
        return True


def nothing() -> None:
    """Nothing happens."""


def test_once(folder, tmp_path):
    """With ``once`` all that is there is one update; a second time nothing has changed."""
    write(folder, "second", "दूसरा समाचार")
    (report,) = watch(folder, tmp_path / "index", once=True)
    assert (report.added, report.published) == (2, True)
    (report,) = watch(folder, tmp_path / "index", once=True)
    assert (report.unchanged, report.published) == (2, False)


def test_files_come_and_change(folder, tmp_path):
    """A file is read when it has not changed between two looks, once, and anew when it changes; what vanishes stays indexed."""
    index = tmp_path / "index"
    looks = Looks(
        lambda: write(folder, "second", "दूसरा"),
        lambda: write(folder, "second", "दूसरा समाचार"),
        nothing,
        nothing,
        lambda: write(folder, "first", "पहले से बदला समाचार"),
        (folder / "second.jsonl").unlink,
        nothing,
    )
    reports = list(watch(folder, index, interval=0.001, wait=looks))
    assert [(each.added, each.replaced) for each in reports] == [(1, 0), (1, 0), (0, 1)]
    with Searcher.open(index) as searcher:
        assert {hit.id for hit in searcher.search("समाचार")} == {"first", "second"}


def test_bad_files_are_tried_again_more_seldom(folder, tmp_path, monkeypatch):
    """A file cut short is read again after one, two, four, … intervals, or at once when it changes; a bad record is not."""
    now = 0.0
    monkeypatch.setattr(watching.time, "monotonic", lambda: now)

    def pass_time() -> None:
        nonlocal now
        now += 1.0

    packed = gzip.compress(write(folder, "second", "दूसरा समाचार").read_bytes())
    (folder / "second.jsonl").unlink()
    (folder / "cut.jsonl.gz").write_bytes(packed[:-9])
    (folder / "bad.jsonl").write_text("no json\n", encoding="utf-8")
    mend = lambda: (folder / "cut.jsonl.gz").write_bytes(packed)  # noqa: E731
    looks = Looks(*[pass_time] * 12, mend, pass_time, pass_time)
    reports = watch(folder, tmp_path / "index", interval=1.0, wait=looks)
    reasons = [(now, dict(report.rejected), report.added) for report in reports]
    cut = {"broken-archive": 1}
    assert reasons == [
        (1.0, {**cut, "broken-json": 1}, 1),
        (2.0, cut, 0),
        (4.0, cut, 0),
        (8.0, cut, 0),
        (13.0, {}, 1),
    ]


def test_trouble_is_told_and_passes(folder, tmp_path):
    """While another process writes the index, that is told and the update made later."""
    index = tmp_path / "index"
    list(watch(folder, index, once=True))
    write(folder, "second", "दूसरा समाचार")
    held = write_lock(index)
    held.__enter__()
    told: list[str] = []
    looks = Looks(nothing, lambda: held.__exit__(None, None, None), nothing, nothing, nothing)
    reports = list(watch(folder, index, interval=0.0, wait=looks, trouble=told.append))
    assert sum(report.added for report in reports) == 1
    assert told and all("is being written by" in message for message in told)
    assert read_current(index).manifest.articles == 2


def test_a_folder_that_vanishes(folder, tmp_path):
    """A folder that is not there is an error at first, later only trouble: it may be mounted again."""
    with pytest.raises(BuildError, match="no such folder"):
        list(watch(tmp_path / "none", tmp_path / "index"))
    told: list[str] = []
    away = tmp_path / "away"
    looks = Looks(nothing, lambda: folder.rename(away), nothing, lambda: away.rename(folder), nothing)
    reports = list(watch(folder, tmp_path / "index", interval=0.001, wait=looks, trouble=told.append))
    assert [each.added for each in reports if each.added] == [1]
    assert any("no such file or folder" in message for message in told)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file(folder, tmp_path):
    """A file without the right to read it keeps no other from being indexed."""
    write(folder, "second", "दूसरा समाचार").chmod(0)
    (report,) = watch(folder, tmp_path / "index", once=True)
    assert (report.added, dict(report.rejected)) == (1, {"unreadable": 1})
