"""News that nobody wrote, as many as wanted: Zipf's law over 400,000 Devanagari words, with topics and bursts.

Real enough for speed: postings as long as those of an archive, a long tail of rare words, words that return in the
article that has them. Not for ranking. It names no one, but a word that nobody knows may look like a name: one in ten
is taken for one, as in the articles of wiki; in those of news_2020 one in fourteen is.

A word is the beginning of one word of the dictionary and the end of another. Those of the first version were syllables
drawn one by one, as no Hindi word is made: the learned tagger took four in nine for names, and a fourth of the index was
names that no other article has.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import regex

from indexer.analysis.lemma import hindi_dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["VOCABULARY_SIZE", "build_vocabulary", "existing_or_written", "iter_records"]

VOCABULARY_SIZE = 400_000
_VERSION = (
    2  # part of the file's name: another text, which another dictionary gives too, needs another number
)
_SEED = 1947

# The most frequent words of Hindi, in about that order: analysis and ranking treat them as what they are.
_FUNCTION_WORDS = (
    "के में की है और से का को पर ने कि हैं यह भी एक इस कर नहीं लिए ही हो था गया तो साथ अपने किया बाद "
    "कहा वह रहे कुछ जा उन्होंने तक थे जो सकता करने रहा दिया लेकिन इसके थी वाले उनके हुए अब सभी"
).split()
_SYLLABLE = regex.compile(r"(?:\X(?<=\N{DEVANAGARI SIGN VIRAMA}))*\X")
_MOST_SYLLABLES = 6  # of a word of the dictionary that is cut in two

# Mandelbrot's shift: with it the commonest word is one in thirty (के in running Hindi), the function words a fifth.
_SHIFT = 1.0
_TOPICS = 64
_TOPIC_SHARE, _BURST_SHARE = (
    0.25,
    0.12,
)  # of the words of an article; the others are drawn from the whole language
_BURST_WORDS = 10  # words that an article returns to
_MEAN_WORDS = 360
_BATCH = 2_000

_FIRST_DAY = datetime(2015, 1, 1, tzinfo=UTC)
_DAYS = 3_650
_SOURCES = [f"समाचार {name}" for name in "भारत प्रदेश नगर जनपद दर्पण प्रभात संध्या लोक राष्ट्र विश्व युग धारा".split()]
_CATEGORIES = "राजनीति खेल व्यापार मनोरंजन विज्ञान स्वास्थ्य शिक्षा अपराध विदेश मौसम".split()


def existing_or_written(articles: int, cache: Path) -> Path:
    """Return the file of that many articles in the cache folder; write it if it is not there yet."""
    path = cache / f"synthetic-{articles}-v{_VERSION}.jsonl"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("w", encoding="utf-8", newline="\n") as lines:
            for record in iter_records(articles):
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
        unfinished.rename(path)
    return path


def iter_records(articles: int, *, seed: int = _SEED) -> Iterator[dict[str, str]]:
    """Yield articles as records with khabar's keys, dates ascending over ten years; the same for the same arguments.

    Only ``Generator.random`` is drawn from: NumPy promises its stream between versions more than any other's.
    """
    words = build_vocabulary(seed)
    chance = np.random.Generator(np.random.PCG64(seed))
    for start in range(0, articles, _BATCH):
        count = min(_BATCH, articles - start)
        yield from _iter_batch(words, chance, start, count, articles)


@cache
def build_vocabulary(seed: int = _SEED) -> np.ndarray:
    """Return object[VOCABULARY_SIZE], distinct words by rank: real function words, then ever longer invented ones."""
    chance = np.random.Generator(np.random.PCG64(seed + 1))
    beginnings, ends = _halves()
    words = dict.fromkeys(_FUNCTION_WORDS)
    known = hindi_dictionary()
    while len(words) < VOCABULARY_SIZE:
        # Two syllables for the commonest, three from rank 8,000 on, four from 128,000 on; and one more by chance.
        syllables = 2 + max(0, len(words) // 1_000).bit_length() // 4
        wanted = max(500, len(words) // 4)
        for first, last, longer in chance.random((wanted, 3)).tolist():
            size = syllables + (longer < 0.4)
            word = _drawn(beginnings[size // 2], first) + _drawn(ends[size - size // 2], last)
            if word not in known:
                words.setdefault(word)
    vocabulary = np.array(list(words)[:VOCABULARY_SIZE], dtype=object)
    vocabulary.flags.writeable = False  # all callers share it
    return vocabulary


def _halves() -> tuple[list[list[str]], list[list[str]]]:
    """Beginnings and ends of the words of the dictionary, by how many syllables they have; common ones come often."""
    beginnings: list[list[str]] = [[] for _ in range(_MOST_SYLLABLES)]
    ends: list[list[str]] = [[] for _ in range(_MOST_SYLLABLES)]
    for word in sorted(hindi_dictionary()):
        syllables = _SYLLABLE.findall(word)
        if 2 <= len(syllables) <= _MOST_SYLLABLES and all("\u0900" <= letter <= "\u097f" for letter in word):
            for cut in range(1, len(syllables)):
                beginnings[cut].append("".join(syllables[:cut]))
                ends[len(syllables) - cut].append("".join(syllables[cut:]))
    return beginnings, ends


def _drawn(parts: list[str], draw: float) -> str:
    return parts[int(draw * len(parts))]


def _iter_batch(
    words: np.ndarray, chance: np.random.Generator, start: int, count: int, articles: int
) -> Iterator[dict[str, str]]:
    topics = (chance.random(count) * _TOPICS).astype(np.int64)
    # Lengths between a third and three times the mean, short ones more often, as news items are.
    lengths = (_MEAN_WORDS * (0.33 + 2.68 * chance.random(count) ** 3)).astype(np.int64)
    bursts = _topical(_ranks(chance.random((count, _BURST_WORDS))), topics[:, np.newaxis])
    text = words[_draw_words(chance, lengths, topics, bursts)].tolist()
    titles = words[_draw_titles(chance, bursts)].tolist()
    title_lengths = (6 + 7 * chance.random(count)).astype(np.int64).tolist()
    sources = (len(_SOURCES) * chance.random(count) ** 2).astype(np.int64).tolist()
    # Sentences of 8 to 24 words, more of them than the longest text has.
    sentences = np.cumsum(
        8 + (17 * chance.random((count, lengths.max() // 8 + 1))).astype(np.int64), axis=1
    ).tolist()
    ends = np.cumsum(lengths).tolist()
    for number, end in enumerate(ends):
        place = start + number
        when = _FIRST_DAY + timedelta(minutes=round(_DAYS * 24 * 60 * place / articles))
        yield {
            "id": f"synthetic-{place}",
            "title": " ".join(titles[number][: title_lengths[number]]),
            "body": _body(text[end - int(lengths[number]) : end], sentences[number]),
            "published": when.isoformat(),
            "source": _SOURCES[sources[number]],
            "category": _CATEGORIES[int(topics[number]) % len(_CATEGORIES)],
        }


def _ranks(draws: np.ndarray) -> np.ndarray:
    """Uniform draws → ranks by the Zipf-Mandelbrot law of exponent 1, by the inverse of its (continuous) distribution."""
    span = np.log((VOCABULARY_SIZE + _SHIFT) / _SHIFT)
    ranks = np.exp(draws * span) * _SHIFT - _SHIFT
    return np.asarray(np.minimum(ranks, VOCABULARY_SIZE - 1), np.int64)


def _topical(ranks: np.ndarray, topics: np.ndarray) -> np.ndarray:
    """The language with its words in another order for each topic: what is rare elsewhere is common there."""
    first = len(_FUNCTION_WORDS)
    return np.asarray(first + (ranks + topics * (VOCABULARY_SIZE // _TOPICS)) % (VOCABULARY_SIZE - first))


def _draw_words(
    chance: np.random.Generator, lengths: np.ndarray, topics: np.ndarray, bursts: np.ndarray
) -> np.ndarray:
    """Word numbers int64[sum of lengths] of all bodies, one after the other; ``bursts`` int64[articles, _BURST_WORDS]."""
    ranks, kinds, places = chance.random((3, int(lengths.sum())))
    ranks = _ranks(ranks)
    article = np.repeat(np.arange(len(lengths)), lengths)
    own = bursts[article, (places * _BURST_WORDS).astype(np.int64)]
    topical = np.where(kinds < _BURST_SHARE + _TOPIC_SHARE, _topical(ranks, topics[article]), ranks)
    return np.where(kinds < _BURST_SHARE, own, topical)


def _draw_titles(chance: np.random.Generator, bursts: np.ndarray) -> np.ndarray:
    """Word numbers int64[articles, 12]: in turns what the article is about and any words."""
    numbers = _ranks(chance.random((len(bursts), 12)))
    numbers[:, ::2] = bursts[:, :6]
    return numbers


def _body(text: list[str], ends: list[int]) -> str:
    """Sentences that end in a danda at these places, paragraphs of three sentences."""
    pieces, start = [], 0
    for number, end in enumerate(ends, 1):
        if start >= len(text):
            break
        pieces += [" ".join(text[start:end]), "।\n" if number % 3 == 0 else "। "]
        start = end
    return "".join(pieces).strip()
