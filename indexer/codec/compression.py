"""Zstandard with a dictionary learned from the corpus: how the rows of stored articles are compressed, each by itself.

Rows come in the code of ``letter_code``, a byte for a Devanagari letter: as UTF-8, three bytes of which two are always the same,
the rows of news took 1.82 MB and those of wiki 8.98, and half as long again to compress. Tried on news_2020 (3,474 articles) and
wiki (17,349), with dictionaries of 56 and 110 kB; MB of all rows, and µs to compress both of an article:

| parameters | news | wiki | µs |
| --- | --: | --: | --: |
| one table (fast), matches of 5 bytes or more | 1.52 | 7.51 | 6.4 |
| two tables (dfast), 5 bytes, small tables | 1.45 | 7.22 | 7.0 |
| the same, 4 bytes | 1.50 | 7.59 | 7.5 |
| level 3 | 1.44 | 7.16 | 7.2 |
| greedy, 16 candidates, 5 bytes | 1.39 | 6.98 | 12 |
| lazy, 16 candidates, 5 bytes | 1.37 | 6.82 | 24 |
| level 9 | 1.36 | 6.77 | 29 |

The second is taken: in a build, where other work has emptied the caches, smaller tables save more than they do here.

A frame is without the magic number and the dictionary's, which would be 8 bytes of a row of 120. It has its content's size: who
reads needs that.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import IndexCorruptError

if TYPE_CHECKING:
    import zstandard

__all__ = ["DICTIONARY", "compressor", "decompressor", "read_dictionary", "train_dictionary"]

DICTIONARY = "articles.zdict"
"""The name of the dictionary's file in a generation."""

# Dictionary and rows in MB, of news: 1.56 with 16 kB, 1.54 with 33, 1.50 with 56; of wiki 8.33 with 33, 7.34 with 110.
_BYTES_PER_ARTICLE = 16
_LEAST, _MOST = 16 << 10, 110 << 10
# Bytes of a stretch that is taken, bytes of what is counted, and 2¹⁸ counters, which stay in the processor's cache. (2²⁰, and
# stretches of 200 bytes: 12 ms of each build instead of 6, for rows as large on news, 1 % larger on wiki. To try others too, as
# zstandard does unless told: 75 ms, half a percent smaller.)
_COVER = {"k": 400, "d": 8, "f": 18}


def compressor(dictionary: bytes) -> zstandard.ZstdCompressor:
    """One that is not to be shared between threads; ``dictionary`` may be empty."""
    import zstandard

    parameters = zstandard.ZstdCompressionParameters(
        strategy=zstandard.STRATEGY_DFAST,
        window_log=17,
        hash_log=16,
        chain_log=15,
        search_log=1,
        min_match=5,
        format=zstandard.FORMAT_ZSTD1_MAGICLESS,
        write_content_size=True,
        write_checksum=False,
        write_dict_id=False,
    )
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=_loaded(dictionary))


def decompressor(dictionary: bytes) -> zstandard.ZstdDecompressor:
    """One for what a compressor with the same dictionary gave; not to be shared between threads."""
    import zstandard

    return zstandard.ZstdDecompressor(dict_data=_loaded(dictionary), format=zstandard.FORMAT_ZSTD1_MAGICLESS)


def train_dictionary(folder: Path, samples: Sequence[bytes], articles: int) -> bytes:
    """Learn a dictionary for that many articles from rows like theirs, and write it; empty where they are too few."""
    import zstandard

    size = min(max(articles * _BYTES_PER_ARTICLE, _LEAST), _MOST)
    try:
        dictionary = zstandard.train_dictionary(size, list(samples), **_COVER).as_bytes()
    except zstandard.ZstdError:
        dictionary = b""
    (folder / DICTIONARY).write_bytes(dictionary)
    return dictionary


def read_dictionary(folder: Path) -> bytes:
    """The dictionary of a generation. Raises IndexCorruptError where it is missing."""
    path = folder / DICTIONARY
    try:
        return path.read_bytes()
    except OSError as error:
        raise IndexCorruptError(f"{path} cannot be read ({error}); run: khabar index verify") from error


def _loaded(content: bytes) -> zstandard.ZstdCompressionDict | None:
    import zstandard

    return zstandard.ZstdCompressionDict(content) if content else None
