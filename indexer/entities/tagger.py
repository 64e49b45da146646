"""The learned tagger as one more rule, the last: it weighs what the rules found, and finds what they have no word for."""

from __future__ import annotations

from . import crf, word_scores
from .cues import SENTENCE_END
from .entity import Mention
from .passage import Passage
from .pieces import Piece, PieceTable, Scorer
from .tagger_table import TaggerTable
from .tags import iter_spans, tags_of

__all__ = ["NO_PIECE", "Tagger", "word_scorer"]

NO_PIECE = Piece("\0", "", 0)
"""Stands for what is before and after a sentence."""


def word_scorer(table: TaggerTable) -> Scorer:
    """Make what scores the pieces of a table."""
    features = word_scores.WordFeatures(table.words, table.classes)
    return word_scores.WordScorer(features, table.features, table.rows).scores


class Tagger:
    """Tags passages whose pieces were scored by ``word_scorer(table)``."""

    def __init__(self, table: TaggerTable, pieces: PieceTable) -> None:
        outside = word_scorer(table)(*NO_PIECE)
        self._decoder = crf.Decoder(pieces.scores, outside, table.rules, table.transitions)

    def spans(self, passage: Passage) -> list[tuple[str, int, int]]:
        """Kind, start and end of what it takes for a mention, with the rules' mentions in view."""
        marked = tags_of(passage.mentions, passage.size)
        return list(iter_spans(self._decoder.tags(passage, marked, SENTENCE_END)))

    def __call__(self, passage: Passage) -> None:
        """Put what the tagger finds in the place of the passage's mentions."""
        names = {mention[:3]: mention for mention in passage.mentions}
        passage.mentions[:] = [names.get(span) or Mention(*span) for span in self.spans(passage)]
