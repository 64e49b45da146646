"""Articles to and from JSON Lines, without khabar's readers: peers must not depend on its code."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from indexer.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["iter_articles_of", "write_articles"]

_IST = timezone(timedelta(hours=5, minutes=30), "IST")


def iter_articles_of(path: Path) -> Iterator[Article]:
    """Yield the articles of a ``.jsonl`` or ``.jsonl.gz`` file in its order.

    The keys are those of ``Article``, or ``date`` for ``published``. Raises KeyError without id or
    body: these files are known to be good.
    """
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _article(json.loads(line))


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """Write one JSON object a line, under keys that khabar reads without a flag; leave out what is None."""
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for article in articles:
            record = {key: value for key, value in asdict(article).items() if value}
            lines.write(json.dumps(record, ensure_ascii=False, default=_isoformat) + "\n")


def _article(record: dict[str, Any]) -> Article:
    return Article(
        id=record["id"],
        body=record["body"],
        title=record.get("title"),
        published=_published(record.get("published") or record.get("date")),
        source=record.get("source"),
        author=record.get("author"),
        place=record.get("place"),
        category=record.get("category"),
        url=record.get("url"),
        tags=tuple(record.get("tags", ())),
    )


def _published(text: str | None) -> datetime | None:
    if not text:
        return None
    published = datetime.fromisoformat(text)
    return published if published.tzinfo else published.replace(tzinfo=_IST)


def _isoformat(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"not a value of an article: {value!r}")
