"""Stored text + what a query sought → the best passages, the matches marked on whole words of the original text."""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.analysis.chain import Chain
from indexer.analysis.late_pattern import late_pattern
from indexer.analysis.tokenize import iter_chunks
from indexer.codec.lexicon import Lexicon
from indexer.schema import EXACT_FIELDS, TEXT_FIELDS

from .postings import PostingReader
from .tree import AnyField

__all__ = ["Highlighter", "Snippet"]

_PASSAGE_LENGTH = 180
_LEAD_IN = _PASSAGE_LENGTH // 3
_PASSAGES = 2
_ELLIPSIS = " … "
_SENTENCE_END = late_pattern(r"[।॥?!\n]+\s*")
_SPACE = late_pattern(r"\s")
_GRAPHEME = late_pattern(r"\X")
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
_EXACT = frozenset(EXACT_FIELDS.values())
_TEXT = frozenset(TEXT_FIELDS) | _EXACT


class Snippet(NamedTuple):
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


class _Match(NamedTuple):
    """A word of a text that is marked, by its offsets and exact form."""

    start: int
    end: int
    form: str


_Word = tuple[int, int, str]
"""Any word of a text, as a match has it: of ten texts there are thousands, and a named tuple takes ten times as long to make."""


class Highlighter:
    """Marks what one query sought. Forms come from the index's lexicon, so a marked word is one that matched."""

    def __init__(self, tree: query.Query, reader: PostingReader, lexicon: Lexicon) -> None:
        self._reader = reader
        self._lexicon = lexicon
        # Exact forms that match by themselves, and sequences of them: a set of forms a place, with the slop.
        self._forms: set[str] = set()
        self._sequences: list[tuple[list[set[str]], int]] = []
        self._taken: set[tuple[bool, object]] = set()
        self._collect(tree, stop_words=False)
        if not (self._forms or self._sequences):
            self._collect(tree, stop_words=True)

    def whole(self, text: str) -> Snippet:
        """The whole text with its matches: for titles."""
        return Snippet(text, tuple((match.start, match.end) for match in self._matches(text)))

    def best(self, text: str) -> Snippet:
        """The passages with the most different matches, in the order of the text; its beginning where there is none."""
        matches = self._matches(text)
        return _join(text, _choose(text, matches) if matches else [(0, _passage_end(text, 0))], matches)

    def _collect(self, node: query.Query, *, stop_words: bool) -> None:
        """Take in what the tree seeks; stop words only where it seeks nothing else."""
        if isinstance(node, query.Not | query.ConstantScoreQuery):
            return
        if not isinstance(node, AnyField):
            for child in node.children():
                self._collect(child, stop_words=stop_words)
        elif stop_words or not node.stop:
            # A text shows what its own fields were asked for: "विदेश मंत्री" is sought by lemma in the entities, not here.
            in_text = [leaf for leaf in node.subqueries if leaf.fieldname in _TEXT]
            for leaf in in_text or node.subqueries:
                self._take(leaf)

    def _take(self, leaf: query.Query) -> None:
        is_exact = leaf.fieldname in _EXACT
        sought = (tuple(leaf.words), leaf.slop) if isinstance(leaf, query.Phrase) else leaf.text
        if isinstance(leaf, MultiTerm):
            for term in self._reader.expand(leaf):
                self._forms |= self._forms_of(is_exact, term)
        elif (is_exact, sought) in self._taken:  # in another field of the same analysis
            return
        elif isinstance(leaf, query.Phrase):
            self._sequences.append(([self._forms_of(is_exact, word) for word in leaf.words], leaf.slop))
        else:
            self._forms |= self._forms_of(is_exact, leaf.text)
        self._taken.add((is_exact, sought))

    def _forms_of(self, is_exact: bool, term: str) -> set[str]:
        return {term} if is_exact else {term, *self._lexicon.forms_of(term)}

    def _matches(self, text: str) -> list[_Match]:
        """The matches, ascending, without overlap. Of a compound its words are marked, or the whole where only that matches."""
        words, compounds = _read(text)
        forms = self._forms
        marked = {place for place, word in enumerate(words) if word[2] in forms}
        for places, slop in self._sequences:
            marked |= _in_sequence(words, places, slop)
        found = [words[place] for place in sorted(marked)]
        starts = [start for start, _, _ in found]
        found += [
            (start, end, form)
            for start, end, form in compounds
            if form in forms and bisect_left(starts, start) == bisect_left(starts, end)
        ]
        return _on_graphemes(text, sorted(found))


# Only exact forms are compared, so no dictionary is asked.
_CHAIN = Chain(lookup=lambda exact: exact)


@functools.lru_cache(maxsize=65_536)
def _terms(chunk: str) -> tuple[tuple[int, int, str, bool], ...]:
    """Of each term of a chunk its start, end, exact form, and whether it is a compound."""
    # A memo with a bound, unlike the chain's own: a program that searches for months shows most of its corpus.
    return tuple([(term.start, term.end, term.exact, term.compound) for term in _CHAIN.analyse(chunk)])


def _read(text: str) -> tuple[list[_Word], list[_Word]]:
    """The words of a text, each at the index that is its position, and its compounds."""
    words: list[_Word] = []
    compounds: list[_Word] = []
    for start, end in iter_chunks(text):
        for first, last, form, compound in _terms(text[start:end]):
            (compounds if compound else words).append((start + first, start + last, form))
    return words, compounds


def _in_sequence(words: Sequence[_Word], places: Sequence[set[str]], slop: int) -> set[int]:
    """The positions of all words that stand in some run through the places, each at most ``slop`` after the one before."""
    # As the evaluator does: from the last place back, those from which the end can be reached.
    reached: list[list[int]] = []
    for place in reversed(places):
        here = [position for position, word in enumerate(words) if word[2] in place]
        if reached:
            here = [position for position in here if _is_within(position, reached[-1], slop)]
        reached.append(here)
    first, *following = reversed(reached)
    found: set[int] = set()
    for position in first:
        found.add(position)
        for later in following:
            position = later[bisect_right(later, position)]  # noqa: PLW2901
            found.add(position)
    return found


def _is_within(position: int, later: Sequence[int], most: int) -> bool:
    place = bisect_right(later, position)
    return place < len(later) and later[place] - position <= most


def _on_graphemes(text: str, words: Sequence[_Word]) -> list[_Match]:
    """The words, each with all that belongs to its first and last letter."""
    matches: list[_Match] = []
    bounds: list[int] = []
    for start, end, form in words:
        if any(_is_attached(character) for character in (*text[start : start + 1], *text[end : end + 1])):
            # Rare, and so worth a look at the whole text: a mark may join even the letter after it.
            bounds = bounds or [0, *(grapheme.end() for grapheme in _GRAPHEME.finditer(text))]
            start, end = bounds[bisect_right(bounds, start) - 1], bounds[bisect_left(bounds, end)]  # noqa: PLW2901
        if not matches or start >= matches[-1].end:
            matches.append(_Match(start, end, form))
    return matches


def _is_attached(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")


def _choose(text: str, matches: Sequence[_Match]) -> list[tuple[int, int]]:
    """Up to two passages without overlap, ascending; each begins at a sentence, or shortly before a match."""
    sentences = [0, *(end.end() for end in _SENTENCE_END.finditer(text))]
    starts = [match.start for match in matches]
    inside: dict[int, list[str]] = {}
    for start, end, _ in matches:
        sentence = sentences[bisect_right(sentences, start) - 1]
        begin = sentence if end - sentence <= _PASSAGE_LENGTH else _passage_start(text, sentence, start)
        if begin not in inside:
            first, last = bisect_left(starts, begin), bisect_left(starts, _passage_end(text, begin))
            inside[begin] = [match.form for match in matches[first:last]]
    chosen: list[int] = []
    shown: set[str] = set()
    # Different words count before the same one again; of equal passages the earlier.
    for begin in sorted(
        inside, key=lambda begin: (-10 * len(set(inside[begin])) - len(inside[begin]), begin)
    ):
        if len(chosen) == _PASSAGES:
            break
        apart = all(abs(begin - other) >= _PASSAGE_LENGTH for other in chosen)
        if apart and not (chosen and shown.issuperset(inside[begin])):
            chosen.append(begin)
            shown.update(inside[begin])
    return [(begin, _passage_end(text, begin)) for begin in sorted(chosen)]


def _join(text: str, passages: Sequence[tuple[int, int]], matches: Sequence[_Match]) -> Snippet:
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    length = 0
    for number, (begin, end) in enumerate(passages):
        lead = _ELLIPSIS if number else (_ELLIPSIS.lstrip() if begin else "")
        pieces += [lead, text[begin:end].replace("\n", " ")]
        length += len(lead)
        marks += [
            (length + match.start - begin, length + match.end - begin)
            for match in matches
            if begin <= match.start and match.end <= end
        ]
        length += end - begin
    if passages[-1][1] < len(text.rstrip()):
        pieces.append(_ELLIPSIS.rstrip())
    return Snippet("".join(pieces), tuple(marks))


def _passage_start(text: str, sentence: int, match: int) -> int:
    """The start of a word a little before a match, in its sentence; the match where no word starts there."""
    before = match - _LEAD_IN
    if before <= sentence:
        return sentence
    space = _SPACE.search(text, before, match)
    return space.end() if space else match


def _passage_end(text: str, begin: int) -> int:
    """Where a passage ends: before the word that would make it too long."""
    end = begin + _PASSAGE_LENGTH
    if end >= len(text):
        return max(len(text.rstrip()), begin)
    space = max(text.rfind(" ", begin, end + 1), text.rfind("\n", begin, end + 1))
    if space > begin:
        return space
    # One endless word is cut, but not through a letter and its marks.
    return next(grapheme.end() for grapheme in _GRAPHEME.finditer(text, begin) if grapheme.end() >= end)
