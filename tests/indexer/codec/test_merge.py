"""Merged segments, held to those that were written at once."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.codec import merge_lists
from indexer.codec.check import check_segment
from indexer.codec.container import Container
from indexer.codec.merge import merge_segments
from indexer.codec.postings import encode_field
from indexer.codec.write import FieldArrays, union_of_terms, write_segment
from indexer.errors import IndexCorruptError

FIELDS = ("body", "title")
TERMS = st.sampled_from("नेता नेताओं बैठक भारत रूस 2020 SCO में".split())
POSITIONS = st.lists(st.integers(0, 400), min_size=1, max_size=5, unique=True).map(sorted)
# Of an article: field → term → positions.
ARTICLE = st.fixed_dictionaries({name: st.dictionaries(TERMS, POSITIONS, max_size=4) for name in FIELDS})
CORPORA = st.lists(st.lists(ARTICLE, max_size=40), min_size=1, max_size=4)
LEAD = 100


def write(path: Path, articles, *, numbered_from: int = 0, lead: bool = False, numbers=None) -> Path:
    """``numbers`` stand for the articles in what is stored of them."""
    numbers = (
        np.arange(numbered_from, numbered_from + len(articles)) if numbers is None else np.array(numbers)
    )
    fields, terms_of = {}, []
    for name in FIELDS:
        terms = sorted({term.encode() for article in articles for term in article[name]})
        rows = [
            (ordinal, number, position)
            for ordinal, term in enumerate(terms)
            for number, article in enumerate(articles)
            for position in article[name].get(term.decode(), ())
        ]
        columns = np.array(rows, np.int64).reshape(-1, 3).T
        leads = np.full(len(articles), LEAD) if lead and name == "body" else None
        terms_of.append(terms)
        fields[name] = encode_field(*columns, len(terms), leads)
    terms, rows_of = union_of_terms(terms_of)
    write_segment(
        path,
        articles=len(articles),
        terms=terms,
        fields={name: FieldArrays(rows, fields[name]) for name, rows in zip(FIELDS, rows_of, strict=True)},
        lengths={"body": 3 * numbers},
        stored=[f"लेख {number}".encode() for number in numbers.tolist()],
        stored_field="article",
        columns={"published": numbers.astype(">i8").view(np.uint8)},
    )
    return path


def arrays(path: Path) -> dict[str, tuple[str, bytes]]:
    container = Container(path)
    return {name: (container[name].dtype.str, container[name].tobytes()) for name in container}


@settings(deadline=None)
@given(CORPORA, st.booleans(), st.sampled_from([1, 50, 1 << 20]))
def test_merged_is_built_at_once(tmp_path_factory, corpora, lead, stretch):
    """Every array of the merged segment is that of a segment of all articles, whatever the stretches that are merged at once."""
    folder = tmp_path_factory.mktemp("merge")
    paths, count = [], 0
    for number, articles in enumerate(corpora):
        paths.append(write(folder / f"{number}.kh", articles, numbered_from=count, lead=lead))
        count += len(articles)
    whole = write(folder / "whole.kh", [article for articles in corpora for article in articles], lead=lead)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge_lists, "STRETCH", stretch)
        merge_segments(paths, folder / "merged.kh")
    assert arrays(folder / "merged.kh") == arrays(whole)
    assert Container(folder / "merged.kh").meta == Container(whole).meta
    Container(folder / "merged.kh").check_sums()
    if not lead:
        check_segment(folder / "merged.kh")


def test_long_lists(tmp_path):
    """Articles beyond 127 and 16,383 take more bytes than they did in their own segments."""
    articles = [
        {"body": {"नेता": [number % 300, 300 + number]} if number % 130 == 0 else {}, "title": {}}
        for number in range(9000)
    ]
    paths = [write(tmp_path / f"{n}.kh", articles, numbered_from=9000 * n) for n in range(3)]
    merge_segments(paths, tmp_path / "merged.kh")
    assert arrays(tmp_path / "merged.kh") == arrays(write(tmp_path / "whole.kh", articles * 3))


@pytest.mark.parametrize("name", ["body/postings", "body/first", "body/postings_start", "body/rows"])
def test_a_damaged_segment(tmp_path, name):
    """Bytes that are no posting lists are an error that names the array, never a crash."""
    articles = [{"body": {"नेता": [1, 2], "भारत": [3]}, "title": {}}] * 3
    path = write(tmp_path / "a.kh", articles)
    offset, length = Container(path).place(name)
    content = bytearray(path.read_bytes())
    size = length * Container(path)[name].dtype.itemsize
    content[offset : offset + size] = b"\xff" * size
    path.write_bytes(content)
    with pytest.raises(IndexCorruptError, match="body/"):
        merge_segments([write(tmp_path / "b.kh", articles), path], tmp_path / "merged.kh")


def test_segments_of_other_fields(tmp_path):
    """Segments that differ in what they hold are refused."""
    articles = [{"body": {"नेता": [1]}, "title": {}}]
    paths = [write(tmp_path / f"{lead}.kh", articles, lead=lead) for lead in (False, True)]
    with pytest.raises(ValueError, match="other fields"):
        merge_segments(paths, tmp_path / "merged.kh")
