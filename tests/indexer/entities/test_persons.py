from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.entities import EntityFinder

ROWS = [
    # titles and forms of address; an unknown word after one is a name
    ("राष्ट्रपति पुतिन ने बैठक की।", ["पुतिन"]),
    ("मंगोलिया के प्रधानमंत्री गोम्बोजाविन जंदनशतर से भेंट हुई।", ["गोम्बोजाविन जंदनशतर"]),
    ("न्यायमूर्ति डी वाई चंद्रचूड़ ने फैसला सुनाया।", ["डी वाई चंद्रचूड़"]),
    ("थानाध्यक्ष रमाकांत वर्मा ने जांच शुरू की।", ["रमाकांत वर्मा"]),
    ("संयुक्त सचिव लव अग्रवाल ने आंकड़े बताए।", ["लव अग्रवाल"]),
    ("पीएम मोदी शाम को लौटे।", ["मोदी"]),
    # parts of the name alone
    ("राहुल द्रविड़ और वीरेंद्र सहवाग मैदान में उतरे।", ["राहुल द्रविड़", "वीरेंद्र सहवाग"]),
    ("विकास दुबे की तलाश जारी है।", ["विकास दुबे"]),
    ("हरदीप सिंह पुरी ने उद्घाटन किया।", ["हरदीप सिंह पुरी"]),
    # initials, in every way of writing them
    ("डॉ. एस. जयशंकर आज लौटे।", ["एस. जयशंकर"]),
    ("आर के सिंह ने कहा।", ["आर के सिंह"]),
    ("आर.के. सिंह ने कहा।", ["आर.के. सिंह"]),
    ("कप्तान के एल राहुल ने कहा।", ["के एल राहुल"]),
    ("परिषद के आर गंगाखेडकर ने कहा।", ["आर गंगाखेडकर"]),
    ("के. चंद्रशेखर राव की रैली हुई।", ["के. चंद्रशेखर राव"]),
    # links inside
    (
        "कतर के प्रधानमंत्री शेख मोहम्मद बिन अब्दुलरहमान अल थानी से मुलाकात हुई।",
        ["शेख मोहम्मद बिन अब्दुलरहमान अल थानी"],
    ),
    # honorifics after
    ("लालू जी की तबीयत ठीक है।", ["लालू"]),
    # two unknown words listed by country
    ("ताजिकिस्तान के कोखिर रसूलजोदा और अन्य नेता आए।", ["कोखिर रसूलजोदा"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[1][0] for row in ROWS])
def test_person_is_found_whole(
    names: Callable[[str], dict[str, tuple[str, ...]]], text: str, expected: list[str]
) -> None:
    """A name is found with all its parts and nothing besides."""
    assert names(text)["person"] == tuple(sorted(expected))


@pytest.mark.parametrize(
    "text",
    [
        "प्रधानमंत्री पद के लिए होड़ है।",
        "विदेश मंत्री ने बयान दिया।",
        "विदेश मंत्रियों की परिषद की बैठक हुई।",
        "प्रधानमंत्री आवास योजना में बदलाव हुआ।",
        "मुख्यमंत्री राहत कोष में दान दें।",
        "पूर्व अध्यक्ष को बुलाया गया।",
        "विकास की गति और आशा की किरण।",
        "जिम में कसरत की।",
        "सीमा पार से गोलीबारी हुई।",
        "डॉक्टर टेस्ट रिपोर्ट लेकर आए।",
        "कोरोना वायरस पॉजिटिव मरीज मिले।",
    ],
)
def test_no_person_where_none_is_named(names: Callable[[str], dict[str, tuple[str, ...]]], text: str) -> None:
    """Offices, schemes, common words and loans give no person."""
    assert "person" not in names(text)


@pytest.mark.parametrize("after", ["ने", "को", "से", "की", "और", "कहते", "।", ",", "पहुंचे", "लेकिन"])
def test_name_stops(names: Callable[[str], dict[str, tuple[str, ...]]], after: str) -> None:
    """A name stops at postpositions, conjunctions, verbs and punctuation."""
    assert names(f"मंत्री राजनाथ सिंह {after} सब लोग")["person"] == ("राजनाथ सिंह",)


def test_same_surname_goes_to_the_last_named(finder: EntityFinder) -> None:
    """A surname that two persons share counts for the one named last before it."""
    text = "राहुल गांधी आए। सोनिया गांधी भी आईं। गांधी ने कहा। राहुल गांधी लौटे। गांधी ने फिर कहा।"
    counts = {entity.name: entity.count for entity in finder.find(None, text)}
    assert counts == {"राहुल गांधी": 3, "सोनिया गांधी": 2}


def test_later_mentions_join_the_full_name(finder: EntityFinder) -> None:
    """Given name, surname and the name without its title are one person with the full name."""
    (modi,) = finder.find("पीएम मोदी लौटे", "प्रधानमंत्री नरेंद्र मोदी गए। नरेंद्र ने कहा। मोदी का स्वागत हुआ।")
    assert (modi.kind, modi.name, modi.count) == ("person", "नरेंद्र मोदी", 4)
    assert set(modi.aliases) == {"नरेंद्र", "मोदी"}


def test_unmarked_mention_is_counted(finder: EntityFinder) -> None:
    """A later mention that nothing else would show to be a name is found once the person is known."""
    (putin,) = finder.find(None, "राष्ट्रपति व्लादिमीर पुतिन आए। 'प्रभाव बढ़ाना होगा', बोले पुतिन")
    assert (putin.name, putin.count) == ("व्लादिमीर पुतिन", 2)


def test_common_word_joins_only_where_it_acts(finder: EntityFinder) -> None:
    """शाह after अमित शाह is he before ने, and a common word elsewhere."""
    (shah,) = finder.find(None, "अमित शाह पहुंचे। शाह ने कहा। राजा और शाह की कहानी।")
    assert shah.count == 2


@pytest.mark.parametrize("written", ["एस जयशंकर", "एस. जयशंकर", "जयशंकर"])
def test_initials_do_not_part_a_person(finder: EntityFinder, written: str) -> None:
    """With initials, with dotted initials and without, it is one person, to be found by the bare name."""
    (person,) = finder.find(None, f"विदेश मंत्री {written} गए। जयशंकर ने कहा।")
    assert person.count == 2
    assert "जयशंकर" in (person.name, *person.aliases)


def test_bare_surname_of_many_is_no_alias(finder: EntityFinder) -> None:
    """What is left of आर के सिंह without initials is nobody's name."""
    (person,) = finder.find(None, "आर के सिंह ने कहा।")
    assert person.aliases == ()
