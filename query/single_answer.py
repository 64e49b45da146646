"""A process that gives one answer and ends: what it need not do.

A cold search is little but imports: 155 ms of ``import numpy, whoosh.qparser, typer``, 50 of its own. This saved 75 of them.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

__all__ = ["leave", "spare_start"]


def spare_start() -> None:
    """Spare what only a longer life repays; who lives longer turns the collector on again. Before numpy is imported."""
    # Half a million objects that stay are looked through again and again while they are made: 15 ms.
    gc.disable()
    # numpy's library of matrices, of which nothing is used, starts a thread a core, which waits in a busy loop: 18 ms.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def leave(code: object) -> None:
    """End the process with this code, as ``sys.exit`` does, but leave its memory to the system: to free it takes 35 ms.

    Returns where that would lose something: output that cannot be written, or a thread at work.
    """
    if not isinstance(code, int) or _other_threads():
        return
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def _other_threads() -> bool:
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1
