"""Sources cut into shares: every article is read once, in order, with its line, however they are cut."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.sources import iter_articles, parts
from indexer.sources.columns import Columns
from indexer.sources.parts import cut_sources, estimate_bytes, iter_part

LINES = st.lists(
    st.sampled_from(
        [
            json.dumps({"text": "पटना में बारिश हुई।"}, ensure_ascii=False).encode(),
            json.dumps({"id": "क", "text": "दिल्ली में धूप खिली।" * 9}, ensure_ascii=False).encode(),
            b'{"text": "caf\xe9"}',
            b'{"id": 18446744073709551616, "text": "\xe0\xa4\x95"}',
            *(b"", b" \t", b'{"broken', b"[1, 2]", b'{"name": "x"}', b'{"text": ""}', b'{"text": NaN}'),
        ]
    ),
    max_size=12,
)
FILE = st.tuples(LINES, st.sampled_from(["jsonl", "jsonl.gz", "cut.gz", "json", "txt"]))


def write(folder: Path, number: int, lines: list[bytes], kind: str) -> Path:
    path = folder / f"{number}.{'jsonl.gz' if kind == 'cut.gz' else kind}"
    content = b"\n".join(lines)
    if kind.endswith("gz"):
        content = gzip.compress(content)
        content = content[:-9] if kind == "cut.gz" else content
    path.write_bytes(content)
    return path


def read(paths, shares=None, first_more=0, folder=None):
    said = []
    if shares is None:
        found = list(iter_articles(paths, warn=said.append))
    else:
        cut = cut_sources(paths, shares, first_more=first_more, columns={}, folder=folder)
        assert len(cut) == shares
        found = [
            item for share in cut for part in share for item in iter_part(part, Columns({}), said.append)
        ]
    return [(str(origin), str(item)) for origin, item in found], list(map(str, said))


@settings(deadline=None)
@given(st.lists(FILE, max_size=4), st.integers(1, 5), st.integers(0, 300))
def test_shares_are_the_sources(tmp_path_factory, files, shares, first_more):
    """Whatever the files hold and wherever the cuts fall: the articles, ids, rejects and warnings of one reader."""
    folder = tmp_path_factory.mktemp("parts")
    paths = [write(folder, number, *file) for number, file in enumerate(files)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_WORTH_CUTTING", 1)
        assert read(paths, shares, first_more, folder) == read(paths)


def test_shares_are_about_equal(tmp_path: Path):
    """A long file is cut between its lines into shares of as many bytes, the first as much longer as asked."""
    line = json.dumps({"text": "यह समाचार है।" * 100}, ensure_ascii=False).encode()
    path = write(tmp_path, 0, [line] * 1000, "jsonl")
    size = path.stat().st_size
    (first,), (second,), (third,) = cut_sources([path], 3, first_more=size // 4, columns={}, folder=tmp_path)
    assert (first.start, first.end, second.end, third.end) == (0, second.start, third.start, size)
    assert abs(first.end - size // 2) <= len(line) + 1
    assert abs(second.end - size * 3 // 4) <= len(line) + 1
    assert second.line == first.end // (len(line) + 1)


def test_named_columns_leave_files_whole(tmp_path: Path):
    """With --map no file is cut, since what it misses is said once a file."""
    path = write(tmp_path, 0, [b'{"text": "x"}'] * 100_000, "jsonl")
    cut = cut_sources([path], 2, first_more=0, columns={"title": "t"}, folder=tmp_path)
    assert [[part.end for part in share] for share in cut] == [[None], []]


def test_sizes(tmp_path: Path):
    """Of plain files the size is known, of packed ones a guess, of pipes and what is not there none."""
    plain = write(tmp_path, 0, [b"x" * 100], "txt")
    packed = write(tmp_path, 1, [b"x" * 100], "jsonl.gz")
    assert estimate_bytes([plain]) == 100
    assert estimate_bytes([plain, packed]) == 100 + 5 * packed.stat().st_size
    assert estimate_bytes([plain, Path("-")]) is None
    assert estimate_bytes([tmp_path / "none"]) is None
