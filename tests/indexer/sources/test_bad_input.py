"""Every bad input is one reject with its place and reason; what stands beside it is read."""

import gzip
import json
import os
import random
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.article import Article
from indexer.errors import SourceError
from indexer.sources import REASONS, WARNINGS, iter_articles, opening

Read = Callable[..., Any]
GOOD = b'{"id": "%b", "text": "\xe0\xa4\xaa\xe0\xa4\xbe\xe0\xa4\xa0 %b"}\n'
FIRST, LAST = GOOD % (b"n1", b"1"), GOOD % (b"n3", b"3")


def summary(items: list[Article | SourceError]) -> list[tuple[int, str] | str]:
    assert all(item.reason in REASONS for item in items if isinstance(item, SourceError))
    return [(item.origin.line, item.reason) if isinstance(item, SourceError) else item.id for item in items]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "n2", "text": "\xe0\xa4\x95"', "broken-json"),
        (b"{'id': 2}", "broken-json"),
        (b"[" * 100_000, "broken-json"),
        (b'{"text": ' + b"9" * 5000 + b"}", "broken-json"),
        (b'{"id": "n2", "text": "\xe0\xa4\x95 \xff\xfe"}', "not-utf8"),
        (b'{"id": "n2", "text": "\xe0\xa4\x95", "other": "\xe0\xa4"}', "not-utf8"),
        (b'{"id": "n2", "text": "\xe0\xa4\x95 \\ud83d"}', "not-utf8"),
        (b'{"id": "n2", "text": "\xe0\xa4\x95 \x00"}', "nul"),
        (b'{"id": "n2", "text": "\xe0\xa4\x95 \\u0000"}', "nul"),
        (b'{"id": "n2", "text": " "}', "empty-body"),
        (b'{"id": "n2", "text": null}', "empty-body"),
        (b'{"id": "n2", "text": "<p>&nbsp;</p>"}', "empty-body"),
        (b'{"id": "n2", "text": "-- 123 \xe0\xa5\xa7\xe0\xa5\xa4"}', "no-letters"),
        (b'{"id": "n2", "title": "\xe0\xa4\x95"}', "no-body-column"),
        (b"[1, 2]", "not-an-article"),
        (b'"text"', "not-an-article"),
    ],
)
def test_bad_line(read: Read, line: bytes, reason: str) -> None:
    """In JSON Lines a bad line takes only itself."""
    assert summary(read("a.jsonl", FIRST + line + b"\n" + LAST)) == ["n1", (2, reason), "n3"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("n2,क".encode(), "wrong-width"),
        ("n2,क,ख,ग".encode(), "wrong-width"),
        ("n2,क,".encode() + b"\xff", "not-utf8"),
        ("n2,क,ख\0".encode(), "nul"),
        ("n2,क,".encode(), "empty-body"),
        ("n2,क,123".encode(), "no-letters"),
        ('n2,क,"ख'.encode(), "open-quote"),
    ],
)
def test_bad_row(read: Read, row: bytes, reason: str) -> None:
    """In CSV a bad row takes only itself."""
    content = "id,title,text\nn1,क,ख\n".encode() + row + "\nn3,क,ख\n".encode()
    assert summary(read("a.csv", content)) == ["n1", (3, reason), "n3"]
    assert (
        summary(read("a.tsv", content.replace(b",", b"\t")))[:2] == ["n1", (3, reason)]
        or reason == "open-quote"
    )


@pytest.mark.parametrize(
    ("page", "place", "reason"),
    [
        (b"", 1, "empty-body"),
        ("विज्ञापन\nसार\n".encode(), 1, "empty-body"),
        (b"123\n\n456", 1, "no-letters"),
        ("पहली पंक्ति\nदूसरी ".encode() + b"\xff\n", 2, "not-utf8"),
        ("पहली पंक्ति\n\nतीसरी \0".encode(), 3, "nul"),
        ('{"_id": "1", "title"\nपाठ यहां है।'.encode(), 1, "broken-json"),
    ],
)
def test_bad_page(read: Read, page: bytes, place: int, reason: str) -> None:
    """A bad page is one reject, at the line that is bad."""
    assert summary(read("a.txt", page)) == [(place, reason)]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        bytes(range(256)) * 4,
        b"\x00" * 50,
        random.Random(7).randbytes(100_000),
        b"PK\x03\x04" + b"x" * 100,
        "समाचार".encode("utf-16"),
        "समाचार का पाठ".encode("utf-16-le"),
        b"%PDF-1.7\n",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.jsonl.gz"])
def test_binary(read: Read, name: str, content: bytes) -> None:
    """A file that is no text is one reject, whatever its name."""
    packed = gzip.compress(content) if name.endswith(".gz") else content
    assert summary(read(name, packed)) == [(1, "binary")]


def test_utf16_is_named(read: Read) -> None:
    """A file in UTF-16 is told what to do."""
    (error,) = read("a.txt", "समाचार".encode("utf-16"))
    assert "UTF-16" in str(error)
    assert "iconv" in str(error)


def test_a_line_of_50_megabytes(read: Read) -> None:
    """A line of 50 MB is rejected as too long, and the next is read."""
    long = b'{"id": "n2", "text": "' + "क".encode() * (50_000_000 // 3) + b'"}\n'
    assert summary(read("a.jsonl", FIRST + long + LAST)) == ["n1", (2, "too-long"), "n3"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.jsonl", b"%b{%b}\n%b", ["n1", (2, "too-long"), "n3"]),
        ("a.csv", "id,text\nn1,क\nn2,%b\nn3,ख\n", ["n1", (3, "too-long"), "n3"]),
        ("b.csv", 'id,text\nn1,क\nn2,"ग\n%b"\nn3,ख\n', ["n1", (3, "too-long"), "n3"]),
        ("a.tsv", "id\ttext\nn1\tक\nn2\t%b\nn3\tख\n", ["n1", (3, "too-long"), "n3"]),
        ("a.txt", "शीर्षक\n%b\n", [(1, "too-long")]),
        (
            "a.json",
            '[{"id": "n1", "text": "क"},\n{"text": "%b"},\n{"id": "n3", "text": "ख"}]',
            ["n1", (2, "too-long"), "n3"],
        ),
    ],
)
def test_too_long(
    read: Read, monkeypatch: pytest.MonkeyPatch, name: str, content: str | bytes, expected: list[object]
) -> None:
    """The limit holds in every format, and what follows is read."""
    # All are loaded before one is changed: they take the limit from each other when they load.
    modules = [
        import_module(f"indexer.sources.{module}")
        for module in ("opening", "csv_files", "json_files", "pages")
    ]
    for module in modules:
        monkeypatch.setattr(module, "MAX_LINE_BYTES", 200)
    long = b"x" * 300
    whole = content % (FIRST, long, LAST) if isinstance(content, bytes) else content.encode() % long
    assert summary(read(name, whole)) == expected


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
def test_cut_archive(read: Read, pack: Callable[[bytes], bytes], keep: float) -> None:
    """Of an archive that is cut short those before the cut are kept; one reject says where it broke."""
    noise = random.Random(1)
    lines = [b'{"id": "%d", "text": "\xe0\xa4\x95 %d"}' % (n, noise.getrandbits(8000)) for n in range(300)]
    for name, content in (("a.jsonl", b"\n".join(lines)), ("a.json", b"[" + b",\n".join(lines) + b"]")):
        packed = pack(content)
        *articles, error = read(f"{name}.x", packed[: int(len(packed) * keep)])
        assert [item.id for item in articles] == [str(n) for n in range(len(articles))]
        assert 0 < len(articles) < 300
        assert error.reason == "broken-archive"
        assert error.origin.line in (len(articles) + 1, len(articles))


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.gz", "a.csv.zst", "a.json.zst"])
def test_no_archive(read: Read, name: str) -> None:
    """A file that is no archive, despite its name, is one reject."""
    assert summary(read(name, b"not packed at all")) == [(1, "broken-archive")]


def test_damaged_archive(read: Read) -> None:
    """Damage within an archive is found, not read over."""
    packed = bytearray(
        gzip.compress(b"".join(GOOD % (b"%d" % n, os.urandom(40).hex().encode()) for n in range(500)))
    )
    packed[len(packed) // 2] ^= 0xFF
    items = read("a.jsonl.gz", bytes(packed))
    assert summary(items)[-1][1] == "broken-archive"


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        ((FIRST, LAST), ["n1", "n3"]),
        ((FIRST, b"\0" * 10_000), ["n1"]),
        ((FIRST, b"\0" * 10_000, LAST), ["n1", "n3"]),
        ((FIRST, b"", LAST, b"\0"), ["n1", "n3"]),
        ((FIRST, b"rubbish"), ["n1", (2, "broken-archive")]),
    ],
)
def test_joined_archives(read: Read, joined: tuple[bytes, ...], expected: list[object]) -> None:
    """Members of gzip are read one after another, with zeros between and behind; what else follows is damage."""
    packed = [each if each.startswith((b"\0", b"rubbish")) else gzip.compress(each) for each in joined]
    assert summary(read("a.jsonl.gz", b"".join(packed))) == expected


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be opened is one reject, and the next file is read."""
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(FIRST)
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "a.jsonl":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert summary([item for _, item in iter_articles([tmp_path])]) == [(1, "unreadable"), "n1"]


def test_empty_files_are_reported(read: Read) -> None:
    """A file without anything in it gives nothing, and a warning."""
    for name, content in (("a.jsonl", b""), ("a.csv", b"\n \n"), ("a.json.gz", gzip.compress(b""))):
        warnings: list[SourceError] = []
        assert read(name, content, warnings=warnings) == []
        assert [warning.reason for warning in warnings] == ["empty-file"]


EXTENSIONS = st.sampled_from(
    [".txt", ".md", ".json", ".jsonl", ".csv", ".tsv", "", ".json.gz", ".csv.zst", ".gz", ".xyz"]
)
FRAGMENTS = st.sampled_from(
    [
        *(
            b'{"text": "',
            b'"}',
            b"{",
            b"}",
            b"[",
            b"]",
            b",",
            b"\n",
            b"\r",
            b'"',
            b"\t",
            b";",
            b"\\u0000",
            b"\\ud800",
        ),
        *(
            "शीर्षक",
            "लेख",
            "पाठ है।",
            "विज्ञापन",
            "- फोटो : क",
            "Published by: क",
            "— क (@ANI) July",
            " | ",
            "दिल्ली: ",
        ),
        *(
            b"\xff",
            b"\x00",
            b"\xef\xbb\xbf",
            b"id,text\n",
            b"---\n",
            b"title: x\n",
            b"# ",
            b"**",
            b"<p>",
            b"&amp;",
            b"\x1f\x8b",
        ),
        *(
            b"date",
            b"18/11/2025",
            b'"date": ',
            b"1e999",
            b"NaN",
            b"Updated Tue, 18 Nov 2025",
            b"![a](b/2025/11/18/c.jpg)",
        ),
    ]
).map(lambda part: part if isinstance(part, bytes) else part.encode())
ANYTHING = st.binary(max_size=200) | st.lists(FRAGMENTS, max_size=25).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(content=ANYTHING, extension=EXTENSIONS, packed=st.booleans())
@example(content=b'{"text": 1e999, "id": NaN}', extension=".jsonl", packed=False)
@example(content=b'{"articles": [{"text": "\xe0\xa4\x95"}, 7]}', extension=".json", packed=False)
def test_anything(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, extension: str, packed: bool
) -> None:
    """No bytes under any name raise: they give Articles that hold text, and errors of known reasons."""
    path = tmp_path_factory.mktemp("any") / f"a{extension}"
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(path.suffix, bytes) if packed else bytes
    path.write_bytes(pack(content))
    warnings: list[SourceError] = []
    for origin, item in iter_articles([path], warn=warnings.append):
        assert origin.path == str(path)
        assert origin.line >= 1
        if isinstance(item, Article):
            assert item.id
            assert any(character.isalpha() for character in item.body)
            json.dumps(str(item), ensure_ascii=False).encode()
        else:
            assert item.reason in REASONS
            str(item).encode()
    assert {warning.reason for warning in warnings} <= set(WARNINGS)


def test_limit_is_32_mib() -> None:
    """The documented limit is the one in force."""
    assert opening.MAX_LINE_BYTES == 32 * 1024 * 1024
