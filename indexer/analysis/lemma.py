"""Inflected form → dictionary form.

A dictionary answers first: simplemma's Hindi one, its keys and lemmas brought to exact form and followed to the end, so that a
lemma is its own lemma. Suffix rules speak only where the dictionary is silent, and a verb's only where the dictionary has the verb.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

import regex

from .normalize import normalize_word

__all__ = ["Lookup", "hindi_dictionary", "lemmatize", "share_dictionary"]

Lookup = Callable[[str], str | None]
"""An exact form → its lemma, or None where the dictionary has no such form."""

_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
_DEVANAGARI = regex.compile(r"\p{Devanagari}")

_UNDOTTED = regex.compile(rf"(?<=.)[डढ](?!{_NUKTA}|{_VIRAMA})")

# Most of a form's spellings agree; where a form has two lemmas in the dictionary, or a needed one is missing, this table decides.
# (exact form → lemma; closed under itself.)
_CORRECTIONS = {
    "बहु": "बहु",  # many-, not बहू, the daughter-in-law
    "चाहिए": "चाहना",
    "चाहिये": "चाहना",
}

# Plural and oblique endings of nouns, longest first, with what takes their place. A stem keeps two characters at least.
_NOUN_ENDINGS = (
    ("ियों", "ी"),
    ("ियां", "ी"),
    ("ियाएं", "िया"),
    ("ायें", "ा"),
    ("ईयों", "ई"),
    ("ाओं", "ा"),
    ("ाएं", "ा"),
    ("ुओं", "ु"),
    ("ुएं", "ु"),
    ("ओं", ""),
    ("एं", ""),
    ("ों", ""),
    ("ें", ""),
)
_VERB_ENDINGS = tuple(
    sorted(
        """ना ने नी ता ती ते तीं कर के ऊं एं ए े ूं ें ूंगा ूंगी ेगा ेगी ेंगे ेंगी ोगे ोगी एगा एगी एंगे एंगी ओगे ओगी ऊंगा ऊंगी
        येगा येगी येंगे येंगी या यी ये यीं ई ए ईं ा ी ीं िए िये इए इये िएगा इएगा ाते ाता ाती""".split(),
        key=len,
        reverse=True,
    )
)
_ORDINAL = regex.compile(r"(\d+)(?:वां|वीं|वें|वे|वी)")


_shared: Mapping[str, str] | None = None


def share_dictionary(dictionary: Mapping[str, str]) -> None:
    """Use the parent process's ``hindi_dictionary()`` in this one, where to load it again would cost a second."""
    global _shared  # noqa: PLW0603 - one dictionary a process, as the cache below
    _shared = dictionary


def hindi_dictionary() -> Mapping[str, str]:
    """Exact form → lemma, from simplemma (about 85,000 forms). Every lemma is a key and its own lemma.

    Loads in about a second, once a process: the index carries a copy, so that a search need not.
    """
    return _load_dictionary() if _shared is None else _shared


@functools.cache
def _load_dictionary() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    given = dict(DefaultDictionaryFactory().get_dictionary("hi").items())
    exact = {form: normalize_word(form) for form in {*given, *given.values()}}
    first: dict[str, str] = {}
    # Sorted, so that the choice between two lemmas of one exact form does not hang on the order of a file; a form that is
    # spelled in the dictionary exactly so goes before one that only becomes so.
    for form, lemma in sorted(given.items(), key=lambda entry: (exact[entry[0]] != entry[0], entry)):
        first.setdefault(exact[form], exact[lemma])
    first.update(_CORRECTIONS)
    for form in {*first, *first.values()}:
        # Some of its entries are misspellings that stand for themselves: लडकी beside लड़की.
        if first.setdefault(form, form) == form and ("ड" in form or "ढ" in form):
            first[form] = _with_nukta(form, first.get) or form
    return {form: _followed(form, first) for form in first}


def _followed(form: str, lemmas: Mapping[str, str]) -> str:
    """The end of the chain form → lemma → its lemma …; of a ring, the smallest member, so that all of it agree."""
    seen = [form]
    while (following := lemmas.get(seen[-1], seen[-1])) not in seen:
        seen.append(following)
    return min(seen[seen.index(following) :])


def lemmatize(exact: str, lookup: Lookup) -> str:
    """The lemma of an exact form. Never empty where ``exact`` is not."""
    known = lookup(exact)
    if known is not None:
        return known
    if exact.isascii():
        return _latin_stem(exact) if exact.isalpha() else exact
    if ordinal := _ORDINAL.fullmatch(exact):
        return f"{ordinal[1]}वां"
    if not _DEVANAGARI.match(exact):
        return exact
    return _with_nukta(exact, lookup) or _verb(exact, lookup) or _noun(exact, lookup)


def _with_nukta(exact: str, lookup: Lookup) -> str | None:
    """लडकी → लड़की: a ड or ढ inside a word that lost its dot, where the dictionary has the word with it."""
    dotted = _UNDOTTED.sub(rf"\g<0>{_NUKTA}", exact)
    return lookup(dotted) if dotted != exact else None


def _verb(exact: str, lookup: Lookup) -> str | None:
    """The infinitive, where cutting a verb's ending and adding ना gives one that the dictionary has."""
    for ending in _VERB_ENDINGS:
        stem = exact.removesuffix(ending)
        # Three characters at least: of shorter ones too many are names (सपा, टोनी).
        if stem != exact and len(stem) >= 3 and lookup(stem + "ना") == stem + "ना":
            return stem + "ना"
    return None


def _noun(exact: str, lookup: Lookup) -> str:
    for ending, replacement in _NOUN_ENDINGS:
        stem = exact.removesuffix(ending)
        if stem != exact and len(stem) >= 2 and not stem.endswith(_VIRAMA):
            return _noun_singular(stem, replacement, lookup)
    return exact


def _noun_singular(stem: str, replacement: str, lookup: Lookup) -> str:
    """Of the stem with its usual vowel, bare, and with ा (कैमरों → कैमरा), the first that the dictionary has, else the usual."""
    for candidate in (stem + replacement, stem, stem + "ा"):
        known = lookup(candidate)
        if known is not None:
            return known
    return stem + replacement


def _latin_stem(word: str) -> str:
    """English plurals by the S-stemmer (Harman, "How effective is suffixing?", JASIS 42, 1991): elections → election."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word.removesuffix("s")
