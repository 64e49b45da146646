"""More like one article."""

import pytest
from small_index import article, build_index, small_dictionary
from wire_copies import BRIDGE, BRIDGE_COPIES, LIBRARY, gold_page, text_of

from query import Searcher

OTHER_BRIDGE = (
    "सोनपुरा में पुल ढहने के बाद लोक निर्माण विभाग के दो अभियंता निलंबित कर दिए गए हैं। जिलाधिकारी रेखा मिश्रा ने जांच रिपोर्ट शासन को सौंपी। "
    "रिपोर्ट में कहा गया है कि गंडकी नदी का पुल वर्षों से मरम्मत की राह देख रहा था।"
)
ARTICLES = [
    *(article(name, body, title="सोनपुरा में पुल ढहा") for name, body in BRIDGE_COPIES.items()),
    article("next", OTHER_BRIDGE, title="पुल हादसे में अभियंता निलंबित"),
    article("next copy", "सोनपुरा, संवाददाता। " + OTHER_BRIDGE, title="दो अभियंता निलंबित"),
    article("library", text_of(*LIBRARY), title="देर रात तक खुलेगा पुस्तकालय"),
    article("gold", gold_page("तीन नवंबर", 61_200), title="सोने का भाव"),
    article("short", "पुल"),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    with small_dictionary():
        folder = build_index(tmp_path_factory.mktemp("similar"), ARTICLES, segments=2)
    with Searcher.open(folder) as opened:
        yield opened


def test_another_report_of_the_same_event(searcher):
    """It comes first, once though it has a copy, and no copy of the article itself is among the hits."""
    found = searcher.similar("whole")
    assert found[0].head.id in ("next", "next copy")
    assert not {each.head.id for each in found} & set(BRIDGE_COPIES)
    assert len({"next", "next copy"} & {each.head.id for each in found}) == 1
    assert [each.rank for each in found] == list(range(1, len(found) + 1))
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_what_ties_them(searcher):
    """Words of both texts, none a stop word or a number; names of both."""
    best = searcher.similar("whole", limit=1)[0]
    assert {"गंडकी", "ढह", "रेखा"} & set(best.words)
    assert not {"के", "में", "1964", "है"} & set(best.words)
    assert all(word in text_of("सोनपुरा में पुल ढहा", *BRIDGE) for word in best.words)
    assert {"रेखा मिश्रा"} & set(best.names)


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_no_more_than_asked(searcher, limit):
    """The first of a longer answer."""
    assert searcher.similar("next", limit=limit) == searcher.similar("next")[:limit]


def test_what_is_like_nothing(searcher):
    """None for an id that is not there; nothing for an article whose words nobody else has; a limit below 0 is an error."""
    assert searcher.similar("nobody") is None
    assert isinstance(searcher.similar("short"), tuple)
    with pytest.raises(ValueError, match="0 or more"):
        searcher.similar("whole", limit=-1)
