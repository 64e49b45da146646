"""What an acronym is, and whether it may stand for a name."""

from __future__ import annotations

import functools
import re

from ..analysis.chain import Chain, plain_word
from ..analysis.letters import LETTER_NAME, latin_acronyms
from ..analysis.stopwords import STOP_WORDS
from ..entities.brackets import may_stand_for

__all__ = ["EXACT_CHAIN", "JOINING", "acronym_key", "content_words", "exact_words", "fit"]

JOINING = frozenset("और एवं व का के की ऑफ एंड फॉर of and for the & आफ".split())
"""Words inside long names of which an acronym has no letter; no name begins with one."""

_LATIN = re.compile(r"(?:[A-Z][a-z]?\.?){2,7}s?")
# Nearly all words are no letters, which this tells in a twentieth of the time that reading them takes.
_LETTERS = re.compile(rf"{LETTER_NAME}{{2,7}}")
_LONGEST_SYLLABIC = 8
_MOST_KEPT = 1 << 16
EXACT_CHAIN = Chain(lookup=lambda exact: exact)
"""For exact forms alone: no dictionary is asked."""


def exact_words(text: str) -> tuple[str, ...]:
    """The exact forms of a text's words, those of a compound one by one."""
    written = text.split()
    return (
        _forms(written[0])
        if len(written) == 1
        else tuple([form for each in written for form in _forms(each)])
    )


@functools.lru_cache(_MOST_KEPT)
def _forms(written: str) -> tuple[str, ...]:
    """The same of what stands between spaces: names are many, of few words."""
    if plain := plain_word(written):
        return (plain,)
    return tuple([token.exact for token in EXACT_CHAIN.words(written) if token.exact])


@functools.lru_cache(_MOST_KEPT)
def acronym_key(text: str) -> str | None:
    """What all spellings of one acronym share: its Latin letters in lower case, or the word itself where it is of syllables.

    SCO, S.C.O., एससीओ and एस.सी.ओ. are sco, भाजपा is भाजपा; None of what can be no acronym.
    """
    words = exact_words(text)
    if text.isascii():
        return text.replace(".", "").lower() if _LATIN.fullmatch(text) and len(words) == 1 else None
    word = "".join(words)
    if _LETTERS.fullmatch(word) and word not in STOP_WORDS:
        return latin_acronyms(word)[0]
    syllabic = len(words) == 1 and 2 <= len(word) <= _LONGEST_SYLLABIC and word not in STOP_WORDS
    return word if syllabic and not any(map(str.isdecimal, word)) else None


def content_words(name: tuple[str, ...]) -> list[str]:
    """The words of a name that an acronym has letters of."""
    return [word for word in name if word not in JOINING]


def fit(key: str, name: tuple[str, ...]) -> float:
    """How well an acronym fits a name: 0 for not at all, up to 1 for a letter or syllable a word, in order."""
    words = content_words(name)
    if len(words) < 2:
        return 0.0
    if not key.isascii():
        return _fit_syllables(key, words)
    if len(key) != len(words):
        return 0.0
    return sum(map(may_stand_for, key, words)) / len(words)


def _fit_syllables(word: str, names: list[str]) -> float:
    """भाजपा is भा-ज-पा: every word gives its first letter, in order, and nothing is left over but vowel signs."""
    return float(_letters_of(word) == "".join([name[0] for name in names]))


@functools.lru_cache(1 << 12)
def _letters_of(word: str) -> str:
    return "".join(filter(str.isalpha, word))
