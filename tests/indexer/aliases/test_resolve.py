"""Summed evidence → aliases: where a long name begins, and whom a short name means."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.aliases.evidence import BEARERS, PERSON
from indexer.aliases.resolve import resolve_aliases
from indexer.codec.aliases import ACRONYM, NAME


class Lines:
    """Lines of evidence of a corpus, in the order given; those of who bears a word follow from the names."""

    def __init__(self, lines):
        self.counts = Counter(dict(lines))
        for line, count in dict(lines).items():
            if line[0] == PERSON:
                first, *_, last = line.split("\t")[1].split()
                self.counts.update({f"{BEARERS}\t{word}": count for word in {first, last}})

    def beginning(self, prefix, least=1):
        """Yield those that begin so."""
        return (
            (each, count) for each, count in self.counts.items() if each.startswith(prefix) and count >= least
        )

    def count(self, line):
        """The count of one."""
        return self.counts[line]


def resolved(lines: dict[str, int], absent: str = "") -> dict[tuple[str, str], int]:
    """(name, alias) → evidence, of lines with | for tabs; one direction of each pair."""
    summed = sorted((line.replace(" | ", "\t"), count) for line, count in lines.items())
    found = resolve_aliases(Lines(summed), lambda word: int(word not in absent.split()))
    pairs = {(each.name, each.alias): each.evidence for each in found}
    if not absent:
        assert all(pairs[alias, name] == evidence for (name, alias), evidence in pairs.items())
    return {
        pair: evidence for pair, evidence in pairs.items() if len(pair[0].split()) <= len(pair[1].split())
    }


@pytest.mark.parametrize(
    ("lines", "pairs"),
    [
        # letters that fit begin where they begin
        (
            {"B | sco | एससीओ | नए शंघाई सहयोग संगठन": 1},
            {("एससीओ", "शंघाई सहयोग संगठन"): 1},
        ),
        # letters that fit nothing: as many words as letters, in two articles
        (
            {"B | ppe | पीपीई | नए व्यक्तिगत सुरक्षा उपकरण": 1, "B | ppe | पीपीई | व्यक्तिगत सुरक्षा उपकरण": 1},
            {("पीपीई", "व्यक्तिगत सुरक्षा उपकरण"): 2},
        ),
        ({"B | ppe | पीपीई | व्यक्तिगत सुरक्षा उपकरण": 1}, {}),
        # words that join have no letter
        (
            {"B | drdo | डीआरडीओ | रक्षा अनुसंधान एवं विकास संगठन": 1},
            {("डीआरडीओ", "रक्षा अनुसंधान एवं विकास संगठन"): 1},
        ),
        # a name that is known otherwise tells where it begins
        (
            {"A | bcci | बीसीसीआई | भारतीय क्रिकेट बोर्ड": 2, "B | bcci | बीसीसीआई | पर भारतीय क्रिकेट बोर्ड": 5},
            {("बीसीसीआई", "भारतीय क्रिकेट बोर्ड"): 5},
        ),
        # both scripts are one acronym
        (
            {"A | sco | एससीओ | शंघाई सहयोग संगठन": 3, "A | sco | sco | शंघाई सहयोग संगठन": 3},
            {
                ("एससीओ", "शंघाई सहयोग संगठन"): 3,
                ("sco", "शंघाई सहयोग संगठन"): 3,
                ("sco", "एससीओ"): 3,
                ("एससीओ", "sco"): 3,
            },
        ),
        # and two acronyms of one name are each other's
        (
            {"A | भाजपा | भाजपा | भारतीय जनता पार्टी": 9, "A | bjp | बीजेपी | भारतीय जनता पार्टी": 4},
            {
                ("भाजपा", "भारतीय जनता पार्टी"): 9,
                ("बीजेपी", "भारतीय जनता पार्टी"): 4,
                ("भाजपा", "बीजेपी"): 4,
                ("बीजेपी", "भाजपा"): 4,
            },
        ),
        # a name said a tenth as often as another is a slip
        (
            {"A | gmc | gmc | सरकारी मेडिकल कॉलेज": 20, "A | gmc | gmc | जम्मू मेडिकल कॉलेज": 1},
            {("gmc", "सरकारी मेडिकल कॉलेज"): 20},
        ),
        # the date of a dateline is no name
        ({"A | afp | एएफपी | 17 मार्च": 9, "B | ap | एपी | 26 अप्रैल": 9}, {}),
        ({"B | covid | covid | कोरोना वायरस": 9}, {}),
        # where the agency was, and who is of the party
        ({"B | ap | एपी | नई दिल्ली": 9}, {}),
        ({"B | rjd | आरजेडी | विजय कुमार सिंह": 9, "N | विजय कुमार सिंह": 9}, {}),
        # the end of a name alone
        ({"A | csir | csir | अनुसंधान परिषद": 3}, {}),
        ({}, {}),
    ],
)
def test_acronyms(lines, pairs):
    """An acronym is paired with the names that it stands for, each with in how many articles."""
    assert resolved(lines) == pairs


@pytest.mark.parametrize(
    ("lines", "pairs"),
    [
        (
            {"N | विमला राजवंशी": 9, "S | राजवंशी | विमला राजवंशी": 6},
            {("राजवंशी", "विमला राजवंशी"): 6},
        ),
        # called so too seldom
        ({"N | विमला राजवंशी": 9, "S | राजवंशी | विमला राजवंशी": 2}, {}),
        # a family name that several bear
        ({"N | राहुल गांधी": 40, "N | सोनिया गांधी": 30, "S | गांधी | राहुल गांधी": 9}, {}),
        ({"N | अ सिंह": 9, "S | सिंह | अ सिंह": 6, "S | सिंह | ब सिंह": 5, "N | ब सिंह": 8}, {}),
        # one of them by far the most
        (
            {"N | नरेंद्र मोदी": 40, "N | नीरव मोदी": 5, "S | मोदी | नरेंद्र मोदी": 30, "S | मोदी | नीरव मोदी": 1},
            {("मोदी", "नरेंद्र मोदी"): 30},
        ),
        # called by either: each is the other's too
        (
            {
                "N | योगी आदित्यनाथ": 20,
                "S | योगी | योगी आदित्यनाथ": 9,
                "S | आदित्यनाथ | योगी आदित्यनाथ": 4,
            },
            {
                ("योगी", "योगी आदित्यनाथ"): 9,
                ("आदित्यनाथ", "योगी आदित्यनाथ"): 4,
                ("योगी", "आदित्यनाथ"): 4,
                ("आदित्यनाथ", "योगी"): 4,
            },
        ),
    ],
)
def test_persons(lines, pairs):
    """A short name is an alias where most who bear it, and most who are called so, are one person."""
    assert resolved(lines) == pairs


def test_kinds():
    """Pairs with an acronym and pairs of a person's names are told apart."""
    lines = [("A\tsco\tएससीओ\tशंघाई सहयोग संगठन", 3), ("N\tअ राजवंशी", 3), ("S\tराजवंशी\tअ राजवंशी", 3)]
    kinds = {each.name: each.kind for each in resolve_aliases(Lines(lines), lambda _: 1)}
    assert kinds == {
        "एससीओ": ACRONYM,
        "शंघाई सहयोग संगठन": ACRONYM,
        "राजवंशी": NAME,
        "अ राजवंशी": NAME,
    }


def test_what_does_not_occur():
    """An alias with a word that the corpus does not have finds nothing, and is left out; a name without it is kept."""
    lines = {"A | sco | एससीओ | शंघाई सहयोग संगठन": 3, "A | sco | sco | शंघाई सहयोग संगठन": 3}
    assert resolved(lines, absent="sco") == {
        ("sco", "शंघाई सहयोग संगठन"): 3,
        ("एससीओ", "शंघाई सहयोग संगठन"): 3,
        ("sco", "एससीओ"): 3,
    }


LINES = (
    "A\tsco\tएससीओ\tशंघाई सहयोग संगठन",
    "A\tsco\tsco\tशंघाई सहयोग संगठन",
    "B\tsco\tएससीओ\tनए शंघाई सहयोग संगठन",
    "B\tppe\tपीपीई\tव्यक्तिगत सुरक्षा उपकरण",
    "N\tविमला राजवंशी",
    "N\tअनिल राजवंशी",
    "S\tराजवंशी\tविमला राजवंशी",
    "S\tविमला\tविमला राजवंशी",
)


@given(st.dictionaries(st.sampled_from(LINES), st.integers(1, 9)), st.randoms(use_true_random=False))
def test_order_does_not_matter(counts, random):
    """Whatever the order of the lines, the same comes out, sorted, none twice."""
    lines = sorted(Counter(counts).items())
    found = resolve_aliases(Lines(lines), lambda _: 1)
    random.shuffle(lines)
    assert resolve_aliases(Lines(lines), lambda _: 1) == found == sorted(found)
    assert len({(each.name, each.alias) for each in found}) == len(found)
