"""The dictionary of Hindi as it ships: ``lemmas.kht``.

A file is one zstandard frame: two uint32 (version, forms), the row of each form's lemma less its own (int32), little-endian, the
bytes of each form's code (uint8), and the codes end to end (``letter_code``): of the forms in exact form, ascending.

simplemma, from which ``make train`` makes it, takes 0.3 s to load and to bring to exact form, and every process of a build needed
it: as long as 1,500 articles take. This takes 0.005.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..kept import kept_property
from . import text_numbers, word_table

if TYPE_CHECKING:
    import numpy as np

__all__ = ["LemmaTable", "read_lemmas", "write_lemmas"]

_VERSION = 2
_SHIPPED = Path(__file__).with_name("lemmas.kht")


class LemmaTable(Mapping[str, str]):
    """Form → lemma.

    ``codes``: the forms in the code of ``letter_code``, ascending, end to end; ``ends``, int64: where each ends; ``rows`` of
    their lemmas among them, int32. A build asks for these and for ``lookup`` only; the strings are made when one is asked for.
    """

    def __init__(self, codes: bytes | memoryview, ends: np.ndarray, rows: np.ndarray) -> None:
        self.codes, self.ends, self.rows = codes, ends, rows

    @classmethod
    def of(cls, lemmas: Mapping[str, str]) -> LemmaTable:
        """The table of a mapping. Raises KeyError where a lemma is no form."""
        import numpy as np

        forms = sorted(lemmas)
        row_of = {form: row for row, form in enumerate(forms)}
        rows = np.array([row_of[lemmas[form]] for form in forms], np.int32)
        texts = text_numbers.TextNumbers()
        codes, ends = texts.codes(np.array([texts[form] for form in forms], np.int32))
        return cls(codes, np.array(ends, np.int64), rows)

    @kept_property
    def lookup(self) -> word_table.WordTable:
        """The table, to be asked for one form after another."""
        return word_table.WordTable(self.codes, self.ends, self.rows)

    @kept_property
    def _made(self) -> dict[str, str]:
        forms = self.lookup.forms()
        return dict(zip(forms, map(forms.__getitem__, self.rows.tolist()), strict=True))

    def __getitem__(self, form: str) -> str:
        return self._made[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self.rows)


def write_lemmas(lemmas: Mapping[str, str], path: Path = _SHIPPED) -> None:
    """Write form → lemma, each lemma being a form; the same table gives the same bytes. ValueError for one of 256 bytes."""
    import numpy as np
    import zstandard

    table = LemmaTable.of(lemmas)
    away = (table.rows - np.arange(len(table))).astype("<i4")
    head = np.array([_VERSION, len(table)], "<u4")
    sizes = bytes(np.diff(table.ends, prepend=0).tolist())
    path.write_bytes(zstandard.compress(b"".join([head.tobytes(), away.tobytes(), sizes, table.codes]), 19))


def read_lemmas(path: Path = _SHIPPED) -> LemmaTable:
    """Read a table; ValueError where the file is none."""
    import numpy as np
    import zstandard

    content = memoryview(zstandard.decompress(path.read_bytes()))
    version, size = np.frombuffer(content[:8], "<u4").tolist()
    if version != _VERSION:
        raise ValueError(f"{path} is of version {version}: run make train")
    sizes_at = 8 + 4 * int(size)
    codes_at = sizes_at + int(size)
    away = np.frombuffer(content[8:sizes_at], "<i4")
    ends = np.cumsum(np.frombuffer(content[sizes_at:codes_at], np.uint8), dtype=np.int64)
    return LemmaTable(content[codes_at:], ends, away + np.arange(size, dtype=np.int32))
