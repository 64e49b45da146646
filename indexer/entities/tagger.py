"""The learned tagger, after the rules: what they found is one of the things it weighs, and what it leaves open is theirs."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from . import crf, word_scores
from .cues import (
    ACRONYM,
    ADJECTIVE_BEFORE,
    AMBIGUOUS_PLACE,
    AS_ADJECTIVE,
    BREAK,
    BROAD,
    CORE_HEAD,
    HYPHEN,
    INITIAL,
    LANDMARK,
    LATIN,
    MODIFIER,
    NAME,
    NATIONAL,
    OF,
    PLACE_FIRST,
    PLACE_HEAD,
    ROLE,
    SENTENCE_END,
    STATE_HEAD,
    STOP,
    TITLE,
    UNKNOWN,
)
from .entity import ORG, PERSON, PLACE, Mention
from .passage import Passage
from .pieces import Piece
from .tagger_table import TaggerTable

__all__ = ["NO_PIECE", "Tagger", "word_scorer"]

NO_PIECE = Piece("\0", "", 0)
"""Stands for what is before and after a sentence."""
Span = tuple[str, int, int]
_PROPER = UNKNOWN | NAME | BROAD | NATIONAL | PLACE_FIRST | ACRONYM
_OTHERWISE = PLACE_HEAD | LANDMARK | CORE_HEAD | MODIFIER | TITLE | ROLE
_ADJECTIVES = ("ियन", "ीय")


def word_scorer(table: TaggerTable) -> word_scores.WordScorer:
    """Make what scores the pieces of a table."""
    features = word_scores.WordFeatures(table.words, table.classes)
    return word_scores.WordScorer(features, table.features, table.rows)


class Tagger:
    """Settles the mentions of passages whose pieces were scored by ``scorer``, which is ``word_scorer(table)``.

    Of two that overlap the tagger's stands, but for what the rules know better. F1 on HiNER, cross-validated: the rules .819,
    the tagger .882, the tagger and what the rules add .883; adding to the rules instead .864.
    """

    def __init__(self, table: TaggerTable, scorer: word_scores.WordScorer) -> None:
        outside = scorer.scores(*NO_PIECE)
        self._decoder = crf.Decoder(outside, table.rules, table.transitions)

    def settle(self, passage: Passage) -> None:
        """Put the settled mentions in the place of those that the rules found."""
        spans = self._decoder.spans(passage, SENTENCE_END)
        if not spans:
            return
        found = sorted(passage.mentions, key=itemgetter(1))
        ends = [mention[2] for mention in found]
        dropped: set[int] = set()
        added: list[Mention] = []
        for span in spans:
            _, start, end = span
            first = after = bisect_right(ends, start)
            while after < len(found) and found[after][1] < end:
                after += 1
            before = found[first:after]
            if _may_stand(passage, span) and not any(
                _is_known_better(passage, own, span, before) for own in before
            ):
                added.append(Mention(*span))
                dropped.update(range(first, after))
        passage.mentions[:] = [own for number, own in enumerate(found) if number not in dropped] + added


def _may_stand(passage: Passage, span: Span) -> bool:
    """Tell whether a span may be a name in news: what HiNER's annotators name besides is left out."""
    kind, start, end = span
    cues = last = passage.cue(end - 1)
    for at in range(start, end - 1):
        cues |= passage.cue(at)
    # No break is in a name, and HiNER has too few Latin letters to learn from.
    edges = passage.piece(start), passage.piece(end - 1)
    if cues & (BREAK | LATIN) or not all(each.exact and not each.cues & STOP for each in edges):
        return False
    if last & AS_ADJECTIVE and passage.cue(end) & ADJECTIVE_BEFORE:
        return False  # लोकसभा चुनाव
    single = end == start + 1
    if kind == ORG:
        return not (last & TITLE or _is_no_organisation(cues, last))
    if kind == PERSON:
        return not (single and last & TITLE)  # प्रधानमंत्री
    return not (single and _is_no_place(passage, start))


def _is_no_organisation(cues: int, last: int) -> bool:
    """Tell what is any organisation of a sort: मंत्रालय, राज्य सरकार."""
    if cues & _PROPER:
        return False
    return bool(last & STATE_HEAD or (last & CORE_HEAD and not cues & MODIFIER))


def _is_no_place(passage: Passage, at: int) -> bool:
    """Tell one word that is no place by itself: माली, प्रदेश, and adjectives (यूरेशियन)."""
    if passage.cue(at) & PLACE_FIRST:
        return bool(passage.cue(at) & AMBIGUOUS_PLACE)
    return bool(passage.cue(at) & _OTHERWISE) or passage.piece(at).exact.endswith(_ADJECTIVES)


def _is_known_better(passage: Passage, own: Mention, span: Span, before: list[Mention]) -> bool:
    """Tell whether the rules' mention stands against the tagger's that overlaps it."""
    kind, start, end = span
    cues = 0
    for at in range(own.start, own.end):
        cues |= passage.cue(at)
    if own.kind == ORG and (own.names or cues & (ACRONYM | OF)):
        return True  # a table's or a bracket's, spelled by letters, or with an English "of"
    if own.kind == kind == PERSON and passage.cue(own.start) & INITIAL:
        return True  # एस. जयशंकर, of which HiNER's annotators often leave out the letter
    inside = own.start <= start and end <= own.end and end - start < own.end - own.start
    if inside and (own.kind == ORG or (own.kind == PLACE and own.names)):
        return True  # जम्मू of जम्मू और कश्मीर, अहमदाबाद of अहमदाबाद नगर निगम
    # भारत-रूस: two of one kind, a hyphen between.
    return len(before) > 1 and any(passage.cue(at) & HYPHEN for at in range(start, end))
