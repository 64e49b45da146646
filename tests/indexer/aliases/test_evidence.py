"""What one article says of other names: brackets, "यानी", names of organisations, persons by full and short names."""

import pytest

from indexer.aliases.counting import count_evidence
from indexer.article import Article, Entity
from indexer.codec.stored import StoredArticle

BEARERS = "L\t"
SCO = "शंघाई सहयोग संगठन"


def said(body: str, *entities: Entity) -> set[str]:
    lines = count_evidence([StoredArticle(Article(id="1", body=body), entities)])
    return {line.replace("\t", " | ") for line in lines if not line.startswith(BEARERS)}


def person(name: str, *aliases: str) -> Entity:
    return Entity("person", name, aliases, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"बैठक में {SCO} (एससीओ) के नेता आए।", f"B | sco | एससीओ | {SCO}"),
        (f"{SCO} (SCO) की बैठक।", f"B | sco | sco | {SCO}"),
        (f"{SCO} [एससीओ] की बैठक।", f"B | sco | एससीओ | {SCO}"),
        (f"{SCO} (एस.सी.ओ.) की बैठक।", f"B | sco | एससीओ | {SCO}"),
        (f"{SCO} ('एससीओ') की बैठक।", f"B | sco | एससीओ | {SCO}"),
        (f"{SCO} (Shanghai Cooperation Organisation - SCO) मिला।", f"B | sco | sco | {SCO}"),
        (f"{SCO} यानी एससीओ की बैठक।", f"B | sco | एससीओ | {SCO}"),
        (f"{SCO} यानि कि SCO की बैठक।", f"B | sco | sco | {SCO}"),
        (f"एससीओ ({SCO}) की बैठक।", f"A | sco | एससीओ | {SCO}"),
        (f"SCO ({SCO}) की बैठक।", f"A | sco | sco | {SCO}"),
        ("भारतीय जनता पार्टी (भाजपा) ने कहा।", "B | भाजपा | भाजपा | भारतीय जनता पार्टी"),
        ("राष्ट्रीय जनता दल (राजद) ने कहा।", "B | राजद | राजद | राष्ट्रीय जनता दल"),
        ("बाढ़ पर केंद्रीय जल आयोग (सीडब्ल्यूसी) चुप है।", "B | cwc | सीडब्ल्यूसी | केंद्रीय जल आयोग"),
        ("रक्षा अनुसंधान एवं विकास संगठन (डीआरडीओ)", "B | drdo | डीआरडीओ | रक्षा अनुसंधान एवं विकास संगठन"),
        ("Indian Space Research Organisation (ISRO)", "B | isro | isro | indian space research organisation"),
    ],
)
def test_acronyms(text, line):
    """A long name and its acronym beside it are a line, in either order, script and way of writing."""
    assert line in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "उन्होंने (मुस्कुराते हुए) कहा।",
        "वह 45 (पैंतालीस) साल के हैं।",
        "सुनीता रावत (भाजपा) जीत गईं।",
        "मतदान 12 नवंबर (बुधवार) को होगा।",
        "एससीओ (मंगलवार से) की बैठक।",
        "यह तीन हफ्ते यानी 21 दिन चलेगा।",
        "कोरोना वायरस (कोविड-19) का असर।",
        "(एससीओ) की बैठक।",
        "उसने कहा, (SCO) आएगा।",
        "एससीओ (",
        "",
    ],
)
def test_no_acronyms(text):
    """Other brackets say nothing."""
    assert said(text) == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("दिल्ली में शंघाई सहयोग संगठन (एससीओ)", SCO),  # a postposition ends what stands before
        ("भारत, शंघाई सहयोग संगठन (एससीओ)", SCO),  # and so does a comma
        ("नए शंघाई सहयोग संगठन (एससीओ)", f"नए {SCO}"),  # what else is told by the corpus
        ("और शंघाई सहयोग संगठन (एससीओ)", SCO),  # no name begins with "and"
    ],
)
def test_where_the_long_name_may_begin(text, words):
    """The words before a bracket reach back to the clause's beginning or the last word that is in no name."""
    assert said(text) == {f"B | sco | एससीओ | {words}"}


@pytest.mark.parametrize(
    ("entity", "lines"),
    [
        (
            Entity("org", "भारतीय जनता पार्टी", ("भाजपा", "BJP"), 3),
            {"A | भाजपा | भाजपा | भारतीय जनता पार्टी", "A | bjp | bjp | भारतीय जनता पार्टी"},
        ),
        (
            Entity("org", "एम्स", ("अखिल भारतीय आयुर्विज्ञान संस्थान", "AIIMS"), 1),
            {
                "A | aiims | एम्स | अखिल भारतीय आयुर्विज्ञान संस्थान",
                "A | aiims | aiims | अखिल भारतीय आयुर्विज्ञान संस्थान",
            },
        ),
        (Entity("place", "मुंबई", ("बंबई",), 2), set()),
        (Entity("org", "रेलवे", ("भारतीय रेल",), 2), set()),
        (Entity("org", "एससीओ", (), 2), set()),
    ],
)
def test_names_of_entities(entity, lines):
    """Of an entity's names, acronyms stand with the long ones that they may be for; एम्स is AIIMS as it is spoken."""
    assert said("", entity) == lines


@pytest.mark.parametrize(
    ("entity", "lines"),
    [
        (person("विमला राजवंशी"), {"N | विमला राजवंशी"}),
        (person("विमला राजवंशी", "राजवंशी"), {"N | विमला राजवंशी", "S | राजवंशी | विमला राजवंशी"}),
        (person("विमला राजवंशी", "विमला"), {"N | विमला राजवंशी", "S | विमला | विमला राजवंशी"}),
        (person("राजवंशी"), set()),
        (person("एस. जयशंकर", "जयशंकर"), {"N | एस जयशंकर", "S | जयशंकर | एस जयशंकर"}),
        (person("अजय कुमार सिंह", "कुमार"), {"N | अजय कुमार सिंह"}),
        (person("क ख ग घ ङ"), set()),
    ],
)
def test_persons(entity, lines):
    """A person's full name is a line, and one more is each first or last word by which the article calls them."""
    assert said("", entity) == lines


def test_a_title_says_as_much():
    """Title and body are read alike."""
    article = Article(id="1", title=f"{SCO} (एससीओ)", body="")
    assert set(count_evidence([StoredArticle(article, ())])) == {f"B\tsco\tएससीओ\t{SCO}"}
