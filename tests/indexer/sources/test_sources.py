"""Files, folders and standard input, packed or not."""

import gzip
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from indexer.article import Article
from indexer.errors import BuildError
from indexer.sources import iter_articles, iter_files
from indexer.sources.formats import detect_format

Read = Callable[..., Any]
LINES = '{"id": "n1", "text": "पहला पाठ।"}\n{"id": "n2", "text": "दूसरा पाठ।"}\n'


def test_folder(tmp_path: Path) -> None:
    """A folder gives its files of known extensions in sorted order, without hidden files and READMEs."""
    names = [
        "b.txt",
        "a/z.jsonl.gz",
        "a/a.CSV",
        "c.md",
        "c.json.zst",
        "x.pdf",
        "y.gz",
        "README.md",
        "LICENSE.txt",
    ]
    for name in [*names, ".hidden.txt", ".git/a.txt", "noext"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in iter_files([tmp_path])]
    assert found == ["a/a.CSV", "a/z.jsonl.gz", "b.txt", "c.json.zst", "c.md"]


def test_files_are_taken_as_given(tmp_path: Path) -> None:
    """A named file is read whatever it is called, and once, however often it is named."""
    path = tmp_path / "README"
    path.touch()
    (tmp_path / "b.txt").touch()
    assert list(iter_files([path, "-", tmp_path / "b.txt", tmp_path, str(path)])) == [
        path,
        Path("-"),
        tmp_path / "b.txt",
    ]


def test_missing_path(tmp_path: Path) -> None:
    """A path that does not exist is told before anything is read."""
    with pytest.raises(BuildError, match="nowhere: no such file or folder"):
        iter_articles([tmp_path, tmp_path / "nowhere"])


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.jsonl.GZ", "a.json.zst", "a.txt.gz"]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_packed(read: Read, name: str, mark: str) -> None:
    """.gz and .zst are read through, with or without a byte order mark."""
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(Path(name).suffix.lower(), bytes)
    assert [item.id for item in read(name, pack((mark + LINES).encode()))] == ["n1", "n2"]


def test_packed_under_another_name(read: Read) -> None:
    """Content tells an archive, several frames in one file are one text."""
    half = len(LINES) // 2
    packed = b"".join(zstandard.compress(part.encode()) for part in (LINES[:half], "", LINES[half:]))
    assert [item.id for item in read("a.jsonl", packed)] == ["n1", "n2"]
    assert [item.id for item in read("b.jsonl", gzip.compress(LINES.encode()))] == ["n1", "n2"]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (LINES.encode(), ["n1", "n2"]),
        (gzip.compress(LINES.encode(), mtime=0), ["n1", "n2"]),
        ("id,text\nn1,पाठ\n".encode(), ["n1"]),
        ("id\ttext\nn1\tपाठ\n".encode(), ["n1"]),
        ('[{"id": "n1", "text": "पाठ"}]'.encode(), ["n1"]),
        ("सादा पाठ, और कुछ नहीं।".encode(), ["stdin"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]) -> None:
    """The source - is standard input, its format told by content; its name in reports is <stdin>."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
    found = list(iter_articles(["-"]))
    assert [item.id for _, item in found if isinstance(item, Article)] == ids
    assert str(found[0][0]).startswith("<stdin>:")


@pytest.mark.parametrize(
    ("extension", "head", "form"),
    [
        (".txt", '{"_id": "1"}\nशीर्षक\nपाठ।', "page"),
        (".txt", '{"_id": "1", "text": "पाठ"}\n{"_id": "2"}', "jsonl"),
        (".txt", '{"text": "टूटा\n{"text": "पाठ"}\n{"text": "पाठ"}', "jsonl"),
        (".txt", '{"_id": "1", "text": "पाठ"}\n', "json"),
        (".txt", '{\n "_id": "1"\n}\nशीर्षक\nपाठ।', "page"),
        (".md", "[लिंक](https://example.com)\nपाठ।", "page"),
        (".txt", "id,text\n1,पाठ", "page"),
        ("", "id,text\n1,पाठ", "csv"),
        (".csv", '{"a": 1}', "csv"),
        (".json", '{"text": "पाठ"}\n{"text": "पाठ"}', "jsonl"),
        (".json", '{"articles": []}', "json"),
        (".jsonl", "[\n{}]", "json"),
        (".jsonl", '{"text": "' + "क" * 70_000, "jsonl"),
    ],
)
def test_formats(extension: str, head: str, form: str) -> None:
    """Extension and content together tell the format."""
    assert detect_format(extension, head.encode()) == form


def test_import_is_light() -> None:
    """Importing the package loads no reader of any format, nor what they import."""
    import subprocess

    heavy = "'regex', 'dateparser', 'csv', 'zstandard'"
    code = (
        f"import sys, indexer.sources; print([m for m in sys.modules if 'sources.' in m or m in ({heavy})])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "count", "dated"), [("news_2020", 3474, 3474), ("wiki_hi", 17349, 0)])
def test_shared_collections(shared: Path, name: str, count: int, dated: int) -> None:
    """The two collections of the issue give every article without a flag or a warning."""
    warnings: list[object] = []
    items = [item for _, item in iter_articles([shared / f"data/{name}.jsonl.gz"], warn=warnings.append)]
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) == len(items) == count
    assert sum(article.published is not None for article in articles) == dated
    assert len({article.id for article in articles}) == count
    assert warnings == []
