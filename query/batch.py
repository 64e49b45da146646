"""A file with a query or a text a line, answered with a JSON object a line; a bad line does not stop the rest."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from indexer.errors import KhabarError

from .commands import FAILED, FOUND, NOTHING_FOUND, json_text

__all__ = ["iter_answers", "print_answers"]


def iter_answers(file: str, ask: Callable[[str], dict[str, Any]], *, blank: bool) -> Iterator[dict[str, Any]]:
    """Yield ``ask(line)`` for each line of a UTF-8 file (``-``: standard input), without its end.

    Where the line is not UTF-8, or ``ask`` raises a KhabarError, the answer is {"query": line, "error": message}. Blank lines are
    asked if ``blank`` says so, else passed over. Raises KhabarError where the file cannot be read.
    """
    gc.enable()  # the command turns it off for single answers
    for number, line in enumerate(_iter_lines(file), 1):
        if not (blank or line.strip()):
            continue
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "backslashreplace").rstrip("\r\n")
        try:
            line.decode()
            yield ask(text)
        except UnicodeDecodeError as error:
            place = f"{file}:{number}, byte {error.start + 1}"
            yield {"query": text, "error": f"{place}: not UTF-8; convert the file with iconv -t UTF-8"}
        except KhabarError as error:
            yield {"query": text, "error": str(error)}


def print_answers(answers: Iterable[dict[str, Any]]) -> int:
    """Print a line for each answer; the exit code: an error in any is an error, else one that found is enough."""
    codes = {NOTHING_FOUND}
    for answer in answers:
        typer.echo(json_text(answer))
        codes.add(FAILED if "error" in answer else FOUND if answer.get("total", 1) else NOTHING_FOUND)
    return FAILED if FAILED in codes else min(codes)


def _iter_lines(file: str) -> Iterator[bytes]:
    try:
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as lines:
            yield from lines
    except OSError as error:
        raise KhabarError(f"{file} cannot be read: {error.strerror}") from error
