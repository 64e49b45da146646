"""Evidence of many articles: what is counted by numbers is what the articles' names say."""

from array import array
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.aliases.acronyms import EXACT_CHAIN
from indexer.aliases.counting import Evidence, count_evidence
from indexer.analysis import term_rows
from indexer.analysis.chain import Chain
from indexer.article import Article, Entity
from indexer.codec.stored import StoredArticle

WORDS = "विमला राजवंशी एस. जयशंकर अजय-विजय कुमार ज़मीर जमीर मोदी, Modi जी20 O'Neil डॉ. #टैग –".split()
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join) | st.text(max_size=12)
PERSONS = st.lists(
    st.builds(Entity, st.just("person"), NAMES, st.lists(NAMES, max_size=3).map(tuple), st.just(1)),
    max_size=5,
)


def words_of(name):
    return [word.exact for word in EXACT_CHAIN.words(name)]


def persons_said(entities):
    """The N and S lines of an article, by the words of each name."""
    for _, name, aliases, _ in entities:
        words = words_of(name)
        if 2 <= len(words) <= 4:
            yield f"N\t{' '.join(words)}"
            for short in map(words_of, aliases):
                if len(short) == 1 and short[0] in (words[0], words[-1]):
                    yield f"S\t{short[0]}\t{' '.join(words)}"


def all_said(corpus):
    counts = Counter(line for entities in corpus for line in set(persons_said(entities)))
    for line, count in [each for each in counts.items() if each[0].startswith("N")]:
        words = line.split("\t")[1].split(" ")
        counts.update({f"L\t{word}": count for word in {words[0], words[-1]}})
    return counts


@given(st.lists(PERSONS, max_size=6))
def test_persons(corpus):
    """Each article counts once for a full name and for a short one beside it, and a word for each name it begins or ends."""
    articles = [StoredArticle(Article(id=str(at), body=""), tuple(each)) for at, each in enumerate(corpus)]
    assert count_evidence(articles) == all_said(corpus)


@given(st.lists(PERSONS, max_size=6))
def test_in_order(corpus):
    """Lines come by their bytes, whatever numbers their words have."""
    forms = term_rows.TermRows(Chain())
    evidence = Evidence(forms)
    for entities in corpus:
        for _, name, aliases, _ in entities:
            evidence.persons.add_person(name, aliases)
        evidence.persons.end_article()
        evidence.add_article("शंघाई सहयोग संगठन (एससीओ)", "अर्थात कुछ नहीं", ())
    lines, counts = evidence.counted(np.array(forms.texts.ordered(array("i")), np.int32))
    assert lines == sorted(lines)
    expected = all_said(corpus)
    if corpus:
        expected["B\tsco\tएससीओ\tशंघाई सहयोग संगठन"] = len(corpus)
    assert dict(zip(map(bytes.decode, lines), counts.tolist(), strict=True)) == expected


def test_nothing():
    """No articles, no lines."""
    assert count_evidence([]) == {}
