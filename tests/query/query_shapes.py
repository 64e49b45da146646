"""Query trees as short texts, and a lexicon of a few words, for the tests of the parser and the vocabulary."""

from collections.abc import Sequence

from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.analysis.chain import Chain
from indexer.analysis.roman import skeletons
from indexer.schema import EXACT_FIELDS, RANKED_FIELDS
from query.tree import AllWords, AnyField, AnyWords

EVERYWHERE = {name.removesuffix("_exact") for name in RANKED_FIELDS}


class Words:
    """A lexicon: exact form → (lemma, count)."""

    def __init__(self, **words: tuple[str, int]) -> None:
        self.words = words

    def lemma(self, exact: str) -> str | None:
        """As Lexicon.lemma."""
        found = self.words.get(exact)
        return found[0] if found else None

    def count(self, exact: str) -> int:
        """As Lexicon.count."""
        return self.words.get(exact, ("", 0))[1]

    def forms_of(self, lemma: str) -> list[str]:
        """As Lexicon.forms_of."""
        return [form for form, (its, _) in self.words.items() if its == lemma]

    def spelled_like(self, key: str) -> list[tuple[str, int]]:
        """As Lexicon.spelled_like."""
        return [
            (form, count)
            for form, (_, count) in self.words.items()
            if not form.isascii() and key in skeletons(form)
        ]


def chain(words: Words) -> Chain:
    """The analysis over these words."""
    return Chain(words.lemma)


def shape(node: query.Query) -> str:
    """``any(a, b)`` and ``all`` are words side by side, =word is exact, "a b"~1 a phrase with its slop."""
    if isinstance(node, AnyField):
        return _any_field(node)
    if isinstance(node, query.ConstantScoreQuery):
        return shape(node.child)
    if isinstance(node, query.NumericRange):
        return f"date[{node.start}..{node.end}]"
    if isinstance(node, query.Not):
        return f"not({shape(node.query)})"
    if isinstance(node, query.Every):
        return "every"
    kinds = {AnyWords: "any", AllWords: "all", query.And: "and", query.Or: "or"}
    return f"{kinds[type(node)]}({', '.join(map(shape, node.subqueries))})"


def _any_field(node: AnyField) -> str:
    fields = {leaf.fieldname.removesuffix("_exact") for leaf in node.subqueries}
    leaves = list(dict.fromkeys(_leaf(leaf) for leaf in node.subqueries if leaf.fieldname == _main(node)))
    where = (
        ""
        if fields == EVERYWHERE
        else "text:"
        if fields == set(EXACT_FIELDS)
        else f"{'|'.join(sorted(fields))}:"
    )
    return where + "/".join(leaves)


def _main(node: AnyField) -> str:
    names: Sequence[str] = [leaf.fieldname for leaf in node.subqueries]
    return next((name for name in names if name.startswith("body")), names[0])


def _leaf(leaf: query.Query) -> str:
    exact = "=" if leaf.fieldname.endswith("_exact") else ""
    if isinstance(leaf, query.Phrase):
        return f'{exact}"{" ".join(leaf.words)}"~{leaf.slop}'
    if isinstance(leaf, query.Prefix):
        return f"{leaf.text}*"
    if isinstance(leaf, query.FuzzyTerm):
        return f"{leaf.text}~{leaf.maxdist}"
    if isinstance(leaf, MultiTerm):
        return leaf.text
    return exact + leaf.text
