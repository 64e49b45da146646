"""By which other names a search finds a name, for who wants to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from indexer.analysis.chain import Chain
from indexer.codec.aliases import KINDS
from indexer.schema import TEXT_FIELDS

from .evaluate import Evaluator
from .tree import Word
from .vocabulary import Vocabulary, alias_shown, letters_shown

__all__ = ["AliasKind", "OtherNameFound", "find_other_names"]

AliasKind = Literal["letters", "acronym", "name", "sound"]
"""One acronym in the other script; an acronym and its long name; a person's full and short names; one word in both scripts."""


@dataclass(frozen=True, slots=True)
class OtherNameFound:
    """Another name. ``articles`` hold it; ``evidence`` is how many say that it is the same: 0 where letters or sound tell it."""

    alias: str
    kind: AliasKind
    articles: int
    evidence: int

    def to_json(self) -> dict[str, Any]:
        """The name as JSON has it."""
        return {"alias": self.alias, "kind": self.kind, "articles": self.articles, "evidence": self.evidence}


def find_other_names(
    name: str, chain: Chain, vocabulary: Vocabulary, evaluator: Evaluator
) -> tuple[OtherNameFound, ...]:
    """The other names of a name of one or more words: letters first, then those with most evidence, of equals as stored."""
    words = [token.exact for token in chain.words(name)]
    if not words:
        return ()
    letters = vocabulary.acronyms(words[0]) if len(words) == 1 else []
    found: dict[str, tuple[str, AliasKind, int]] = {
        each: (letters_shown(each), "letters", 0) for each in letters
    }
    for spelling in (" ".join(words), *letters):
        for alias in vocabulary.aliases(spelling):
            if alias.alias != words[0] or len(words) > 1:
                kind: AliasKind = KINDS[alias.kind]
                found.setdefault(alias.alias, (alias_shown(alias), kind, alias.evidence))
    return tuple(
        OtherNameFound(shown, kind, _articles_with(alias, chain, evaluator), evidence)
        for alias, (shown, kind, evidence) in sorted(found.items(), key=lambda each: _rank(each[1]))
    )


def _rank(found: tuple[str, AliasKind, int]) -> tuple[bool, int]:
    return found[1] != "letters", -found[2]


def _articles_with(name: str, chain: Chain, evaluator: Evaluator) -> int:
    """How many articles hold a word, or words in a row, in any form, in title or body."""
    lemmas = tuple(token.lemma for token in chain.words(name))
    return len(evaluator.evaluate(Word({}, TEXT_FIELDS, aliases=((lemmas, 1.0),))))
