"""Endings that the rules of lemmas cut: tables for ``inflection``."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["NOUN_ENDINGS", "VERB_ENDINGS", "by_tail"]

NOUN_ENDINGS: dict[str, tuple[str, ...]] = {
    "ियाएं": ("िया",),
    "ियों": ("ी", "ि"),
    "ीयों": ("ीय", "ी"),
    "ियां": ("ी", "ि"),
    "ायें": ("ा",),
    "ाओं": ("ा", "ाओ"),
    "ाएं": ("ा",),
    "ईयों": ("ई",),
    "इयों": ("ई", "इ"),
    "इयां": ("ई", "इ"),
    "ईयां": ("ई",),
    "ीयां": ("ी",),
    "ुओं": ("ु", "ू"),
    "ुएं": ("ु", "ू"),
    "ओं": ("",),
    "एं": ("",),
    "ों": ("", "ा", "ो"),
    "ें": ("", "ा"),
}
"""Plural and oblique endings of nouns, each with the endings of the singular that the dictionary is asked for, the usual one
first: it is taken where the dictionary has none. Of two that fit the longer counts."""

VERB_ENDINGS: list[str] = (
    "ना ने नी ता ती ते तीं कर के ऊं एं ए े ूं ें ूंगा ूंगी ेगा ेगी ेंगे ेंगी ोगे ोगी एगा एगी एंगे एंगी ओगे ओगी "
    "ऊंगा ऊंगी येगा येगी येंगे येंगी या यी ये यीं ई ईं ा ी ीं िए िये इए इये िएगा इएगा"
).split(" ")


def by_tail(endings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Last two letters of a word → the endings it may have, longest first; for words with others, the last letter alone.

    A word is compared with one or two endings so, not with all fifty.
    """
    longest_first = sorted(endings, key=len, reverse=True)
    tails = {ending[-2:] for ending in longest_first}
    return {tail: tuple(ending for ending in longest_first if tail.endswith(ending[-2:])) for tail in tails}
