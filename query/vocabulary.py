"""One word as typed → all that it is sought by: its lemma, its acronym or sound in the other script, other names of the same."""

from __future__ import annotations

import functools
import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from indexer.analysis.chain import WordToken
from indexer.analysis.exonyms import exonyms
from indexer.analysis.letters import latin_acronyms, spelled_acronyms
from indexer.analysis.roman import typed_keys
from indexer.analysis.spelling_model import LONGEST_LATIN, Spelling, shipped_model
from indexer.analysis.stopwords import STOP_WORDS
from indexer.codec.aliases import ACRONYM, Alias
from indexer.schema import RANKED_FIELDS

from .tree import Aliases, OtherName, Word

__all__ = ["Correction", "NameLookup", "Vocabulary", "WordLookup", "alias_shown", "letters_shown"]

# Logarithms of probabilities. A letter of a reading: less likely ones are other words.
_LEAST_LIKELY = -3.0
# What being one e-fold commoner is worth beside likeness of spelling.
_COUNT_WORTH = 0.5
# A letter of a word that is spelled by names of letters, without a vowel (bjp) and with one.
_LETTERS_LIKELY, _LETTERS_UNLIKELY = -0.5, -2.0
# A letter of a place's English name: less than of a word that is spelled so (india is इंडिया too).
_EXONYM_LIKELY = -0.5
_VOWELS = frozenset("aeiou")
_VARIANT_BOOST = 0.9
# Other names, and words of the same sound in the other script: below the word typed and its spellings.
_ALIAS_BOOST = 0.3
_MOST_ALIASES = 6
# A phrase whose rarest word occurs oftener is not sought for one word: it would cost more than all the rest of a query.
_MOST_OCCURRENCES = 20_000
_LONGEST_NAME = 8  # words
_WORDS_KEPT, _LONGEST_KEPT = 8192, 64


class WordLookup(Protocol):
    """What the vocabulary asks of the index's lexicon."""

    def lemma(self, exact: str) -> str | None:
        """The lemma of an exact form, or None."""
        ...

    def count(self, exact: str) -> int:
        """Occurrences of an exact form in titles and bodies."""
        ...

    def forms_of(self, lemma: str) -> list[str]:
        """All forms of a lemma."""
        ...

    def spelled_like(self, key: str) -> list[tuple[str, int]]:
        """(form, count) under a Roman key."""
        ...


class NameLookup(Protocol):
    """What the vocabulary asks of the index's aliases."""

    def of(self, name: str) -> list[Alias]:
        """The aliases of a name, exact forms with a space between each; the best known first."""
        ...

    def begins(self, words: str) -> bool:
        """Whether a name is these words or begins with them."""
        ...


class Correction(NamedTuple):
    """A word that was sought by other words than the one typed."""

    typed: str
    shown: tuple[str, ...]


class _Sought(NamedTuple):
    """All that a word is sought by: see ``tree.Word``. ``reading`` is its Devanagari form, if it was typed in Latin letters."""

    lemmas: Mapping[str, float]
    aliases: Aliases
    reading: str | None
    others: tuple[str, ...]


class Vocabulary:
    """Words of queries against lexicon and aliases of one index. Threads may share it; it keeps what it found for the last words.

    ``exact_script``: nothing is sought that is not in the script typed.
    """

    def __init__(
        self, lexicon: WordLookup, names: NameLookup | None = None, *, exact_script: bool = False
    ) -> None:
        self._lexicon = lexicon
        self._names = names
        self.exact_script = exact_script
        self._kept = functools.lru_cache(_WORDS_KEPT)(self._seek)
        self._kept_nodes = functools.lru_cache(_WORDS_KEPT)(self._node)
        self._kept_pairs = functools.lru_cache(_WORDS_KEPT)(self._begins)

    def word(
        self, token: WordToken, fields: tuple[str, ...] = RANKED_FIELDS
    ) -> tuple[Word, Correction | None]:
        """The query for one word in ``fields`` (lemma forms), and what to tell the user where other words were tried.

        Both are kept and given again: not to be changed.
        """
        short = len(token.text) <= _LONGEST_KEPT
        return (self._kept_nodes if short else self._node)(
            token.text, token.exact, token.lemma, token.stop, fields
        )

    def _node(
        self, text: str, exact: str, lemma: str, stop: bool, fields: tuple[str, ...]
    ) -> tuple[Word, Correction | None]:
        sought = (self._kept if len(exact) <= _LONGEST_KEPT else self._seek)(exact, lemma)
        node = Word(
            sought.lemmas,
            fields,
            aliases=sought.aliases,
            label=text,
            exact=exact,
            others=sought.others,
            stop=stop or sought.reading in STOP_WORDS,
        )
        return node, Correction(text, sought.others) if sought.others else None

    def _seek(self, exact: str, lemma: str) -> _Sought:
        variants = {each: letters_shown(each) for each in self.acronyms(exact)}
        reading = None
        if not variants and not self.exact_script and (reading := self._reading(exact)):
            variants = {reading: reading}
        lemmas = {lemma: 1.0}
        for variant in variants:
            lemmas.setdefault(self._lexicon.lemma(variant) or variant, _VARIANT_BOOST)
        aliases = self._other_names(exact, variants)
        sought = [tuple(self._lexicon.lemma(word) or word for word in name.split(" ")) for name in aliases]
        return _Sought(
            lemmas,
            tuple((each, _ALIAS_BOOST) for each in sought if len(each) > 1 or each[0] not in lemmas),
            reading,
            (*variants.values(), *aliases.values()),
        )

    def _other_names(self, exact: str, variants: Mapping[str, str]) -> dict[str, str]:
        """What the corpus calls a word, or another spelling of it, too, and how that is shown; the best known first.

        No name that has the word in it, and none that is too common.
        """
        if exact in STOP_WORDS:
            return {}
        found: dict[str, str] = {}
        for spelling in (exact, *variants):
            for alias in self.aliases(spelling):
                words = alias.alias.split(" ")
                new = exact not in words and alias.alias not in variants
                if new and (len(words) == 1 or self._is_rare(words)):
                    found[alias.alias] = alias_shown(alias)
        return dict(islice(found.items(), _MOST_ALIASES))

    def _is_rare(self, words: Sequence[str]) -> bool:
        return min(map(self._lexicon.count, words)) <= _MOST_OCCURRENCES

    def aliases(self, name: str) -> list[Alias]:
        """The other names that the corpus has for one, exact forms with a space between each; the best known first."""
        found = self._names.of(name) if self._names else []
        if not self.exact_script:
            return found
        return [alias for alias in found if alias.alias.isascii() == name.isascii()]

    def names(
        self, words: Sequence[Word | None], *, part_of_name: bool = True
    ) -> list[tuple[int, int, OtherName]]:
        """Stretches of words, from the first on and without overlap, that are a name with others: start, end, and these.

        None stands for what is no word, and so in no name. Without ``part_of_name`` no name that is one of the words themselves.
        """
        found = []
        start = 0
        while start < len(words) - 1:
            first, second = words[start], words[start + 1]
            start += 1
            if first is None or second is None or not self._kept_pairs(first.exact, second.exact):
                continue
            end, aliases = self._name_at(words, start - 1)
            run = [word for word in words[start - 1 : end] if word is not None]
            typed = [word.exact for word in run]
            aliases = [
                each
                for each in aliases
                if " " not in each.alias and (part_of_name or each.alias not in typed)
            ]
            if aliases:
                found.append((start - 1, end, self._other_name(run, aliases)))
                start = end
        return found

    def _name_at(self, words: Sequence[Word | None], start: int) -> tuple[int, list[Alias]]:
        """Where the longest name of two words or more that begins there ends, and its aliases; none where none does."""
        best: tuple[int, list[Alias]] = (start, [])
        name = ""
        for end, word in enumerate(words[start : start + _LONGEST_NAME], start + 1):
            if word is None:
                break
            name = f"{name} {word.exact}" if name else word.exact
            if " " in name and (aliases := self.aliases(name)):
                best = (end, aliases)
        return best

    def _begins(self, first: str, second: str) -> bool:
        """Whether a name begins with these two words."""
        return self._names is not None and self._names.begins(f"{first} {second}")

    def _other_name(self, words: Sequence[Word], aliases: Sequence[Alias]) -> OtherName:
        short = aliases[:_MOST_ALIASES]
        lemmas = {self._lexicon.lemma(alias.alias) or alias.alias: 1.0 for alias in short}
        label = " ".join(word.label for word in words)
        shown = tuple(map(alias_shown, short))
        return OtherName(lemmas, words[0].fields, label=label, others=shown, boost=_ALIAS_BOOST)

    def acronyms(self, exact: str) -> list[str]:
        """SCO → एससीओ and back, those that occur; not where the letters make a common English word (यूएस is no "us")."""
        if self.exact_script:
            return []
        spellings = spelled_acronyms(exact) if exact.isascii() else latin_acronyms(exact)
        return [each for each in spellings if each not in STOP_WORDS and self._lexicon.count(each)]

    def _reading(self, exact: str) -> str | None:
        """The Devanagari form of the corpus that a Latin word most likely spells; None where the word itself is commoner."""
        best = self.readings(exact, 1)
        return best[0][0] if best and best[0][1] >= self._occurrences(exact) else None

    def readings(self, latin: str, top_k: int = 5) -> list[tuple[str, int]]:
        """(form, count) of the Devanagari forms of the corpus that a Latin word most likely spells, the likeliest first.

        By the probability that the form is typed so (``spelling_model``), and how common it is; of equals the first by form.
        Names of letters stand among them: sco is एससीओ.
        """
        if not _is_latin(latin):
            return []
        return [(form, count) for _, form, count in heapq.nsmallest(top_k, self._scored(latin.lower()))]

    def _scored(self, latin: str) -> Iterator[tuple[float, str, int]]:
        """(less is better, form, count) of each likely reading."""
        least = _LEAST_LIKELY * len(latin)
        spelling = Spelling(latin, shipped_model())
        found = dict(form for key in typed_keys(latin) for form in self._lexicon.spelled_like(key))
        exonym = exonyms().get(latin, "")
        if exonym not in found and (count := self._lexicon.count(exonym)):
            found[exonym] = count
        for form, count in found.items():
            likely = spelling.likelihood(form)
            if form == exonym:
                likely = max(likely, len(latin) * _EXONYM_LIKELY)
            if likely >= least:
                yield -likely - _COUNT_WORTH * math.log(count), form, count
        for form in spelled_acronyms(latin):
            if form not in found and (count := self._lexicon.count(form)):
                likely = len(latin) * (_LETTERS_LIKELY if _VOWELS.isdisjoint(latin) else _LETTERS_UNLIKELY)
                yield -likely - _COUNT_WORTH * math.log(count), form, count

    def _occurrences(self, exact: str) -> int:
        lemma = self._lexicon.lemma(exact)
        return sum(map(self._lexicon.count, self._lexicon.forms_of(lemma))) if lemma else 0


def _is_latin(word: str) -> bool:
    return 2 <= len(word) <= LONGEST_LATIN and word.isascii() and word.isalpha()


def letters_shown(acronym: str) -> str:
    """Letters as they are shown: the index has Latin ones in lower case."""
    return acronym.upper() if acronym.isascii() else acronym


def alias_shown(alias: Alias) -> str:
    """An alias as it is shown."""
    return letters_shown(alias.alias) if alias.kind == ACRONYM and " " not in alias.alias else alias.alias
