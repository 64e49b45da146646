"""What a person typed → a Whoosh query tree.

::

    query    := clause+                         words side by side; see below
    clause   := all ("OR" all)*
    all      := one ("AND" one)*
    one      := ("-" | "NOT") one | "+" word | field ":" one | "(" query ")" | phrase | word

Of clauses side by side, every marked one must match ("phrase", +word, field:word, -word, dates, patterns: चुना* word~), and of
the bare words and groups any may, but one must (``all_words``: every one must). Whoosh's own parser is not used because it takes
every text for a query: it cannot say that a quote is open or a field does not exist, nor at which column; and it costs more to
load than a search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from whoosh import query

from indexer.analysis.chain import Chain, WordToken
from indexer.analysis.late_pattern import late_pattern
from indexer.errors import QuerySyntaxError
from indexer.schema import ENTITY_FIELDS, EXACT_FIELDS, RANKED_FIELDS, QueryField

from .dates import read_range, read_span
from .lexer import FIELD_NAMES, Kind, Token, iter_query_tokens
from .patterns import read_pattern
from .tree import FILTERED, AllWords, AnyField, AnyWords, Word
from .vocabulary import Correction, Vocabulary

__all__ = ["ParsedQuery", "parse_literal", "parse_query"]

_EVERYWHERE = QueryField("", (), RANKED_FIELDS, tuple(EXACT_FIELDS.get(name, name) for name in RANKED_FIELDS))
# Names of entities are indexed in both scripts, whatever the text has.
_IN_TEXT = QueryField(
    "",
    (),
    tuple(name for name in _EVERYWHERE.lemma if name not in ENTITY_FIELDS),
    tuple(name for name in _EVERYWHERE.exact if name not in ENTITY_FIELDS),
)
# Matching these orders nothing: whether an article is of a source is yes or no.
_FILTER_FIELDS = frozenset({"source", "category", "author"})
_DATES = frozenset({"date", "after", "before"})
_EXACT = frozenset(EXACT_FIELDS.values())
_SURROGATE = late_pattern(r"[\uD800-\uDFFF]")
_DEEPEST = 50
_JOINING = (Kind.AND, Kind.OR)


class ParsedQuery(NamedTuple):
    """The tree, and the words that were sought by others than those typed."""

    tree: query.Query
    corrections: tuple[Correction, ...]


@dataclass(slots=True)
class _Parts:
    """The clauses side by side, sorted by what they ask."""

    bare: list[query.Query] = field(default_factory=list)
    marked: list[query.Query] = field(default_factory=list)
    barred: list[query.Query] = field(default_factory=list)


def parse_query(
    text: str,
    chain: Chain,
    vocabulary: Vocabulary,
    *,
    all_words: bool = False,
    now: datetime | None = None,
) -> ParsedQuery:
    """Read a query of the whole language; days like आज count from ``now``, the present moment if that is None.

    Raises QuerySyntaxError, with the column, and UnknownFieldError.
    """
    text = _encodable(text)
    return _Parser(text, list(iter_query_tokens(text)), chain, vocabulary, all_words, now).parse()


def parse_literal(
    text: str,
    chain: Chain,
    vocabulary: Vocabulary,
    *,
    all_words: bool = False,
) -> ParsedQuery:
    """Read the text as plain words: no mark means anything, no date either. For headlines and questions pasted whole.

    Raises QuerySyntaxError where there is no word.
    """
    return _Parser(_encodable(text), (), chain, vocabulary, all_words).parse_literal()


class _Parser:
    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        chain: Chain,
        vocabulary: Vocabulary,
        all_words: bool,
        now: datetime | None = None,
    ) -> None:
        self._text = text
        self._tokens = tokens
        self._chain = chain
        self._vocabulary = vocabulary
        self._everywhere = _IN_TEXT if vocabulary.exact_script else _EVERYWHERE
        self._words: Callable[[list[query.Query]], query.Query] = AllWords if all_words else AnyWords
        self._now = now
        self._next = 0
        self._depth = 0
        self._corrections: list[Correction] = []

    def parse(self) -> ParsedQuery:
        tree = self._sequence(self._everywhere)
        if (token := self._peek()) is not None:
            raise self._error("this bracket closes nothing; leave it out", token)
        return self._parsed(tree)

    def parse_literal(self) -> ParsedQuery:
        words = [word for chunk in self._text.split() for word in self._chain.words(chunk)]
        parts = _Parts(bare=[self._word(self._everywhere, word) for word in words])
        return self._parsed(self._combined(parts))

    def _parsed(self, tree: query.Query | None) -> ParsedQuery:
        if tree is None:
            raise QuerySyntaxError("there is no word to search for", query=self._text, column=1)
        return ParsedQuery(tree, tuple(self._corrections))

    # Grammar: one method a rule; None stands for clauses without a word in them (punctuation).

    def _sequence(self, where: QueryField) -> query.Query | None:
        parts = _Parts()
        while (token := self._peek()) is not None and token.kind is not Kind.CLOSE:
            if token.kind in _JOINING:
                raise self._error(f"{token.text} joins two parts, and nothing stands before it", token)
            if token.kind is Kind.WORD and not self._is_joined():
                self._bare_word(where, self._take(), parts)
            else:
                self._clause(where, parts)
        return self._combined(parts)

    def _combined(self, parts: _Parts) -> query.Query | None:
        demanded = list(parts.marked)
        if bare := self._with_other_names(parts.bare):
            demanded.append(bare[0] if len(bare) == 1 else self._words(bare))
        if parts.barred:
            demanded = demanded or [query.Every()]
            return query.And([*demanded, *(query.Not(each) for each in parts.barred)])
        if not demanded:
            return None
        return demanded[0] if len(demanded) == 1 else query.And(demanded)

    def _with_other_names(self, bare: list[query.Query]) -> list[query.Query]:
        """The same, with what any of them together are called too: beside them, or, where all must match, in place of them."""
        all_must = self._words is AllWords
        words = [each if isinstance(each, Word) else None for each in bare]
        names = self._vocabulary.names(words, part_of_name=all_must) if len(words) > 1 else []
        for start, end, other in reversed(names):
            self._tell(Correction(other.label, other.others))
            if not all_must:
                bare = [*bare, other]
                continue
            either = AnyWords([AllWords(bare[start:end]), other])
            bare = [*bare[:start], either, *bare[end:]]
        return bare

    def _tell(self, correction: Correction) -> None:
        if correction not in self._corrections:
            self._corrections.append(correction)

    def _clause(self, where: QueryField, parts: _Parts) -> None:
        """Read one clause of a sequence into the part where it belongs."""
        found = _Parts()
        self._one(where, found)
        if not self._at(*_JOINING):
            parts.bare += found.bare
            parts.marked += found.marked
            parts.barred += found.barred
            return
        joined = self._joined(where, self._combined(found))
        if joined is not None:
            parts.bare.append(joined)

    def _joined(self, where: QueryField, first: query.Query | None) -> query.Query | None:
        """The rest of ``a AND b OR c AND d`` after its first part; AND binds closer."""
        alternatives: list[query.Query] = []
        together = [first]
        while self._at(*_JOINING):
            operator = self._take()
            if (token := self._peek()) is None or token.kind in (Kind.AND, Kind.OR, Kind.CLOSE):
                raise self._error(f"{operator.text} joins two parts, and nothing stands after it", operator)
            following = _Parts()
            self._one(where, following)
            if operator.kind is Kind.OR:
                alternatives += _all_of(together)
                together = []
            together.append(self._combined(following))
        alternatives += _all_of(together)
        if not alternatives:
            return None
        return alternatives[0] if len(alternatives) == 1 else AnyWords(alternatives)

    def _one(self, where: QueryField, parts: _Parts) -> None:
        token = self._take()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(f"more than {_DEEPEST} brackets and marks within one another", token)
        if token.kind is Kind.NOT:
            parts.barred += self._operand(where, token, "leave out")
        elif token.kind is Kind.PLUS:
            parts.marked += self._exactly(where, token)
        elif token.kind is Kind.FIELD:
            parts.marked += self._fielded(token)
        elif token.kind is Kind.OPEN:
            group = self._group(where, token)
            if group is not None:
                parts.bare.append(group)
        elif token.kind is Kind.PHRASE:
            parts.marked += self._phrase(where, token)
        else:
            self._bare_word(where, token, parts)
        self._depth -= 1

    def _operand(self, where: QueryField, operator: Token, purpose: str) -> list[query.Query]:
        """What follows a mark, as one query; a word of several parts (-भारत-रूस) as a phrase."""
        token = self._peek()
        if token is None or token.kind in (Kind.CLOSE, Kind.AND, Kind.OR):
            mark = f"{operator.text}:" if operator.kind is Kind.FIELD else operator.text
            raise self._error(f"{mark} needs a word after it to {purpose}", operator)
        if token.kind is Kind.WORD and self._pattern(where, token) is None:
            return self._unit(where, self._take())
        parts = _Parts()
        self._one(where, parts)
        combined = self._combined(parts)
        return [] if combined is None else [combined]

    def _group(self, where: QueryField, opening: Token) -> query.Query | None:
        inside = self._sequence(where)
        if not self._at(Kind.CLOSE):
            raise self._error("the bracket ( is never closed; add ) where the group ends", opening)
        self._take()
        return inside

    # Leaves.

    def _fielded(self, token: Token) -> list[query.Query]:
        if token.text in _DATES:
            return [self._date(token)]
        found = self._operand(FIELD_NAMES[token.text], token, "look for in that field")
        if token.text in _FILTER_FIELDS:
            return [query.ConstantScoreQuery(each, FILTERED) for each in found]
        return found

    def _date(self, token: Token) -> query.Query:
        value = self._peek()
        if value is None or value.kind not in (Kind.WORD, Kind.PHRASE):
            raise self._error(f"{token.text}: needs a date after it, as 2025-11-18", token)
        self._take()
        try:
            start, end = _DATE_READERS[token.text](value.text, self._now)
        except ValueError as error:
            raise self._error(f"{error}{self._quoting(token, value)}", value) from None
        return query.ConstantScoreQuery(
            query.NumericRange("published", start, None if end is None else end - 1), FILTERED
        )

    def _quoting(self, token: Token, value: Token) -> str:
        """What to add where a date of several words may have been meant (after:7 days ago)."""
        if value.kind is Kind.PHRASE or not self._at(Kind.WORD):
            return ""
        return f'; a date of several words stands in quotes, {token.text}:"7 days ago"'

    def _bare_word(self, where: QueryField, token: Token, parts: _Parts) -> None:
        if (pattern := self._pattern(where, token)) is not None:
            parts.marked.append(pattern)
            return
        parts.bare += [self._word(where, word) for word in self._chain.words(token.text)]

    def _word(self, where: QueryField, word: WordToken) -> query.Query:
        node, correction = self._vocabulary.word(word, where.lemma)
        if correction is not None:
            self._tell(correction)
        return node

    def _unit(self, where: QueryField, token: Token) -> list[query.Query]:
        """A marked word: by lemma; a compound's words in order, as a phrase of lemmas."""
        words = self._chain.words(token.text)
        if len(words) == 1:
            return [self._word(where, words[0])]
        return _phrase(where.lemma, words, token)

    def _exactly(self, where: QueryField, plus: Token) -> list[query.Query]:
        token = self._peek()
        if token is None or token.kind not in (Kind.WORD, Kind.PHRASE):
            raise self._error("+ needs a word right after it, as +नेताओं", plus)
        self._take()
        # Tags and entities have lemmas only: they do not show whether it is exactly this form.
        exact = tuple(name for name in where.exact if name in _EXACT)
        return _phrase(exact or where.exact, self._chain.words(token.text), token)

    def _phrase(self, where: QueryField, token: Token) -> list[query.Query]:
        """The exact words, in order, side by side (or ``slop - 1`` others between); by lemma where a field has no exact form."""
        return _phrase(where.exact, self._chain.words(token.text), token)

    def _pattern(self, where: QueryField, token: Token) -> query.Query | None:
        """word~ or a word with * or ?; None where it is neither."""
        try:
            leaves = read_pattern(token.text, where.exact)
        except ValueError as error:
            raise self._error(str(error), token) from None
        return AnyField(leaves, label=token.text) if leaves else None

    # Tokens.

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _at(self, *kinds: Kind) -> bool:
        token = self._peek()
        return token is not None and token.kind in kinds

    def _is_joined(self) -> bool:
        """Whether the token after this one joins it to another."""
        following = self._next + 1
        return following < len(self._tokens) and self._tokens[following].kind in _JOINING

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _error(self, message: str, token: Token) -> QuerySyntaxError:
        return QuerySyntaxError(message, query=self._text, column=token.column)


def _after(text: str, now: datetime | None) -> tuple[int | None, int | None]:
    return read_span(text, now)[0], None


def _before(text: str, now: datetime | None) -> tuple[int | None, int | None]:
    return None, read_span(text, now)[0]


_DATE_READERS: dict[str, Callable[[str, datetime | None], tuple[int | None, int | None]]] = {
    "date": read_range,
    # From the start of that day on; up to its start.
    "after": _after,
    "before": _before,
}


def _all_of(queries: Sequence[query.Query | None]) -> list[query.Query]:
    present = [each for each in queries if each is not None]
    return present if len(present) < 2 else [AllWords(present)]


def _encodable(text: str) -> str:
    """Without what UTF-8, and so the index, cannot hold (an argument of a command line may); columns stay."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def _phrase(fields: Sequence[str], words: Sequence[WordToken], token: Token) -> list[query.Query]:
    """The words in order, in the form that each field has; none where there is no word."""
    if not words:
        return []
    leaves = []
    for name in fields:
        forms = [word.exact if name in _EXACT else word.lemma for word in words]
        leaves.append(
            query.Term(name, forms[0]) if len(forms) == 1 else query.Phrase(name, forms, slop=token.slop)
        )
    return [AnyField(leaves, label=token.text)]
