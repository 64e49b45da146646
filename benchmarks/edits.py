"""Copies of an article as other papers print them: cut, reordered, under another byline and headline, with a paragraph more.

Every edit is drawn by the seed, and heavier than most that wire copies go through: what is kept may be half of the original, what
is added a third of what is kept, and most copies are edited in several ways at once.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.article import Article

__all__ = ["EDITS", "EditedCorpus", "edit_corpus"]

# Edit → how many of the copies go through it.
EDITS = {"cut": 0.5, "reordered": 0.4, "byline": 0.6, "paragraph added": 0.5, "words dropped": 0.3}
_LEAST_KEPT, _MOST_KEPT = 0.5, 0.8  # of the sentences, from the top: news is cut from below
_LEAST_ADDED, _MOST_ADDED = 0.15, 0.33  # sentences of another article, by what is there
_DROPPED = 0.04  # of the words, one by one
_MOST_COPIES = 3
_SENTENCE = re.compile(r"[^।\n.!?]+[।.!?]*|\n+")
_PLACES = "लखनऊ पटना भोपाल जयपुर रांची देहरादून शिमला नागपुर इंदौर वाराणसी".split()
_NAMES = "अनिल शर्मा|सुनीता वर्मा|राकेश यादव|मीना झा|विशेष संवाददाता|कार्यालय संवाददाता|एजेंसी|नगर संवाददाता".split("|")


class EditedCorpus(NamedTuple):
    """Articles, copies among them in no order, and, of each that was edited or copied, the id of what it was made from."""

    articles: list[Article]
    original_of: dict[str, str]


def edit_corpus(articles: Sequence[Article], *, originals: int, seed: int) -> EditedCorpus:
    """Add one to three edited copies of each of so many articles, drawn by the seed."""
    chance = random.Random(seed)
    every = list(articles)
    original_of: dict[str, str] = {}
    for article in chance.sample(list(articles), originals):
        original_of[article.id] = article.id
        for number in range(chance.randint(1, _MOST_COPIES)):
            copy = _edited(article, chance.choice(articles), f"{article.id}-copy{number}", chance)
            original_of[copy.id] = article.id
            every.append(copy)
    chance.shuffle(every)
    return EditedCorpus(every, original_of)


def _edited(article: Article, other: Article, identity: str, chance: random.Random) -> Article:
    chosen = {edit for edit, share in EDITS.items() if chance.random() < share}
    sentences = _sentences(article.body)
    if "cut" in chosen:
        kept = round(len(sentences) * chance.uniform(_LEAST_KEPT, _MOST_KEPT))
        sentences = sentences[: max(1, kept)]
    headline = " ".join(chance.choice(sentences).split()[:9])
    if "reordered" in chosen:
        chance.shuffle(sentences)
    if "words dropped" in chosen:
        sentences = [_without_words(sentence, chance) for sentence in sentences]
    if "paragraph added" in chosen:
        added = "\n" + _paragraph(other, sum(len(each.split()) for each in sentences), chance)
        sentences.insert(chance.randint(1, len(sentences)), added + "\n")
    if "byline" in chosen:
        sentences.insert(0, f"{chance.choice(_NAMES)}, {chance.choice(_PLACES)}।")
    return replace(
        article,
        id=identity,
        title=headline,
        body=" ".join(sentences),
        published=article.published and article.published + timedelta(hours=chance.randint(1, 30)),
        source=f"{article.source} {chance.randint(2, 9)}",
        url=None,
    )


def _sentences(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE.findall(text) if each.strip()]


def _paragraph(article: Article, words: int, chance: random.Random) -> str:
    """Sentences of an article from one of them on, with about so many words as may be added to as many."""
    sentences = _sentences(article.body)
    first = chance.randrange(len(sentences))
    taken = " ".join(sentences[first:] + sentences[:first]).split()
    return " ".join(taken[: max(1, round(words * chance.uniform(_LEAST_ADDED, _MOST_ADDED)))])


def _without_words(sentence: str, chance: random.Random) -> str:
    return " ".join(word for word in sentence.split() if chance.random() >= _DROPPED)
