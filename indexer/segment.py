"""One worker's share of a build: a slice of the spooled articles → one Whoosh segment and the words it saw."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from .analysis.chain import Chain
from .analysis.tokenize import iter_chunks
from .article import Article
from .codec.columns import NO_DATE, column_dtype
from .codec.stored import StoredArticle, StoredEntity, article_of_row, encode_article
from .entities import Entity, EntityFinder
from .schema import ENTITY_FIELDS, EXACT_FIELDS, LEAD, RANKED_FIELDS

__all__ = ["SegmentReport", "SegmentTask", "build_segment"]

# Between two names or tags of one article, so that no phrase runs from one into the next.
_GAP = 10


@dataclass(frozen=True, slots=True)
class SegmentTask:
    """What a worker is told. ``offsets`` are of the lines of the spool that it is to index, ascending."""

    folder: Path
    spool: Path
    offsets: tuple[int, ...]
    places: tuple[str, ...]
    memory_mb: int


@dataclass(frozen=True, slots=True)
class SegmentReport:
    """What it did: Whoosh's segment object, the rows of ``codec.columns``, and for each exact form its lemma and count in titles
    and bodies."""

    segment: Any
    columns: np.ndarray
    lemmas: Mapping[str, str]
    counts: Mapping[str, int]


@dataclass(slots=True)
class _Inverted:
    """The terms of one text: exact form and lemma → ascending positions. ``words`` is how many positions are taken."""

    exact: dict[str, list[int]] = field(default_factory=dict)
    lemma: dict[str, list[int]] = field(default_factory=dict)
    words: int = 0

    def add(self, chain: Chain, text: str) -> None:
        """Take in more text, at the positions after those taken."""
        position = self.words - 1
        exact, lemma, terms_of = self.exact, self.lemma, chain.terms
        for start, end in iter_chunks(text):
            for term in terms_of(text[start:end]):
                position += term.step
                exact.setdefault(term.exact, []).append(position)
                if not term.compound:
                    lemma.setdefault(term.lemma, []).append(position)
        self.words = position + 1


class _ArticleInverter:
    """Articles → the keyword arguments of Whoosh's ``add_document``."""

    def __init__(self, chain: Chain, finder: EntityFinder) -> None:
        self._chain = chain
        self._finder = finder
        self.counts: dict[str, int] = {}
        self.columns: list[tuple[int, ...]] = []

    def document(self, article: Article) -> dict[str, Any]:
        title, body, lead_words = self._texts(article)
        entities = self._finder.find(article.title, article.body, place=article.place)
        published = int(article.published.timestamp()) if article.published else None
        document: dict[str, Any] = {"id": article.id, "url": article.url, "published": published}
        lengths = {LEAD: lead_words}
        for name, inverted in (("title", title), ("body", body)):
            document[name] = inverted.lemma
            document[EXACT_FIELDS[name]] = inverted.exact
            lengths[name] = inverted.words
        for name in ("source", "category", "author"):
            value = getattr(article, name)
            document[name] = self._listed([value] if value else []).lemma
        for name, values in self._names(article, entities):
            listed = self._listed(values)
            document[name] = listed.lemma
            # Without the gaps: the length is of words, not of positions.
            lengths[name] = sum(map(len, listed.lemma.values()))
        document["article"] = encode_article(StoredArticle(article, tuple(map(_stored, entities))))
        self.columns.append(
            (NO_DATE if published is None else published, *(lengths[name] for name in RANKED_FIELDS))
        )
        return document

    def _texts(self, article: Article) -> tuple[_Inverted, _Inverted, int]:
        """Title and body inverted, and how many of the body's words are the lead's."""
        title, body = _Inverted(), _Inverted()
        title.add(self._chain, article.title or "")
        lead = article.lead
        body.add(self._chain, lead)
        lead_words = body.words
        body.add(self._chain, article.body[len(lead) :])
        for inverted in (title, body):
            for exact, positions in inverted.exact.items():
                self.counts[exact] = self.counts.get(exact, 0) + len(positions)
        return title, body, lead_words

    @staticmethod
    def _names(article: Article, entities: Iterable[Entity]) -> Iterable[tuple[str, list[str]]]:
        names: dict[str, list[str]] = {kind: [] for kind in ENTITY_FIELDS}
        for entity in entities:
            names[entity.kind] += [entity.name, *entity.aliases]
        if article.place:
            names["place"].append(article.place)
        return [*names.items(), ("tags", list(article.tags))]

    def _listed(self, values: Iterable[str]) -> _Inverted:
        inverted = _Inverted()
        for value in values:
            inverted.add(self._chain, value)
            inverted.words += _GAP
        return inverted

    def lemmas(self) -> dict[str, str]:
        """Exact form → lemma of all that was counted, from the chain's memo."""
        return {exact: self._chain.lemma_of(exact) for exact in self.counts}


def _stored(entity: Entity) -> StoredEntity:
    return StoredEntity(entity.kind, entity.name, entity.aliases, entity.count)


def build_segment(task: SegmentTask, indexed: Callable[[], None]) -> SegmentReport:
    """Index a slice of the spool into one segment. Calls ``indexed`` after each article."""
    chain = Chain()
    inverter = _ArticleInverter(chain, EntityFinder(chain, places=task.places))
    index = FileIndex(FileStorage(str(task.folder)))
    # The build's own lock is held, and the segment is listed in the TOC by the parent, so Whoosh's lock is not needed.
    writer = SegmentWriter(index, _lk=False, limitmb=task.memory_mb, compound=False)
    with task.spool.open("rb") as spool:
        for offset in task.offsets:
            spool.seek(offset)
            writer.add_document(**inverter.document(article_of_row(json.loads(spool.readline()))))
            indexed()
    # Not `commit`: the parent lists all workers' segments at once, and removes the temporary folder that they share.
    segment = writer._finalize_segment()
    columns = np.array(inverter.columns, column_dtype(RANKED_FIELDS))
    return SegmentReport(segment, columns, inverter.lemmas(), inverter.counts)
