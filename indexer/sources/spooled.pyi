from datetime import datetime

from ..article import Article

def pack(article: Article) -> bytes:
    """The row of an article."""

def unpack(row: bytes) -> Article:
    """The article of a row. Raises ValueError where it is none."""

def made(
    identity: str,
    title: str | None,
    body: str,
    published: datetime | None,
    source: str | None,
    author: str | None,
    place: str | None,
    category: str | None,
    url: str | None,
    tags: tuple[str, ...],
) -> Article:
    """The article of these values."""

def hash_of(text: str) -> int:
    """64 bits that stand for a text, the same in every process; of many texts a few may have the same."""
