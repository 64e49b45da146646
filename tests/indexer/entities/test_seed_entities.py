from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.entities import Entity, EntityFinder

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
Entities = dict[tuple[str, str], Entity]
CLUTTER = ("विज्ञापन", "सार", "विस्तार", "Trending Videos")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the reference pages ../shared/seeds are not here")


@pytest.fixture(scope="module")
def moscow(finder: EntityFinder) -> Entities:
    """The entities of the first page by kind and name, its text cut from the clutter by hand."""
    first, *lines = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8").splitlines()
    body = [line for line in lines[4:] if line not in CLUTTER and not line.startswith("- फोटो")]
    found = finder.find(json.loads(first)["title_hn"], "\n".join(body), place="मास्को")
    return {(entity.kind, entity.name): entity for entity in found}


@pytest.fixture(scope="module")
def tianjin(finder: EntityFinder) -> Entities:
    """The entities of the second page, likewise."""
    _, *lines = next(SEEDS.glob("003_*.txt")).read_text(encoding="utf-8").splitlines()
    hindi = [line for line in lines if not line.startswith(("Russia", "—", "(Source", "s jaishankar"))]
    _, _, body = "\n".join(hindi).partition("डेस्क। ")
    return {(e.kind, e.name): e for e in finder.find(None, body, place="नई दिल्ली")}


def named(entities: Entities, kind: str) -> set[str]:
    return {name for own, name in entities if own == kind}


def test_persons_of_the_first_seed(moscow: Entities) -> None:
    """Every person is found, each once, and nothing besides."""
    assert named(moscow, "person") == {
        "एस जयशंकर",
        "व्लादिमीर पुतिन",
        "नरेंद्र मोदी",
        "मोहम्मद रजा आरिफ",
        "अलेक्जेंडर तुर्चिन",
        "ओलजस बेक्टेनोव",
        "अदिलबेक कासिमालीयेव",
        "कोखिर रसूलजोदा",
        "अब्दुल्ला अरिपोव",
        "इशाक डार",
        "नूरलान येरमेकबायेव",
        "मिखाइल मिशुस्तीन",
        "सर्गेई लावरोव",
        "गोम्बोजाविन जंदनशतर",
        "शेख मोहम्मद बिन अब्दुलरहमान अल थानी",
    }
    assert "जयशंकर" in moscow["person", "एस जयशंकर"].aliases


def test_places_of_the_first_seed(moscow: Entities) -> None:
    """Countries and the capital are found, adjectives are not places."""
    assert {"मास्को", "भारत", "रूस", "ईरान", "पाकिस्तान", "कतर", "मंगोलिया"} <= named(moscow, "place")
    assert moscow["place", "मास्को"].count == 1


@pytest.mark.parametrize("page", ["moscow", "tianjin"])
def test_sco_is_one_organisation(page: str, request: pytest.FixtureRequest) -> None:
    """The long name and its letters in both scripts are one entity."""
    entities = request.getfixturevalue(page)
    sco = entities["org", "शंघाई सहयोग संगठन"]
    assert {"एससीओ", "SCO"} <= set(sco.aliases)
    assert sco.count > 10
    assert named(entities, "org") <= {"शंघाई सहयोग संगठन", "क्रेमलिन"}


def test_second_seed(tianjin: Entities) -> None:
    """Persons and places of the second page, the dateline among them."""
    assert named(tianjin, "person") == {"एस. जयशंकर", "सर्गेई लावरोव", "राजनाथ सिंह"}
    assert named(tianjin, "place") == set(
        """भारत रूस चीन पाकिस्तान तियानजिन यूक्रेन एशिया कजाकिस्तान किर्गिस्तान ताजिकिस्तान उज्बेकिस्तान ईरान
        बेलारूस""".split()
    ) | {"नई दिल्ली"}
    assert tianjin["place", "नई दिल्ली"].count == 0
