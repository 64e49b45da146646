"""Characters: the many spellings of one Hindi word brought to one.

The only module that imports Indic NLP. Its normaliser works on text and changes lengths (a colon after Devanagari becomes a
visarga, ``|`` a danda), so it is given one word at a time and offsets never pass through it.

Never done here, because it merges words that Hindi keeps apart: dropping viramas inside a word (कर्म ≠ करम), shortening vowels
(दिन ≠ दीन, और ≠ ओर, बहु ≠ बहू), folding ऑ into ओ.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from . import devanagari
from .late_pattern import late_pattern

if TYPE_CHECKING:
    import regex
    from indicnlp.normalize.indic_normalize import DevanagariNormalizer

__all__ = ["fold_digits", "iter_spelling_steps", "normalize_word", "respelled"]

_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
_ANUSVARA = "\N{DEVANAGARI SIGN ANUSVARA}"

# क़ ख़ ग़ ज़ फ़ and the rarer letters lose their dot: papers write जमीन as often as ज़मीन. ड़ and ढ़ keep it, they
# are letters of their own (बड़ा); words that lack it by mistake (लडकी) are mended where a dictionary can tell,
# see lemma.py.
_FOLDED_NUKTA = late_pattern(f"(?<![डढ]){_NUKTA}")
# Indic NLP turns the nasal of a class before a stop of the same class into anusvara. न् is also written before
# the stops of other classes and before श and स, above all in loans: इन्टरनेट, इन्फोसिस, इन्सान. Not before
# न म य र ल व ह (अन्य, जन्म, अन्वेषण).
_NASAL_BEFORE_STOP = late_pattern(f"न{_VIRAMA}(?=[क-घच-झट-ढत-धप-भशस])")
# What of that Indic NLP does, and its visarga for a colon: named in explanations.
_HOMORGANIC = late_pattern(f"ङ{_VIRAMA}(?=[क-घ])|ञ{_VIRAMA}(?=[च-झ])|ण{_VIRAMA}(?=[ट-ढ])|म{_VIRAMA}(?=[प-भ])")
_COLON = late_pattern(r"(?<=[\u0900-\u097f]):")
# Letters typed in pieces, which look the same (डाॅक्टर, अौर, बडा़, a sign twice): 700 times in the shared news and wiki.
# Indic NLP leaves them.
_PIECES = {
    "अा": "आ",
    "अो": "ओ",
    "अौ": "औ",
    "अॉ": "ऑ",
    "आॅ": "ऑ",
    "आे": "ओ",
    "आै": "औ",
    "एे": "ऐ",
    "ाॅ": "ॉ",
    "ॅा": "ॉ",
    "ाे": "ो",
    "ेा": "ो",
    "ाै": "ौ",
    "ैा": "ौ",
}
_PIECE = late_pattern("|".join(_PIECES))
_LATE_NUKTA = late_pattern(f"([डढ])([ा-ौ]+){_NUKTA}")
_TWICE = late_pattern(f"([ा-ौः{_ANUSVARA}])\\1+")
# What conversion from old fonts and hasty typing leave, where signs of a syllable stand in an order that none has. Each with
# how many distinct words of wiki and news it moves. Not for words whose letters are plausible, only wrong (आधिक for अधिक).
_MISPLACED = [
    (rule, late_pattern(pattern), whole)
    for rule, pattern, whole in (
        ("two viramas", f"{_VIRAMA}{_VIRAMA}+", _VIRAMA),  # गर््म, 2
        # The sign was drawn before its letter: व्यक्ित, पश्िचम, 6.
        ("ि after its virama", f"{_VIRAMA}ि([क-ह])(?![ा-ौ])", rf"{_VIRAMA}\1ि"),
        ("ि at the start", "(?<![^\n])ि([क-ह])(?![ा-ौ])", r"\1ि"),  # िसडनी, 4
        ("ि after its anusvara", f"{_ANUSVARA}ि([क-ह])(?![ा-ौ])", rf"{_ANUSVARA}\1ि"),  # आरंिभक, 1
        # A half letter with a stroke was the whole one: भ्ाी, 1.
        ("half letter with ा", f"{_VIRAMA}ा([ा-ौ])", r"\1"),
        ("half letter with a vowel sign", f"{_VIRAMA}([ा-ौ])", r"\1"),  # ख्ाली, 13
        # कांगे्रस, हडि्डयों, 16
        ("virama after its vowel", f"([क-ह])([िीुूेै]){_VIRAMA}([रवय]|\\1)(?!{_VIRAMA})", rf"\1{_VIRAMA}\3\2"),
        ("virama in a syllable", f"([ा-ौ]){_VIRAMA}(?=[क-ह])", r"\1"),  # पु्ष्टि, 25
        ("anusvara before its vowel sign", f"([{_ANUSVARA}ः])([ा-ौ])", r"\2\1"),  # शकंुतला, 8
        # सन् is written सन too, अर्थात् अर्थात: 801, a fortieth of a percent of all words. Not of a letter alone.
        ("virama at the end", f"(?<=[^\n]{{2}}){_VIRAMA}(?![^\n])", ""),
    )
]
# Matches wherever one of them does.
_ANY_MISPLACED = late_pattern(
    f"[ा-ौ{_VIRAMA}]{_VIRAMA}|{_VIRAMA}[ा-ौ]|[{_ANUSVARA}ः][ा-ौ]|(?<![^\n])ि|(?<=[^\n]{{2}}){_VIRAMA}(?![^\n])"
)
_DIGITS = {ord("\N{DEVANAGARI DIGIT ZERO}") + value: str(value) for value in range(10)}
_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH SPACE}"
        "\N{WORD JOINER}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}",
    )
)
# The three dotted letters that NFC keeps in one piece, so that their dot is not seen as one.
_DOTTED = {
    ord("\N{DEVANAGARI LETTER NNNA}"): "न",
    ord("\N{DEVANAGARI LETTER RRA}"): "र",
    ord("\N{DEVANAGARI LETTER LLLA}"): "ळ",
}
_LETTERS = {ord("\N{DEVANAGARI SIGN CANDRABINDU}"): _ANUSVARA, **_DIGITS, **_INVISIBLE, **_DOTTED}


@functools.cache
def _indic_normalizer() -> DevanagariNormalizer:
    from indicnlp.normalize.indic_normalize import DevanagariNormalizer

    return DevanagariNormalizer(lang="hi", remove_nuktas=False, nasals_mode="to_anusvaara_strict")


def fold_digits(text: str) -> str:
    """Return the text with Devanagari digits as ASCII ones; all other characters stay, so offsets do too."""
    return text.translate(_DIGITS)


def normalize_word(word: str) -> str:
    """Return the exact form of one word: lower case, one spelling. Idempotent; empty where nothing is visible.

    हिन्दी → हिंदी, चाँद → चांद, ज़मीन → जमीन, १८ → 18, SCO → sco. NFKC, so that full-width and other compatibility
    letters meet the plain ones; Devanagari has none but is composed the same way.
    """
    if word.isascii():
        return word.lower()
    plain = devanagari.plain_form(word)
    return _long_way(word) if plain is None else plain


def respelled(words: Iterable[str]) -> dict[str, str]:
    """Word → exact form, of those that are not their own exact form. No word may hold a line feed.

    For many words: those that no short cut takes go the long way together, 0.5 µs a word where one alone takes 16 µs.
    """
    changed = {word: form for word in words if (form := devanagari.plain_form(word)) is not word}
    rest = [word for word, form in changed.items() if form is None]
    together = _long_way("\n".join(rest)).split("\n") if rest else []
    forms = changed | dict(zip(rest, together, strict=True))
    return {word: form for word, form in forms.items() if form is not None and form != word}


def _long_way(word: str) -> str:
    """The exact form of any word. ``plain_form`` is the short cut for most, and a test holds it to this."""
    # What is put in order may be to fold then: पन्ित is पन्ति, and that पंति.
    while (ordered := _in_order(folded := _folded(word))) != folded:
        word = ordered
    return folded


def _folded(word: str) -> str:
    word = unicodedata.normalize("NFKC", word.translate(_LETTERS))
    word = unicodedata.normalize("NFKC", word.casefold()).translate(_LETTERS)
    # The dots before the nasals: the म of म़्प is one of them too.
    word = _FOLDED_NUKTA.sub("", _LATE_NUKTA.sub(rf"\1{_NUKTA}\2", word))
    word = _NASAL_BEFORE_STOP.sub(_ANUSVARA, _indic_normalizer().normalize(word))
    return unicodedata.normalize("NFC", _put_together(word))


def _in_order(word: str) -> str:
    """The word with its signs where they belong."""
    if _ANY_MISPLACED.search(word):
        for _, pattern, whole in _MISPLACED:
            word = pattern.sub(whole, word)
    return word


def _put_together(word: str) -> str:
    """The word with the letters whole that were typed in pieces."""
    while True:
        whole = _PIECE.sub(lambda piece: _PIECES[piece[0]], _TWICE.sub(r"\1", word))
        if whole == word:
            return word
        word = whole


def _translation(table: dict[int, str] | dict[int, None]) -> Callable[[str], str]:
    return lambda word: word.translate(table)


def _substitution(pattern: regex.Pattern[str], whole: str) -> Callable[[str], str]:
    return lambda word: pattern.sub(whole, word)


# What _folded and _in_order do, one rule at a time.
_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("invisible characters", _translation(_INVISIBLE)),
    ("chandrabindu", _translation({ord("\N{DEVANAGARI SIGN CANDRABINDU}"): _ANUSVARA})),
    ("digits", _translation(_DIGITS)),
    ("nukta", _translation(_DOTTED)),
    ("Unicode normal form", functools.partial(unicodedata.normalize, "NFKC")),
    ("case", str.casefold),
    ("nukta", _translation(_DOTTED)),
    ("nukta after the vowel", _substitution(_LATE_NUKTA, rf"\1{_NUKTA}\2")),
    ("nukta", _substitution(_FOLDED_NUKTA, "")),
    ("anusvara", _substitution(_HOMORGANIC, _ANUSVARA)),
    ("anusvara", _substitution(_NASAL_BEFORE_STOP, _ANUSVARA)),
    ("visarga", _substitution(_COLON, "ः")),
    ("Indic NLP", lambda word: _indic_normalizer().normalize(word)),
    ("sign twice", _substitution(_TWICE, r"\1")),
    ("letter in pieces", lambda word: _PIECE.sub(lambda piece: _PIECES[piece[0]], word)),
    *((rule, _substitution(pattern, whole)) for rule, pattern, whole in _MISPLACED),
)


def iter_spelling_steps(word: str) -> Iterator[tuple[str, str]]:
    """Yield (rule, word after it) for each rule that changes a word, up to its exact form, as ``normalize_word`` gives it."""
    exact, before = normalize_word(word), ""
    while word not in (exact, before):
        before = word
        for rule, fold in _RULES:
            folded = fold(word)
            if folded != word:
                yield rule, folded
                word = folded
            if word == exact:
                return
    if word != exact:
        yield "all rules", exact
