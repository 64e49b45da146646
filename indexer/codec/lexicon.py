"""The index's own lexicon: every exact form of the corpus, its lemma and count, and every form of the dictionary behind it.

A query word that occurs in the corpus is analysed by look-up here, so index and query cannot disagree, and a search loads no
dictionary. Files of a generation, all little-endian, memory-mapped, none read whole:

``lexicon.txt``   the forms as UTF-8, ascending by bytes, without separators
``lexicon.npy``   one row a form: offset of its first byte, row of its lemma, count in the corpus (0: only in the dictionary);
                  one row more at the end holds the length of ``lexicon.txt``
``lemmas.npy``    the rows ordered by lemma: all forms of one lemma stand together
``roman.txt``     keys of Roman spelling (``analysis.roman``), ascending by bytes, without separators
``roman.npy``     one row a (key, form): offset of the key's first byte, row of the form; one row more at the end as above
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from ..analysis.roman import skeletons
from ..errors import IndexCorruptError

__all__ = ["Lexicon", "write_lexicon"]

_FORM = np.dtype([("start", "<u4"), ("lemma", "<u4"), ("count", "<u4")])
_KEY = np.dtype([("start", "<u4"), ("form", "<u4")])
_DEVANAGARI_FIRST, _DEVANAGARI_LAST = "\u0900", "\u097f"


def write_lexicon(folder: Path, counts: Mapping[str, int], lemmas: Mapping[str, str], dictionary: Mapping[str, str]) -> None:
    """Write the files. ``counts`` and ``lemmas`` are of the corpus' exact forms, ``dictionary`` is form → lemma for the rest."""
    every = {**dictionary, **lemmas}
    for lemma in [lemma for lemma in every.values() if lemma not in every]:
        every[lemma] = lemma
    forms = sorted(every, key=str.encode)
    row_of = {form: row for row, form in enumerate(forms)}
    table = np.zeros(len(forms) + 1, _FORM)
    table["start"] = _write_strings(folder / "lexicon.txt", forms)
    table["lemma"][:-1] = [row_of[every[form]] for form in forms]
    table["count"][:-1] = [counts.get(form, 0) for form in forms]
    np.save(folder / "lexicon.npy", table)
    np.save(folder / "lemmas.npy", np.argsort(table["lemma"][:-1], kind="stable").astype("<u4"))
    _write_roman(folder, forms, counts)


def _write_roman(folder: Path, forms: Iterable[str], counts: Mapping[str, int]) -> None:
    """Only forms that occur: a reading that finds nothing is no help."""
    keyed = sorted(
        (key, row)
        for row, form in enumerate(forms)
        if form in counts and _DEVANAGARI_FIRST <= form[0] <= _DEVANAGARI_LAST
        for key in skeletons(form)
        if key
    )
    table = np.zeros(len(keyed) + 1, _KEY)
    table["start"] = _write_strings(folder / "roman.txt", [key for key, _ in keyed])
    table["form"][:-1] = [row for _, row in keyed]
    np.save(folder / "roman.npy", table)


def _write_strings(path: Path, strings: Iterable[str]) -> np.ndarray:
    """Write the strings end to end; their offsets and, last, the length of the file. uint32[n + 1]."""
    encoded = [string.encode() for string in strings]
    path.write_bytes(b"".join(encoded))
    return np.cumsum([0, *map(len, encoded)], dtype="<u4")


class _Strings:
    """Sorted strings in a memory-mapped file, by row."""

    def __init__(self, path: Path, starts: np.ndarray) -> None:
        self._bytes = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)
        self._starts = starts
        self._memory = memoryview(self._bytes)
        if len(starts) == 0 or starts[-1] != len(self._bytes):
            raise IndexCorruptError(f"{path.name} is not as long as its table says; run: khabar index verify")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def raw(self, row: int) -> bytes:
        return bytes(self._memory[self._starts[row] : self._starts[row + 1]])

    def first_at_least(self, sought: bytes) -> int:
        """The first row whose string is not below ``sought``, or the number of rows."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.raw(middle) < sought:
                low = middle + 1
            else:
                high = middle
        return low


class Lexicon:
    """A generation's lexicon, opened for reading. Safe to share between threads: nothing in it changes."""

    def __init__(self, folder: Path) -> None:
        try:
            self._rows = np.load(folder / "lexicon.npy", mmap_mode="r", allow_pickle=False)
            self._by_lemma = np.load(folder / "lemmas.npy", mmap_mode="r", allow_pickle=False)
            self._keys = np.load(folder / "roman.npy", mmap_mode="r", allow_pickle=False)
            self._forms = _Strings(folder / "lexicon.txt", self._rows["start"])
            self._roman = _Strings(folder / "roman.txt", self._keys["start"])
        except (OSError, ValueError, KeyError, IndexError) as error:
            raise IndexCorruptError(f"the lexicon in {folder} cannot be read ({error}); run: khabar index verify") from error

    def _row(self, exact: str) -> int | None:
        sought = exact.encode()
        row = self._forms.first_at_least(sought)
        return row if row < len(self._forms) and self._forms.raw(row) == sought else None

    def lemma(self, exact: str) -> str | None:
        """The lemma of an exact form, or None where neither corpus nor dictionary has it."""
        row = self._row(exact)
        return None if row is None else self._forms.raw(int(self._rows["lemma"][row])).decode()

    def count(self, exact: str) -> int:
        """How often the exact form occurs in title and body of all articles."""
        row = self._row(exact)
        return 0 if row is None else int(self._rows["count"][row])

    def forms_of(self, lemma: str) -> list[str]:
        """Every form of a lemma, of corpus and dictionary, in no special order."""
        row = self._row(lemma)
        if row is None:
            return []
        lemmas = self._rows["lemma"]
        low, high = 0, len(self._by_lemma)
        while low < high:
            middle = (low + high) // 2
            if lemmas[self._by_lemma[middle]] < row:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(self._by_lemma) and lemmas[self._by_lemma[low]] == row:
            found.append(self._forms.raw(int(self._by_lemma[low])).decode())
            low += 1
        return found

    def spelled_like(self, key: str) -> list[tuple[str, int]]:
        """(exact form, count) of every Devanagari form of the corpus under a key of Roman spelling."""
        sought = key.encode()
        row = self._roman.first_at_least(sought)
        found = []
        while row < len(self._roman) and self._roman.raw(row) == sought:
            form = int(self._keys["form"][row])
            found.append((self._forms.raw(form).decode(), int(self._rows["count"][form])))
            row += 1
        return found
