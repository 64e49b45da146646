"""Whoosh's own test-suite on Whoosh's codec and on khabar's: what passes with theirs must pass with ours.

The suite comes with Whoosh's source distribution on PyPI, of the version that is installed. Run by ``make whoosh-tests``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

__all__ = ["LEFT_OUT", "main", "read_outcomes", "regressions"]

_EXACT = "expects lengths rounded to one byte; ours are exact"
_INTERNAL = "of the files of Whoosh's own codec"
LEFT_OUT: Mapping[str, str] = {
    "tests.test_codecs::test_corrupt_postings_block_raises_clear_error": _INTERNAL,
    "tests.test_codecs::test_tiny_blocks_stored_uncompressed_round_trip": _INTERNAL,
    "tests.test_codecs::test_fieldwriter_two_terms": "gives one field of one article two lengths; ours has one for it",
    "tests.test_indexing::test_lengths": _EXACT,
    "tests.test_indexing::test_many_lengths": _EXACT,
    "tests.test_mpwriter::test_merge_multi": _EXACT,
    "tests.test_mpwriter::test_merge_serial": _EXACT,
    "tests.test_quality::test_max_field_length": _EXACT,
    "tests.test_quality::test_minmax_field_length": _EXACT,
}
"""Tests that fail with khabar's codec on purpose, each with its reason."""

# In a folder on PYTHONPATH, because Whoosh's writers of several processes start Python anew.
_SITE = """\
import whoosh.codec
from indexer.codec.whoosh_codec import ColumnarCodec

whoosh.codec.default_codec = ColumnarCodec
"""
_WHICH = "from whoosh.codec import default_codec; print(type(default_codec()).__name__)"


def main() -> int:
    """Run both, print the figures; 1 where a test fails with ours only."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        suite = _suite(folder)
        site = folder / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
        theirs = _outcomes(suite, [], folder / "theirs.xml")
        ours = _outcomes(suite, [site], folder / "ours.xml")
        failed = regressions(theirs, ours)
        if failed:
            # Some tests of the suite depend on time and chance: what fails must fail twice.
            again = _outcomes(suite, [site], folder / "again.xml", failed)
            failed = [test for test in failed if again.get(test) != "passed"]
    return _report(theirs, ours, failed)


def _suite(folder: Path) -> Path:
    """Download and unpack Whoosh's source distribution; its root."""
    wanted = f"whoosh3=={version('whoosh3')}"
    download = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        "whoosh3",
        "--dest",
    ]
    subprocess.run([*download, str(folder), wanted], check=True)
    (archive,) = folder.glob("whoosh3-*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return archive.with_name(archive.name.removesuffix(".tar.gz"))


def _outcomes(suite: Path, sites: Sequence[Path], report: Path, only: Sequence[str] = ()) -> dict[str, str]:
    """Run the suite, or some of its tests, with these folders on Python's path."""
    root = Path(__file__).resolve().parent.parent
    paths = [*sites, root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    which = subprocess.run(
        [sys.executable, "-c", _WHICH], env=environment, cwd=suite, check=True, capture_output=True, text=True
    ).stdout.strip()
    if (which == "ColumnarCodec") != bool(sites):
        raise RuntimeError(f"Whoosh's default codec is {which}: another sitecustomize hides ours")
    tests = [_path_of(test) for test in only] or ["tests"]
    options = ["-q", "-p", "no:cacheprovider", "--continue-on-collection-errors", f"--junitxml={report}"]
    run = [sys.executable, "-m", "pytest", *options, *tests]
    subprocess.run(run, env=environment, cwd=suite, check=False, stdout=subprocess.DEVNULL)
    return read_outcomes(report)


def _path_of(test: str) -> str:
    """``tests.test_codecs::test_skip`` → ``tests/test_codecs.py::test_skip``."""
    module, _, name = test.partition("::")
    return f"{module.replace('.', '/')}.py::{name}"


def read_outcomes(report: Path) -> dict[str, str]:
    """pytest's report in JUnit's XML → test → passed, failed, error or skipped."""
    outcomes = {}
    # Written by the pytest started above, so no need to guard against hostile XML.
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case} & {"failure", "error", "skipped"}
        outcome = "passed" if not kinds else "failed" if "failure" in kinds else kinds.pop()
        outcomes[f"{case.get('classname')}::{case.get('name')}"] = outcome
    return outcomes


def regressions(theirs: Mapping[str, str], ours: Mapping[str, str]) -> list[str]:
    """The tests that pass with Whoosh's codec, do not with ours, and are not left out; in order of name."""
    return sorted(
        test
        for test, outcome in theirs.items()
        if outcome == "passed" and ours.get(test) != "passed" and test not in LEFT_OUT
    )


def _report(theirs: Mapping[str, str], ours: Mapping[str, str], failed: Sequence[str]) -> int:
    for name, outcomes in (("Whoosh's codec", theirs), ("khabar's codec", ours)):
        counts = Counter(outcomes.values())
        print(
            f"{name}: {', '.join(f'{counts[each]} {each}' for each in ('passed', 'failed', 'error', 'skipped'))}"
        )
    for test, reason in LEFT_OUT.items():
        print(f"left out: {test}: {reason}{' (passes now)' if ours.get(test) == 'passed' else ''}")
    for test in failed:
        print(f"FAILED with khabar's codec only: {test}")
    # A suite that did not run at all must not count as one without failures.
    return 1 if failed or Counter(theirs.values())["passed"] < len(theirs) // 2 else 0


if __name__ == "__main__":
    sys.exit(main())
