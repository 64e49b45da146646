"""The index's own lexicon: every exact form of the corpus, its lemma and count, and every form of the dictionary behind it.

A query word that occurs in the corpus is analysed by look-up here, so index and query cannot disagree, and a search loads no
dictionary. One container a generation, ``lexicon.khl``, memory-mapped, never read whole. A form goes by its row, from 0, in
order of bytes. With n forms, c of them in the corpus:

``forms/text, forms/start``     the forms, front-coded (``front_coding``)
``lemma/near``    int8[n]       the lemma's row less the form's own: most stand close by; -128 where it is farther than 127
``lemma/far_lemma, far_form``   uint32: of these the rows of lemma and form, ascending by lemma, then form
``count/counted`` uint8[n / 8]  a bit a form, the lowest first: whether it occurs in the corpus
``count/before``  uint32        how many forms that occur stand before each 512th row
``count/few``     uint8[c]      how often each of them occurs, 255 where that is 255 times or more
``count/many_form, many``       uint32 and uint32/64: of these, ascending, the row and the count
``roman/rows``    uint8         rows of Devanagari forms that occur, a bucket after another, each ascending; of as many bytes
                                as n needs, the lowest first
``roman/start``   uint32        which row of these each of 2ᵏ buckets begins with and, last, how many there are

A key of Roman spelling (``analysis.roman``) leads to the bucket that is its CRC-32 modulo 2ᵏ. The key itself is not kept:
whether a form of the bucket has it, is asked of ``roman.has_key``.

Every form of the dictionary is kept, though those whose lemma does not occur find nothing: without them the suffix rules would
speak for them, and send 341 (of news_2020; अफगानी to अफगाना, आलुओं to आलू) to words that do occur. They cost 0.2 MB there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from ..analysis.roman import has_key
from .container import Container
from .strings import FrontCodedTable

if TYPE_CHECKING:
    from . import near_forms

__all__ = [
    "FAR",
    "LEXICON",
    "MANY",
    "NEAREST",
    "ROWS_OF_BEFORE",
    "VERSION",
    "Lexicon",
    "row_width",
]

LEXICON = "lexicon.khl"
"""The name of the file."""

FAR = -128
"""In ``lemma/near``: the lemma stands farther off."""
MANY = 255
"""In ``count/few``: the count stands in ``count/many``."""
ROWS_OF_BEFORE = 512

VERSION = 1
NEAREST = 127
"""In ``lemma/near``: how many rows off a lemma may stand."""
_BEYOND_ASCII = b"\x80"
_OFFSETS = np.arange(NEAREST, -NEAREST - 1, -1).astype(np.int8)  # to a lemma, of the rows around it


def row_width(forms: int) -> int:
    """In how many bytes any row is written in ``roman/rows``."""
    return max(1, -(-forms.bit_length() // 8))


class Lexicon:
    """A generation's lexicon, opened for reading. Safe to share between threads: nothing in it changes.

    A file that is cut or garbage raises IndexCorruptError, when it is opened or when what is wrong is met.
    """

    def __init__(self, folder: Path) -> None:
        self._container = container = Container(folder / LEXICON)
        if container.meta.get("version") != VERSION:
            raise container.damaged(f"it is no lexicon of version {VERSION}")
        self._forms = FrontCodedTable(container, "forms/text", "forms/start")
        self._near = self._array("lemma/near", np.int8, len(self._forms))
        self._far_lemma = self._array("lemma/far_lemma", np.uint32).data
        self._far_form = self._array("lemma/far_form", np.uint32, len(self._far_lemma))
        self._counted = self._array("count/counted", np.uint8, -(-len(self._forms) // 8)).data
        self._before = self._array("count/before", np.uint32, -(-len(self._forms) // ROWS_OF_BEFORE)).data
        self._few = self._array("count/few", np.uint8).data
        self._many_form = self._array("count/many_form", np.uint32).data
        self._many = container["count/many"].data
        self._roman = self._array("roman/rows", np.uint8).data
        self._roman_start = self._array("roman/start", np.uint32).data
        self._width = row_width(len(self._forms))
        buckets = len(self._roman_start) - 1
        if container["count/many"].dtype.kind != "u" or len(self._many) != len(self._many_form):
            raise container.damaged("count/many is not of the forms of count/many_form")
        if buckets < 1 or buckets & (buckets - 1):
            raise container.damaged(f"roman/start is of {buckets} buckets, no power of 2")

    def _array(self, name: str, dtype: type[np.generic], length: int | None = None) -> np.ndarray:
        array = self._container[name]
        if array.dtype != dtype or (length is not None and len(array) != length):
            raise self._container.damaged(f"{name} is not what the lexicon keeps there")
        return array

    def lemma(self, exact: str) -> str | None:
        """The lemma of an exact form, or None where neither corpus nor dictionary has it."""
        row = self._forms.find(exact.encode(errors="surrogatepass"))
        if row is None:
            return None
        lemma = self._lemma_row(row)
        return exact if lemma == row else self._text(lemma)

    def _lemma_row(self, row: int) -> int:
        near = int(self._near[row])
        if near != FAR:
            return row + near
        found = np.flatnonzero(self._far_form == row)
        if len(found) != 1:
            raise self._container.damaged(f"lemma/far_form: row {row} stands there {len(found)} times")
        return int(self._far_lemma[found[0]])

    def _text(self, row: int) -> str:
        """The form of a row that another array names, and which may be none."""
        try:
            return self._forms[row].decode()
        except (IndexError, UnicodeDecodeError) as error:
            raise self._container.damaged(f"forms/text: row {row} is no form ({error})") from error

    def count(self, exact: str) -> int:
        """How often the exact form occurs in title and body of all articles."""
        row = self._forms.find(exact.encode(errors="surrogatepass"))
        return 0 if row is None else self._count(row)

    def _count(self, row: int) -> int:
        if not self._counted[row >> 3] >> (row & 7) & 1:
            return 0
        block = row // ROWS_OF_BEFORE
        bits = int.from_bytes(self._counted[block * (ROWS_OF_BEFORE // 8) : (row >> 3) + 1], "little")
        place = self._before[block] + (bits & ((1 << row % ROWS_OF_BEFORE) - 1)).bit_count()
        if place >= len(self._few):
            raise self._container.damaged(f"count/few: not of all forms that occur, of which {row} is one")
        if (few := self._few[place]) < MANY:
            return few
        place = bisect_left(self._many_form, row)
        if place == len(self._many_form) or self._many_form[place] != row:
            raise self._container.damaged(f"count/many_form: row {row} is not there")
        return int(self._many[place])

    def near(
        self, exact: str, slips: near_forms.Slips, most: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows, ascending, costs and counts, int64, of the corpus' forms that ``exact`` is a slip of, at that cost at most."""
        rows, costs = self._forms.near(exact.encode(errors="surrogatepass"), slips, most)
        occurs = np.frombuffer(self._counted, np.uint8)[rows >> 3] >> (rows & 7) & 1 == 1
        rows = rows[occurs]
        return rows, costs[occurs], self._counts(rows)

    def _counts(self, rows: np.ndarray) -> np.ndarray:
        """How often each of these rows, all of forms that occur, does; for many at once."""
        counted = np.frombuffer(self._counted, np.uint8)
        block = rows // ROWS_OF_BEFORE
        # Of each row all bytes of its block; those beyond it, and the bits of its own that are not below it, count nothing.
        places = block[:, None] * (ROWS_OF_BEFORE // 8) + np.arange(ROWS_OF_BEFORE // 8)
        bits = np.where(places <= rows[:, None] >> 3, counted[np.minimum(places, len(counted) - 1)], 0)
        own = rows % ROWS_OF_BEFORE >> 3
        bits[np.arange(len(rows)), own] &= ((1 << (rows & 7)) - 1).astype(np.uint8)
        place = np.frombuffer(self._before, np.uint32)[block] + np.bitwise_count(bits).sum(axis=1)
        if len(place) and place.max() >= len(self._few):
            raise self._container.damaged("count/few: not of all forms that occur")
        counts: np.ndarray = np.frombuffer(self._few, np.uint8)[place].astype(np.int64)
        many = counts == MANY
        counts[many] = [self._count(row) for row in rows[many].tolist()]
        return counts

    def form(self, row: int) -> str:
        """The form of a row that ``near`` gave."""
        return self._text(row)

    def iter_latin(self) -> Iterator[tuple[str, int]]:
        """Yield (exact form, count) of the corpus' forms in Latin letters alone, the commonest first, of equals ascending."""
        counted = np.frombuffer(self._counted, np.uint8)
        past = self._forms.first_at_least(_BEYOND_ASCII)  # other scripts stand behind
        rows = np.flatnonzero(np.unpackbits(counted, bitorder="little")[:past])
        counts = np.frombuffer(self._few, np.uint8)[: len(rows)].astype(np.int64)
        if len(counts) < len(rows):
            raise self._container.damaged("count/few: not of all forms that occur")
        many = counts == MANY
        counts[many] = [self._count(row) for row in rows[many].tolist()]
        order = np.argsort(-counts, kind="stable")
        for row, count in zip(rows[order].tolist(), counts[order].tolist(), strict=True):
            form = self._text(row)
            if form.isalpha() and form.isascii():
                yield form, count

    def forms_of(self, lemma: str) -> list[str]:
        """Every form of a lemma, of corpus and dictionary, ascending by bytes; none where it is no lemma."""
        row = self._forms.find(lemma.encode(errors="surrogatepass"))
        return [] if row is None else list(map(self._text, self._rows_of(row)))

    def _rows_of(self, lemma: int) -> list[int]:
        first = max(0, lemma - NEAREST)
        near = self._near[first : lemma + NEAREST + 1]
        skipped = first - (lemma - NEAREST)
        rows: list[int] = np.flatnonzero(near == _OFFSETS[skipped : skipped + len(near)]).tolist()
        rows = [first + row for row in rows]
        far = slice(bisect_left(self._far_lemma, lemma), bisect_right(self._far_lemma, lemma))
        return sorted(rows + self._far_form[far].tolist()) if far.start < far.stop else rows

    def spelled_like(self, key: str) -> list[tuple[str, int]]:
        """(exact form, count) of every Devanagari form of the corpus under a key of Roman spelling, ascending by bytes."""
        bucket = crc32(key.encode()) & (len(self._roman_start) - 2)
        first, past = self._roman_start[bucket : bucket + 2]
        rows = self._roman[first * self._width : past * self._width]
        try:
            forms = [(row, form.decode()) for row, form in self._forms.coded.listed(rows, self._width)]
        except (IndexError, ValueError) as error:
            raise self._container.damaged(f"roman/rows, bucket {bucket}: not of forms ({error})") from error
        return [(form, self._count(row)) for row, form in forms if has_key(form, key)]
