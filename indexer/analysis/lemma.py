"""Inflected form → dictionary form.

A dictionary answers first: simplemma's Hindi one, its keys and lemmas brought to exact form and followed to the end,
so that a lemma is its own lemma. Suffix rules speak only where the dictionary is silent, and a verb's only where the
dictionary has the verb.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping

from .late_pattern import late_pattern
from .lemma_words import NO_HONORIFIC
from .letters import latin_acronyms

__all__ = ["Lookup", "dotted", "hindi_dictionary", "lemmatize"]

Lookup = Callable[[str], str | None]
"""An exact form → its lemma, or None where the dictionary has no such form."""

_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
_DEVANAGARI = late_pattern(r"\p{Devanagari}")

_UNDOTTED = late_pattern(rf"(?<=.)[डढ](?!{_NUKTA}|{_VIRAMA})")

# Plural and oblique endings of nouns, each with the endings of the singular that the dictionary is asked for, the usual one
# first: it is taken where the dictionary has none. Of two that fit the longer counts. A stem keeps two characters at least.
_NOUN_ENDINGS = {
    "ियाएं": ("िया",),
    "ियों": ("ी", "ि"),
    "ियां": ("ी", "ि"),
    "ायें": ("ा",),
    "ाओं": ("ा", "ाओ"),
    "ाएं": ("ा",),
    "ईयों": ("ई",),
    "इयों": ("ई", "इ"),
    "इयां": ("ई", "इ"),
    "ुओं": ("ु", "ू"),
    "ुएं": ("ु", "ू"),
    "ओं": ("",),
    "एं": ("",),
    "ों": ("", "ा", "ो"),
    "ें": ("", "ा"),
}
_PLURAL_S = f"{_VIRAMA}स"
_HONORIFIC = "जी"
_OF_ONE = ("वाले", "वालों", "वाली", "वालियों", "वालियां")
_VERB_ENDINGS = (
    "ना ने नी ता ती ते तीं कर के ऊं एं ए े ूं ें ूंगा ूंगी ेगा ेगी ेंगे ेंगी ोगे ोगी एगा एगी एंगे एंगी ओगे ओगी "
    "ऊंगा ऊंगी येगा येगी येंगे येंगी या यी ये यीं ई ईं ा ी ीं िए िये इए इये िएगा इएगा"
).split(" ")


def _by_tail(endings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Last two letters of a word → the endings it may have, longest first; for words with others, the last letter alone.

    A word is compared with one or two endings so, not with all fifty.
    """
    longest_first = sorted(endings, key=len, reverse=True)
    tails = {ending[-2:] for ending in longest_first}
    return {tail: tuple(ending for ending in longest_first if tail.endswith(ending[-2:])) for tail in tails}


_VERB_TAILS, _NOUN_TAILS = _by_tail(_VERB_ENDINGS), _by_tail(_NOUN_ENDINGS)
# No word of Hindi is longer, and a page's rubbish (ओंओंओं…) is not to be cut ending by ending.
_LONGEST = 50
_ORDINAL = late_pattern(r"(\d+)(?:वां|वीं|वें|वे|वी)")
# English words in s that no rule tells from plurals, and plurals in -ies of words in -ie.
_ENGLISH = {"news": "news", "movies": "movie", "selfies": "selfie", "cookies": "cookie", "zombies": "zombie"}


@functools.cache
def hindi_dictionary() -> dict[str, str]:
    """Give exact form → lemma, from simplemma (about 83,000 forms). Every lemma is a key and its own lemma.

    ``make train`` makes it (``benchmarks.train_lemmas``). The index carries a copy, so that a search need not load it.
    """
    from .lemma_table import read_lemmas

    return read_lemmas()


def dotted(word: str, known: Mapping[str, str]) -> str | None:
    """Give लड़की for लडकी: the word with the lost dots of its inner ड and ढ, where the dictionary has that."""
    if "ड" not in word and "ढ" not in word:
        return None
    dotted = _UNDOTTED.sub(rf"\g<0>{_NUKTA}", word)
    return dotted if dotted != word and dotted in known else None


def lemmatize(exact: str, lookup: Lookup) -> str:
    """Return the lemma of an exact form; it is its own lemma. Never empty where ``exact`` is not."""
    # What a rule makes may be a form itself, or lack a dot: झोपडियों → झोपडी → झोपड़ी.
    while (lemma := _lemmatize_once(exact, lookup)) != exact:
        exact = lemma
    return exact


def _lemmatize_once(exact: str, lookup: Lookup) -> str:
    known = lookup(exact)
    if known is not None:
        return known
    if exact.isascii():
        return _latin_stem(exact) if exact.isalpha() else exact
    if exact[0].isdecimal() and (ordinal := _ORDINAL.fullmatch(exact)):
        return f"{ordinal[1]}वां"
    # Most begin with a plain letter, which needs no pattern to tell.
    if len(exact) > _LONGEST or not ("ऄ" <= exact[0] <= "ह" or _DEVANAGARI.match(exact)):
        return exact
    if ("ड" in exact or "ढ" in exact) and (lemma := _with_nukta(exact, lookup)):
        return lemma
    found = _verb(exact, lookup)
    if not found and ("वाल" in exact or exact[-2:] == _HONORIFIC):
        found = _with_suffix(exact, lookup)
    return found or _noun(exact, lookup)


def _with_nukta(exact: str, lookup: Lookup) -> str | None:
    """Give the lemma of लड़की for लडकी: a ड or ढ inside a word that lost its dot, where the dictionary has it."""
    dotted = _UNDOTTED.sub(rf"\g<0>{_NUKTA}", exact)
    return lookup(dotted) if dotted != exact else None


def _verb(exact: str, lookup: Lookup) -> str | None:
    """Give the infinitive, where cutting a verb's ending and adding ना gives one that the dictionary has."""
    for ending in _VERB_TAILS.get(exact[-2:]) or _VERB_TAILS.get(exact[-1], ()):
        # Three characters of stem at least: of shorter ones too many are names (सपा, टोनी).
        if exact.endswith(ending) and len(exact) >= 3 + len(ending):
            infinitive = exact.removesuffix(ending) + "ना"
            if lookup(infinitive) == infinitive:
                return infinitive
    return None


def _with_suffix(exact: str, lookup: Lookup) -> str | None:
    """Give the name without its honorific, मोदीजी → मोदी, and वाला for its other forms: रहनेवालों → रहनेवाला."""
    if exact[-2:] == _HONORIFIC and len(exact) >= 5 and exact not in NO_HONORIFIC and exact[-3] != _VIRAMA:
        # A name in letters is none: सीएजी.
        return None if latin_acronyms(exact) else lookup(exact.removesuffix(_HONORIFIC))
    for ending in _OF_ONE:
        stem = exact.removesuffix(ending)
        # In the feminine only after an infinitive: कोतवाली and गढ़वाली are other words.
        if stem != exact and len(stem) >= 2 and (ending != "वाली" or stem.endswith("ने")):
            return None if lookup(stem + "वाल") else stem + "वाला"
    return None


def _noun(exact: str, lookup: Lookup) -> str:
    for ending in _NOUN_TAILS.get(exact[-2:], ()):  # none is of one letter
        stem = exact.removesuffix(ending)
        if stem != exact and len(stem) >= 2 and stem[-1] != _VIRAMA:
            candidates = [stem + singular for singular in _NOUN_ENDINGS[ending]]
            return next(filter(None, map(lookup, candidates)), candidates[0])
    # Endings that are cut only where the dictionary has what is left: मसौदे → मसौदा but पांडे, डॉक्टर्स → डॉक्टर but मार्क्स.
    # Four characters of stem at least: कोर्स is no plural of कोर.
    if exact[-1] == "े" and len(exact) >= 5:
        return lookup(exact[:-1] + "ा") or exact
    if exact[-2:] == _PLURAL_S and len(exact) >= 6:
        return lookup(exact[:-2]) or exact
    return exact


def _latin_stem(word: str) -> str:
    """Cut English plurals as the S-stemmer does: elections → election, classes → class.

    Harman, "How effective is suffixing?", JASIS 42, 1991; its rule for -es leaves classe and boxe, so that those
    plurals would not meet their singulars: mended here.
    """
    if word in _ENGLISH:
        return _ENGLISH[word]
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return word[:-2]
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word.removesuffix("s")
