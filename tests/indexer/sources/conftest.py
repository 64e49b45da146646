"""What the tests of sources share: write a file, read its articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.article import Article
from indexer.errors import SourceError
from indexer.sources import iter_articles

Read = Callable[..., list[Article | SourceError]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write ``content`` to a file of this name and read it; ``warnings`` gets what is reported beside."""

    def write_and_read(
        name: str,
        content: str | bytes,
        *,
        columns: dict[str, str] | None = None,
        warnings: list[SourceError] | None = None,
    ) -> list[Article | SourceError]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        warn = None if warnings is None else warnings.append
        items = list(iter_articles([path], columns=columns, warn=warn))
        for origin, item in items:
            assert origin.path == str(path)
            assert not isinstance(item, SourceError) or item.origin == origin
        return [item for _, item in items]

    return write_and_read


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give ``../shared``, seen from the repository's root; tests that need it are skipped without it."""
    folder = Path(__file__).resolve().parents[3].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared seeds and data are not here (../shared)")
    return folder
