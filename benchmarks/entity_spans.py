"""``python -m benchmarks.entity_spans``: F1 of exact typed spans on HiNER, by five-fold cross-validation, beside the peers.

The rules need no training; the tagger learns from the other four folds (a fold is every fifth sentence). Spans are compared by
HiNER's tokens. The peer is a plain linear-chain CRF (python-crfsuite, L-BFGS): words, ends and shapes of five tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from indexer.analysis.chain import Chain
from indexer.entities import KINDS, EntityFinder

from .entity_training import Sentence, Span, learn, read_sentences
from .tables import Table, show
from .word_classes import learn_word_classes

__all__ = ["by_tokens", "f1", "iter_cross_validated", "iter_entity_tables"]

_FOLDS = 5
_HEADINGS = ["system", *(f"{kind} {figure}" for kind in KINDS for figure in "PRF"), "all", "mean"]
Answer = tuple[Collection[Span], Collection[Span]]
"""The spans found in a sentence, and the annotators'."""


def f1(answers: Iterable[Answer]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 by kind, and of ``all`` kinds together; 0 where nothing was found or sought."""
    right, found, sought = Counter[str](), Counter[str](), Counter[str]()
    for spans, gold in answers:
        for counts, those in ((right, set(spans) & set(gold)), (found, set(spans)), (sought, set(gold))):
            counts.update(name for kind, *_ in those for name in (kind, "all"))
    return {
        name: (
            right[name] / max(found[name], 1),
            right[name] / max(sought[name], 1),
            2 * right[name] / max(found[name] + sought[name], 1),
        )
        for name in (*KINDS, "all")
    }


def iter_entity_tables(shared: Path) -> Iterator[Table]:
    """Measure, where ``hiner_dev.conll`` and what the word classes are learned from are in the folder: one table, else none."""
    if not (shared / "hiner_dev.conll").is_file():
        return
    chain = Chain()
    rules = EntityFinder(chain, tagged=False)
    sentences = read_sentences(shared / "hiner_dev.conll", rules)
    rows = [
        _row("rules alone", ((by_tokens(each, each.found), each.gold) for each in sentences)),
        _row(
            "khabar",
            ((found, gold) for _, found, gold in iter_cross_validated(sentences, shared, chain, rules)),
        ),
    ]
    if plain := list(_iter_plain_crf(sentences)):
        rows.insert(0, _row("a plain CRF", plain))
    yield Table(f"hiner_dev: {len(sentences):,} sentences, {_FOLDS}-fold", _HEADINGS, rows)


def _row(name: str, answers: Iterable[Answer]) -> list[str]:
    figures = f1(answers)
    mean = sum(figures[kind][2] for kind in KINDS) / len(KINDS)
    shown = [figure for kind in KINDS for figure in figures[kind]]
    return [name, *(f"{figure:.3f}" for figure in (*shown, figures["all"][2], mean))]


def by_tokens(sentence: Sentence, mentions: Iterable[tuple[object, ...]]) -> set[Span]:
    """The mentions of a finder as spans of HiNER's tokens."""
    tokens = sentence.tokens
    return {
        (str(kind), tokens[int(str(start))], tokens[int(str(end)) - 1] + 1)
        for kind, start, end, *_ in mentions
    }


def iter_cross_validated(
    sentences: Sequence[Sentence], shared: Path, chain: Chain, rules: EntityFinder
) -> Iterator[tuple[Sentence, set[Span], frozenset[Span]]]:
    """Yield each sentence with the spans found by what was learned from the other folds, and the annotators'."""
    classes = learn_word_classes(shared, rules)
    for fold in range(_FOLDS):
        table = learn([each for at, each in enumerate(sentences) if at % _FOLDS != fold], classes)
        finder = EntityFinder(chain, table=table)
        for each in sentences[fold::_FOLDS]:
            yield each, by_tokens(each, finder.mentions(finder.read(None, each.text))), each.gold


def _iter_plain_crf(sentences: Sequence[Sentence]) -> Iterator[Answer]:
    """Nothing where python-crfsuite is not installed."""
    try:
        import pycrfsuite
    except ImportError:
        return
    from tempfile import TemporaryDirectory

    words = [each.text.split(" ") for each in sentences]
    with TemporaryDirectory() as folder:
        for fold in range(_FOLDS):
            trainer = pycrfsuite.Trainer(verbose=False)
            trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": 100})
            for at, each in enumerate(sentences):
                if at % _FOLDS != fold:
                    trainer.append(_plain_features(words[at]), _plain_tags(each.gold, len(words[at])))
            trainer.train(f"{folder}/{fold}")
            tagger = pycrfsuite.Tagger()
            tagger.open(f"{folder}/{fold}")
            for at in range(fold, len(sentences), _FOLDS):
                yield set(_iter_plain_spans(tagger.tag(_plain_features(words[at])))), sentences[at].gold


def _plain_features(words: Sequence[str]) -> list[list[str]]:
    found = []
    for at in range(len(words)):
        own = []
        for offset in range(-2, 3):
            word = words[at + offset] if 0 <= at + offset < len(words) else ""
            own += [
                f"{offset}w{word}",
                f"{offset}2{word[-2:]}",
                f"{offset}3{word[-3:]}",
                f"{offset}d{word.isdigit()}",
            ]
        found.append(own)
    return found


def _plain_tags(gold: Iterable[Span], size: int) -> list[str]:
    tags = ["O"] * size
    for kind, start, end in gold:
        tags[start:end] = [f"B{kind}"] + [f"I{kind}"] * (end - start - 1)
    return tags


def _iter_plain_spans(tags: Sequence[str]) -> Iterator[Span]:
    for start, tag in enumerate(tags):
        if tag[0] == "B":
            end = start + 1
            while end < len(tags) and tags[end] == "I" + tag[1:]:
                end += 1
            yield tag[1:], start, end


if __name__ == "__main__":
    for entity_table in iter_entity_tables(Path(__file__).resolve().parents[2] / "shared" / "data"):
        show(entity_table)
