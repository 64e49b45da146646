"""The documents agree with the program: the command line reference is fresh, the nightly units and lines are sound."""

from __future__ import annotations

import configparser
import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
NIGHTLY = (DOCS / "nightly.md").read_text(encoding="utf-8")


def load_writer():
    """Import docs/write_cli_reference.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("write_cli_reference", DOCS / "write_cli_reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_cli_reference_is_fresh() -> None:
    """docs/cli.md is what the commands say now; write it anew with `make docs`."""
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == load_writer().cli_reference()


def test_cli_reference_is_the_same_everywhere(monkeypatch, tmp_path: Path) -> None:
    """Neither the width of the terminal, nor the environment, nor the folder changes it."""
    writer = load_writer()
    before = writer.cli_reference()
    for name, value in {
        "COLUMNS": "40",
        "KHABAR_INDEX": "/elsewhere",
        "LANG": "hi_IN.UTF-8",
        "NO_COLOR": "1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert writer.cli_reference() == before
    assert str(Path.home()) not in before


def test_cli_reference_is_whole() -> None:
    """Every command and option of the issue is in it, each with its help."""
    page = load_writer().cli_reference()
    commands = re.findall(r"^## `(khabar[a-z ]*)", page, re.MULTILINE)
    assert [command.strip() for command in commands] == [
        "khabar",
        *(
            f"khabar {name}"
            for name in (
                "search",
                "facets",
                "trends",
                "suggest",
                "aliases",
                "show",
                "story",
                "similar",
                "analyze",
                "entities",
                "index",
            )
        ),
        *(
            f"khabar index {name}"
            for name in (
                "build",
                "status",
                "verify",
                "rollback",
                "prune",
                "update",
                "delete",
                "merge",
                "watch",
            )
        ),
    ]
    search = page[page.index("## `khabar search") : page.index("## `khabar show")]
    for option in (
        *("--index", "--limit", "--offset", "--sort", "--all", "--json", "--jsonl", "--ids", "--count"),
        *(
            "--explain",
            "--no-snippets",
            "--color",
            "--batch",
            "--recency",
            "--source",
            "--not-source",
            "--after",
        ),
    ):
        assert re.search(rf"^- `{option}[` ]", search, re.MULTILINE), option
    assert "default: `10`" in search
    assert "None" not in page
    assert not re.search(r": *$", page, re.MULTILINE)


def units() -> dict[str, str]:
    """The systemd units of docs/nightly.md by file name."""
    return dict(re.findall(r"`/etc/systemd/system/([\w.-]+)`:\n\n```ini\n(.*?)```", NIGHTLY, re.DOTALL))


def test_systemd_units() -> None:
    """The service runs make nightly once; the timer starts it every night, and makes up for a night missed."""
    parsers = {}
    for name, text in units().items():
        parsers[name] = configparser.ConfigParser(interpolation=None)
        parsers[name].optionxform = str
        parsers[name].read_string(text)
    service, timer = parsers["khabar-nightly.service"], parsers["khabar-nightly.timer"]
    assert service["Service"]["Type"] == "oneshot"
    assert "make --silent nightly" in service["Service"]["ExecStart"]
    assert timer["Timer"]["OnCalendar"]
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    """systemd-analyze verify has nothing to say about them."""
    for name, text in units().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "khabar" not in ran.stderr.replace("make is not executable", "")
    assert ran.returncode == 0


def test_nightly_variables_are_those_of_the_makefile() -> None:
    """Each variable of the page is one of the Makefile, with the default that it says."""
    makefile = (DOCS.parent / "Makefile").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(NIGHTLY_\w+)` \|.*\| `(\S+)` \|$", NIGHTLY, re.MULTILINE)
    assert [name for name, _ in rows] == ["NIGHTLY_SOURCES", "NIGHTLY_INDEX", "NIGHTLY_LOG"]
    for name, default in rows:
        assert f"{name} ?= {default}\n" in makefile
    assert set(re.findall(r"NIGHTLY_\w+", NIGHTLY)) == {name for name, _ in rows}


def test_cron_line() -> None:
    """The cron line has five fields of time and no % that cron would take for a newline."""
    (line,) = re.findall(r"^    (\d+ \d+ \* \* \* .*)$", NIGHTLY, re.MULTILINE)
    assert line.split()[5] == "make"
    assert "%" not in line
