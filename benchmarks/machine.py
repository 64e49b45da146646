"""The machine that the figures belong to: what makes them comparable, nothing that names its owner."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["describe_machine"]

_CPU_INFO = Path("/proc/cpuinfo")


def describe_machine() -> str:
    """Name platform, CPU, usable cores, Python and Whoosh in one line; no host name, no path."""
    return (
        f"{platform.system()} {platform.machine()}, {_cpu_model()}, {_cores()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}, whoosh3 {_version('whoosh3')}"
    )


def _cpu_model() -> str:
    """Ask the kernel for the model's name; ``platform`` knows only the architecture on Linux."""
    if _CPU_INFO.exists():
        for line in _CPU_INFO.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return " ".join(value.split())
    return platform.processor() or "unknown CPU"


def _cores() -> int:
    """Count the cores of this process's affinity, which a container may have cut."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"
