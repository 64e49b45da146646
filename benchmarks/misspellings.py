"""``python -m benchmarks.misspellings``: is the word meant among the first three suggestions for a misspelt one.

The lexicon is that of the shared wiki and news. Meant are Devanagari forms that occur at least five times and have at least four
letters, each as likely as any other (not by how often it occurs: that would ask for the same few again and again). Each kind of
slip is made once in each of its words, at a random place; a misspelling that has the same exact form, or that occurs itself,
is passed over, because nobody can say what it was meant for. All is drawn by the seed.

rapidfuzz gets all forms that occur, and ranks them by Levenshtein's distance, then by count. hunspell gets its own Hindi
dictionary (Debian's hunspell-hi), and, so that it is not judged by the words it lacks, a dictionary of the same forms as khabar.
Of both the exact forms are compared, so that spellings which khabar folds do not count against them.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.analysis.normalize import normalize_word

from .misspelling_peers import HUNSPELL, Suggest, open_peers
from .tables import Table, show

if TYPE_CHECKING:
    from query import Searcher

__all__ = ["SLIPS", "SOURCES", "main", "missed", "misspell", "misspelling_tables", "open_corpus", "sample"]

_ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("wiki_hi.jsonl.gz", "news_2020.jsonl.gz")
_LEAST_COUNT, _LEAST_LETTERS = 5, 4
_AMONG = 3
_DEVANAGARI_WORD = re.compile("[\u0900-\u0963\u0970-\u097f]+")

_V, _N, _A = "\N{DEVANAGARI SIGN VIRAMA}", "\N{DEVANAGARI SIGN NUKTA}", "\N{DEVANAGARI SIGN ANUSVARA}"
_CONSONANT = "[क-ह]"
_LETTER = f"{_CONSONANT}{_N}?"
_SYLLABLE = f"(?:{_LETTER}{_V})*{_LETTER}[ा-ौ]?{_A}?"


def _pairs(*pairs: str) -> dict[str, str]:
    return {one: other for pair in pairs for one, other in (tuple(pair), tuple(pair[::-1]))}


_OTHERS = {"श": "षस", "ष": "शस", "स": "शष"}
_Slip = tuple[str, Callable[[re.Match[str], random.Random], str]]


def _exchange(pairs: Mapping[str, str]) -> _Slip:
    return "|".join(pairs), lambda match, chance: chance.choice(pairs[match[0]])


# Kind → where it can be made, and what it makes of that place.
SLIPS: dict[str, list[_Slip]] = {
    "ि/ी": [_exchange(_pairs("िी", "इई"))],
    "ु/ू": [_exchange(_pairs("ुू", "उऊ"))],
    "matra": [_exchange(_pairs("ेै", "ोौ")), (f"(?<={_CONSONANT})ा", lambda match, _: "")],
    "anusvara": [(_A, lambda match, _: ""), (f"(?<={_CONSONANT}[ािीुूेैोौ])(?!{_A})", lambda match, _: _A)],
    "श/ष/स": [_exchange(_OTHERS)],
    "ब/व": [_exchange(_pairs("बव"))],
    "aspirate": [_exchange(_pairs("कख", "गघ", "चछ", "जझ", "टठ", "डढ", "तथ", "दध", "पफ", "बभ"))],
    "nukta": [(f"(?<=[डढ]){_N}", lambda match, _: ""), (f"[डढ](?!{_N})", lambda match, _: match[0] + _N)],
    "halant": [(_V, lambda match, _: ""), (f"(?<={_CONSONANT})(?={_CONSONANT})", lambda match, _: _V)],
    "doubled": [
        (_LETTER, lambda match, _: match[0] + match[0]),
        (f"{_LETTER}(?!{_V})", lambda match, _: match[0] + _V + match[0]),
    ],
    "dropped": [
        (f"(?<!^){_LETTER}{_V}?", lambda match, _: ""),
        (f"(?<!^){_SYLLABLE}", lambda match, _: ""),
    ],
    "swapped": [
        (f"({_LETTER})([ा-ौ]?{_A}?)({_LETTER})(?!{_V})", lambda match, _: match[3] + match[2] + match[1]),
        (f"({_SYLLABLE})({_SYLLABLE})", lambda match, _: match[2] + match[1]),
    ],
}

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    *,
    words: Annotated[int, typer.Option(min=1, help="Misspelt words of each kind.")] = 100,
    seed: Annotated[int, typer.Option(help="Draws the words and the places.")] = 4,
    index: Annotated[
        Path | None, typer.Option(help="An index of the corpus, in place of building it.")
    ] = None,
    hunspell: Annotated[Path, typer.Option(help="Folder of hi_IN.dic and hi_IN.aff.")] = HUNSPELL,
    peers: Annotated[bool, typer.Option(help="Measure the peers too.")] = True,
    errors: Annotated[bool, typer.Option(help="Print what khabar did not find.")] = False,
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Print, of every kind of slip, how often the word meant is among the first three suggestions."""
    for table in misspelling_tables(
        shared, words=words, seed=seed, index=index, hunspell=hunspell, peers=peers, errors=errors
    ):
        show(table)


def misspelling_tables(
    shared: Path,
    *,
    words: int = 100,
    seed: int = 4,
    index: Path | None = None,
    hunspell: Path = HUNSPELL,
    peers: bool = True,
    errors: bool = False,
) -> list[Table]:
    """The shares found by kind of slip and engine, and CPU time a word; none, printing why, where the corpus is not there."""
    sources = [shared / name for name in SOURCES]
    if index is None and (missing := [path.name for path in sources if not path.exists()]):
        print(f"misspellings: skipped, {', '.join(missing)} is not there\n")
        return []
    with open_corpus(sources, index) as (khabar, counts), TemporaryDirectory() as folder:
        misspelt = sample(counts, words, seed)
        engines: dict[str, Suggest] = {"khabar": khabar}
        if peers:
            engines |= open_peers(counts, hunspell, Path(folder))
        rows = [_measure(name, suggest, misspelt, errors) for name, suggest in engines.items()]
    total = sum(map(len, misspelt.values()))
    title = f"misspellings: {total:,} over {len(counts):,} forms, the word meant among the first {_AMONG}"
    return [Table(title, ["engine", "all", *misspelt, "ms a word"], rows)]


@contextmanager
def open_corpus(
    sources: Iterable[Path], index: Path | None = None
) -> Iterator[tuple[Suggest, dict[str, int]]]:
    """Give khabar over an index, built of the sources where none is given, and each Devanagari form there with its count."""
    import indexer
    from query import Searcher

    with TemporaryDirectory() as folder:
        if index is None:
            index = Path(folder) / "index"
            indexer.build(list(sources), index)
        with Searcher.open(index) as searcher:
            yield partial(_khabar, searcher), _counted(searcher.generation.path)


def _counted(generation: Path) -> dict[str, int]:
    """Every Devanagari form that occurs, with its count."""
    from indexer.codec.container import Container
    from indexer.codec.lexicon import LEXICON, Lexicon
    from indexer.codec.strings import FrontCodedTable

    lexicon = Lexicon(generation)
    forms = map(bytes.decode, FrontCodedTable(Container(generation / LEXICON), "forms/text", "forms/start"))
    counts = {form: lexicon.count(form) for form in forms if _DEVANAGARI_WORD.fullmatch(form)}
    return {form: count for form, count in counts.items() if count}


def sample(counts: Mapping[str, int], words: int, seed: int) -> dict[str, list[tuple[str, str]]]:
    """Kind of slip → so many pairs of a misspelt word and the form that was meant."""
    meant = [form for form, count in counts.items() if count >= _LEAST_COUNT and len(form) >= _LEAST_LETTERS]
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in SLIPS:
        chance = random.Random(f"{seed} {kind}")
        pairs = found.setdefault(kind, [])
        for form in chance.sample(meant, len(meant)):
            typed = misspell(form, kind, chance)
            if typed and typed != form and (exact := normalize_word(typed)) != form and exact not in counts:
                pairs.append((typed, form))
            if len(pairs) == words:
                break
    return found


def misspell(form: str, kind: str, chance: random.Random) -> str | None:
    """The form with one slip of a kind at a random place; None where there is no place for it."""
    pattern, change = chance.choice(SLIPS[kind])
    places = list(_pattern(pattern).finditer(form))
    if not places:
        return None
    place = chance.choice(places)
    return form[: place.start()] + change(place, chance) + form[place.end() :]


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def missed(
    suggest: Suggest, misspelt: Mapping[str, Sequence[tuple[str, str]]]
) -> dict[str, list[tuple[str, str]]]:
    """Kind of slip → the pairs whose word meant is not among the first three."""
    return {
        kind: [
            (typed, meant)
            for typed, meant in pairs
            if meant not in map(normalize_word, suggest(typed, _AMONG))
        ]
        for kind, pairs in misspelt.items()
    }


def _measure(
    name: str, suggest: Suggest, misspelt: Mapping[str, Sequence[tuple[str, str]]], errors: bool
) -> list[str]:
    started = time.process_time()
    lost = missed(suggest, misspelt)
    asked = sum(map(len, misspelt.values()))
    spent = (time.process_time() - started) * 1000 / asked
    if errors and name == "khabar":
        for kind, pairs in lost.items():
            _tell(kind, pairs, suggest)
    shares = [1 - len(lost[kind]) / max(1, len(pairs)) for kind, pairs in misspelt.items()]
    found = 1 - sum(map(len, lost.values())) / asked
    return [name, *(f"{share:.3f}" for share in (found, *shares)), f"{spent:.2f}"]


def _tell(kind: str, pairs: Iterable[tuple[str, str]], suggest: Suggest) -> None:
    for typed, meant in pairs:
        print(f"{kind}: {typed} for {meant}: {', '.join(suggest(typed, _AMONG)) or 'nothing'}")


def _khabar(searcher: Searcher, word: str, limit: int) -> list[str]:
    return [each.word for each in searcher.suggest(word, limit=limit)]


if __name__ == "__main__":
    app()
