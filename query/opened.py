"""One generation of an index, opened: all that searches need of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from indexer.analysis.chain import FINGERPRINT, Chain
from indexer.codec.aliases import AliasTable
from indexer.codec.lexicon import Lexicon
from indexer.errors import AnalysisMismatchError, IndexCorruptError
from indexer.generations.generation import Generation, current_number, read_current, segment_names

from .collapse import Stories
from .evaluate import Evaluator
from .postings import PostingReader
from .ranking import Weights
from .rare_words import RareWords
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from whoosh.query import Query

    from .suggest import Suggester, WordSuggestions

__all__ = ["Opened", "open_served"]


class _Suggestions:
    """What to ask a searcher about words of a query. The suggester, and what it needs, is loaded when the first is rare."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._rare_words = RareWords(lexicon)
        self._suggester: Suggester | None = None

    @property
    def suggester(self) -> Suggester:
        from .suggest import Suggester

        if self._suggester is None:
            self._suggester = Suggester(self._lexicon, self._vocabulary)
        return self._suggester

    def about(self, tree: Query, total: int) -> tuple[WordSuggestions, ...]:
        rare = self._rare_words.of(tree, total)
        return self.suggester.for_rare(rare) if rare else ()


class Opened(NamedTuple):
    """One generation with all that searches need of it; never changed, so a search keeps the one that it began with."""

    generation: Generation
    reader: PostingReader
    lexicon: Lexicon
    chain: Chain
    vocabulary: Vocabulary
    in_script: Vocabulary
    evaluator: Evaluator
    suggestions: _Suggestions
    stories: Stories


def open_served(path: Path, weights: Weights) -> Opened:
    """Open the generation that is served. Raises IndexStateError: missing, damaged, or of another analysis."""
    while True:
        generation = read_current(path)
        try:
            return _open_generation(generation, weights)
        except IndexCorruptError:
            # Builds may have replaced and pruned it while its files were being opened.
            if current_number(path) == generation.number:
                raise


def _open_generation(generation: Generation, weights: Weights) -> Opened:
    built_with = generation.manifest.fingerprint
    if built_with != FINGERPRINT:
        raise AnalysisMismatchError(
            f"the index in {generation.path} was built with the analysis {built_with}, this khabar has {FINGERPRINT}: "
            "words would not meet. Rebuild it with `khabar index build`"
        )
    reader = PostingReader(generation.path, segment_names(generation), generation.manifest.files)
    lexicon = Lexicon(generation.path)
    names = AliasTable(generation.path)
    vocabulary = Vocabulary(lexicon, names)
    return Opened(
        generation,
        reader,
        lexicon,
        Chain(lexicon.lemma),
        vocabulary,
        Vocabulary(lexicon, names, exact_script=True),
        Evaluator(reader, weights),
        _Suggestions(lexicon, vocabulary),
        Stories(generation.path, reader),
    )
