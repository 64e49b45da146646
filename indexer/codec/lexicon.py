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

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from ..analysis.roman import skeletons
from ..errors import IndexCorruptError
from .arrays import open_array

__all__ = ["Lexicon", "write_lexicon"]

_FORM = np.dtype([("start", "<u4"), ("lemma", "<u4"), ("count", "<u4")])
_ROW = np.dtype("<u4")
_KEY = np.dtype([("start", "<u4"), ("form", "<u4")])
_DEVANAGARI_FIRST, _DEVANAGARI_LAST = "\u0900", "\u097f"


def write_lexicon(
    folder: Path, counts: Mapping[str, int], lemmas: Mapping[str, str], dictionary: Mapping[str, str]
) -> None:
    """Write the files. ``counts`` and ``lemmas`` are of the corpus' exact forms, ``dictionary`` is form → lemma for the rest."""
    every = {**dictionary, **lemmas}
    every = {lemma: lemma for lemma in every.values()} | every
    forms = sorted(every, key=str.encode)
    row_of = {form: row for row, form in enumerate(forms)}
    table = np.zeros(len(forms) + 1, _FORM)
    table["start"] = _write_strings(folder / "lexicon.txt", forms)
    table["lemma"][:-1] = [row_of[every[form]] for form in forms]
    table["count"][:-1] = [counts.get(form, 0) for form in forms]
    np.save(folder / "lexicon.npy", table)
    np.save(folder / "lemmas.npy", np.argsort(table["lemma"][:-1], kind="stable").astype(_ROW))
    _write_roman(folder, forms, counts)


def _write_roman(folder: Path, forms: Iterable[str], counts: Mapping[str, int]) -> None:
    """Only forms that occur: a reading that finds nothing is no help."""
    keyed = sorted(
        (key, row)
        for row, form in enumerate(forms)
        if form in counts and _DEVANAGARI_FIRST <= form[:1] <= _DEVANAGARI_LAST
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
    return np.cumsum([0, *map(len, encoded)], dtype=_ROW)


class _Strings:
    """Sorted strings in a memory-mapped file, by row. Raises IndexCorruptError where table and file do not fit."""

    def __init__(self, path: Path, starts: np.ndarray) -> None:
        try:
            # An empty file cannot be mapped.
            self._bytes = np.memmap(path, np.uint8, "r").data if path.stat().st_size else memoryview(b"")
        except OSError as error:
            raise IndexCorruptError(f"{path} cannot be read ({error}); run: khabar index verify") from error
        self._path = path
        self._starts = starts
        if len(starts) == 0 or starts[-1] != len(self._bytes):
            raise self._corrupt()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _corrupt(self) -> IndexCorruptError:
        return IndexCorruptError(f"{self._path} does not fit its table; run: khabar index verify")

    def raw(self, row: int) -> bytes:
        return bytes(self._bytes[self._starts[row] : self._starts[row + 1]])

    def text(self, row: int) -> str:
        """The string of a row that another file names, and which may be none."""
        if not 0 <= row < len(self):
            raise self._corrupt()
        try:
            return self.raw(row).decode()
        except UnicodeDecodeError as error:
            raise self._corrupt() from error

    def first_at_least(self, sought: bytes) -> int:
        """The first row whose string is not below ``sought``, or the number of rows."""
        return bisect_left(range(len(self)), sought, key=self.raw)


class Lexicon:
    """A generation's lexicon, opened for reading. Safe to share between threads: nothing in it changes.

    Files that are cut or garbage raise IndexCorruptError, when they are opened or when what is wrong is met.
    """

    def __init__(self, folder: Path) -> None:
        self._rows = open_array(folder / "lexicon.npy", _FORM)
        self._by_lemma = open_array(folder / "lemmas.npy", _ROW)
        self._keys = open_array(folder / "roman.npy", _KEY)
        self._forms = _Strings(folder / "lexicon.txt", self._rows["start"])
        self._roman = _Strings(folder / "roman.txt", self._keys["start"])
        if len(self._by_lemma) != len(self._forms):
            raise IndexCorruptError(
                f"the files of the lexicon in {folder} do not fit; run: khabar index verify"
            )

    def _row(self, exact: str) -> int | None:
        sought = exact.encode()
        row = self._forms.first_at_least(sought)
        return row if row < len(self._forms) and self._forms.raw(row) == sought else None

    def lemma(self, exact: str) -> str | None:
        """The lemma of an exact form, or None where neither corpus nor dictionary has it."""
        row = self._row(exact)
        return None if row is None else self._forms.text(int(self._rows["lemma"][row]))

    def count(self, exact: str) -> int:
        """How often the exact form occurs in title and body of all articles."""
        row = self._row(exact)
        return 0 if row is None else int(self._rows["count"][row])

    def forms_of(self, lemma: str) -> list[str]:
        """Every form of a lemma, of corpus and dictionary, ascending by bytes; none where it is no lemma."""
        sought = self._row(lemma)
        if sought is None:
            return []
        first = bisect_left(range(len(self._by_lemma)), sought, key=self._lemma_row)
        found = []
        for place in range(first, len(self._by_lemma)):
            if self._lemma_row(place) != sought:
                break
            found.append(self._forms.text(int(self._by_lemma[place])))
        return found

    def _lemma_row(self, place: int) -> int:
        """The row of the lemma of the form at a place of ``lemmas.npy``; past all rows where that names no form."""
        row = int(self._by_lemma[place])
        return int(self._rows["lemma"][row]) if row < len(self._forms) else len(self._forms)

    def spelled_like(self, key: str) -> list[tuple[str, int]]:
        """(exact form, count) of every Devanagari form of the corpus under a key of Roman spelling."""
        sought = key.encode()
        found = []
        for row in range(self._roman.first_at_least(sought), len(self._roman)):
            if self._roman.raw(row) != sought:
                break
            form = int(self._keys["form"][row])
            found.append((self._forms.text(form), int(self._rows["count"][form])))
        return found
