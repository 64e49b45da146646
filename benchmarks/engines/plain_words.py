"""A query without khabar's query language, so that a headline can be asked as it stands."""

from __future__ import annotations

import re

__all__ = ["as_plain_words"]

# What khabar's query language gives a meaning to. Hyphens inside a word stay: भारत-रूस is one compound.
_SYNTAX = re.compile(
    r"""["“”„«»()\[\]{}:*?~^\\|&!]  # phrases, groups, fields, wildcards, fuzzy words, boosts
      | \.\.+                       # ranges
      # must not, exactly: at the start of a word only
      | (?<!\S)[-+\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]+
    """,
    re.VERBOSE,
)
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b")


def as_plain_words(query: str) -> str:
    """Take khabar's operators out: syntax becomes a space, AND OR NOT are lower-cased to mere words."""
    without_syntax = _SYNTAX.sub(" ", query)
    # Twice: a bracket or quote taken away can leave its hyphen at the start of a word.
    without_syntax = _SYNTAX.sub(" ", without_syntax)
    return " ".join(_OPERATOR.sub(lambda found: found[0].lower(), without_syntax).split())
