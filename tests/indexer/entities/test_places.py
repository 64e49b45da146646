from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.analysis.chain import Chain
from indexer.entities import Entity, EntityFinder, places
from indexer.entities.entity import PLACE

ROWS = [
    ("भारत-रूस संबंध मजबूत हुए।", ["भारत", "रूस"]),
    ("जम्मू-कश्मीर में बर्फबारी हुई।", ["जम्मू-कश्मीर"]),
    ("कजाकिस्तान, किर्गिस्तान और उज्बेकिस्तान सदस्य हैं।", ["उज्बेकिस्तान", "कजाकिस्तान", "किर्गिस्तान"]),
    ("उत्तर प्रदेश और मध्यप्रदेश में बारिश।", ["उत्तर प्रदेश", "मध्यप्रदेश"]),
    ("ब्राज़ील और फ़्रांस के बीच मैच।", ["फ़्रांस", "ब्राज़ील"]),
    # by the word that follows
    ("चीन के तियानजिन शहर में बैठक हुई।", ["चीन", "तियानजिन"]),
    ("कुरमाली नदी में बाढ़ आई।", ["कुरमाली"]),
    ("राजेंद्र नगर में पानी भर गया।", ["राजेंद्र नगर"]),
    ("स्वात घाटी में अभियान चला।", ["स्वात घाटी"]),
    ("वानखेड़े स्टेडियम में भीड़ थी।", ["वानखेड़े स्टेडियम"]),
    # by the ending of an unknown word
    ("भगवानपुर और रसूलाबाद में मेला लगा।", ["भगवानपुर", "रसूलाबाद"]),
    # in a row of places
    ("गुरारू, औरंगाबाद, बिहार स्थित गांव।", ["औरंगाबाद", "गुरारू", "बिहार"]),
    # with a direction
    ("दक्षिण एशिया की शांति।", ["दक्षिण एशिया"]),
    # words that are also common, in company
    ("कोटा, राजस्थान में छात्र जुटे।", ["कोटा", "राजस्थान"]),
    ("गया जिले में बारिश हुई।", ["गया"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[" ".join(row[1]) for row in ROWS])
def test_places_are_found(
    names: Callable[[str], dict[str, tuple[str, ...]]], text: str, expected: list[str]
) -> None:
    """Places of the tables are found, and unknown ones by what stands beside them."""
    assert names(text)["place"] == tuple(expected)


@pytest.mark.parametrize(
    "text",
    [
        "वह घर चला गया था।",
        "नौकरी में कोटा बढ़ाया गया।",
        "उसकी सूरत अच्छी है और सब्जी मंडी बंद है।",
        "रूसी और चीनी सैनिक तथा भारतीयों का दल।",
        "माली ने पौधे लगाए।",
        "हर राज्य में औद्योगिक क्षेत्र होगा।",
        "पूरे विश्व में चर्चा है।",
    ],
)
def test_no_place_in_common_words(names: Callable[[str], dict[str, tuple[str, ...]]], text: str) -> None:
    """Adjectives, inhabitants and common words spelled like a place are none."""
    assert "place" not in names(text)


def test_place_inside_other_names_is_theirs(names: Callable[[str], dict[str, tuple[str, ...]]]) -> None:
    """A place within the name of an organisation or a person is not found again."""
    found = names("दिल्ली विश्वविद्यालय में कल्याण सिंह बोले।")
    assert found == {"person": ("कल्याण सिंह",), "org": ("दिल्ली विश्वविद्यालय",)}


def test_other_names_are_aliases(only: Callable[[str], Entity]) -> None:
    """A city goes by its old name too, and both names are one place."""
    mumbai = only("मुंबई में बारिश। बंबई का पुराना बाजार।")
    assert (mumbai.kind, mumbai.name, mumbai.count) == (PLACE, "मुंबई", 2)
    assert "बंबई" in mumbai.aliases
    assert "बॉम्बे" in mumbai.aliases


def test_part_of_a_place_is_not_the_place(finder: EntityFinder) -> None:
    """दक्षिण अफ्रीका is not अफ्रीका, and पश्चिमी दिल्ली not नई दिल्ली."""
    found = finder.find(None, "पश्चिमी दिल्ली और नई दिल्ली, अफ्रीका और दक्षिण अफ्रीका।")
    assert {entity.name for entity in found} == {"पश्चिमी दिल्ली", "नई दिल्ली", "अफ्रीका", "दक्षिण अफ्रीका"}


def test_dateline_place_is_a_place(finder: EntityFinder) -> None:
    """The article's place is listed: with count 0 where the text does not name it, else as the text has it."""
    assert finder.find(None, "आज ठंड रही।", place="नई दिल्ली") == (Entity(PLACE, "नई दिल्ली", ("दिल्ली",), 0),)
    (delhi,) = finder.find(None, "दिल्ली में ठंड रही।", place="नई दिल्ली")
    assert (delhi.name, delhi.count) == ("दिल्ली", 1)
    assert finder.find(None, "आज ठंड रही।", place=" - ") == ()


def test_dateline_place_stands_after_the_places_of_the_text(finder: EntityFinder) -> None:
    """A dateline that the text does not repeat is the last of the places, before the organisations."""
    found = finder.find(None, "भाजपा की लखनऊ में बैठक, अखिलेश यादव का जवाब।", place="कानपुर")
    assert [entity.name for entity in found] == ["अखिलेश यादव", "लखनऊ", "कानपुर", "भाजपा"]


def test_places_of_the_corpus_are_known() -> None:
    """What datelines show is found in every article, but no rank, desk or common word that slipped into one."""
    finder = EntityFinder(Chain(), places=["कलेर", "घोसवरी टाल", "ब्यूरो", "संवाददाता", "गया", "", "हम"])
    found = finder.find(None, "कलेर और घोसवरी टाल में ब्यूरो संवाददाता पहुंचा तो हम मिले और वह गया।")
    assert [entity.name for entity in found] == ["कलेर", "घोसवरी टाल"]


def test_many_places_stand_in_order(finder: EntityFinder) -> None:
    """Of places named as often as one another, be they many, the first named comes first."""
    text = "। ".join(name for name in places.INDIA if " " not in name and "-" not in name)
    found = [entity.name for entity in finder.find(None, text) if entity.kind == PLACE and entity.count == 1]
    assert len(found) > 100
    assert found == sorted(found, key=text.split("। ").index)
