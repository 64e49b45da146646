"""The peers of ``misspellings``: rapidfuzz over the forms of the corpus, hunspell with its own dictionary and with these."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from indexer.analysis.normalize import normalize_word

__all__ = ["HUNSPELL", "Suggest", "open_peers"]

HUNSPELL = Path("/usr/share/hunspell")
Suggest = Callable[[str, int], Sequence[str]]
"""(misspelt word, how many) → words, best first."""


def open_peers(counts: Mapping[str, int], dictionaries: Path, folder: Path) -> dict[str, Suggest]:
    """Those that are installed, by name, over the forms of ``counts``; ``folder`` is for their files."""
    engines: dict[str, Suggest] = {"rapidfuzz": _rapidfuzz(counts)}
    try:
        hunspell: Any = importlib.import_module("hunspell")
    except ImportError:
        print("hunspell: skipped, chunspell is not installed\n")
        return engines
    if not (affixes := dictionaries / "hi_IN.aff").exists():
        print("hunspell: skipped, hi_IN.aff is not there; install Debian's hunspell-hi\n")
        return engines
    (folder / "khabar.aff").write_bytes(affixes.read_bytes())
    (folder / "khabar.dic").write_text("\n".join([str(len(counts)), *counts]) + "\n", encoding="utf-8")
    for label, name, path in (
        ("hunspell-hi", "hi_IN", dictionaries),
        ("hunspell, these forms", "khabar", folder),
    ):
        checker = hunspell.Hunspell(name, hunspell_data_dir=str(path))
        engines[label] = partial(_hunspell, checker)
    return engines


def _hunspell(checker: Any, word: str, limit: int) -> list[str]:
    return list(checker.suggest(word))[:limit]


def _rapidfuzz(counts: Mapping[str, int]) -> Suggest:
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    forms = sorted(counts, key=lambda form: -counts[form])  # of equally near ones extract keeps the order

    def suggest(word: str, limit: int) -> list[str]:
        exact = normalize_word(word)
        found = process.extract(exact, forms, scorer=Levenshtein.distance, limit=limit, score_cutoff=3)
        return [form for form, _, _ in found]

    return suggest
