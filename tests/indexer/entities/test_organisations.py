from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.entities import Entity

ROWS = [
    ("स्वास्थ्य एवं परिवार कल्याण मंत्रालय ने कहा।", ["स्वास्थ्य एवं परिवार कल्याण मंत्रालय"]),
    ("जवाहरलाल नेहरू विश्वविद्यालय के छात्र।", ["जवाहरलाल नेहरू विश्वविद्यालय"]),
    ("बैंक ऑफ बड़ौदा में खाता।", ["बैंक ऑफ बड़ौदा"]),
    ("दिल्ली पुलिस और भारतीय सेना सतर्क।", ["दिल्ली पुलिस", "भारतीय सेना"]),
    ("उत्तर प्रदेश सरकार का आदेश।", ["उत्तर प्रदेश सरकार"]),
    ("इलाहाबाद हाईकोर्ट का फैसला।", ["इलाहाबाद हाईकोर्ट"]),
    ("टाटा समूह ने कहा।", ["टाटा समूह"]),
    ("संयुक्त राष्ट्र महासचिव की अपील।", ["संयुक्त राष्ट्र"]),
    ("सुप्रीम कोर्ट ने रोक लगाई।", ["सुप्रीम कोर्ट"]),
    ("एनएसएसओ के आंकड़े।", ["एनएसएसओ"]),
    ("IFFCO के आंकड़े।", ["IFFCO"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[1][0] for row in ROWS])
def test_organisations_are_found_whole(
    names: Callable[[str], dict[str, tuple[str, ...]]], text: str, expected: list[str]
) -> None:
    """Known names, names with a head word, and letters in either script are found whole."""
    assert names(text)["org"] == tuple(expected)


@pytest.mark.parametrize(
    "text",
    [
        "संगठन की बैठक में पुलिस और सेना आई।",
        "राज्य सरकार ने टीम भेजी।",
        "सुरक्षा एजेंसी और छात्र संगठन।",
        "लोकसभा चुनाव और लोकसभा सीट।",
        "रेलवे स्टेशन पर भीड़।",
        "टीवी पर वीडियो देखा, एफआईआर दर्ज।",
        "जीडीपी बढ़ी, GDP के आंकड़े, सीसीटीवी लगा।",
        "एपीजे अब्दुल कलाम की किताब।",
        "सकल घरेलू उत्पाद (जीडीपी) बढ़ा।",
        "THE PRIME MINISTER MET THE PRESIDENT",
    ],
)
def test_no_organisation_in_common_words(
    names: Callable[[str], dict[str, tuple[str, ...]]], text: str
) -> None:
    """A head word alone, letters that name no organisation, and English in capitals give none."""
    assert "org" not in names(text)


BRACKETS = [
    ("सोमवार को शंघाई सहयोग संगठन (एससीओ) के सदस्य।", "शंघाई सहयोग संगठन", {"एससीओ", "SCO"}),
    ("शंघाई सहयोग संगठन (SCO) की बैठक।", "शंघाई सहयोग संगठन", {"एससीओ", "SCO"}),
    (
        "शंघाई सहयोग संगठन (Shanghai Cooperation Organization - SCO) एक मंच है।",
        "शंघाई सहयोग संगठन",
        {"एससीओ", "SCO", "Shanghai Cooperation Organization"},
    ),
    ("SCO (शंघाई सहयोग संगठन) की बैठक।", "शंघाई सहयोग संगठन", {"एससीओ", "SCO"}),
    ("जांच राष्ट्रीय हरित अधिकरण (एनजीटी) को सौंपी।", "राष्ट्रीय हरित अधिकरण", {"एनजीटी", "NGT"}),
    ("के लिए किसान मजदूर मोर्चा (किममो) का धरना।", "किसान मजदूर मोर्चा", {"किममो"}),
    ("ने अंतरिक्ष विज्ञान परिषद [एवीपी] बनाई।", "अंतरिक्ष विज्ञान परिषद", {"एवीपी", "AVP"}),
]


@pytest.mark.parametrize(("text", "name", "aliases"), BRACKETS)
def test_defining_brackets(only: Callable[[str], Entity], text: str, name: str, aliases: set[str]) -> None:
    """A bracket in either order and script makes one organisation of the long name and its letters."""
    entity = only(text)
    assert (entity.kind, entity.name) == ("org", name)
    assert aliases <= set(entity.aliases)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("मंगलवार को", "शंघाई सहयोग संगठन"),
        ("बैठक के बाद", "शंघाई सहयोग संगठन"),
        ("वार्षिक", "शंघाई सहयोग संगठन"),
    ],
)
def test_long_name_begins_where_the_letters_begin(
    only: Callable[[str], Entity], before: str, name: str
) -> None:
    """What stands before the long name is not drawn into it, postposition or not."""
    assert only(f"{before} {name} (एससीओ) की बैठक।").name == name


def test_defined_letters_count_everywhere(only: Callable[[str], Entity]) -> None:
    """Letters defined once are the same organisation wherever they stand, before and after, in both scripts."""
    entity = only("NGT ने रोक लगाई। राष्ट्रीय हरित अधिकरण (एनजीटी) का आदेश। एनजीटी ने कहा।")
    assert (entity.name, entity.count) == ("राष्ट्रीय हरित अधिकरण", 4)


@pytest.mark.parametrize("written", ["भारतीय जनता पार्टी", "भाजपा", "बीजेपी", "BJP"])
def test_well_known_go_by_all_their_names(only: Callable[[str], Entity], written: str) -> None:
    """One organisation by any of its names, the others being aliases."""
    entity = only(f"{written} की बैठक।")
    assert {entity.name, *entity.aliases} == {"भारतीय जनता पार्टी", "भाजपा", "बीजेपी", "BJP"}


def test_latin_names_need_their_capitals(names: Callable[[str], dict[str, tuple[str, ...]]]) -> None:
    """WHO is an organisation, the English word who is not."""
    assert names("WHO की सलाह")["org"] == ("WHO",)
    assert names("the man who came") == {}
