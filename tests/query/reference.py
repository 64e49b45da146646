"""Ranking by brute force: plain loops over analysed articles, straight from the formulas that the docstrings of query/ state.

Shares nothing with query/evaluate.py and query/postings.py. It reads the parser's tree, the values of Weights, and the terms of
the Chain; arrays, posting lists and segments are unknown to it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whoosh import query as whoosh_query

from indexer.analysis.chain import Chain
from indexer.codec.stored import StoredArticle
from query.ranking import Weights
from query.tree import AllWords, AnyField, AnyWords, OtherName, Word

GAP = 10  # between two names or tags of one article
NAMED = ("person", "place", "org")
RANKED = ("title", "lead", "body", *NAMED, "tags")


@dataclass
class Analysed:
    """An article: for each field its (position, term) and its length in words; when it was published, in seconds."""

    terms: dict[str, list[tuple[int, str]]]
    lengths: dict[str, int]
    published: int | None


def analyse(stored: StoredArticle, chain: Chain) -> Analysed:
    """Analyse all fields of an article."""
    article = stored.article
    names = {kind: [] for kind in NAMED}
    for entity in stored.entities:
        names[entity.kind] += [entity.name, *entity.aliases]
    if article.place:
        names["place"].append(article.place)
    analysed = Analysed({}, {}, int(article.published.timestamp()) if article.published else None)
    texts = {"title": article.title or "", "lead": article.lead, "body": article.body}
    for name, text in texts.items():
        tokens = list(chain.tokens(text))
        analysed.terms[f"{name}_exact"] = [(token.position, token.exact) for token in tokens]
        words = [token for token in tokens if not token.compound]
        analysed.terms[name] = [(token.position, token.lemma) for token in words]
        analysed.lengths[name] = len(words)
    labels = {name: [value] for name in ("source", "category", "author") if (value := getattr(article, name))}
    for name, values in {**names, **labels, "tags": list(article.tags)}.items():
        analysed.terms[name] = list(_listed(values, chain))
        analysed.lengths[name] = len(analysed.terms[name])
    return analysed


def _listed(values: Sequence[str], chain: Chain) -> Iterator[tuple[int, str]]:
    first = 0
    for value in values:
        words = [token for token in chain.tokens(value) if not token.compound]
        yield from ((first + token.position, token.lemma) for token in words)
        first += len(words) + GAP


class Reference:
    """Scores articles, given in the order of the index."""

    def __init__(self, articles: Sequence[Analysed], weights: Weights) -> None:
        self.articles = articles
        self.weights = weights
        self._averages = {name: self._average(name) for name in RANKED}

    def _average(self, field: str) -> float:
        lengths = [article.lengths[field] for article in self.articles if article.lengths[field]]
        return sum(lengths) / len(lengths) if lengths else 0.0

    def search(self, tree: whoosh_query.Query) -> dict[int, float]:
        """The number and score of every article that matches."""
        found = {}
        for number in range(len(self.articles)):
            score = self.score(tree, number)
            if score is not None:
                found[number] = score
        return found

    def score(self, node: whoosh_query.Query, number: int) -> float | None:
        """The score of one article; None where it does not match."""
        if isinstance(node, AnyField):
            pseudo = self._pseudo(self._counts(node, number), number)
            weight = node.boost * (self.weights.stop if node.stop else 1) * self._idf(node)
            return weight * self._saturated(pseudo) if pseudo else None
        if isinstance(node, whoosh_query.ConstantScoreQuery):
            return None if self.score(node.child, number) is None else node.score
        if isinstance(node, whoosh_query.NumericRange):
            when = self.articles[number].published
            early = when is not None and node.start is not None and when < node.start
            late = when is not None and node.end is not None and when > node.end
            return None if when is None or early or late else 0.0
        if isinstance(node, whoosh_query.Every):
            return 0.0
        if isinstance(node, whoosh_query.Not):
            return 0.0 if self.score(node.query, number) is None else None
        return self._compound(node, number)

    def _compound(self, node: whoosh_query.Query, number: int) -> float | None:
        scores = [self.score(each, number) for each in node.subqueries]
        present = [score for score in scores if score is not None]
        all_must = isinstance(node, whoosh_query.And)
        if (all_must and len(present) < len(scores)) or not present:
            return None
        if isinstance(node, AnyWords) and not _tells(node, scores):
            return None
        return sum(present) + (self._pairs(node, number) if isinstance(node, AnyWords | AllWords) else 0)

    def _pairs(self, node: whoosh_query.Query, number: int) -> float:
        """Each word with the next that is no stop word, unless a clause of another kind stands between."""
        score = 0.0
        for place, first in enumerate(node.subqueries):
            if not _is_word(first) or first.stop:
                continue
            for distance, second in enumerate(node.subqueries[place + 1 :], 1):
                if not _is_word(second):
                    break
                if not second.stop:
                    score += self._pair(first, second, distance, number)
                    break
        return score

    def _pair(self, first: AnyField, second: AnyField, distance: int, number: int) -> float:
        holding = sum(
            any(self._pair_counts(first, second, distance, each).values())
            for each in range(len(self.articles))
        )
        counts = self._pair_counts(first, second, distance, number)
        return self.weights.pair * self._weight(holding) * self._saturated(self._pseudo(counts, number))

    def _pair_counts(self, first: AnyField, second: AnyField, distance: int, number: int) -> dict[str, int]:
        counts = {}
        for field in ("title", "body"):
            followers = self._places(second, field, number)
            counts[field] = sum(
                any(1 <= later - place <= distance for later in followers)
                for place in self._places(first, field, number)
            )
        return counts

    def _places(self, node: AnyField, field: str, number: int) -> set[int]:
        found = set()
        for leaf in node.subqueries:
            # What neighbours are told by are their own lemmas, not their aliases.
            if leaf.fieldname == field and isinstance(leaf, whoosh_query.Term) and leaf.text in node.lemmas:
                found |= self._occurrences(leaf, number)
        return found

    def _counts(self, node: AnyField, number: int) -> dict[str, float]:
        counts: dict[str, float] = {}
        for leaf in node.subqueries:
            count = leaf.boost * self._frequency(leaf, number)
            counts[leaf.fieldname] = counts.get(leaf.fieldname, 0) + count
        return counts

    def _pseudo(self, counts: dict[str, float], number: int) -> float:
        """BM25F's frequency over all fields: Σ w · tf / (1 − b + b · l / l̄)."""
        pseudo = 0.0
        for field, count in counts.items():
            base = field.removesuffix("_exact")
            if count and base in RANKED:
                weight, b = self.weights.fields[base].weight, self.weights.fields[base].b
                length = self.articles[number].lengths[base]
                pseudo += weight * count / (1 - b + b * length / self._averages[base])
            else:
                pseudo += count
        return pseudo

    def _saturated(self, frequency: float) -> float:
        return frequency / (self.weights.k1 + frequency)

    def _idf(self, node: AnyField) -> float:
        return self._weight(
            sum(any(self._counts(node, number).values()) for number in range(len(self.articles)))
        )

    def _weight(self, holding: int) -> float:
        return math.log(1 + (len(self.articles) - holding + 0.5) / (holding + 0.5))

    def _frequency(self, leaf: whoosh_query.Query, number: int) -> int:
        """How often one leaf occurs in one article; a pattern by each of its terms, be they a compound and its first word."""
        if isinstance(leaf, whoosh_query.Term | whoosh_query.Phrase):
            return len(self._occurrences(leaf, number))
        return sum(_fits(leaf, term) for _, term in self.articles[number].terms.get(leaf.fieldname, []))

    def _occurrences(self, leaf: whoosh_query.Query, number: int) -> set[int]:
        """The positions of one leaf in one article."""
        terms = self.articles[number].terms.get(leaf.fieldname, [])
        if isinstance(leaf, whoosh_query.Phrase):
            return {place for place, _ in terms if _reaches(place, leaf.words, leaf.slop, terms)}
        return {place for place, term in terms if _fits(leaf, term)}


def _tells(node: AnyWords, scores: list[float | None]) -> bool:
    """Whether a word that is no stop word matched, or there is none."""
    telling = [
        score for each, score in zip(node.subqueries, scores, strict=True) if not getattr(each, "stop", False)
    ]
    return not telling or any(score is not None for score in telling)


def _is_word(node: whoosh_query.Query) -> bool:
    return isinstance(node, Word) and not isinstance(node, OtherName)


def _reaches(place: int, words: Sequence[str], slop: int, terms: Sequence[tuple[int, str]]) -> bool:
    """Whether a run of the words begins at a place; every way to go on is tried."""
    if (place, words[0]) not in terms:
        return False
    return len(words) == 1 or any(
        _reaches(place + step, words[1:], slop, terms) for step in range(1, slop + 1)
    )


def _fits(leaf: whoosh_query.Query, term: str) -> bool:
    if isinstance(leaf, whoosh_query.Prefix):
        return term.startswith(leaf.text)
    if isinstance(leaf, whoosh_query.Wildcard):
        return _globs(leaf.text, term)
    if isinstance(leaf, whoosh_query.FuzzyTerm):
        return term[:1] == leaf.text[:1] and edits(term, leaf.text) <= leaf.maxdist
    return term == leaf.text


def _globs(pattern: str, term: str) -> bool:
    if not pattern:
        return not term
    if pattern[0] == "*":
        return any(_globs(pattern[1:], term[skipped:]) for skipped in range(len(term) + 1))
    return bool(term) and pattern[0] in ("?", term[0]) and _globs(pattern[1:], term[1:])


def edits(first: str, second: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other."""
    rows = [[max(i, j) for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            rows[i][j] = min(
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (first[i - 1] != second[j - 1]),
            )
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
