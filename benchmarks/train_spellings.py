"""``python -m benchmarks.train_spellings``: learn how Hindi is typed in Latin letters; writes indexer/analysis/spellings.txt.

Expectation-maximisation with best cuts only: the pairs are cut by a first guess (a sound is written as ``romanize`` writes it),
letters are counted by sound, the pairs are cut anew by these counts, and so on. Each round looks at wider contexts.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from indexer.analysis import latin, spans, spelling_model
from indexer.analysis.normalize import normalize_word
from indexer.analysis.spelling_model import WIDEST, Spelling, SpellingModel, contexts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["HELD_OUT", "LEARNED", "iter_name_pairs", "iter_pairs", "learn", "main"]

_ROOT = Path(__file__).resolve().parents[1]
_ROUNDS = 4
_LEAST = 3  # times that a context with both neighbours is seen
LEARNED, HELD_OUT = slice(0, None, 2), slice(1, None, 2)
"""Which words of names the model learns from, and which it is measured on."""
Pair: TypeAlias = "tuple[str, str, int]"
Rows: TypeAlias = "Callable[[str, tuple[str, ...]], list[bytes]]"


def iter_pairs(path: Path) -> Iterator[Pair]:
    """Yield (typed, exact form, times attested) of a file of Dakshina (TSV) or Aksharantar (CSV)."""
    separator = "," if path.suffix == ".csv" else "\t"
    for line in path.read_text(encoding="utf-8").splitlines():
        typed, word, *times = line.split(separator)
        if typed.isascii() and typed.isalpha():
            yield typed.lower(), normalize_word(word), int(times[0]) if times else 1


def iter_name_pairs(path: Path, lines: slice) -> Iterator[Pair]:
    """Yield (typed, exact form, 1) word by word, of the names in these lines that have as many words in both scripts."""
    names = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [
        (typed, word)
        for name, latin_name, _ in names
        if len(words := name.split()) == len(typed_words := latin_name.lower().split())
        for typed, word in zip(typed_words, map(normalize_word, words), strict=True)
        if typed.isascii() and typed.isalpha() and word
    ]
    for typed, word in pairs[lines]:
        yield typed, word, 1


def learn(pairs: Iterable[Pair]) -> dict[str, Counter[str]]:
    """Context → letters → times."""
    times: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for typed, exact, attested in pairs:
        sounds = tuple(latin.pieces(exact))
        if 0 < len(typed) <= spelling_model.LONGEST_LATIN and 0 < len(sounds) <= 64:
            times[typed, sounds] += attested
    counts = _count(times, _guessed)
    for _ in range(_ROUNDS - 1):
        counts = _count(times, _rows_by(SpellingModel(_text(_lines(counts, 1)))))
    return counts


def _rows_by(model: SpellingModel) -> Rows:
    return lambda typed, sounds: Spelling(typed, model).rows(sounds)


def _guessed(typed: str, sounds: tuple[str, ...]) -> list[bytes]:
    rows = []
    for sound in sounds:
        usual = _usual(sound)
        row = [_cost(typed[at : at + size], usual) for at in range(len(typed) + 1) for size in range(WIDEST)]
        rows.append(array("f", row).tobytes())
    return rows


def _usual(sound: str) -> str:
    """How ``romanize`` writes it."""
    if sound in ("a", "-"):
        return sound.strip("-")
    return latin.romanize(f"क{sound}")[1:] if _is_sign(sound) else latin.romanize(f"{sound}ा")[:-2]


def _is_sign(sound: str) -> bool:
    return "\u093e" <= sound <= "\u094c"


def _cost(letters: str, usual: str) -> float:
    if letters == usual:
        return 0.0
    return -1.0 - 2.0 * (letters[:1] != usual[:1]) - abs(len(letters) - len(usual))


def _count(times: Mapping[tuple[str, tuple[str, ...]], int], rows_of: Rows) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (typed, sounds), attested in times.items():
        sizes = spans.cut(rows_of(typed, sounds), len(typed))
        if sizes is None:
            continue
        at = 0
        for contexts, size in zip(contexts_of(sounds), sizes, strict=True):
            for context in contexts:
                counts[context][typed[at : at + size]] += attested
            at += size
    return counts


def _lines(counts: Mapping[str, Counter[str]], least: int) -> dict[str, str]:
    """The counts as the file has them; contexts of three sounds and letters seen less than ``least`` times are left out."""
    lines = {}
    for context, times in sorted(counts.items()):
        wide = " " in context
        if not wide or times.total() >= least:
            kept = [
                (letters, number)
                for letters, number in times.most_common()
                if number >= (least - 1 if wide else 1)
            ]
            if kept:
                lines[context] = " ".join(f"{letters} {number}" for letters, number in kept)
    return lines


def _text(lines: Mapping[str, str]) -> bytes:
    return "".join(f"{context}\t{line}\n" for context, line in lines.items()).encode()


def main(
    shared: Annotated[Path, typer.Option(help="Shared test data.")] = _ROOT.parent / "shared" / "data",
    out: Annotated[Path, typer.Option(help="The file to write.")] = _ROOT
    / "indexer"
    / "analysis"
    / spelling_model.COUNTS_FILE,
) -> None:
    """Learn from the training halves of Dakshina and Aksharantar, and from every other word of the names."""
    pairs = [
        *iter_pairs(shared / "dakshina_train.tsv"),
        *iter_pairs(shared / "aksharantar_train.csv"),
        *iter_name_pairs(shared / "names_hi_en.tsv", LEARNED),
    ]
    lines = _lines(learn(pairs), _LEAST)
    out.write_bytes(_text(lines))
    print(f"{len(lines):,} contexts, {out.stat().st_size / 1e6:.1f} MB: {out}")


if __name__ == "__main__":
    typer.run(main)
