"""The stages in order: chunk → words → exact form → lemma; and the same as a Whoosh analyzer.

A chunk's terms depend on its characters alone, so each distinct chunk is analysed once and remembered: a news corpus
repeats its words (510,000 chunks of the news sample, 22,000 of them distinct), and this memo is most of the speed of
a build.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from whoosh.analysis import Analyzer, Token

from . import devanagari
from .late_pattern import late_pattern
from .lemma import Lookup, hindi_lookup, lemmatize
from .letters import LETTER_NAME
from .normalize import normalize_word
from .stopwords import STOP_WORDS
from .tokenize import iter_chunks, iter_parts, kind_of

if TYPE_CHECKING:
    from .explain import Step

__all__ = ["DOTS", "FINGERPRINT", "SILENT", "Chain", "HindiAnalyzer", "Term", "WordToken"]

FINGERPRINT = "khabar-analysis-3"
"""Names what the analysis does. Raise the number when any form's terms or Roman keys change (a test pins them): an
index built under another fingerprint is refused, because its terms and a query's would not meet."""

# 3 MB of typed words at most.
_TEXTS_KEPT, _LONGEST_KEPT = 8192, 64
# 80 words of wiki and news (टी20, एन95). Not before 0, which stands for the dot of an abbreviation (ई०).
_LETTERS_AND_NUMBER = late_pattern(rf"({LETTER_NAME}{{1,3}})([1-9]\d{{0,2}})")
DOTS = str.maketrans("", "", ".॰")
# A word holds no comma but between the digits of a number: 1,165, and 1,165वें too.
SILENT = str.maketrans("", "", "'’,")


class Term(NamedTuple):
    """What one word of a chunk becomes. ``start`` and ``end`` are offsets within the chunk.

    ``step`` is how far the position moves before this term: 1 for a word, 0 for the first word of a compound, which
    stands at the position of the compound itself.
    """

    exact: str
    lemma: str
    start: int
    end: int
    step: int
    stop: bool
    compound: bool


class WordToken(NamedTuple):
    """One token of a text. ``position`` counts words from 0, ``start`` and ``end`` are offsets into the text."""

    text: str
    start: int
    end: int
    position: int
    exact: str
    lemma: str
    stop: bool
    compound: bool


class Chain:
    """The analysis with its memo. ``lookup`` is what gives lemmas: the dictionary, or an index's lexicon."""

    def __init__(self, lookup: Lookup | None = None) -> None:
        self.lookup = lookup or hindi_lookup()
        self._memo: dict[str, tuple[Term, ...]] = {}
        self._lemmas: dict[str, str] = {}
        self._kept_words = functools.lru_cache(_TEXTS_KEPT)(self._words)

    def terms(self, chunk: str) -> tuple[Term, ...]:
        """Return the terms of a chunk as ``iter_chunks`` cuts it; a compound's own comes before its words'."""
        known = self._memo.get(chunk)
        if known is None:
            known = self._memo[chunk] = self.analyse(chunk)
            for term in known:
                self._lemmas[term.exact] = term.lemma
        return known

    def tokens(self, text: str) -> Iterator[WordToken]:
        """The tokens of a text in order of position."""
        return self._tokens(text, self.terms)

    def steps(self, word: WordToken) -> tuple[Step, ...]:
        """Which rules made the exact form and the lemma of one of this chain's tokens from what is written, in order."""
        from .explain import steps_of

        return steps_of(word, self.lookup)

    def words(self, text: str) -> tuple[WordToken, ...]:
        """The tokens of a text that are no compounds; those of the last short texts are kept. For what people type.

        ``terms`` would remember every word ever typed.
        """
        return self._kept_words(text) if len(text) <= _LONGEST_KEPT else self._words(text)

    def _words(self, text: str) -> tuple[WordToken, ...]:
        return tuple(word for word in self._tokens(text, self.analyse) if not word.compound)

    @staticmethod
    def _tokens(text: str, terms_of: Callable[[str], tuple[Term, ...]]) -> Iterator[WordToken]:
        position = -1
        for start, end in iter_chunks(text):
            for term in terms_of(text[start:end]):
                position += term.step
                first, last = start + term.start, start + term.end
                yield WordToken(
                    text[first:last], first, last, position, term.exact, term.lemma, term.stop, term.compound
                )

    def analyse(self, chunk: str) -> tuple[Term, ...]:
        """The same terms, made anew and not kept: for who asks for each chunk once, or for chunks without end.

        A third quicker than ``terms``, whose hundred thousand tuples the garbage collector looks through again and again.
        """
        exact = plain_word(chunk)
        if exact is not None:
            return (
                self._numbered(chunk, exact) if exact[-1:].isdecimal() else self._word(exact, 0, len(chunk))
            )
        kind = kind_of(chunk)
        if kind == "compound":
            return self._compound(chunk)
        if kind in ("url", "email"):
            return (_own_lemma(chunk.lower(), len(chunk), compound=False),)
        if kind in ("handle", "tag"):
            return self._marked(chunk[0], normalize_word(chunk[1:]), len(chunk))
        if kind == "abbreviation":
            return self._word(_exact_word(chunk.translate(DOTS)), 0, len(chunk))
        return self._word(_exact_word(chunk), 0, len(chunk))

    def _numbered(self, chunk: str, exact: str) -> tuple[Term, ...]:
        """A word that ends in a digit. जी20 is जी-20: a compound of its letters and its number."""
        if (
            not exact.isascii()
            and len(exact) == len(chunk)
            and (joined := _LETTERS_AND_NUMBER.fullmatch(exact))
        ):
            return self._compound_of(chunk, [joined.span(1), joined.span(2)])
        return self._word(exact, 0, len(chunk))

    def _compound(self, chunk: str) -> tuple[Term, ...]:
        return self._compound_of(chunk, iter_parts(chunk))

    def _compound_of(self, chunk: str, parts: Iterable[tuple[int, int]]) -> tuple[Term, ...]:
        words: list[Term] = []
        for start, end in parts:
            words += self._word(_exact_word(chunk[start:end]), start, end)
        if len(words) < 2:
            return tuple(words)
        whole = "-".join([word.exact for word in words])
        first = words[0]._replace(step=0)
        return (_own_lemma(whole, len(chunk), compound=True), first, *words[1:])

    def _marked(self, mark: str, word: str, end: int) -> tuple[Term, ...]:
        """A handle or a tag: the mark stays on the exact form, the lemma is the word's."""
        exact = mark + word
        lemma = lemmatize(word, self.lookup) or exact
        return (Term(exact, lemma, 0, end, 1, False, False),)

    def _word(self, exact: str, start: int, end: int) -> tuple[Term, ...]:
        if not exact:
            return ()
        # Known already where another spelling of it was met: हिन्दी, हिंदी, or the word alone before a compound of it.
        lemma = self._lemmas.get(exact) or lemmatize(exact, self.lookup)
        return (Term(exact, lemma, start, end, 1, exact in STOP_WORDS, False),)


def plain_word(chunk: str) -> str | None:
    """The exact form of a chunk that holds letters and digits only, and so can be nothing but a word; None for others.

    Nine distinct chunks in ten, and what follows costs five times as much.
    """
    if chunk.isascii():
        return chunk.lower() if chunk.isalnum() else None
    return devanagari.plain_form(chunk)


def _own_lemma(exact: str, end: int, *, compound: bool) -> Term:
    return Term(exact, exact, 0, end, 1, False, compound)


def _exact_word(word: str) -> str:
    return normalize_word(word).translate(SILENT)


class HindiAnalyzer(Analyzer):  # type: ignore[misc]  # whoosh ships no usable types for its analyzers
    """The chain as Whoosh sees it: tokens of exact forms, or of lemmas, with positions and offsets."""

    def __init__(self, form: str, chain: Chain | None = None) -> None:
        if form not in ("exact", "lemma"):
            raise ValueError(f"form is exact or lemma, not {form!r}")
        self.form = form
        self._chain = chain

    @property
    def chain(self) -> Chain:
        """The chain behind it, made at first use."""
        if self._chain is None:
            self._chain = Chain()
        return self._chain

    def __call__(self, value: str, start_pos: int = 0, start_char: int = 0, **_: object) -> Iterator[Token]:
        """Yield one Whoosh token, changed in place from word to word as Whoosh's own tokenizers do."""
        token = Token(positions=True, chars=True, boost=1.0, stopped=False)
        for word in self.chain.tokens(value):
            if word.compound and self.form == "lemma":
                continue
            token.text = getattr(word, self.form)
            token.pos = start_pos + word.position
            token.startchar = start_char + word.start
            token.endchar = start_char + word.end
            token.original = word.text
            yield token

    def __eq__(self, other: object) -> bool:
        """Compare forms: whether the chain was made yet is no difference between two schemas."""
        return isinstance(other, HindiAnalyzer) and self.form == other.form

    __hash__ = None  # type: ignore[assignment]  # as all of Whoosh's analyzers

    def __getstate__(self) -> dict[str, object]:
        """Leave the memo behind when a schema is pickled."""
        return {"form": self.form, "_chain": None}
