"""The façade: an article's text → its entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..analysis.chain import Chain
from ..analysis.lemma import hindi_dictionary
from .brackets import bracket_rule
from .cues import PLACE_FIRST
from .entity import KINDS, PLACE, Entity, Mention
from .find_organisations import build_known_organisations, find_acronyms, organisation_rule
from .find_persons import find_persons
from .find_places import find_listed_places, find_places_by_context, find_places_by_head
from .gazetteer import build_gazetteer
from .join import iter_short_mentions, join_mentions
from .lexicon import Lexicon
from .passage import Passage, PieceReader
from .phrases import words_of

__all__ = ["EntityFinder", "Rule"]

Rule = Callable[[Passage, bytearray], Iterator[Mention]]
"""Finds mentions in a passage. The array has a 1 for every piece that an earlier rule took; a rule leaves those
alone. What it yields is taken at once. A learned tagger is one more rule."""


class EntityFinder:
    """Finds the entities of articles by rules and lists; remembers words, so one serves a whole build.

    ``places`` are those of the corpus's own datelines. Not thread-safe; give each process its own.
    """

    def __init__(self, chain: Chain, *, places: Iterable[str] = ()) -> None:
        self._gazetteer = build_gazetteer(places)
        organisations = build_known_organisations()
        lexicon = Lexicon(hindi_dictionary().get, first_of_place=self._gazetteer, first_of_org=organisations)
        self._reader = PieceReader(chain, lexicon)
        # In order: what takes a word first keeps it. Names of organisations hold those of places and persons.
        self._rules: tuple[Rule, ...] = (
            bracket_rule(organisations),
            organisation_rule(organisations),
            find_listed_places,
            find_places_by_head,
            find_persons,
            find_places_by_context,
            find_acronyms,
        )

    def find(self, title: str | None, body: str, *, place: str | None = None) -> tuple[Entity, ...]:
        """Find the entities of an article: by kind, then the most mentioned, then the first mentioned.

        ``place`` is the article's own: it is among the places even where the text does not name it (count 0).
        """
        passage = self.read(title, body)
        found = join_mentions(passage, self.mentions(passage))
        return tuple(_with_place(found, place, self._other_names(place)) if place else found)

    def mentions(self, passage: Passage) -> list[Mention]:
        """Apply every rule to a passage whose places are located, without overlap."""
        taken = bytearray(len(passage.pieces))
        found: list[Mention] = []
        for rule in self._rules:
            for mention in rule(passage, taken):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                found.append(mention)
                if mention.kind == PLACE:
                    passage.place_starts[mention.start], passage.place_ends[mention.end] = (
                        mention.end,
                        mention.start,
                    )
        found += iter_short_mentions(passage, found, taken)
        return found

    def read(self, title: str | None, body: str) -> Passage:
        """Read the passage of an article, its places located."""
        passage = self._reader.read((title, body) if title else (body,))
        self._locate_places(passage)
        return passage

    def _locate_places(self, passage: Passage) -> None:
        end = 0
        for at in passage.positions(PLACE_FIRST):
            if at >= end and (match := self._gazetteer.match(passage.pieces, at)):
                end, passage.place_names[at] = match
                passage.place_starts[at], passage.place_ends[end] = end, at

    def _other_names(self, place: str) -> tuple[str, ...]:
        passage = self.read(None, place)
        return passage.place_names.get(0, ()) if passage.place_ends.get(len(passage.pieces) - 1) == 0 else ()


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
