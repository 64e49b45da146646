"""More than fits a terminal goes through a pager, as git does it.

The pager is what KHABAR_PAGER or else PAGER names, else less; empty or ``cat`` is none. less, unless LESS says otherwise, ends at
once where all fits (F), shows colours and links (R), and leaves the text on the screen (X).
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

__all__ = ["page"]


def page(text: str) -> None:
    """Show the text in the pager until it is left; print it where there is no pager."""
    command = _pager()
    if not command:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    # Without LESSCHARSET less shows bytes where the locale does not say UTF-8; LV is for lv, as git sets it.
    defaults = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
    reader = subprocess.Popen(
        command, shell=True, stdin=subprocess.PIPE, encoding="utf-8", env={**defaults, **os.environ}
    )
    assert reader.stdin
    with suppress(BrokenPipeError, KeyboardInterrupt):  # left before its end
        reader.stdin.write(text)
        reader.stdin.close()
    while reader.returncode is None:
        with suppress(KeyboardInterrupt):  # the pager's: less stops its search, and goes on
            reader.wait()
    if reader.returncode == _NOT_FOUND:
        sys.stdout.write(text)


_NOT_FOUND = 127
"""The shell's code for a command that is not there."""


def _pager() -> str:
    said = (os.environ.get(name) for name in ("KHABAR_PAGER", "PAGER"))
    command = next((each for each in said if each is not None), "less").strip()
    return "" if command == "cat" else command
