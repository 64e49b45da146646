"""Words that stand for many: चुना*, च?नाव, मोदि~."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whoosh import query

from indexer.analysis.late_pattern import late_pattern
from indexer.analysis.normalize import normalize_word

__all__ = ["read_pattern"]

# Punctuation around a pattern: "चुना*,"
_EDGES = late_pattern(r"^[^\p{L}\p{M}\p{N}*?]+|[^\p{L}\p{M}\p{N}*?~]+$")
_FUZZY = late_pattern(r"(.*\p{L}.*)~(\d*)")
# A question mark that ends a word is punctuation: "कब तक?"; in an address it is part of it.
_WILDCARD = late_pattern(r"(?!https?://|www\.).*(?:\*|\?(?=[\p{L}\p{M}\p{N}])).*")
_PIECE = late_pattern(r"[*?]|[^*?]+")
# No term holds them, and to Whoosh a bracket is a wildcard too.
_NOT_IN_TERMS = str.maketrans("", "", "[]'’")
# From this length on (in characters of the exact form) two letters may differ where none was said.
_LONG = 6


def read_pattern(text: str, fields: Sequence[str]) -> list[query.Query]:
    """A leaf a field for a word with a mark of patterns; none where it is a plain word. Raises ValueError for a bad one."""
    if "*" not in text and "?" not in text and "~" not in text:
        return []
    text = _EDGES.sub("", text)
    if fuzzy := _FUZZY.fullmatch(text):
        return _fuzzy(normalize_word(fuzzy[1]), fuzzy[2], fields)
    if not _WILDCARD.fullmatch(text):
        return []
    pattern = "".join(_iter_exact_pieces(text))
    if not pattern.strip("*?"):
        raise ValueError("a wildcard needs at least one letter beside it, as चुना*")
    prefix = pattern[:-1]
    if pattern.endswith("*") and "*" not in prefix and "?" not in prefix:
        return [query.Prefix(name, prefix) for name in fields]
    return [query.Wildcard(name, pattern) for name in fields]


def _fuzzy(word: str, distance: str, fields: Sequence[str]) -> list[query.Query]:
    edits = int(distance) if distance else 1 + (len(word) >= _LONG)
    if edits not in (1, 2):
        raise ValueError("a word may differ in one or two letters: word~1 or word~2")
    # The first letter is held: without it every word of the index would have to be compared.
    return [query.FuzzyTerm(name, word, maxdist=edits, prefixlength=1) for name in fields]


def _iter_exact_pieces(text: str) -> Iterator[str]:
    """The pieces between wildcards in exact form; one may be cut where a rule of the whole word would not apply."""
    for piece in _PIECE.findall(text):
        yield piece if piece in "*?" else normalize_word(piece).translate(_NOT_IN_TERMS)
