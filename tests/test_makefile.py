"""The Makefile's help, nightly and demo, run by make against the khabar that is installed here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from query import Searcher

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TARGETS = "help demo test check bench quality nightly clean lint docs screenshots".split()

pytestmark = [
    pytest.mark.skipif(not shutil.which("make"), reason="make is not here"),
    pytest.mark.skipif(not (BIN / "khabar").exists(), reason="khabar is not installed beside this Python"),
]


@pytest.fixture
def make(tmp_path: Path):
    """Run a target with this Python's environment in place of .venv, which is taken for fresh."""
    venv = tmp_path / "venv"
    venv.mkdir()
    (venv / "bin").symlink_to(BIN)
    for stamp in (".run", ".dev"):
        (venv / stamp).touch()

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        # A make that runs the tests must not hand its own options down.
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
        }
        command = ["make", f"VENV={venv}", f"--old-file={venv}/.run", f"--old-file={venv}/.dev", *args]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    return run


@pytest.fixture
def nightly(make, tmp_path: Path):
    """Run make nightly on a folder, or on one that does not exist; its log is read back."""

    def run(sources: Path) -> tuple[subprocess.CompletedProcess[str], list[dict[str, object]]]:
        log = tmp_path / "nightly.jsonl"
        ran = make(
            "--silent",
            "nightly",
            f"NIGHTLY_SOURCES={sources}",
            f"NIGHTLY_INDEX={tmp_path / 'index'}",
            f"NIGHTLY_LOG={log}",
        )
        return ran, [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    return run


@pytest.mark.parametrize("args", [[], ["help"]])
def test_help(make, args: list[str]) -> None:
    """make, and make help, list every target with a line of help."""
    ran = make(*args)
    assert ran.returncode == 0
    listed = re.findall(r"^  (\S+) +(\S.*)$", ran.stdout, re.MULTILINE)
    assert set(TARGETS) <= {name for name, _ in listed}


def test_ci_runs_make_check() -> None:
    """CI runs make check, which runs make test."""
    assert "make check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^check:.*\btest\b", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_nightly(nightly, tmp_path: Path) -> None:
    """One line of JSON a night; success exits with 0; what is not published exits otherwise and leaves the old index served."""
    sources = tmp_path / "sources"
    sources.mkdir()
    good = sources / "good.jsonl"
    good.write_text('{"id": "a", "title": "पहला", "body": "पहला समाचार"}\n', encoding="utf-8")

    ran, log = nightly(sources)
    assert ran.returncode == 0
    assert ran.stdout == ran.stderr == ""
    assert [line["published"] for line in log] == [True]
    assert log[0]["articles"] == 1

    good.write_text('{"id": "b", "title": "दूसरा", "body": ""}\n', encoding="utf-8")
    ran, log = nightly(sources)
    assert ran.returncode != 0
    assert "empty-body" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert [line["published"] for line in log] == [True, False]
    assert "empty-body" in str(log[1]["error"])

    ran, log = nightly(tmp_path / "none")
    assert ran.returncode != 0
    assert [line["published"] for line in log] == [True, False, False]

    with Searcher.open(tmp_path / "index") as searcher:
        assert [hit.id for hit in searcher.search("पहला").hits] == ["a"]

    good.write_text('{"id": "c", "title": "तीसरा", "body": "तीसरा समाचार"}\n', encoding="utf-8")
    ran, log = nightly(sources)
    assert ran.returncode == 0
    assert [line["published"] for line in log] == [True, False, False, True]
    assert log[3]["generation"] > log[0]["generation"]


def test_demo(make, tmp_path: Path) -> None:
    """The demo indexes data/, prints each command before its output, finds something each time, and says where the index is."""
    ran = make("demo", f"DEMO_INDEX={tmp_path / 'demo'}")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    commands = re.findall(r"^\$ khabar (.*)$", ran.stdout, re.MULTILINE)
    assert commands[0].startswith("index build data --index ")
    assert len(commands) > 8
    for shown in (
        "tatbandh",
        "SCO",
        '"विदेश मंत्री"',
        "शीर्षक:",
        "date:",
        "--sort newest",
        "--explain",
        "--json",
    ):
        assert any(shown in command for command in commands), shown
    assert "\x1b" not in ran.stdout
    assert len(re.findall(r" लेख\)?, [\d,]+ मि\.से\.", ran.stdout)) >= 8
    assert f"The index is in {tmp_path / 'demo'}." in ran.stdout
    assert f"khabar search --index {tmp_path / 'demo'} " in ran.stdout
    with Searcher.open(tmp_path / "demo") as searcher:
        assert searcher.search("भारत").total > 0
