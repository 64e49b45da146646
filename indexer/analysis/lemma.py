"""Inflected form → dictionary form.

A dictionary answers first: simplemma's Hindi one, its keys and lemmas brought to exact form and followed to the end,
so that a lemma is its own lemma. Suffix rules speak only where the dictionary is silent, and a verb's only where the
dictionary has the verb.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from .late_pattern import late_pattern
from .lemma_words import CORRECTIONS, ENGLISH_PLURALS, NO_HONORIFIC, VERBS
from .letters import latin_acronyms
from .normalize import respelled

__all__ = ["Lookup", "hindi_dictionary", "iter_lemma_steps", "lemmatize", "share_dictionary"]

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
    "ीयों": ("ीय", "ी"),
    "ियां": ("ी", "ि"),
    "ायें": ("ा",),
    "ाओं": ("ा", "ाओ"),
    "ाएं": ("ा",),
    "ईयों": ("ई",),
    "इयों": ("ई", "इ"),
    "इयां": ("ई", "इ"),
    "ईयां": ("ई",),
    "ीयां": ("ी",),
    "ुओं": ("ु", "ू"),
    "ुएं": ("ु", "ू"),
    "ओं": ("",),
    "एं": ("",),
    "ों": ("", "ा", "ो"),
    "ें": ("", "ा"),
}
_PLURAL_S = f"{_VIRAMA}स"
_HONORIFIC = "जी"
_IN = "में"
_OF_ONE = ("वाले", "वालों", "वाली", "वालियों", "वालियां")
_VERB_ENDINGS = (
    "ना ने नी ता ती ते तीं कर के ऊं एं ए े ूं ें ूंगा ूंगी ेगा ेगी ेंगे ेंगी ोगे ोगी एगा एगी एंगे एंगी ओगे ओगी "
    "ऊंगा ऊंगी येगा येगी येंगे येंगी या यी ये यीं ई ईं ा ी ीं िए िये इए इये िएगा इएगा"
).split(" ")
# What no noun ends in.
_FINITE_ENDINGS = tuple("एगा एगी एंगे एंगी ेगा ेगी ेंगे ेंगी ऊंगा ऊंगी ूंगा ूंगी ाकर ोकर".split())


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
_ENGLISH = {
    **{word: word for word in "news series species always philippines".split()},
    "movies": "movie",
    "selfies": "selfie",
    "cookies": "cookie",
    "zombies": "zombie",
}

_shared: Mapping[str, str] | None = None


def share_dictionary(dictionary: Mapping[str, str]) -> None:
    """Use the parent process's ``hindi_dictionary()`` in this one: to load it again would cost a quarter of a second."""
    global _shared  # noqa: PLW0603 - one dictionary a process, as the cache below
    _shared = dictionary


def hindi_dictionary() -> Mapping[str, str]:
    """Give exact form → lemma, from simplemma (about 83,000 forms). Every lemma is a key and its own lemma.

    Loads in a quarter of a second, most of it in simplemma, once a process: the index carries a copy, so that a search need not.
    """
    return _load_dictionary() if _shared is None else _shared


@functools.cache
def _load_dictionary() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    lemmas = _exact_forms(dict(DefaultDictionaryFactory().get_dictionary("hi").items()))
    lemmas.update(ENGLISH_PLURALS)
    lemmas.update(CORRECTIONS)
    for lemma in [*lemmas.values()]:
        lemmas.setdefault(lemma, lemma)
    _add_finite_forms(lemmas)
    # Some of its lemmas are misspelled: लडकी beside लड़की, and कपड़ा is sent to कपडा.
    mended = {lemma: dotted for lemma in {*lemmas.values()} if (dotted := _dotted(lemma, lemmas))}
    for form in [form for form, lemma in lemmas.items() if lemma in mended]:
        lemmas[form] = mended[lemmas[form]]
    ends = {lemma: _followed(lemma, lemmas) for lemma in {*lemmas.values()} if lemmas[lemma] != lemma}
    return {form: ends.get(lemma, lemma) for form, lemma in lemmas.items()}


def _add_finite_forms(lemmas: dict[str, str]) -> None:
    """Send forms that only a verb has, but are their own lemmas there (लाएगा), to their infinitive where it is known."""
    for form in [form for form, lemma in lemmas.items() if form == lemma and form.endswith(_FINITE_ENDINGS)]:
        for ending in _FINITE_ENDINGS:
            infinitive = form.removesuffix(ending) + "ना"
            if form.endswith(ending) and len(infinitive) > 3 and lemmas.get(infinitive) == infinitive:
                lemmas[form] = infinitive
                break


def _exact_forms(given: Mapping[str, str]) -> dict[str, str]:
    """The dictionary with forms and lemmas in exact form; a form spelled in it exactly so goes before one that becomes so."""
    # Of 85,000 words 16,000 change; the others are touched as little as can be.
    spelled = respelled({*given, *given.values()})
    lemmas = {form: lemma for form, lemma in given.items() if form not in spelled and lemma not in spelled}
    kept = [form for form, lemma in given.items() if lemma in spelled and form not in spelled]
    # Sorted, so that the choice between two lemmas of one exact form does not hang on the order of a file.
    for form in (*kept, *sorted(spelled.keys() & given.keys())):
        exact, lemma = spelled.get(form, form), spelled.get(given[form], given[form])
        if exact and lemma:  # one is a dot and nothing else
            lemmas.setdefault(exact, lemma)
    return lemmas


def _followed(lemma: str, lemmas: Mapping[str, str]) -> str:
    """Go on from lemma to its lemma, to the end; of a ring, the smallest member, so that all agree."""
    seen = [lemma]
    while (further := lemmas[seen[-1]]) not in seen:
        seen.append(further)
    return min(seen[seen.index(further) :])


def _dotted(word: str, known: Mapping[str, str]) -> str | None:
    """Give लड़की for लडकी: the word with the lost dots of its inner ड and ढ, where the dictionary has that."""
    if "ड" not in word and "ढ" not in word:
        return None
    dotted = _UNDOTTED.sub(rf"\g<0>{_NUKTA}", word)
    return dotted if dotted != word and dotted in known else None


def lemmatize(exact: str, lookup: Lookup) -> str:
    """Return the lemma of an exact form; it is its own lemma. Never empty where ``exact`` is not."""
    # What a rule makes may be a form itself, or lack a dot: झोपडियों → झोपडी → झोपड़ी.
    while (lemma := _step(exact, lookup)[0]) != exact:
        exact = lemma
    return exact


def iter_lemma_steps(exact: str, lookup: Lookup) -> Iterator[tuple[str, str]]:
    """Yield (rule, form after it) for each step from an exact form to its lemma; none where it is its own."""
    while (step := _step(exact, lookup))[0] != exact:
        yield step[1], step[0]
        exact = step[0]


def _step(exact: str, lookup: Lookup) -> tuple[str, str]:
    """The form that one rule leads to, and the rule's name; itself where there is none."""
    known = lookup(exact)
    if known is not None:
        return known, "dictionary"
    if exact.isascii():
        return (_latin_stem(exact) if exact.isalpha() else exact), "English plural"
    if exact[0].isdecimal() and (ordinal := _ORDINAL.fullmatch(exact)):
        return f"{ordinal[1]}वां", "ordinal"
    # Most begin with a plain letter, which needs no pattern to tell.
    if len(exact) > _LONGEST or not ("ऄ" <= exact[0] <= "ह" or _DEVANAGARI.match(exact)):
        return exact, ""
    return _devanagari_step(exact, lookup)


def _devanagari_step(exact: str, lookup: Lookup) -> tuple[str, str]:
    if ("ड" in exact or "ढ" in exact) and (lemma := _with_nukta(exact, lookup)):
        return lemma, "lost nukta"
    if lemma := _verb(exact, lookup):
        return lemma, "verb ending"
    if ("वाल" in exact or exact[-2:] == _HONORIFIC) and (lemma := _with_suffix(exact, lookup)):
        return lemma, "-जी" if exact[-2:] == _HONORIFIC else "-वाला"
    return _noun(exact, lookup), "noun ending"


def _with_nukta(exact: str, lookup: Lookup) -> str | None:
    """Give the lemma of लड़की for लडकी: a ड or ढ inside a word that lost its dot, where the dictionary has it."""
    dotted = _UNDOTTED.sub(rf"\g<0>{_NUKTA}", exact)
    return lookup(dotted) if dotted != exact else None


def _verb(exact: str, lookup: Lookup) -> str | None:
    """Give the infinitive, where cutting a verb's ending and adding ना gives one that the dictionary has.

    Of 1,339 words in ना there 230 are no verbs (सवाना, योजना, दीवाना): they lack the form in ता.
    """
    for ending in _VERB_TAILS.get(exact[-2:]) or _VERB_TAILS.get(exact[-1], ()):
        # Three characters of stem at least: of shorter ones too many are names (सपा, टोनी).
        if exact.endswith(ending) and len(exact) >= 3 + len(ending):
            stem = exact.removesuffix(ending)
            infinitive = stem + "ना"
            if lookup(infinitive) == infinitive and (
                infinitive in VERBS or lookup(stem + "ता") == infinitive
            ):
                return infinitive
    return None


def _with_suffix(exact: str, lookup: Lookup) -> str | None:
    """Give the name without its honorific, मोदीजी → मोदी, and वाला for its other forms: रहनेवालों → रहनेवाला."""
    if exact[-2:] == _HONORIFIC and len(exact) >= 5 and exact not in NO_HONORIFIC and exact[-3] != _VIRAMA:
        # A name in letters is none: सीएजी.
        # Nor is what is left an inflected word: फिरोजी, समाजी.
        name = exact.removesuffix(_HONORIFIC)
        return name if lookup(name) == name and not latin_acronyms(exact) else None
    for ending in _OF_ONE:
        stem = exact.removesuffix(ending)
        # In the feminine only after an infinitive: कोतवाली and गढ़वाली are other words.
        if stem != exact and len(stem) >= 2 and (ending != "वाली" or stem.endswith("ने")):
            return None if lookup(stem + "वाल") else stem + "वाला"
    return None


def _noun(exact: str, lookup: Lookup) -> str:
    # The postposition is stuck to some: रूपमें, नेपालमें. टीमें is the plural of टीम.
    if exact[-3:] == _IN and len(exact) >= 6 and not lookup(exact[:-2]) and (lemma := lookup(exact[:-3])):
        return lemma
    for ending in _NOUN_TAILS.get(exact[-2:], ()):  # none is of one letter
        stem = exact.removesuffix(ending)
        if stem != exact and len(stem) >= 2 and stem[-1] != _VIRAMA:
            candidates = [stem + singular for singular in _NOUN_ENDINGS[ending]]
            lemmas = list(filter(None, map(lookup, candidates)))
            if ending[0] == "ि":
                # No verb has such forms: उपजातियां is none of उपजाना.
                lemmas = [lemma for lemma in lemmas if not lemma.endswith("ना")]
            return lemmas[0] if lemmas else candidates[0]
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
