"""Zstandard with a dictionary learned from the corpus: how the rows of stored articles are compressed, each by itself.

Tried on news_2020 (3,474 articles, bodies of 1.8 kB) and wiki (17,349 of 1.8 kB), with dictionaries of 32 and 64 kB; MB of all
rows, and µs to compress a body:

| parameters | news | wiki | µs |
| --- | --: | --: | --: |
| level 3 | 1.91 | 9.02 | 8 |
| level 5 | 2.03 | 9.63 | 16 |
| greedy, 16 candidates, matches of 6 bytes or more: two letters | 1.72 | 8.27 | 17 |
| the same, 32 candidates | 1.68 | 8.05 | 21 |
| lazy, 16 candidates, 6 bytes | 1.64 | 7.81 | 32 |
| level 9 | 1.69 | 8.07 | 58 |
| level 12 | 1.67 | 7.59 | 98 |
| two tables (dfast), matches of 5 bytes or more, small tables | 1.82 | 8.98 | 7 |

The last is taken: it costs a fortieth of the index, and in a build, where other work has emptied the caches, the smaller tables
save 15 to 40 µs of an article, a tenth of all.

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

# Dictionary and rows in MB, of news: 1.80 with 16 kB, 1.72 with 32, 1.71 with 64, 1.72 with 110; of wiki 8.93, 8.53, 8.31, 8.15.
_BYTES_PER_ARTICLE = 16
_LEAST, _MOST = 16 << 10, 110 << 10
# Bytes of a stretch that is taken, and of what is counted. To try others too, as zstandard does unless told, took 75 ms of each
# build instead of 21, for rows of 418 and 415 bytes a news and wiki article in place of 417 and 418.
_COVER = {"k": 200, "d": 8}


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
