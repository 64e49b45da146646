"""Random segments as arrays for the tests of ``query.scoring``, and what it should say of them, in plain loops.

An article is the terms of its positions, from a first position on, one term each; segments are lists of articles. Lengths,
leads and norms have nothing to do with the terms: what scores are made of is to be told apart.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.codec.ascending import AscendingNumbers
from indexer.codec.front_coding import FrontCoded
from indexer.codec.front_writing import encode
from indexer.codec.postings import encode_field
from indexer.codec.starts import encode_ascending
from indexer.codec.term_field import TermField
from query.ranked import RankedField
from query.scoring import ROWS, SEQUENCE, TERM, Index

NORMS = 1 / (0.4 + 0.15 * np.arange(6))
LEAD_NORMS = 3 / (0.7 + 0.2 * np.arange(4))
ANALYSED = ("body", "body and lead", "lead")


@dataclass(frozen=True)
class Text:
    """One article: its terms from position ``first`` on, the words it is said to have, and those of its lead."""

    terms: tuple[bytes, ...]
    first: int = 0
    length: int = 0
    lead: int = 0

    def places(self, limit: float = math.inf) -> dict[int, bytes]:
        """Position → term, of the positions below a limit."""
        return {at: term for at, term in enumerate(self.terms, self.first) if at < limit}


@dataclass(frozen=True)
class Question:
    """A leaf as Index.score has it, the field by its name, the rows of ROWS by a prefix, or by some terms."""

    kind: int
    field: str
    sought: bytes | tuple[bytes, ...] | tuple[tuple[bytes, ...], ...]
    boost: float = 1.0
    slop: int = 1


class Segments:
    """Segments of texts, as Index and RankedField take them.

    ``strangers`` are terms of other fields in the same dictionaries. ``headers`` say, of each segment, whether posting lists tell
    what stands in the lead; where they do not, it is counted from positions.
    """

    def __init__(
        self,
        segments: Sequence[Sequence[Text]],
        strangers: Sequence[bytes] = (),
        headers: Sequence[bool] = (),
        deleted: frozenset[int] = frozenset(),
    ) -> None:
        self.segments = [list(each) for each in segments]
        self.texts = [text for each in segments for text in each]
        self.deleted = deleted
        self.dictionaries = [sorted({*strangers, *_terms(each)}) for each in segments]
        self.tables = [table(each) for each in self.dictionaries]
        headers = [*headers, *[False] * len(segments)]
        self.lists = [
            term_lists(texts, rows, leads)
            for texts, rows, leads in zip(self.segments, self.dictionaries, headers, strict=False)
        ]
        self.fields = [
            TermField(len(texts), leads, *lists) if lists else None
            for texts, leads, lists in zip(self.segments, headers, self.lists, strict=False)
        ]

    def index(self) -> Index:
        """A fresh index, that nobody asked yet."""
        sizes = [len(each) for each in self.segments]
        bases = [sum(sizes[:place]) for place in range(len(sizes))]
        packed = np.zeros((len(self.texts) // 64 + 1) * 64, np.uint8)
        packed[list(self.deleted)] = 1
        bits = np.packbits(packed, bitorder="little").view(np.uint64) if self.deleted else None
        return Index(self.tables, bases, len(self.texts), bits)

    def ranked(self) -> dict[str, RankedField]:
        """The body alone, the body with its lead, and the lead alone."""
        lengths = [_lengths([text.length for text in each]) for each in self.segments]
        leads = [_lengths([text.lead for text in each]) for each in self.segments]
        lead = RankedField("lead", self.fields, leads, LEAD_NORMS, True)
        return {
            "body": RankedField("body", self.fields, lengths, NORMS),
            "body and lead": RankedField("body", self.fields, lengths, NORMS, False, lead),
            "lead": lead,
        }

    def leaf(self, question: Question, ranked: dict[str, RankedField]) -> tuple:
        """The question as Index.score takes it."""
        sought = question.sought
        if question.kind == SEQUENCE:
            sought = [list(place) for place in sought]
        elif question.kind == ROWS and isinstance(sought, bytes):
            sought = [
                range(bisect_left(each, sought), bisect_left(each, sought + b"\xff"))
                for each in self.dictionaries
            ]
        elif question.kind == ROWS:
            sought = [
                np.array([row for row, term in enumerate(each) if term in sought], np.int64)
                for each in self.dictionaries
            ]
        return question.kind, ranked[question.field], sought, question.boost, question.slop

    def expected(
        self, questions: Sequence[Question], weight: float, k1: float, holding: int | None = None
    ) -> tuple[dict[int, float], float, int]:
        """Article → score, the weight times idf, and how many articles hold any of these: what the formulas say."""
        pseudo = {}
        for number, text in enumerate(self.texts):
            shares = [share for each in questions if (share := _share(each, text)) is not None]
            if shares and number not in self.deleted:
                pseudo[number] = sum(shares)
        n = len(pseudo) if holding is None else holding
        living = len(self.texts) - len(self.deleted)
        weight *= math.log(1 + (living - n + 0.5) / (n + 0.5))
        scores = {at: each if k1 < 0 else weight * each / (k1 + each) for at, each in pseudo.items()}
        return scores, weight, n


def _terms(texts: Sequence[Text]) -> set[bytes]:
    return {term for text in texts for term in text.terms}


def _lengths(words: Sequence[int]) -> np.ndarray:
    """Lengths in as many bytes each as the longest needs, as a segment has them."""
    return np.array(words, np.min_scalar_type(max(words, default=0)))


def table(terms: Sequence[bytes]) -> FrontCoded:
    """The dictionary of these terms, ascending."""
    blocks, starts = encode(list(terms))
    return FrontCoded(blocks, np.array(starts, np.uint32))


def ascending(numbers: Sequence[int] | np.ndarray) -> AscendingNumbers:
    """Ascending numbers as TermField takes them."""
    return AscendingNumbers(encode_ascending(np.array(numbers, np.int64)))


def term_lists(texts: Sequence[Text], dictionary: Sequence[bytes], leads: bool) -> tuple[Any, ...]:
    """What TermField takes of a segment's field; nothing where it has no term."""
    terms = sorted(_terms(texts))
    if not terms:
        return ()
    occurrences = sorted(
        (terms.index(term), number, at)
        for number, text in enumerate(texts)
        for at, term in text.places().items()
    )
    lead_lengths = np.array([text.lead for text in texts]) if leads else None
    lists = encode_field(*np.array(occurrences, np.int64).T, len(terms), lead_lengths)
    return (
        ascending([dictionary.index(term) for term in terms]),
        ascending([0, *np.cumsum(lists.frequencies)]),
        lists.postings,
        ascending(lists.postings_start),
        lists.positions,
        ascending(lists.positions_start),
    )


def _share(question: Question, text: Text) -> float | None:
    """Of one article's pseudo-frequency; None where it holds nothing of what is sought."""
    count, in_lead = _count(question, text.places()), _count(question, text.places(text.lead))
    norm = NORMS[min(text.length, len(NORMS) - 1)]
    lead_norm = LEAD_NORMS[min(text.lead, len(LEAD_NORMS) - 1)]
    if question.field == "lead":
        return question.boost * in_lead * lead_norm if in_lead else None
    both = count * norm + (in_lead * lead_norm if question.field == "body and lead" else 0)
    return question.boost * both if count else None


def _count(question: Question, places: dict[int, bytes]) -> int:
    """How often it occurs in these places."""
    sought = question.sought
    if question.kind == TERM:
        return sum(term == sought for term in places.values())
    if question.kind == ROWS:
        return sum(
            term.startswith(sought) if isinstance(sought, bytes) else term in sought
            for term in places.values()
        )
    return len(_beginnings(sought, question.slop, places))


def _beginnings(sought: Sequence[Sequence[bytes]], slop: int, places: dict[int, bytes]) -> set[int]:
    """Where the first place stands and the rest can be reached, each within the slop after the one before."""
    reached = {at for at, term in places.items() if term in sought[-1]}
    for alternatives in reversed(sought[:-1]):
        reached = {
            at
            for at, term in places.items()
            if term in alternatives and any(at + step in reached for step in range(1, slop + 1))
        }
    return reached
