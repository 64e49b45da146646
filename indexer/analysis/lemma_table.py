"""The dictionary of Hindi as it ships: ``lemmas.kht``.

A file is one zstandard frame: two uint32 (version, forms), the row of each form's lemma less its own (int32), little-endian, then
the forms in exact form, ascending, a line each, in UTF-8.

simplemma, from which ``make train`` makes it, takes 0.3 s to load and to bring to exact form, and every process of a build needed
it: as long as 1,500 articles take. This takes 0.01.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["LemmaTable", "read_lemmas", "write_lemmas"]

_VERSION = 1
_SHIPPED = Path(__file__).with_name("lemmas.kht")


class LemmaTable(Mapping[str, str]):
    """Form → lemma, with both as rows: ``text``, the forms in UTF-8, ascending, a line each, and ``rows`` of their lemmas, int32.

    A build asks for these only; the strings are made when one is asked for.
    """

    def __init__(self, text: bytes, rows: np.ndarray) -> None:
        self.text, self.rows = text, rows
        self._lemmas: dict[str, str] | None = None

    @classmethod
    def of(cls, lemmas: Mapping[str, str]) -> LemmaTable:
        """The table of a mapping. Raises KeyError where a lemma is no form."""
        import numpy as np

        forms = sorted(lemmas)
        row_of = {form: row for row, form in enumerate(forms)}
        rows = np.array([row_of[lemmas[form]] for form in forms], np.int32)
        return cls("\n".join(forms).encode(), rows)

    @property
    def forms(self) -> list[bytes]:
        """The forms."""
        return self.text.split(b"\n") if len(self.rows) else []

    def _made(self) -> dict[str, str]:
        if self._lemmas is None:
            forms = [form.decode() for form in self.forms]
            self._lemmas = dict(zip(forms, map(forms.__getitem__, self.rows.tolist()), strict=True))
        return self._lemmas

    def __getitem__(self, form: str) -> str:
        return self._made()[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self.rows)


def write_lemmas(lemmas: Mapping[str, str], path: Path = _SHIPPED) -> None:
    """Write form → lemma, each lemma being a form; the same table gives the same bytes."""
    import numpy as np
    import zstandard

    table = LemmaTable.of(lemmas)
    away = (table.rows - np.arange(len(table))).astype("<i4")
    head = np.array([_VERSION, len(table)], "<u4")
    path.write_bytes(zstandard.compress(head.tobytes() + away.tobytes() + table.text, 19))


def read_lemmas(path: Path = _SHIPPED) -> LemmaTable:
    """Read a table; ValueError where the file is none."""
    import numpy as np
    import zstandard

    content = memoryview(zstandard.decompress(path.read_bytes()))
    version, size = np.frombuffer(content[:8], "<u4").tolist()
    if version != _VERSION:
        raise ValueError(f"{path} is of version {version}: run make train")
    forms_at = 8 + 4 * int(size)
    away = np.frombuffer(content[8:forms_at], "<i4")
    return LemmaTable(bytes(content[forms_at:]), away + np.arange(size, dtype=np.int32))
