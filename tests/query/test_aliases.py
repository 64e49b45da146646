"""Aliases in queries: what a word, and what words that are a name, are sought by beside themselves."""

import pytest
from query_shapes import Words, chain

from indexer.codec.aliases import ACRONYM, NAME, SOUND, Alias
from query.parser import parse_query
from query.tree import AllWords, AnyWords, OtherName, Word
from query.vocabulary import Vocabulary

SCO = "शंघाई सहयोग संगठन"
BJP = "भारतीय जनता पार्टी"
PAIRS = [
    ("एससीओ", SCO, ACRONYM, 7),
    ("sco", SCO, ACRONYM, 7),
    ("भाजपा", BJP, ACRONYM, 9),
    ("बीजेपी", BJP, ACRONYM, 4),
    ("भाजपा", "बीजेपी", ACRONYM, 4),
    ("मोदी", "नरेंद्र मोदी", NAME, 40),
    ("योगी", "योगी आदित्यनाथ", NAME, 9),
    ("आदित्यनाथ", "योगी आदित्यनाथ", NAME, 5),
    ("योगी", "आदित्यनाथ", NAME, 5),
    ("एप्पल", "apple", SOUND, 0),
    ("यूएन", "संयुक्त राष्ट्र", ACRONYM, 5),
    ("में", "मध्य एशिया", ACRONYM, 5),
]
WORDS = Words(
    **{
        word: (word, 9)
        for word in f"एससीओ sco {SCO} भाजपा बीजेपी {BJP} नरेंद्र मोदी योगी आदित्यनाथ एप्पल apple यूएन बैठक मध्य एशिया".split()
    },
    संयुक्त=("संयुक्त", 50_000),
    राष्ट्र=("राष्ट्र", 60_000),
    पार्टियों=("पार्टी", 5),
)


class Names:
    """Aliases as a generation has them."""

    def __init__(self) -> None:
        both = [*PAIRS, *((alias, name, kind, evidence) for name, alias, kind, evidence in PAIRS)]
        self.found = [Alias(*each) for each in both]

    def of(self, name: str) -> list[Alias]:
        """As AliasTable.of."""
        return [each for each in self.found if each.name == name]

    def begins(self, words: str) -> bool:
        """As AliasTable.begins."""
        return any(f"{each.name} ".startswith(f"{words} ") for each in self.found)


def ask(typed: str, **options: bool):
    return Vocabulary(WORDS, Names(), **options).word(next(chain(WORDS).tokens(typed)), ("title", "body"))


@pytest.mark.parametrize(
    ("typed", "lemmas", "phrases"),
    [
        ("एससीओ", {"एससीओ": 1.0, "sco": 0.9}, [SCO]),
        ("SCO", {"sco": 1.0, "एससीओ": 0.9}, [SCO]),
        ("भाजपा", {"भाजपा": 1.0, "बीजेपी": 0.3}, [BJP]),
        ("आदित्यनाथ", {"आदित्यनाथ": 1.0, "योगी": 0.3}, []),
        ("मोदी", {"मोदी": 1.0}, []),  # whoever is called by the full name is called so too
        ("एप्पल", {"एप्पल": 1.0, "apple": 0.3}, []),
        ("Apple", {"apple": 1.0, "एप्पल": 0.9}, []),  # a reading, which weighs more
        ("यूएन", {"यूएन": 1.0}, []),  # a phrase of common words would cost more than the query
        ("में", {"में": 1.0}, []),  # a stop word has none
        ("बैठक", {"बैठक": 1.0}, []),
    ],
)
def test_one_word(typed, lemmas, phrases):
    """A word is sought by its aliases too, at a lower weight: exact, then lemma and letters, then alias."""
    node, _ = ask(typed)
    assert node.lemmas | {name[0]: boost for name, boost in node.aliases if len(name) == 1} == lemmas
    named = [" ".join(name) for name, boost in node.aliases if len(name) > 1 and boost == 0.3]
    assert named == phrases


@pytest.mark.parametrize(
    ("typed", "shown", "explained"),
    [
        ("SCO", ("एससीओ", SCO), f"SCO → एससीओ, {SCO}"),
        ("एससीओ", ("SCO", SCO), f"एससीओ → SCO, {SCO}"),
        ("एप्पल", ("apple",), "एप्पल → apple"),
        ("बैठक", None, "बैठक"),
    ],
)
def test_told(typed, shown, explained):
    """What a word is sought by is told, Latin letters as capitals, and stands in the explanation."""
    node, correction = ask(typed)
    assert (correction and correction.shown) == shown
    assert node.explained == explained
    assert node.label == typed


@pytest.mark.parametrize(
    ("typed", "lemmas", "phrases"),
    [
        ("SCO", ["sco"], []),
        ("एससीओ", ["एससीओ"], [SCO]),
        ("भाजपा", ["भाजपा"], [BJP, "बीजेपी"]),
        ("एप्पल", ["एप्पल"], []),
        ("modi", ["modi"], []),
    ],
)
def test_exact_script(typed, lemmas, phrases):
    """With ``exact_script`` nothing is sought in the other script; aliases of the same one are."""
    node, _ = ask(typed, exact_script=True)
    names = [" ".join(name) for name, _ in node.aliases]
    assert [*node.lemmas, *names] == [*lemmas, *phrases]


def parts(text: str, **options: bool) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Of a query's parts the words, and the other names: what was typed, and what else is sought."""
    tree = parse_query(text, chain(WORDS), Vocabulary(WORDS, Names()), **options).tree
    nodes = tree.subqueries if isinstance(tree, AnyWords | AllWords) else [tree]
    words = [node.label for node in nodes if isinstance(node, Word) and not isinstance(node, OtherName)]
    return words, [(node.label, list(node.lemmas)) for node in nodes if isinstance(node, OtherName)]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (SCO, [(SCO, ["एससीओ", "sco"])]),
        (f"{SCO} बैठक", [(SCO, ["एससीओ", "sco"])]),
        (f"बैठक {SCO}", [(SCO, ["एससीओ", "sco"])]),
        (f"{SCO} और {BJP}", [(BJP, ["भाजपा", "बीजेपी"]), (SCO, ["एससीओ", "sco"])]),
        ("शंघाई सहयोग", []),
        ("शंघाई बैठक सहयोग संगठन", []),
        ("नरेंद्र मोदी", []),  # मोदी is sought already
        ("भारतीय जनता पार्टियों", []),  # a name is what it is, not its forms
        ("बैठक", []),
        (f'"{SCO}"', []),
        ("शंघाई (सहयोग संगठन)", []),
    ],
)
def test_names_of_several_words(text, others):
    """Words side by side that are a name are sought by its acronyms too; phrases and groups are what they are."""
    found = parts(text)
    assert found[1] == others


def test_all_words():
    """Where every word must occur, a name's other one stands for all of its words; others must occur still."""
    parsed = parse_query(f"{SCO} बैठक", chain(WORDS), Vocabulary(WORDS, Names()), all_words=True)
    either, word = parsed.tree.subqueries
    assert isinstance(parsed.tree, AllWords)
    assert isinstance(either, AnyWords)
    assert [type(each) for each in either.subqueries] == [AllWords, OtherName]
    assert [each.label for each in either.subqueries[0].subqueries] == SCO.split()
    assert word.label == "बैठक"
    assert [(each.typed, each.shown) for each in parsed.corrections][-1] == (SCO, ("एससीओ", "SCO"))


def test_all_words_of_a_person():
    """A person's short name stands for the full one: "पीएम मोदी" is who was asked for."""
    parsed = parse_query("नरेंद्र मोदी", chain(WORDS), Vocabulary(WORDS, Names()), all_words=True)
    assert [each.label for each in parsed.tree.subqueries if isinstance(each, OtherName)] == ["नरेंद्र मोदी"]
