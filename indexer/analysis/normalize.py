"""Characters: the many spellings of one Hindi word brought to one.

The only module that imports Indic NLP. Its normaliser works on text and changes lengths (a colon after Devanagari becomes a
visarga, ``|`` a danda), so it is given one word at a time and offsets never pass through it.

Never done here, because it merges words that Hindi keeps apart: dropping viramas (कर्म ≠ करम), shortening vowels (दिन ≠ दीन,
और ≠ ओर, बहु ≠ बहू), folding ऑ into ओ.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from indicnlp.normalize.indic_normalize import DevanagariNormalizer

__all__ = ["fold_digits", "normalize_word"]

_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
_ANUSVARA = "\N{DEVANAGARI SIGN ANUSVARA}"

# क़ ख़ ग़ ज़ फ़ and the rarer letters lose their dot: papers write जमीन as often as ज़मीन. ड़ and ढ़ keep it, they are letters
# of their own (बड़ा); words that lack it by mistake (लडकी) are mended where a dictionary can tell, see lemma.py.
_FOLDED_NUKTA = regex.compile(f"(?<![डढ]){_NUKTA}|(?<={_NUKTA}){_NUKTA}")
# Indic NLP turns the nasal of a class before a stop of the same class into anusvara. न् is also written before the stops of
# other classes and before श and स, above all in loans: इन्टरनेट, इन्फोसिस, इन्सान. Not before न म य र ल व ह (अन्य, जन्म, अन्वेषण).
_NASAL_BEFORE_STOP = regex.compile(f"न{_VIRAMA}(?=[क-घच-झट-ढत-धप-भशस])")
_DIGITS = {ord("\N{DEVANAGARI DIGIT ZERO}") + n: str(n) for n in range(10)}
_INVISIBLE = dict.fromkeys(
    [
        ord(c)
        for c in (
            "\N{ZERO WIDTH JOINER}",
            "\N{ZERO WIDTH NON-JOINER}",
            "\N{ZERO WIDTH SPACE}",
            "\N{WORD JOINER}",
            "\N{SOFT HYPHEN}",
            "\N{ZERO WIDTH NO-BREAK SPACE}",
        )
    ]
)
_LETTERS = {ord("\N{DEVANAGARI SIGN CANDRABINDU}"): _ANUSVARA, **_DIGITS, **_INVISIBLE}
# Nine words in ten need no more than the table above: what is left are letters that no rule touches, a nasal only where no
# virama follows it, a nukta only on ड and ढ. A test holds this short cut to the long way round.
_PLAIN = regex.compile(
    f"(?:[0-9अ-ऋऍएऐऑओ-घच-झट-ढत-धप-भय-रलवश-हा-ृॅे-ॉो-ौ{_ANUSVARA}ः]|(?<=[डढ]){_NUKTA}|[ङञणनम](?!{_VIRAMA})|{_VIRAMA})*+"
)


@functools.cache
def _indic_normalizer() -> DevanagariNormalizer:
    from indicnlp.normalize.indic_normalize import DevanagariNormalizer

    return DevanagariNormalizer(lang="hi", remove_nuktas=False, nasals_mode="to_anusvaara_strict")


def fold_digits(text: str) -> str:
    """The text with Devanagari digits as ASCII digits; every other character stays, so offsets do too."""
    return text.translate(_DIGITS)


def normalize_word(word: str) -> str:
    """The exact form of one word: lower case, one spelling. Idempotent; an empty result means that nothing was a letter.

    हिन्दी → हिंदी, चाँद → चांद, ज़मीन → जमीन, १८ → 18, SCO → sco. NFKC, so that full-width and other compatibility letters meet
    the plain ones; Devanagari has none but is composed the same way.
    """
    if word.isascii():
        return word.lower()
    if _PLAIN.fullmatch(lettered := word.translate(_LETTERS)):
        return lettered
    word = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold()).translate(_LETTERS)
    word = _indic_normalizer().normalize(word)
    word = _FOLDED_NUKTA.sub("", word)
    word = _NASAL_BEFORE_STOP.sub(_ANUSVARA, word)
    return unicodedata.normalize("NFC", word)
