"""The pager: which one, what it is given, and what happens where it does not run or is left early."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from query.pager import page

TEXT = "\x1b[1mशीर्षक\x1b[0m\nदूसरी पंक्ति\n"


@pytest.fixture(autouse=True)
def no_pager_named(monkeypatch) -> None:
    for name in ("KHABAR_PAGER", "PAGER", "LESS", "LESSCHARSET", "LV"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def paged(tmp_path: Path, monkeypatch):
    """Show the text in pagers that write what they read, and their name, to a file, which is read back."""
    written = tmp_path / "written"

    def run(text: str = TEXT, **pagers: str | None) -> str:
        for name, said in pagers.items():
            if said is not None:
                monkeypatch.setenv(name, said.replace("{}", f"{{ echo {name}; cat; }} > '{written}'"))
        page(text)
        return written.read_text(encoding="utf-8") if written.exists() else ""

    return run


@pytest.mark.parametrize(
    ("pagers", "first"),
    [
        ({"PAGER": "{}"}, "PAGER"),
        ({"KHABAR_PAGER": "{}"}, "KHABAR_PAGER"),
        ({"KHABAR_PAGER": "{}", "PAGER": "exit 3"}, "KHABAR_PAGER"),
    ],
)
def test_pager_of_the_environment(paged, capfd, pagers: dict[str, str], first: str) -> None:
    """KHABAR_PAGER comes before PAGER; it is a command of the shell, and is given all, colours too."""
    assert paged(**pagers) == f"{first}\n{TEXT}"
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    "pagers", [{"PAGER": ""}, {"PAGER": "cat"}, {"PAGER": " cat "}, {"KHABAR_PAGER": "", "PAGER": "{}"}]
)
def test_none(paged, capfd, pagers: dict[str, str]) -> None:
    """Empty and cat are no pager: the text is printed, colours and all."""
    assert paged(**pagers) == ""
    assert capfd.readouterr().out == TEXT


@pytest.mark.parametrize("command", ["no-such-pager -R", "/dev/null"])
def test_a_pager_that_cannot_be_run(paged, capfd, command: str) -> None:
    """The shell says so, and the text is printed."""
    paged(PAGER=command)
    out, err = capfd.readouterr()
    assert out == TEXT
    assert command.split(maxsplit=1)[0] in err


def test_a_pager_that_is_left_early(paged, capfd) -> None:
    """What is not read any more is not an error, nor printed; nor is what the pager's exit code says."""
    paged("क" * 1_000_000, PAGER="head -c 3; exit 1")
    assert capfd.readouterr() == ("क", "")


@pytest.fixture
def less(tmp_path: Path, monkeypatch) -> Path:
    """A less that says its variables before what it reads."""
    program = tmp_path / "less"
    program.write_text('#!/bin/sh\necho "$LESS $LESSCHARSET"\nexec cat\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return program


def test_less_is_the_default(less: Path, capfd) -> None:
    """It ends at once where all fits, shows colours and links, and leaves the text on the screen."""
    page(TEXT)
    assert capfd.readouterr().out == f"FRX utf-8\n{TEXT}"


def test_what_less_is_told_stands(less: Path, capfd, monkeypatch) -> None:
    """LESS as the person has set it is left alone."""
    monkeypatch.setenv("LESS", "-R -S")
    page(TEXT)
    assert capfd.readouterr().out == f"-R -S utf-8\n{TEXT}"


def test_without_less(capfd, monkeypatch, tmp_path: Path) -> None:
    """Where there is no less, and no other is named, the text is printed and nothing is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    page(TEXT)
    assert capfd.readouterr() == (TEXT, "")


def test_what_is_printed_before_comes_before(capfd, monkeypatch) -> None:
    """What waits in Python's buffer is on the screen before the pager begins."""
    monkeypatch.setenv("PAGER", "cat -")
    monkeypatch.setattr("sys.stdout", open(1, "w", encoding="utf-8", closefd=False))  # noqa: SIM115
    sys.stdout.write("पहले\n")
    page(TEXT)
    assert capfd.readouterr().out == f"पहले\n{TEXT}"
