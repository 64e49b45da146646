"""The compiled part of khabar: every ``.pyx`` of the packages. All else is in pyproject.toml."""

import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

_SOURCES = sorted(path for package in ("indexer", "query") for path in Path(package).rglob("*.pyx"))

setup(
    ext_modules=cythonize(
        [
            Extension(
                ".".join(path.with_suffix("").parts),
                [str(path)],
                extra_compile_args=["-O3", "-ffp-contract=off"],
            )
            for path in _SOURCES
        ],
        compiler_directives={
            "language_level": 3,
            "boundscheck": False,
            "wraparound": False,
            "cdivision": True,
        },
        build_dir="build",
    ),
    options={"build_ext": {"parallel": os.cpu_count() or 1}},
)
