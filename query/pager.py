"""More than fits a terminal goes through a pager, as git does it.

The pager is what KHABAR_PAGER or else PAGER names, else less where that is; empty or ``cat`` is none. less, unless LESS says
otherwise, ends at once where all fits (F), shows colours and links (R), and leaves the text on the screen (X).
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from shutil import which
from typing import IO

__all__ = ["page"]

# Without LESSCHARSET less shows bytes where the locale does not say UTF-8; LV is for lv, as git sets it.
_DEFAULTS = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
_NOT_RUN = (126, 127)
"""The shell's codes for a command that cannot be run, and for one that is not there."""


def page(text: str) -> None:
    """Show the text in the pager until it is left; print it where there is none that runs."""
    command = _pager()
    if not command:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    reader = subprocess.Popen(
        command, shell=True, stdin=subprocess.PIPE, encoding="utf-8", env={**_DEFAULTS, **os.environ}
    )
    assert reader.stdin
    _feed(reader.stdin, text)
    while reader.returncode is None:
        with suppress(KeyboardInterrupt):  # the pager's: less stops its search, and goes on
            reader.wait()
    if reader.returncode in _NOT_RUN:
        sys.stdout.write(text)


def _feed(stdin: IO[str], text: str) -> None:
    """Write the text and close, though the pager may be left before its end."""
    with suppress(BrokenPipeError, KeyboardInterrupt):
        stdin.write(text)
    with suppress(BrokenPipeError, KeyboardInterrupt):
        stdin.close()


def _pager() -> str:
    """The command of the pager, for the shell; "" for none."""
    named = (os.environ.get(name) for name in ("KHABAR_PAGER", "PAGER"))
    command = next((each.strip() for each in named if each is not None), None)
    if command is None:
        return "less" if which("less") else ""
    return "" if command == "cat" else command
