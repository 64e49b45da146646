"""Write anew what the examples of the pages below print; `make docs` does it, and a test tells when they are stale.

An example is a block of ```console: a line "$ command", then what it prints. The commands of a page run in order, in a folder
of their own that holds the sample newsroom as data/, in 80 columns, without colours, in the page's language.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent
PAGES = ("tutorial.md", "tutorial.hi.md", "troubleshooting.md")
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
# What differs from one run, or one day, to the next.
_PASSING = re.compile(
    r"[\d.,]+ (?=s\b|ms\b|मि\.से\.|MB|articles/s|लेख/से)"
    r"|\b\d+ (?=merged)|(?<=, not )\d+"
    r"|\d{4}-\d\d-\d\dT[\d:+]+"
    r"|(?:now|today|yesterday|\d+ (?:minute|hour|day|week|month|year)s? ago)(?= · \d)"
    r"|(?:अभी|आज|कल|\d+ (?:मिनट|घंटे|दिन|सप्ताह|माह|वर्ष) पहले)(?= · \d)"
)


def fresh(name: str) -> str:
    """The page with what its commands print now."""
    page = (DOCS / name).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        environment = example_environment(folder, "hi_IN" if name.endswith(".hi.md") else "en_US")
        return _BLOCK.sub(lambda block: _run_block(block[0], folder, environment), page)


def lasting(page: str) -> str:
    """The page without what differs from run to run."""
    return _PASSING.sub("#", page)


def _run_block(block: str, folder: Path, environment: dict[str, str]) -> str:
    return "".join(
        f"$ {command}\n{_run(command, folder, environment)}" for command in _COMMAND.findall(block)
    )


def _run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What the shell prints, errors too, without the spaces at the ends of lines and the blank lines at the end."""
    ran = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    printed = re.sub(r"[ \t]+$", "", ran.stdout, flags=re.MULTILINE).rstrip("\n")
    return f"{printed}\n" if printed else ""


def example_environment(folder: Path, locale: str) -> dict[str, str]:
    """With the newsroom in the folder, and `khabar` on the path: the one of this tree, whatever is installed."""
    (folder / "data").symlink_to(DOCS.parent / "data")
    commands = folder / ".bin"
    commands.mkdir()
    program = commands / "khabar"
    call = "import sys; from khabar.__main__ import main; sys.argv[0] = 'khabar'; main()"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHABAR_", "LC_"))}
    return {
        **kept,
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(DOCS.parent),
        "LANG": f"{locale}.UTF-8",
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }


if __name__ == "__main__":
    for page in PAGES:
        (DOCS / page).write_text(fresh(page), encoding="utf-8")
