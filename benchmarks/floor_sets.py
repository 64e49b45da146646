"""The sets that floors are for: which files each is made of, and what khabar is measured by on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from indexer.analysis.chain import Chain
from indexer.entities import KINDS, EntityFinder
from query.vocabulary import Vocabulary

from .conflation import TREEBANKS, agreement, khabar_term, read_forms
from .engines import open_engine
from .entity_spans import by_tokens, f1
from .entity_training import read_sentences
from .judged_collections import COLLECTIONS
from .misspellings import SOURCES, missed, open_corpus, sample
from .quality import measure_engine
from .roman_words import CORPUS, CorpusWords, corpus_counts, hits, iter_asked

__all__ = ["SETS", "FloorSet"]

_SLIPS_EACH, _SEED = 100, 4  # as misspellings' own defaults


class FloorSet(NamedTuple):
    """``files`` and ``measure`` take the sample newsroom's folder and the shared data's; figures are 0 to 1, more is better."""

    files: Callable[[Path, Path], list[Path]]
    measure: Callable[[Path, Path], Mapping[str, float]]


def _ranking(name: str, data: Path, shared: Path) -> Mapping[str, float]:
    collection = COLLECTIONS[name](data, shared)
    with TemporaryDirectory() as folder:
        engine = open_engine("khabar", query_language=collection.query_language)
        return measure_engine(engine, collection, Path(folder))


def _conflation(name: str, data: Path, shared: Path) -> Mapping[str, float]:
    each = agreement(read_forms(shared / name), khabar_term())
    return {"precision": each.precision, "recall": each.recall, "F1": each.f1}


@functools.cache
def _corpus_words(shared: Path) -> CorpusWords:
    return CorpusWords(corpus_counts(shared))


def _roman(name: str, data: Path, shared: Path) -> Mapping[str, float]:
    words = _corpus_words(shared)
    first, among_five = hits(dict(iter_asked(shared, words))[name], Vocabulary(words).readings)
    return {"top-1": first, "top-5": among_five}


def _misspellings(data: Path, shared: Path) -> Mapping[str, float]:
    with open_corpus([shared / name for name in SOURCES]) as (suggest, counts):
        misspelt = sample(counts, _SLIPS_EACH, _SEED)
        lost = missed(suggest, misspelt)
    return {"among 3": 1 - sum(map(len, lost.values())) / sum(map(len, misspelt.values()))}


def _entities(data: Path, shared: Path) -> Mapping[str, float]:
    chain = Chain()
    rules, shipped = EntityFinder(chain, tagged=False), EntityFinder(chain)
    sentences = read_sentences(shared / "hiner_dev.conll", rules)
    figures: dict[str, float] = {}
    for label, found in (
        ("rules", (each.found for each in sentences)),
        ("shipped", (shipped.mentions(shipped.read(None, each.text)) for each in sentences)),
    ):
        scores = f1((by_tokens(each, own), each.gold) for each, own in zip(sentences, found, strict=True))
        figures |= {f"{label}, {kind} F1": scores[kind][2] for kind in (*KINDS, "all")}
    return figures


def _shared(*names: str) -> Callable[[Path, Path], list[Path]]:
    return lambda data, shared: [shared / name for name in names]


SETS: dict[str, FloorSet] = {
    "newsroom": FloorSet(lambda data, shared: [data], functools.partial(_ranking, "newsroom")),
    "xquad": FloorSet(_shared("xquad_hi_dev.json"), functools.partial(_ranking, "xquad")),
    "headlines": FloorSet(_shared("news_2020.jsonl.gz"), functools.partial(_ranking, "headlines")),
    **{
        name.removesuffix(".conllu"): FloorSet(_shared(name), functools.partial(_conflation, name))
        for name in TREEBANKS
    },
    **{
        name: FloorSet(_shared(f"{name}.tsv", *CORPUS), functools.partial(_roman, name))
        for name in ("dakshina_dev", "names_hi_en")
    },
    "misspellings": FloorSet(_shared(*SOURCES), _misspellings),
    "hiner_dev": FloorSet(_shared("hiner_dev.conll"), _entities),
}
