"""The learned tagger, after the rules: what they found is one of the things it weighs, and what it leaves open is theirs."""

from __future__ import annotations

from . import crf, settle, word_scores
from .cues import SENTENCE_END
from .passage import Passage
from .pieces import Piece
from .tagger_table import TaggerTable

__all__ = ["NO_PIECE", "Tagger", "word_scorer"]

NO_PIECE = Piece("\0", "", 0)
"""Stands for what is before and after a sentence."""


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
        settle.settle_mentions(passage, self._decoder, SENTENCE_END)
