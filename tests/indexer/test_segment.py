"""A slice of articles → one segment: the terms of each field, positions, lengths, counts, the stored article."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from whoosh.reading import SegmentReader, TermNotFound

from indexer.article import Article
from indexer.codec.columns import NO_DATE, PUBLISHED, decode_dates
from indexer.codec.document_reader import split_rows
from indexer.codec.stored import ArticleReader, StoredArticle
from indexer.codec.terms import ColumnarTerms
from indexer.codec.whoosh_codec import open_reader
from indexer.gather import SpoolStretch
from indexer.schema import build_schema
from indexer.segment import SegmentReport, SegmentTask, build_segments
from indexer.sources.spooled import pack


def decode_article(value: bytes) -> StoredArticle:
    return ArticleReader(b"").decode(*split_rows(value))


ARTICLES = [
    Article(
        id="a1",
        title="नेताओं की बैठक",
        body="भारत-रूस के नेताओं ने बैठक की।\nबैठक मास्को में हुई।",
        published=datetime(2025, 11, 18, 16, 34, tzinfo=UTC),
        source="जन वाणी",
        author="देवेश त्रिपाठी",
        place="पटना",
        category="दुनिया",
        url="https://jan-vani.example/a1",
        tags=("विदेश नीति", "नीति आयोग"),
    ),
    Article(id="a2", body="नेता नहीं आए।"),
    Article(id="a3", title="", body="।। १८ !!\n"),
]


class Segment:
    """One segment, read by Whoosh."""

    def __init__(self, report: SegmentReport, path: Path, told: int) -> None:
        self.report = report
        self.reader: SegmentReader = open_reader([path], build_schema())
        self.own = ColumnarTerms(path)
        self.told = told

    def positions(self, field: str, term: str) -> dict[int, list[int]]:
        """Article number → positions of the term."""
        try:
            matcher = self.reader.postings(field, term)
        except TermNotFound:
            return {}
        found = {}
        while matcher.is_active():
            found[matcher.id()] = matcher.value_as("positions")
            matcher.next()
        return found

    def terms(self, field: str) -> set[str]:
        """All terms of a field."""
        return {term.decode() for term in self.reader.lexicon(field)}


def write_spool(spool: Path, articles: list[Article], chosen: slice = slice(None)) -> SpoolStretch:
    rows = list(map(pack, articles))
    spool.write_bytes(b"".join(rows))
    sizes = np.array(list(map(len, rows)), np.int64)
    return SpoolStretch(spool, (np.cumsum(sizes) - sizes)[chosen], sizes[chosen])


def index_articles(folder: Path, articles: list[Article], offsets: slice = slice(None)) -> Segment:
    told: list[None] = []
    stretch = write_spool(folder / "spool.rows", articles, offsets)
    task = SegmentTask(0, folder, (stretch,), ("मास्को",), b"", 16)
    report = build_segments(task, lambda: told.append(None))
    (name,) = report.segments
    return Segment(report, folder / name, len(told))


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Segment:
    return index_articles(tmp_path_factory.mktemp("segment"), ARTICLES)


def test_every_article_is_told_of(segment: Segment) -> None:
    """Each article gets a number in the order of the spool, and one call."""
    assert segment.told == segment.reader.doc_count_all() == segment.own.articles == 3
    assert [list(segment.reader.postings("id", identity).all_ids()) for identity in ("a1", "a2", "a3")] == [
        [0],
        [1],
        [2],
    ]


def test_only_the_slice_is_indexed(tmp_path: Path) -> None:
    """A worker indexes the lines at its offsets and no others."""
    part = index_articles(tmp_path, ARTICLES, slice(1, 2))
    assert part.reader.doc_count_all() == 1
    assert part.positions("body", "नेता") == {0: [0]}
    assert {form for form, _ in counts_of(part.report)} == {"नेता", "नहीं", "आए"}


@pytest.mark.parametrize(
    ("field", "term", "positions"),
    [
        ("title", "नेता", {0: [0]}),
        ("title_exact", "नेताओं", {0: [0]}),
        ("title_exact", "नेता", {}),
        ("body", "नेता", {0: [3], 1: [0]}),
        ("body_exact", "नेताओं", {0: [3]}),
        ("body_exact", "नेता", {1: [0]}),
        ("body", "बैठक", {0: [5, 7]}),
        ("body_exact", "18", {2: [0]}),
        ("body_exact", "१८", {}),
    ],
)
def test_positions_of_words(segment: Segment, field: str, term: str, positions: dict[int, list[int]]) -> None:
    """Lemma fields hold lemmas, exact ones exact forms; positions run on from the lead into the rest of the body."""
    assert segment.positions(field, term) == positions


def test_compound(segment: Segment) -> None:
    """A compound is a term of the exact form alone, where its first word is; its words are terms of both."""
    assert segment.positions("body_exact", "भारत-रूस") == segment.positions("body_exact", "भारत") == {0: [0]}
    assert segment.positions("body_exact", "रूस") == segment.positions("body", "रूस") == {0: [1]}
    assert "भारत-रूस" not in segment.terms("body")


def test_names_and_tags_stand_apart(segment: Segment) -> None:
    """No phrase runs from one tag into the next, and a tag's own words are neighbours."""
    assert segment.positions("tags", "विदेश") == {0: [0]}
    first, second = segment.positions("tags", "नीति")[0]
    assert first == 1
    assert second - first > 5
    assert segment.positions("tags", "आयोग") == {0: [second + 1]}


@pytest.mark.parametrize(
    ("field", "term"), [("source", "वाणी"), ("author", "त्रिपाठी"), ("category", "दुनिया"), ("place", "पटना")]
)
def test_labels(segment: Segment, field: str, term: str) -> None:
    """Source, author, category and place are found by their words."""
    assert list(segment.positions(field, term)) == [0]


def test_lengths(segment: Segment) -> None:
    """A segment holds the date in seconds and the words of each ranked field; a compound counts as its two words."""
    assert decode_dates(segment.own.container[f"column/{PUBLISHED}"]).tolist() == [
        int(datetime(2025, 11, 18, 16, 34, tzinfo=UTC).timestamp()),
        NO_DATE,
        NO_DATE,
    ]
    assert segment.own.lengths("title").tolist() == [3, 0, 0]
    assert segment.own.lengths("lead").tolist() == [7, 3, 1]
    assert segment.own.lengths("body").tolist() == [11, 3, 1]
    assert segment.own.lengths("tags").tolist() == [4, 0, 0]
    assert segment.own.lengths("place")[0] >= 1


def test_lengths_are_of_the_terms(segment: Segment) -> None:
    """Every length is the number of postings' positions in the field, article by article."""
    for field in ("title", "body", "person", "place", "org", "tags"):
        counted = np.zeros(3, np.int64)
        for term in segment.terms(field):
            for article, positions in segment.positions(field, term).items():
                counted[article] += len(positions)
        assert counted.tolist() == segment.own.lengths(field).tolist(), field


def test_counts_and_lemmas(segment: Segment) -> None:
    """The words seen in titles and bodies, each with its count and lemma; not those of labels."""
    known = counts_of(segment.report)
    counts, lemmas = {form: count for (form, _), count in known.items()}, dict([*known])
    assert len(counts) == len(lemmas) == len(known)
    assert (counts["नेताओं"], lemmas["नेताओं"]) == (2, "नेता")
    assert (counts["बैठक"], counts["भारत-रूस"], lemmas["भारत-रूस"]) == (3, 1, "भारत-रूस")
    assert "त्रिपाठी" not in counts


def test_stored_article(segment: Segment) -> None:
    """The article is stored as it came, with its entities; the place of the dateline is among them."""
    for number, article in enumerate(ARTICLES):
        stored = decode_article(segment.reader.stored_fields(number)["article"])
        assert stored.article == article
    first = decode_article(segment.reader.stored_fields(0)["article"])
    assert {"पटना", "मास्को"} <= {each.name for each in first.entities if each.kind == "place"}
    assert decode_article(segment.reader.stored_fields(2)["article"]).entities == ()


@pytest.mark.parametrize(
    ("limit", "value"), [("_BYTES_PER_CHUNK", 1 << 40), ("_LEAST_FORMS", 1), ("_LEAST_FORMS", 20)]
)
def test_memory_bounds_a_segment(
    tmp_path: Path, segment: Segment, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    """With less memory for texts, or for words, of which it forgets some or all, a worker writes several segments; in order they
    hold the same articles."""
    stretch = write_spool(tmp_path / "spool.rows", ARTICLES)
    monkeypatch.setattr(f"indexer.segment.{limit}", value)
    monkeypatch.setattr("indexer.segment._AT_ONCE", 1)
    task = SegmentTask(7, tmp_path, (stretch,), (), b"", 0)
    report = build_segments(task, lambda: None)
    assert report.segments == ("07-0000.kh", "07-0001.kh", "07-0002.kh")
    reader = open_reader([tmp_path / name for name in report.segments], build_schema())
    ids = [decode_article(reader.stored_fields(number)["article"]).article.id for number in range(3)]
    assert ids == ["a1", "a2", "a3"]
    assert counts_of(report) == counts_of(segment.report)


@pytest.mark.parametrize(("limit", "value"), [("_AT_ONCE", 1), ("_AT_ONCE", 2), ("_LETTERS_AT_ONCE", 40)])
def test_articles_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    """However many articles are taken in at once, the segment is the same to the last byte."""
    stretch = write_spool(tmp_path / "spool.rows", ARTICLES)
    files = []
    for number in (0, 1):
        (report_name,) = build_segments(
            SegmentTask(number, tmp_path, (stretch,), (), b"", 100), lambda: None
        ).segments
        files.append((tmp_path / report_name).read_bytes())
        monkeypatch.setattr(f"indexer.segment.{limit}", value)
    assert files[0] == files[1]


def counts_of(report: SegmentReport) -> Counter[tuple[str, str]]:
    """How often each form that occurs, with its lemma, was counted."""
    forms = [form.decode() for form in report.forms.table().rows(0, len(report.forms))]
    return Counter(
        {
            (form, forms[lemma]): count
            for form, lemma, count in zip(
                forms, report.forms.lemmas, report.forms.counts.tolist(), strict=True
            )
            if count
        }
    )
