"""What the engines are asked: twelve classes of questions, sampled from the articles that they search."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any, Literal

import regex

from .engines.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.article import Article

__all__ = ["CLASSES", "Question", "sample_questions"]

Match = Literal["any", "all", "phrase", "prefix", "fuzzy"]

_IST = timezone(timedelta(hours=5, minutes=30), "IST")
_OPERATORS = frozenset({"AND", "OR", "NOT", "IN", "TO", "NEAR"})  # of one engine's language or another's
_HEADLINE_WORDS = (
    9  # what a headline of news_2020 has at the median; so much of the body stands in for a missing one
)
_DAYS_AROUND = 15


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``match`` says how the words of ``text`` must occur in title or body.

    ``prefix`` and ``fuzzy`` have one word: that it begins with, that it is one edit away from. The days, in India, count
    in. ``total`` asks for the exact number of matches too, where an engine can leave it out. ``facets`` asks how many
    of the matches each source has, in place of titles, and ``days`` how many each day has. ``collapsed`` shows one article of
    each story.
    """

    text: str
    match: Match = "any"
    first_day: date | None = None
    last_day: date | None = None
    source: str | None = None
    newest_first: bool = False
    total: bool = True
    facets: bool = False
    days: bool = False
    collapsed: bool = False

    @property
    def since(self) -> datetime | None:
        """The first moment that counts in."""
        return datetime.combine(self.first_day, time(), _IST) if self.first_day else None

    @property
    def until(self) -> datetime | None:
        """The first moment that does not."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), _IST) if self.last_day else None

    def to_json(self) -> dict[str, Any]:
        """As JSON has it, days in ISO form."""
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in asdict(self).items()
        }

    @classmethod
    def of_json(cls, record: dict[str, Any]) -> Question:
        """The inverse of ``to_json``."""
        days = {key: date.fromisoformat(record[key]) for key in ("first_day", "last_day") if record[key]}
        return cls(**{**record, **days})


def sample_questions(
    articles: Iterable[Article], size: int, *, seed: int = 2025
) -> dict[str, list[Question]]:
    """Return at most ``size`` questions of each class; each is answered by at least one article.

    Deterministic for the articles and their order. A class that the articles cannot give (dates, sources) is absent.
    """
    sample = _reservoir(articles, size, random.Random(seed))
    questions = {}
    for name, ask in CLASSES.items():
        # Of each class a stream of its own: a new class leaves the questions of the others as they are.
        chance = random.Random(f"{seed} {name}")
        asked = [question for article in sample for question in ask(article, chance)]
        if asked:
            questions[name] = asked
    return questions


def _reservoir(articles: Iterable[Article], size: int, chance: random.Random) -> list[Article]:
    """Keep ``size`` articles of a stream, each with the same chance (algorithm R; Vitter 1985), in random order."""
    kept: list[Article] = []
    for number, article in enumerate(articles):
        if number < size:
            kept.append(article)
        elif (place := chance.randrange(number + 1)) < size:
            kept[place] = article
    chance.shuffle(kept)
    return kept


def _headline(article: Article, chance: random.Random) -> Iterator[Question]:
    text = article.title or " ".join(words(article.body)[:_HEADLINE_WORDS])
    if words(text):
        yield Question(text)


def _headline_without_total(article: Article, chance: random.Random) -> Iterator[Question]:
    for question in _headline(article, chance):
        yield replace(question, total=False)


def _two_words(article: Article, chance: random.Random) -> Iterator[Question]:
    """Two different words, each drawn by how often it occurs: common ones often, as in what people type."""
    known = _plain_words(article)
    if len(set(known)) > 1:
        first = chance.choice(known)
        yield Question(f"{first} {chance.choice([word for word in known if word != first])}")


def _both_words(article: Article, chance: random.Random) -> Iterator[Question]:
    for question in _two_words(article, chance):
        yield replace(question, match="all")


def _phrase(article: Article, chance: random.Random) -> Iterator[Question]:
    """Two or three words in a row, with nothing but spaces between: no engine has to agree on punctuation."""
    length = chance.choice((2, 3))
    runs = [run.split() for run in regex.findall(r"(?:[\p{L}\p{M}]+ )+[\p{L}\p{M}]+", article.body)]
    runs = [run for run in runs if len(run) >= length]
    if runs:
        run = chance.choice(runs)
        start = chance.randrange(len(run) - length + 1)
        yield Question(" ".join(run[start : start + length]), "phrase")


def _prefix(article: Article, chance: random.Random) -> Iterator[Question]:
    """The first two or three written letters, signs included, of a word that has more."""
    letters = [regex.findall(r"\X", word) for word in _plain_words(article)]
    letters = [word for word in letters if len(word) > 3]
    if letters:
        yield Question("".join(chance.choice(letters)[: chance.choice((2, 3))]), "prefix")


def _fuzzy(article: Article, chance: random.Random) -> Iterator[Question]:
    """A word of six code points or more that lost one; the first stays, since some engines hold it fast."""
    known = [word for word in _plain_words(article) if len(word) > 5]
    if known:
        word = chance.choice(known)
        place = chance.randrange(1, len(word))
        yield Question(word[:place] + word[place + 1 :], "fuzzy")


def _dated_of_source(article: Article, chance: random.Random) -> Iterator[Question]:
    if article.published and article.source:
        day, around = article.published.astimezone(_IST).date(), timedelta(days=_DAYS_AROUND)
        for question in _two_words(article, chance):
            yield replace(question, first_day=day - around, last_day=day + around, source=article.source)


def _newest_first(article: Article, chance: random.Random) -> Iterator[Question]:
    if article.published:
        for question in _two_words(article, chance):
            yield replace(question, newest_first=True)


def _facets(article: Article, chance: random.Random) -> Iterator[Question]:
    if article.source:
        for question in _two_words(article, chance):
            yield replace(question, facets=True)


def _days(article: Article, chance: random.Random) -> Iterator[Question]:
    if article.published:
        for question in _two_words(article, chance):
            yield replace(question, days=True)


def _collapsed(article: Article, chance: random.Random) -> Iterator[Question]:
    for question in _two_words(article, chance):
        yield replace(question, collapsed=True)


def _plain_words(article: Article) -> list[str]:
    """The words of title and body that are letters and signs alone, and no engine's operator."""
    text = f"{article.title or ''} {article.body}"
    return [word for word in regex.findall(r"\b\p{L}[\p{L}\p{M}]+\b", text) if word not in _OPERATORS]


# Name of the class → what it asks about an article.
CLASSES: dict[str, Callable[[Article, random.Random], Iterator[Question]]] = {
    "headlines": _headline,
    "headlines, no total": _headline_without_total,
    "2 words, any": _two_words,
    "2 words, all": _both_words,
    "phrase": _phrase,
    "prefix": _prefix,
    "fuzzy": _fuzzy,
    "date and source": _dated_of_source,
    "newest first": _newest_first,
    "facet counts": _facets,
    "trends by day": _days,
    "collapsed": _collapsed,
}
