"""The progress bar: on a terminal alone; stage, share, rate and time left, in 80 columns; gone at the end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from indexer.pipeline import Progress
from indexer.progress import progress_bar

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    """Standard error that says it is a terminal."""

    isatty = staticmethod(lambda: True)


@dataclass
class Clock:
    """Seconds that pass when told."""

    now: float = 1000.0


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("indexer.progress.monotonic", lambda: clock.now)
    monkeypatch.setattr("rich.console.monotonic", lambda: clock.now)
    return clock


@contextmanager
def progress_on(screen: Terminal) -> Iterator[Progress]:
    """A bar on a terminal of 80 columns; standard error is replaced here, for pytest puts its own back before each test."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}.items():
            patch.setenv(name, value)
        patch.setattr("sys.stderr", screen)
        with progress_bar() as show:
            assert show
            yield show


def frames(screen: Terminal) -> list[str]:
    """The lines as they were drawn one after the other."""
    return [
        line.rstrip() for line in re.split(r"[\r\n]+", ESCAPES.sub("", screen.getvalue())) if line.strip()
    ]


def test_nothing_in_a_pipe(capsys) -> None:
    """Where standard error is no terminal there is no bar, and nothing is printed."""
    with progress_bar() as show:
        assert show is None
    assert capsys.readouterr() == ("", "")


def test_rate_and_time_left(clock: Clock) -> None:
    """Half way after ten seconds: how many, of how many, how many a second, and that ten seconds are left."""
    screen = Terminal()
    with progress_on(screen) as show:
        show("index", 0, 20_000)
        for tenth in range(1, 101):
            clock.now = 1000 + tenth / 10
            show("index", tenth * 100, 20_000)
        last = frames(screen)[-1]
    assert re.fullmatch(r" {5}index [━╸╺ ]{24} 10,000/20,000 1,0\d\d/s 0:00:(09|10)", last)
    assert all(len(line) <= 80 for line in frames(screen))


def test_before_anything_is_known(clock: Clock) -> None:
    """Without a total, or a second call, there is neither a rate nor a time left."""
    screen = Terminal()
    with progress_on(screen) as show:
        show("read", 7, None)
        assert re.fullmatch(r" {6}read \S+ 7", frames(screen)[-1])


def test_drawn_ten_times_a_second(clock: Clock) -> None:
    """A new stage is drawn at once, the others no more often than the eye can follow."""
    screen = Terminal()
    with progress_on(screen) as show:
        for done in range(1000):
            clock.now += 0.001
            show("read", done, 1000)
        show("merge", 0, 3)
    drawn = frames(screen)
    assert 8 <= sum("read" in line for line in drawn) <= 16
    assert any("merge" in line for line in drawn)


def test_gone_at_the_end(clock: Clock) -> None:
    """What stays on the screen is what the command prints: the bar's lines are erased, the cursor is back."""
    screen = Terminal()
    with progress_on(screen) as show:
        show("index", 1, 2)
    assert screen.getvalue().endswith("\x1b[2K")
    assert screen.getvalue().count("\x1b[?25l") == screen.getvalue().count("\x1b[?25h")
