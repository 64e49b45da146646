"""The façade: an article's text → its entities."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ..analysis import chunk_numbers
from ..analysis.chain import Chain
from ..analysis.lemma import hindi_lookup
from ..analysis.tokenize import find_chunks
from .brackets import bracket_rule
from .entity import KINDS, PLACE, Entity, Mention, Named
from .find_organisations import find_acronyms, find_organisations
from .find_persons import find_persons, find_short_names
from .find_places import find_listed_places, find_places_by_context, find_places_by_head, locate_places
from .gazetteer import build_gazetteer
from .join import MentionJoiner, without_titles
from .known_organisations import build_known_organisations
from .lexicon import Lexicon
from .offsets import iter_offsets
from .passage import Passage
from .passage_reader import PassageReader
from .phrases import words_of
from .piece_table import PieceTable
from .pieces import PieceReader
from .tagger import Tagger, word_scorer
from .tagger_table import TaggerTable, read_table

__all__ = ["EntityFinder", "NumberedArticle", "NumberedText", "Rule"]

Rule = Callable[[Passage], None]
"""Adds to a passage the mentions that it finds. What is added is taken at once, and a rule leaves alone what is taken.
What all of them found the tagger settles (``tagger.Tagger``)."""


class NumberedText(NamedTuple):
    """A text, and the numbers of its chunks in order: an array of C ints (``i``), or what gives its buffer."""

    text: str
    chunks: array[int]


class NumberedArticle(NamedTuple):
    """Its texts in order (the title where there is one, the body), and its own place."""

    texts: Sequence[NumberedText]
    place: str | None


class EntityFinder:
    """Finds the entities of articles by rules, lists and a tagger; remembers words, so one serves a whole build.

    ``places`` are those of the corpus's own datelines. ``numbering`` is what numbers the chunks of the texts that
    ``find_numbered`` gets. ``table`` is the tagger's: the shipped one if None; with ``tagged`` False rules
    alone find, as when the tagger learns. Not thread-safe; give each process its own.
    """

    def __init__(
        self,
        chain: Chain,
        *,
        places: Iterable[str] = (),
        numbering: chunk_numbers.ChunkNumbers | None = None,
        table: TaggerTable | None = None,
        tagged: bool = True,
    ) -> None:
        gazetteer = build_gazetteer(places)
        organisations = build_known_organisations()
        lexicon = Lexicon(hindi_lookup(), first_of_place=gazetteer, first_of_org=organisations)
        self._numbering = chunk_numbers.ChunkNumbers() if numbering is None else numbering
        if tagged and table is None:
            table = read_table()
        scorer = word_scorer(table) if table else None
        pieces = PieceTable(self._numbering, PieceReader(chain, lexicon), scorer)
        self._tagger = Tagger(table, scorer) if table and scorer else None
        self._reader = PassageReader(pieces)
        self._gazetteer = gazetteer.matcher(pieces)
        known = organisations.matcher(pieces)
        # In order: what takes a word first keeps it. Names of organisations hold those of places and persons.
        self._rules: tuple[Rule, ...] = (
            bracket_rule(known),
            lambda passage: find_organisations(passage, known),
            find_listed_places,
            find_places_by_head,
            find_persons,
            find_places_by_context,
            find_acronyms,
            find_short_names,
        )
        self._joiner = MentionJoiner()

    def find(self, title: str | None, body: str, *, place: str | None = None) -> tuple[Entity, ...]:
        """Find the entities of an article: by kind, then the most mentioned, then the first mentioned.

        ``place`` is the article's own: it is among the places even where the text does not name it (count 0).
        """
        (found,) = self.find_numbered([NumberedArticle(self._numbered(title, body), place)])
        return found

    def find_numbered(self, articles: Iterable[NumberedArticle]) -> list[tuple[Entity, ...]]:
        """The same of articles whose texts are cut and numbered already.

        Each step is done for all of them before the next: so its tables are in the processor's cache.
        ValueError where numbers are not of their text.
        """
        articles = list(articles)
        passages = [self._read(article.texts) for article in articles]
        self._find_mentions(passages)
        found = [self._joiner.join(passage) for passage in passages]
        return [
            tuple(_with_place(entities, place, self._other_names(place)) if place else entities)
            for entities, (_, place) in zip(found, articles, strict=True)
        ]

    def named(self, text: str) -> list[Named]:
        """Find every mention of a text, in order, where it stands."""
        passage = self.read(None, text)
        mentions = sorted(self.mentions(passage), key=lambda mention: mention.start)
        names = _canonical_names(self._joiner.join(passage))
        offsets = list(iter_offsets(passage.pieces, text))
        found = []
        for mention in mentions:
            start, end = offsets[mention.start][0], offsets[mention.end - 1][1]
            own = without_titles(passage, mention)
            shown = passage.text(own.start, own.end)
            canonical = names.get((mention.kind, words_of(shown)), shown)
            found.append(Named(text[start:end], mention.kind, start, end, canonical))
        return found

    def mentions(self, passage: Passage) -> list[Mention]:
        """Apply every rule and the tagger to a passage whose places are located, without overlap."""
        self._find_mentions([passage])
        return passage.mentions

    def _find_mentions(self, passages: Sequence[Passage]) -> None:
        for rule in self._rules:
            for passage in passages:
                rule(passage)
        if self._tagger:
            for passage in passages:
                self._tagger.settle(passage)

    def read(self, title: str | None, body: str) -> Passage:
        """Read the passage of an article, its places located."""
        return self._read(self._numbered(title, body))

    def _read(self, texts: Sequence[NumberedText]) -> Passage:
        passage = self._reader.read(texts)
        locate_places(passage, self._gazetteer)
        return passage

    def _numbered(self, title: str | None, body: str) -> list[NumberedText]:
        number = self._numbering.__getitem__
        texts = (title, body) if title else (body,)
        return [NumberedText(text, array("i", map(number, find_chunks(text)))) for text in texts]

    def _other_names(self, place: str) -> tuple[str, ...]:
        passage = self.read(None, place)
        return passage.names_of_place(0) if passage.start_of_place(passage.size - 1) == 0 else ()


def _canonical_names(entities: Iterable[Entity]) -> dict[tuple[str, tuple[str, ...]], str]:
    """The entity's name by kind and the words of any of its names; of two that share one, the more mentioned's."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            found.setdefault((entity.kind, words_of(name)), entity.name)
    return found


def _with_place(entities: list[Entity], place: str, names: tuple[str, ...]) -> list[Entity]:
    """Put the article's place among the entities, last of the places where the text does not name it."""
    own = words_of(place)
    if not own or any(
        entity.kind == PLACE and own in map(words_of, (entity.name, *entity.aliases)) for entity in entities
    ):
        return entities
    after = sum(KINDS.index(entity.kind) <= KINDS.index(PLACE) for entity in entities)
    aliases = tuple(name for name in names if words_of(name) != own)
    return [*entities[:after], Entity(PLACE, place, aliases, 0), *entities[after:]]
