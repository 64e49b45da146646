"""Evidence summed over a corpus → the aliases that it is enough for.

Where an acronym's long name begins is told by its letters, and where they do not tell, by what stands before it again and again
(Okazaki, Ananiadou, "Building an abbreviation dictionary using a term recognition approach", 2006). A person's short name is an
alias only where most of those who bear it in the corpus are that one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Protocol

from ..codec.aliases import ACRONYM, NAME, Alias
from .acronyms import JOINING, content_words, fit
from .evidence import BEARERS, KNOWN, PERSON, SHORT, UNBOUNDED

__all__ = ["Evidence", "resolve_aliases"]

Words = tuple[str, ...]

# Letters that fit each of three words or more tell the name even where one article has it; others where two do. But two letters
# must fit: before the AP of datelines stands नई दिल्ली.
_SURE_WORDS, _LEAST_ARTICLES = 3, 2
_FEW_LETTERS, _FIT_OF_FEW = 2, 0.5
_MOST_LONG, _LEAST_SHARE = 4, 0.1
# A person by a short name: in so many articles, and in that share of those who are called so.
_LEAST_CALLED, _LEAST_MEANT = 3, 0.75


class Evidence(Protocol):
    """Lines of evidence with their counts, summed over a corpus."""

    def beginning(self, prefix: str, least: int = 1) -> Iterator[tuple[str, int]]:
        """Yield those that begin so, each with its count, which is ``least`` or more."""

    def count(self, line: str) -> int:
        """The count of one, or 0."""


def resolve_aliases(evidence: Evidence, count: Callable[[str], int]) -> list[Alias]:
    """The aliases of a corpus, each in both directions, sorted; none that holds a word of which ``count`` is 0."""
    found: dict[tuple[str, str], Alias] = {}
    for alias in (*_acronyms(evidence), *_names(evidence)):
        for each in (alias, alias._replace(name=alias.alias, alias=alias.name)):
            known = found.get((each.name, each.alias))
            if (known is None or known.evidence < each.evidence) and all(map(count, each.alias.split(" "))):
                found[each.name, each.alias] = each
    return sorted(found.values())


# Acronyms.


class _Said:
    """What is said of one acronym: how it is written, the names known to be its long ones, and words that end in one."""

    def __init__(self) -> None:
        self.written: set[str] = set()
        self.known: dict[Words, int] = {}
        self.open: Counter[Words] = Counter()

    def add(self, kind: str, acronym: str, words: Words, count: int) -> None:
        self.written.add(acronym)
        if kind == KNOWN:
            # Of all its spellings at once: the most that one has is a number of articles still.
            self.known[words] = max(count, self.known.get(words, 0))
        else:
            self.open[words] += count

    def long_names(self, key: str) -> dict[Words, int]:
        """The names that it stands for, with how many articles say so; the four most said, of equals the first."""
        ends: Counter[Words] = Counter()
        for words, count in self.open.items():
            ends.update(dict.fromkeys(_ends(words), count))
        counts: Counter[Words] = Counter()
        for words, count in self.open.items():
            if name := _beginning(key, words, ends, self.known):
                counts[name] += count
        # Most brackets are read by both: so the sum would count articles twice.
        for name, count in self.known.items():
            if not _has_number(name) and _is_long_enough(key, name):
                counts[name] = max(count, counts[name])
        best = sorted(counts, key=lambda name: (-counts[name], name))[:_MOST_LONG]
        return {name: counts[name] for name in best if counts[name] >= _LEAST_SHARE * counts[best[0]]}


def _acronyms(evidence: Evidence) -> Iterator[Alias]:
    said: defaultdict[str, _Said] = defaultdict(_Said)
    for line, count in chain.from_iterable(map(evidence.beginning, (f"{KNOWN}\t", f"{UNBOUNDED}\t"))):
        kind, key, acronym, words = line.split("\t")
        said[key].add(kind, acronym, tuple(words.split(" ")), count)
    shorts_of: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, each in said.items():
        for long, count in each.long_names(key).items():
            shorts = shorts_of[" ".join(long)]
            shorts.update({acronym: max(count, shorts.get(acronym, 0)) for acronym in each.written})
    for name, shorts in shorts_of.items():
        if evidence.count(f"{PERSON}\t{name}"):  # who is of that party: विजय कुमार सिंह (आरजेडी)
            continue
        for acronym, count in shorts.items():
            yield Alias(acronym, name, ACRONYM, count)
        # भाजपा and बीजेपी are one, as both are भारतीय जनता पार्टी.
        for first in shorts:
            for second in shorts:
                if first < second:
                    yield Alias(first, second, ACRONYM, min(shorts[first], shorts[second]))


def _ends(words: Words) -> Iterator[Words]:
    """Every end of two words or more that may be a name, the longest first."""
    return (words[start:] for start in range(len(words) - 1) if words[start] not in JOINING)


def _has_number(name: Words) -> bool:
    return any(map(str.isdecimal, name))  # the date before an agency's letters


def _is_long_enough(key: str, name: Words) -> bool:
    """Whether at most one letter has no word: अनुसंधान परिषद is only the end of what CSIR is."""
    return not key.isascii() or len(content_words(name)) >= len(key) - 1


def _beginning(key: str, words: Words, ends: Mapping[Words, int], known: Mapping[Words, int]) -> Words | None:
    """The end of ``words`` that is the acronym's long name, or None."""
    names = [name for name in _ends(words) if not _has_number(name)]
    for name in names:
        if name in known and _is_long_enough(key, name):
            return name
    for name in names:
        size = len(content_words(name))
        if key.isascii() and size != len(key):
            continue
        fits = fit(key, name)
        fits_enough = fits >= _FIT_OF_FEW or not key.isascii() or len(key) > _FEW_LETTERS
        if (fits == 1 and size >= _SURE_WORDS) or (fits_enough and ends[name] >= _LEAST_ARTICLES):
            return name
    return None


# Persons.


def _names(evidence: Evidence) -> Iterator[Alias]:
    shorts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for short, who in _called(evidence).items():
        full = max(who, key=lambda name: (who[name], name))
        if _is_meant(who[full], who.total()) and _is_meant(
            evidence.count(f"{PERSON}\t{full}"), evidence.count(f"{BEARERS}\t{short}")
        ):
            shorts[full][short] = who[full]
    for full, called_so in shorts.items():
        for short, count in called_so.items():
            yield Alias(short, full, NAME, count)
        if len(called_so) == 2:  # योगी and आदित्यनाथ
            first, second = called_so
            yield Alias(first, second, NAME, min(called_so.values()))


def _called(evidence: Evidence) -> dict[str, Counter[str]]:
    """Of each short name the full ones of those called so, with in how many articles; those that are called so often enough."""
    shorts = dict.fromkeys(line.split("\t")[1] for line, _ in evidence.beginning(f"{SHORT}\t", _LEAST_CALLED))
    called = {}
    for short in shorts:
        lines = evidence.beginning(f"{SHORT}\t{short}\t")
        called[short] = Counter({line.split("\t")[2]: count for line, count in lines})
    return called


def _is_meant(one: int, all_of_them: int) -> bool:
    return one >= _LEAST_CALLED and one >= _LEAST_MEANT * all_of_them
