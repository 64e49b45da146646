"""``python -m benchmarks.conflation`` measures whether the forms of one word get one lemma, and those of two words two.

The forms are the distinct exact forms of nouns, verbs, adjectives and names (UPOS NOUN, VERB, ADJ, PROPN) of a treebank
that hold a Devanagari letter; their gold lemmas are those that the treebank gives to any word so written, in exact form and
without dots, of which treebanks are not sure (पड, पड़). A pair of two such forms is right where they share a gold lemma,
found where an analysis gives both one term. From these pairs come precision, recall and F1: micro-averaged, so a verb of
eight forms is 28 pairs. All engines get the forms as written in the treebank; where several spellings have one exact form,
the commonest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import regex
import typer

from indexer.analysis.chain import Chain
from indexer.analysis.normalize import normalize_word

from .tables import Table, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["TREEBANKS", "Agreement", "agreement", "conflation_tables", "khabar_term", "read_forms"]

TREEBANKS = ("hdtb_dev.conllu", "pud_dev.conllu")
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_KINDS = ("NOUN", "VERB", "ADJ", "PROPN")
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
_NASAL = regex.compile("[ङञणनम]्(?=[क-म])|ँ")


class Agreement(NamedTuple):
    """``wrong`` and ``missed`` are pairs of forms, ascending: found but not right, right but not found."""

    right: int
    wrong: list[tuple[str, str]]
    missed: list[tuple[str, str]]

    @property
    def precision(self) -> float:
        """Share of right ones among the pairs found; 1 where none is found."""
        found = self.right + len(self.wrong)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share found among the right pairs; 1 where there are none."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_forms(path: Path) -> dict[str, set[str]]:
    """Form as written → its gold lemmas, in exact form."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) > 3 and columns[3] in _KINDS and _DEVANAGARI.search(columns[1]):
            exact = normalize_word(columns[1])
            lemmas[exact].add(normalize_word(columns[2]).replace(_NUKTA, ""))
            spellings[exact][columns[1]] += 1
    return {
        min(counts, key=lambda each: (-counts[each], each)): lemmas[exact]
        for exact, counts in spellings.items()
    }


def agreement(forms: Mapping[str, set[str]], term_of: Callable[[str], str]) -> Agreement:
    """Compare the pairs that terms bring together with those that share a gold lemma."""
    right = _pairs((lemma, form) for form, lemmas in forms.items() for lemma in lemmas)
    found = _pairs((term_of(form), form) for form in forms)
    return Agreement(len(right & found), sorted(found - right), sorted(right - found))


def _pairs(members: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name, form in members:
        groups[name].append(form)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def khabar_term() -> Callable[[str], str]:
    """What khabar makes of a form: its lemma, of several words their lemmas."""
    chain = Chain()
    return lambda form: "-".join(term.lemma for term in chain.terms(form) if not term.compound)


def _engines() -> dict[str, Callable[[str], str]]:
    import simplemma
    import Stemmer

    snowball = Stemmer.Stemmer("hindi")

    def nasals(form: str) -> str:
        return _NASAL.sub("ं", simplemma.lemmatize(_NASAL.sub("ं", form), lang="hi"))

    return {
        "Snowball": snowball.stemWord,
        "simplemma": lambda form: simplemma.lemmatize(form, lang="hi"),
        "simplemma, nasals as one": nasals,
        "khabar": khabar_term(),
    }


def conflation_tables(shared: Path) -> list[Table]:
    """One table a treebank that is there."""
    treebanks = [path for name in TREEBANKS if (path := shared / name).exists()]
    engines = _engines() if treebanks else {}
    return [_table(path, engines) for path in treebanks]


def _table(path: Path, engines: Mapping[str, Callable[[str], str]]) -> Table:
    forms = read_forms(path)
    rows = []
    for name, term_of in engines.items():
        each = agreement(forms, term_of)
        rows.append([name, f"{each.precision:.3f}", f"{each.recall:.3f}", f"{each.f1:.3f}"])
    return Table(
        f"conflation: {path.stem}, {len(forms):,} forms", ["engine", "precision", "recall", "F1"], rows
    )


def main(
    *,
    errors: Annotated[int, typer.Option(help="Show so many pairs that khabar gets wrong, and misses.")] = 0,
    shared: Annotated[Path, typer.Option(help="Shared test data.")] = _SHARED,
) -> None:
    """Print precision, recall and F1 of pairs of forms."""
    for table in conflation_tables(shared):
        show(table)
    if errors:
        term_of = khabar_term()
        for name in TREEBANKS:
            each = agreement(read_forms(shared / name), term_of)
            for title, pairs in (("wrong", each.wrong), ("missed", each.missed)):
                lines = [f"{a} {b}  ({term_of(a)} {term_of(b)})" for a, b in pairs[:errors]]
                print(f"{name}, {title}, {len(pairs)}:", *lines, sep="\n")


if __name__ == "__main__":
    typer.run(main)
