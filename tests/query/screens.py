"""Terminals for tests: a standard output that says it is one, and a real one that a program runs on."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|\x1b\]8;.*?\x1b\\")


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    isatty = staticmethod(lambda: True)


def on_terminal(show: Callable[[], None], width: int = 80, height: int = 1000, **environment: str) -> str:
    """What is printed on a terminal with colours, which no pager is needed for unless ``height`` is less."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            patch.delenv(name, raising=False)
        size = {"COLUMNS": str(width), "LINES": str(height)}
        for name, value in {"TERM": "xterm-256color", **size, **environment}.items():
            patch.setenv(name, value)
        output = Terminal()
        patch.setattr("sys.stdout", output)
        show()
    return output.getvalue()


def columns(text: str) -> int:
    """Columns by the C library's tables: vowel signs beside their letter count."""
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in text)


def khabar_on_terminal(*args: object, width: int = 80, height: int = 24, **environment: str) -> str:
    """What ``khabar ARGS`` shows on a terminal of this size, errors too; it must end well. Colours are those of xterm."""
    unset = ("NO_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    command = [sys.executable, "-m", "query.cli", *map(str, args)]
    main, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    streams: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), terminal)
    with subprocess.Popen(
        command, **streams, env={**kept, "TERM": "xterm-256color", **environment}
    ) as program:
        os.close(terminal)
        shown = _read_all(main, program)
        assert program.wait(60) == 0, shown.decode()
    os.close(main)
    return shown.decode().replace("\r\n", "\n")


def _read_all(main: int, program: subprocess.Popen[bytes]) -> bytes:
    """What is shown until all that write on the terminal have ended; what waits for a key is ended."""
    shown = b""
    while select.select([main], [], [], 60)[0]:
        try:
            part = os.read(main, 65536)
        except OSError:  # Linux: the other end is closed
            return shown
        if not part:
            return shown
        shown += part
    program.kill()
    return shown
