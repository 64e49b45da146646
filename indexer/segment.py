"""One worker's share of a build: a slice of the spooled articles → segments, and the words it saw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import value_rows
from .aliases.counting import Evidence
from .analysis.chain import Chain
from .analysis.lemma import hindi_lookup
from .analysis.tokenize import chunk_search
from .article import Article
from .codec import keyword_rows
from .codec.columns import NO_DATE, PUBLISHED, encode_dates
from .codec.form_counts import FormCounts, join_forms
from .codec.merge import merge_segments
from .codec.postings import FieldPostings, encode_postings
from .codec.signatures import encode_signatures
from .codec.stored import ArticleWriter, StoredRows, code_article
from .codec.write import SEGMENT_SUFFIX, FieldArrays, write_segment
from .entities import EntityFinder, NumberedArticle, NumberedText
from .entities.gazetteer import known_names
from .gather import SpoolStretch
from .inversion import FieldTexts, Forms, InvertedField, Inverter, join_terms
from .memory import release_memory
from .schema import DATELINE, ENTITY_FIELDS, EXACT_FIELDS, KEYWORD_FIELDS, LEAD, STORED, build_schema
from .signatures import Signer

__all__ = [
    "MergeTask",
    "SegmentReport",
    "SegmentTask",
    "build_segments",
    "count_words",
    "load_tables",
    "merge_task",
]

# Between two names or tags of one article, so that no phrase runs from one into the next.
_GAP = 10
_LABELS = ("source", "category", "author")
_LISTED = (*_LABELS, *ENTITY_FIELDS, "tags")
# What a chunk of text takes at most: its number, its share of the stored article, its places in the lists of one field while they
# are sorted, and the encoded lists of all. Measured on 20,000 articles of a vocabulary of 400,000, as what follows.
_BYTES_PER_CHUNK = 45
# What a distinct one takes, once a process, and what a process takes before it has seen any.
_BYTES_PER_FORM = 300
_LEAST_FORMS = 100_000
_BYTES_OF_A_PROCESS = 150_000_000
# Articles of which each step is done one after another, so that its tables are in the processor's cache: 152 → 132 µs an
# article of wiki. Fewer where they are long.
_AT_ONCE = 128
_LETTERS_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class SegmentTask:
    """What a worker is told: the articles that it is to index, and where to write."""

    number: int
    folder: Path
    stretches: tuple[SpoolStretch, ...]
    places: tuple[str, ...]
    dictionary: bytes
    memory_mb: int


@dataclass(frozen=True, slots=True)
class SegmentReport:
    """What it did: the names of its segments, in the order of their articles, and its forms, counted in titles and bodies."""

    segments: tuple[str, ...]
    forms: FormCounts


def load_tables() -> None:
    """Load what ``build_segments`` needs most time for, once a process."""
    hindi_lookup()
    known_names()


def build_segments(task: SegmentTask, indexed: Callable[[], None]) -> SegmentReport:
    """Index a slice of the corpus. Calls ``indexed`` after each article; a segment ends when the memory allowed is full."""
    share = _Share(task)
    for stretch in task.stretches:
        for article in stretch.iter_articles():
            share.add(article)
            indexed()
    report = share.finish()
    del share
    release_memory()
    return report


def count_words(articles: Iterable[Article]) -> FormCounts:
    """The exact forms of titles and bodies, as ``build_segments`` reports them of the same articles."""
    forms = Forms(Chain())
    titles, bodies = FieldTexts(forms), FieldTexts(forms)
    for article in articles:
        titles.add(article.title or "")
        bodies.add(article.lead, article.body[len(article.lead) :])
    forms.count(titles)
    forms.count(bodies)
    return forms.counted()


class _Share:
    """The segments of a task, in order, and what is known of their words: of the frequent ones, where that is too much."""

    def __init__(self, task: SegmentTask) -> None:
        self._task = task
        self._names: list[str] = []
        self._counted: FormCounts | None = None
        self._open_tables()

    def _open_tables(self) -> None:
        self._forms = forms = Forms(Chain())
        self._finder = EntityFinder(forms.chain, places=self._task.places, numbering=forms)
        self._signer = Signer(forms)
        self._open_segment()

    def _open_segment(self) -> None:
        self._segment = _Segment(self._forms, self._finder, self._signer, self._task.dictionary)

    def add(self, article: Article) -> None:
        known, most = len(self._forms), _most_forms(self._task.memory_mb)
        if known > most:
            self._write()
            self._forget(most // 2)
            release_memory()
        elif self._segment.chunks() > _most_chunks(self._task.memory_mb, known):
            self._write()
            self._open_segment()
            release_memory()
        self._segment.add(article)

    def _forget(self, most: int) -> None:
        """Begin the tables anew with ``most`` words at most, those met most often."""
        self._counted = self._count()
        frequent = self._forms.frequent(most)
        self._open_tables()
        for chunk in frequent:
            self._forms[chunk]

    def _write(self) -> None:
        self._names.append(f"{self._task.number:02d}-{len(self._names):04d}{SEGMENT_SUFFIX}")
        self._segment.write(self._task.folder / self._names[-1])

    def finish(self) -> SegmentReport:
        self._write()
        return SegmentReport(tuple(self._names), self._count())

    def _count(self) -> FormCounts:
        """The forms of all segments until now."""
        counted = self._forms.counted()
        return counted if self._counted is None else join_forms([self._counted, counted])


def _most_forms(memory_mb: int) -> int:
    """How many distinct chunks a process may know: half of its memory, but 30 MB at least.

    To meet them all anew in each segment would cost more than all else.
    """
    return max(_LEAST_FORMS, memory_mb * 1_000_000 // 2 // _BYTES_PER_FORM)


def _most_chunks(memory_mb: int, forms: int) -> int:
    """How many chunks a segment may hold: a quarter of the memory at least, as many small segments cost more than they save."""
    memory = memory_mb * 1_000_000
    return max(memory // 4, memory - _BYTES_OF_A_PROCESS - forms * _BYTES_PER_FORM) // _BYTES_PER_CHUNK


@dataclass(frozen=True, slots=True)
class MergeTask:
    """Segments in the order of their articles, to become one."""

    paths: tuple[Path, ...]
    target: Path


def merge_task(task: MergeTask, _: Callable[[], None]) -> str:
    """Merge, and remove what was merged; the name of what is left."""
    merge_segments(task.paths, task.target)
    release_memory()
    for path in task.paths:
        path.unlink()
    return task.target.name


class _Segment:
    """The articles of one segment, as arrays that grow."""

    def __init__(self, forms: Forms, finder: EntityFinder, signer: Signer, dictionary: bytes) -> None:
        self._forms, self._finder, self._signer = forms, finder, signer
        self._new: list[Article] = []
        self._new_letters = 0
        self._texts = {name: FieldTexts(forms) for name in ("title", "body", *_LISTED)}
        self._chunks = [texts.chunks for texts in self._texts.values()]
        self._lead_ends: list[int] = []
        self._writer = ArticleWriter(dictionary)
        self._heads, self._bodies = StoredRows(), StoredRows()
        self._published: list[int] = []
        self._ids: list[str] = []
        self._urls: list[str | None] = []
        self._keywords = {name: keyword_rows.KeywordRows() for name in KEYWORD_FIELDS}
        self._evidence = Evidence(forms)
        self._values = {name: self._value_rows(name) for name in _LISTED}
        entities = {kind: self._values[kind] for kind in ENTITY_FIELDS}
        self._entities = value_rows.EntityRows(entities, self._evidence.persons)

    def _value_rows(self, name: str) -> value_rows.ValueRows:
        texts = self._texts[name]
        return value_rows.ValueRows(
            self._forms, chunk_search(), self._forms.gap(_GAP), texts.chunks, texts.ends, self._keywords[name]
        )

    def chunks(self) -> int:
        """How many chunks of text it holds."""
        return sum(map(len, self._chunks))

    def add(self, article: Article) -> None:
        """Add an article; of so many together each step is done after the other."""
        self._new.append(article)
        self._new_letters += len(article.body)
        if len(self._new) == _AT_ONCE or self._new_letters > _LETTERS_AT_ONCE:
            self._take_in()

    def _take_in(self) -> None:
        """Take in what was added last."""
        new, first = self._new, len(self._ids)
        titles, bodies = self._texts["title"], self._texts["body"]
        for article in new:
            lead = article.lead
            titles.add(article.title or "")
            self._lead_ends.append(bodies.add(lead, article.body[len(lead) :]))
        entities = self._finder.find_numbered(
            self._numbered(number, article) for number, article in enumerate(new, first)
        )
        for name in _LABELS:
            for article in new:
                self._values[name].add_one(getattr(article, name))
        named = [self._entities.add(own, article.place) for article, own in zip(new, entities, strict=True)]
        for article in new:
            self._values["tags"].add(article.tags)
            self._keywords[DATELINE].add_one(article.place)
            self._published.append(int(article.published.timestamp()) if article.published else NO_DATE)
            self._ids.append(article.id)
            self._urls.append(article.url)
        coded = [code_article(article, own) for article, own in zip(new, entities, strict=True)]
        for article, own in zip(new, named, strict=True):
            self._evidence.add_article(article.title, article.body, own)
        self._heads.add([self._writer.encode(head) for head, _ in coded])
        self._bodies.add([self._writer.encode(body) for _, body in coded])
        new.clear()
        self._new_letters = 0

    def _numbered(self, number: int, article: Article) -> NumberedArticle:
        """An article whose title and body were added."""
        texts = [(article.title or "", self._texts["title"]), (article.body, self._texts["body"])]
        return NumberedArticle(
            [NumberedText(text, added.of(number)) for text, added in texts if text], article.place
        )

    def write(self, path: Path) -> None:
        """Invert all that was added and write the segment."""
        self._take_in()
        inverter = Inverter(self._forms)
        fields: dict[str, InvertedField] = {}
        lengths: dict[str, np.ndarray] = {}
        lengths[LEAD] = inverter.words_before(self._texts["body"], np.array(self._lead_ends, np.int64))
        for name, texts in self._texts.items():
            leads = lengths[LEAD] if name == "body" else None
            fields[name] = inverter.by_lemma(texts, leads)
            if name in EXACT_FIELDS:
                fields[EXACT_FIELDS[name]] = inverter.by_exact_form(texts, leads)
                self._forms.count(texts)
            lengths[name] = inverter.lengths(texts)
        fields["id"] = _keywords([_encoded(each) for each in self._ids])
        fields["url"] = _keywords([_encoded(each) for each in self._urls])
        encode_date = build_schema()[PUBLISHED].to_bytes
        dates = (None if each == NO_DATE else encode_date(each) for each in self._published)
        fields[PUBLISHED] = _keywords(list(dates))
        signatures = encode_signatures(self._signer.sign(self._texts["body"]))
        terms, rows = join_terms(self._forms, list(fields.values()))
        write_segment(
            path,
            articles=len(self._ids),
            terms=terms,
            fields={
                name: FieldArrays(
                    row, field.postings, "none" if field.postings.positions is None else "positions"
                )
                for (name, field), row in zip(fields.items(), rows, strict=True)
            },
            lengths=lengths,
            stored=self._heads.finished(),
            bodies=self._bodies.finished(),
            stored_field=STORED,
            columns={PUBLISHED: encode_dates(self._published), **signatures},
            keywords=self._keywords,
            evidence=self._evidence.counted(self._forms.in_order(np.ones(len(self._forms.texts), bool))),
        )


def _encoded(value: str | None) -> bytes | None:
    return None if value is None else value.encode(errors="surrogatepass")


def _keywords(values: Sequence[bytes | None]) -> InvertedField:
    """One keyword an article, or None: postings without positions."""
    present = sorted((value, number) for number, value in enumerate(values) if value is not None)
    terms = sorted({value for value, _ in present})
    row_of = {term: row for row, term in enumerate(terms)}
    rows = np.fromiter((row_of[value] for value, _ in present), np.int64, len(present))
    articles = np.fromiter((number for _, number in present), np.int64, len(present))
    return InvertedField(
        terms, FieldPostings(*encode_postings(rows, articles, np.ones(len(rows), np.int64), len(terms)))
    )
