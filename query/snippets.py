"""Stored text + what a query sought → the best passages, the matches marked on whole words of the original text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex
from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.analysis.chain import Chain, WordToken
from indexer.codec.lexicon import Lexicon

from .postings import PostingReader
from .tree import AnyField

__all__ = ["Highlighter", "Snippet"]

_PASSAGE_LENGTH = 180
_PASSAGES = 2
_ELLIPSIS = " … "
_SENTENCE_END = regex.compile(r"[।॥?!\n]+\s*")
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text and the (start, end) of the matches in it, ascending, without overlap."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, before: str = "<mark>", after: str = "</mark>") -> str:
        """The text with something before and after each match. Nothing is escaped."""
        pieces, at = [], 0
        for start, end in self.marks:
            pieces += [self.text[at:start], before, self.text[start:end], after]
            at = end
        return "".join([*pieces, self.text[at:]])


@dataclass(frozen=True, slots=True)
class _Sought:
    """Exact forms that match by themselves, and sequences of them (a set of forms a place) with their slop."""

    forms: set[str] = field(default_factory=set)
    sequences: list[tuple[list[set[str]], int]] = field(default_factory=list)


class Highlighter:
    """Marks what one query sought. Forms come from the index's lexicon, so a marked word is one that matched."""

    def __init__(self, tree: query.Query, reader: PostingReader, lexicon: Lexicon) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._sought = _Sought()
        # Only exact forms are compared, so no dictionary is asked.
        self._chain = Chain(lookup=lambda exact: exact)
        self._collect(tree, stop_words=False)
        if not (self._sought.forms or self._sought.sequences):
            self._collect(tree, stop_words=True)

    def whole(self, text: str) -> Snippet:
        """The whole text with its matches: for titles."""
        return Snippet(text, tuple((start, end) for start, end, _ in self._matches(text)))

    def best(self, text: str) -> Snippet:
        """The passages with the most and the rarest-repeated matches, in the order of the text; its beginning where there is none."""
        matches = self._matches(text)
        if not matches:
            return _join(text, [(0, _passage_end(text, 0))], matches)
        return _join(text, sorted(_choose(text, matches)), matches)

    def _collect(self, node: query.Query, *, stop_words: bool) -> None:
        """Take in what the tree seeks; stop words only where it seeks nothing else."""
        if isinstance(node, query.Not | query.ConstantScoreQuery) or (
            isinstance(node, AnyField) and node.stop and not stop_words
        ):
            return
        if isinstance(node, query.Term):
            self._sought.forms.update(self._forms(node.fieldname, node.text))
        elif isinstance(node, query.Phrase):
            places = [self._forms(node.fieldname, word) for word in node.words]
            self._sought.sequences.append((places, node.slop))
        elif isinstance(node, MultiTerm):
            self._sought.forms.update(term.decode() for term in self._reader.expand(node))
        else:
            for child in node.children():
                self._collect(child, stop_words=stop_words)

    def _forms(self, name: str, term: str) -> set[str]:
        return {term} if name.endswith("_exact") else {term, *self._lexicon.forms_of(term)}

    def _matches(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, exact form) of each match, ascending."""
        tokens = list(self._chain.tokens(text))
        # A compound and its words overlap; its words are what is marked, unless only the compound matches.
        found = {token: token.exact for token in tokens if token.exact in self._sought.forms}
        for places, slop in self._sought.sequences:
            for run in _runs(tokens, places, slop):
                found.update((token, token.exact) for token in run)
        matches: list[tuple[int, int, str]] = []
        for token in sorted(found, key=lambda token: (token.start, -token.end)):
            if not matches or token.start >= matches[-1][1]:
                matches.append((token.start, _grapheme_end(text, token.end), token.exact))
        return matches


def _runs(tokens: Sequence[WordToken], places: Sequence[set[str]], slop: int) -> Iterator[list[WordToken]]:
    """Every stretch of tokens that fits the places one after another, each at most ``slop`` positions after the one before."""
    words = [token for token in tokens if not token.compound]
    for first, token in enumerate(words):
        if token.exact not in places[0]:
            continue
        run = [token]
        for place in places[1:]:
            near = (
                later
                for later in words[first + 1 :][: slop * len(places)]
                if 0 < later.position - run[-1].position <= slop and later.exact in place
            )
            following = next(near, None)
            if following is None:
                break
            run.append(following)
        else:
            yield run


def _grapheme_end(text: str, end: int) -> int:
    """Past combining marks and joiners that belong to the last letter."""
    while end < len(text) and (text[end] in _JOINERS or unicodedata.category(text[end]).startswith("M")):
        end += 1
    return end


def _choose(text: str, matches: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Up to two passages that begin at a sentence, or shortly before a match, and do not overlap."""
    sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    candidates = []
    for start, end, _ in matches:
        sentence = sentences[bisect_right(sentences, start) - 1]
        begin = sentence if end - sentence <= _PASSAGE_LENGTH else _word_start(text, start - _PASSAGE_LENGTH // 3)
        inside = [form for first, last, form in matches if begin <= first and last <= begin + _PASSAGE_LENGTH]
        # Different words count before the same one again.
        candidates.append((-(10 * len(set(inside)) + len(inside)), begin, set(inside)))
    chosen: list[tuple[int, int]] = []
    shown: set[str] = set()
    for _, begin, forms in sorted(candidates, key=lambda row: row[:2]):
        if len(chosen) == _PASSAGES:
            break
        apart = all(abs(begin - other) >= _PASSAGE_LENGTH for other, _ in chosen)
        if apart and not (chosen and forms <= shown):
            chosen.append((begin, _passage_end(text, begin)))
            shown |= forms
    return chosen


def _join(text: str, passages: Sequence[tuple[int, int]], matches: Sequence[tuple[int, int, str]]) -> Snippet:
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    length = 0
    for number, (begin, end) in enumerate(passages):
        lead = _ELLIPSIS if number else ("… " if begin else "")
        pieces += [lead, text[begin:end].replace("\n", " ")]
        length += len(lead)
        marks += [(length + s - begin, length + e - begin) for s, e, _ in matches if begin <= s and e <= end]
        length += end - begin
    if passages and passages[-1][1] < len(text.rstrip()):
        pieces.append(" …")
    return Snippet("".join(pieces), tuple(marks))


def _passage_end(text: str, begin: int) -> int:
    """Where a passage ends: before the word that would make it too long."""
    end = begin + _PASSAGE_LENGTH
    if end >= len(text):
        return len(text.rstrip())
    space = max(text.rfind(" ", begin, end), text.rfind("\n", begin, end))
    # One endless word is cut, but not through a letter and its marks.
    return space if space > begin else _grapheme_end(text, end)


def _word_start(text: str, place: int) -> int:
    """The first start of a word at or after a place."""
    if place <= 0:
        return 0
    space = min((found for found in (text.find(" ", place), text.find("\n", place)) if found >= 0), default=place - 1)
    return space + 1
