"""Which rule changed a word, and at which stage, from what is written to its lemma: what ``khabar analyze`` shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .chain import DOTS, WordToken
from .lemma import Lookup, lemma_steps
from .lemma_words import CORRECTIONS, ENGLISH_PLURALS
from .normalize import iter_spelling_steps
from .tokenize import kind_of

__all__ = ["Step", "steps_of"]


class Step(NamedTuple):
    """One rule that changed a word. ``stage`` is ``word``, ``spelling`` or ``lemma``; the last ``after`` is the token's lemma."""

    stage: str
    rule: str
    before: str
    after: str


def steps_of(token: WordToken, lookup: Lookup) -> tuple[Step, ...]:
    """All steps of a token, in order; ``lookup`` is that of the chain which gave it. Empty where nothing changed."""
    steps: list[Step] = []
    form = token.text
    for stage, rule, after in _iter_changes(token, lookup):
        if after != form:
            steps.append(Step(stage, rule, form, after))
        form = after
    return tuple(steps)


def _iter_changes(token: WordToken, lookup: Lookup) -> Iterator[tuple[str, str, str]]:
    """Yield (stage, rule, form after it), also where the form stays."""
    kind = kind_of(token.text)
    if token.compound:
        yield "word", "compound", token.exact
        return
    if kind in ("url", "email"):
        yield "spelling", "case", token.exact
        return
    marked = kind in ("handle", "tag")
    mark, word = (token.text[0], token.text[1:]) if marked else ("", token.text)
    if kind == "abbreviation":
        word = word.translate(DOTS)
        yield "word", "abbreviation", word
    for rule, form in iter_spelling_steps(word):
        yield "spelling", rule, mark + form
    exact = token.exact.removeprefix(mark)
    yield "word", "apostrophe or comma", mark + exact
    if marked and token.lemma != token.exact:
        yield "word", kind, exact
    for rule, lemma in lemma_steps(exact, lookup):
        yield "lemma", _source_of(exact, rule), lemma
        exact = lemma


def _source_of(exact: str, rule: str) -> str:
    """The rule, or of what the dictionary has the list that it has it from."""
    if rule != "dictionary":
        return rule
    if exact in CORRECTIONS:
        return "word list"
    return "English plural" if exact in ENGLISH_PLURALS else rule
