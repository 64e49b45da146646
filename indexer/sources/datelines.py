"""Who reports from where.

Desk lines ("न्यूज डेस्क, अमर उजाला, मास्को") stand alone; datelines ("नई दिल्ली, वाईबीएन डेस्क। …") begin a
paragraph.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import regex

__all__ = ["Desk", "is_city", "read_desk_line", "split_dateline"]


def _fold(name: str) -> str:
    """Without case and nukta (NFD: a nukta may be part of a letter)."""
    return " ".join(
        unicodedata.normalize("NFD", name).casefold().replace("\N{DEVANAGARI SIGN NUKTA}", "").split()
    )


def _table(names: str) -> frozenset[str]:
    """Names written one after another, between "|"."""
    return frozenset(filter(None, map(_fold, names.replace("\n", "|").split("|"))))


# The last word of a desk's or agency's name.
_DESK_WORDS = _table("डेस्क|ब्यूरो|संवाददाता|संवाददाताओं|नेटवर्क|desk|bureau|network")
# Likewise, but headlines end a phrase with them too ("जांच करेगी केंद्र की टीम"): they do not make a desk line.
_WEAK_DESK_WORDS = _table("प्रतिनिधि|एजेंसी|एजेंसियां|संवाद|न्यूज|टीम|agency|agencies|news|team")
# Agencies by their whole name.
_AGENCIES = _table(
    "भाषा|वार्ता|एएनआई|पीटीआई|आईएएनएस|यूएनआई|रॉयटर्स|एपी|एएफपी|जेएनएन|ब्लूमबर्ग|ani|pti|ians|uni|reuters|ap|afp|jnn|bloomberg"
)
# Words of which a desk's name says nothing about the paper it belongs to.
_GENERIC = (
    _DESK_WORDS
    | _WEAK_DESK_WORDS
    | _table("डिजिटल|वेब|ऑनलाइन|नेशनल|इंटरनेशनल|राष्ट्रीय|अंतरराष्ट्रीय|स्पोर्ट्स|खेल|बिजनेस|कारोबार|एंटरटेनमेंट|मनोरंजन|टेक|ऑटो")
    | _table(
        "लाइफस्टाइल|हेल्थ|एजुकेशन|धर्म|फीचर|राज्य|जिला|विशेष|मुख्य|वरिष्ठ|हमारे|स्टाफ|स्थानीय|digital|web|online|national|sports|staff"
    )
)
# Places that datelines and desk lines name most: with no desk beside it ("लखनऊ: …"), only these are taken
# for a place. Left out: गया, कोटा, मंडी, पुरी, माले, words of other meanings.
_CITIES = _table(
    """दिल्ली|नई दिल्ली|नयी दिल्ली|मुंबई|कोलकाता|चेन्नई|बेंगलुरु|बेंगलूरु|हैदराबाद|अहमदाबाद|पुणे|नागपुर|नासिक|ठाणे|सूरत|वडोदरा
    राजकोट|गांधीनगर|लखनऊ|कानपुर|वाराणसी|प्रयागराज|इलाहाबाद|आगरा|मेरठ|गाजियाबाद|नोएडा|ग्रेटर
    नोएडा|गोरखपुर|बरेली|अलीगढ़|मुरादाबाद|अयोध्या
    मथुरा|झांसी|सहारनपुर|पटना|मुजफ्फरपुर|भागलपुर|दरभंगा|रांची|जमशेदपुर|धनबाद|बोकारो|रायपुर|बिलासपुर|भोपाल|इंदौर|ग्वालियर|जबलपुर|उज्जैन
    जयपुर|जोधपुर|उदयपुर|अजमेर|बीकानेर|देहरादून|हरिद्वार|ऋषिकेश|नैनीताल|हल्द्वानी|शिमला|धर्मशाला|चंडीगढ़|गुरुग्राम|फरीदाबाद|पानीपत
    हिसार|रोहतक|अंबाला|अमृतसर|लुधियाना|जालंधर|पटियाला|जम्मू|श्रीनगर|लेह|गुवाहाटी|शिलांग|इंफाल|इम्फाल|अगरतला|आइजोल|कोहिमा|ईटानगर
    गंगटोक|दार्जिलिंग|सिलीगुड़ी|भुवनेश्वर|कटक|विशाखापत्तनम|विजयवाड़ा|अमरावती|तिरुपति|कोच्चि|तिरुवनंतपुरम|मदुरै|कोयंबटूर|मैसूर|मैसुरु
    मंगलुरु|पणजी|पुडुचेरी|इस्लामाबाद|कराची|लाहौर|काबुल|काठमांडू|ढाका|कोलंबो|थिम्पू|बीजिंग|शंघाई|टोक्यो|सियोल|हांगकांग|सिंगापुर|बैंकॉक
    जकार्ता|कुआलालंपुर|मास्को|मॉस्को|कीव|लंदन|पेरिस|बर्लिन|रोम|मैड्रिड|ब्रसेल्स|जिनेवा|विएना|वॉशिंगटन|वाशिंगटन|न्यूयॉर्क|न्यूयार्क
    संयुक्त राष्ट्र|ओटावा|टोरंटो|सिडनी|मेलबर्न|कैनबरा|दुबई|अबू धाबी|दोहा|रियाद|तेहरान|बगदाद|यरुशलम|यरूशलम|तेल अवीव|काहिरा
    अंकारा|इस्तांबुल|ताशकंद|अस्ताना|बाकू|जोहानिसबर्ग|केप टाउन|नैरोबी|ब्रासीलिया"""
)

_HEAD = regex.compile(r"(?P<head>[^।|:.!?\n]{2,80}?)\s*(?:[।|:.]|\s[–—-])\s*(?P<rest>\S.*)", regex.DOTALL)
_BRACKET = regex.compile(
    r"(?P<place>[^,।:()]{2,30}(?:\([^,।:()]{2,30}\))?),?\s*(?:\d{1,2}\s[\p{L}\p{M}]+,?\s*)?\((?P<agency>[^()]{2,30})\)\s*[।:.–—-]*\s*(?P<rest>\S.*)",
    regex.DOTALL,
)
_MOST_WORDS = 4


class Desk(NamedTuple):
    """What a desk line or dateline says; None for what it does not."""

    source: str | None
    place: str | None


def read_desk_line(line: str) -> Desk | None:
    """Read a line that is nothing but desk, paper and place; None: it is no such line."""
    parts = _split(line.rstrip("।. "))
    if parts is None or not any(_names_desk(part, _DESK_WORDS) for part in parts):
        return None
    return _assign(parts, lone_is_paper=True)


def split_dateline(paragraph: str) -> tuple[Desk, str] | None:
    """Take the dateline off the beginning of a paragraph; None: it has none.

    "PLACE, DESK। …", "DESK, PLACE। …", "PLACE (AGENCY)। …", "PLACE, 15 जुलाई (भाषा) …", and "PLACE: …" for
    well-known places.
    """
    if (match := _BRACKET.match(paragraph)) and _is_agency(match["agency"]):
        place = match["place"].strip()
        if len(place.split()) < _MOST_WORDS:
            return Desk(match["agency"].strip(), place), match["rest"]
    if not (match := _HEAD.match(paragraph)):
        return None
    if is_city(match["head"]):
        return Desk(None, match["head"].strip()), match["rest"]
    parts = _split(match["head"])
    # A short sentence may end in "… जांच एजेंसी।": alone, only a desk is one.
    desk = (
        _assign(parts, lone_is_paper=False)
        if parts and (len(parts) > 1 or _names_desk(parts[0], _DESK_WORDS))
        else None
    )
    return (desk, match["rest"]) if desk else None


def is_city(name: str) -> bool:
    """Tell whether ``name`` is a place well known from datelines."""
    return _fold(name) in _CITIES


def _split(line: str) -> list[str] | None:
    """Split at commas, if the parts could be a desk line's: few, of few words, no digits."""
    parts = [part.strip() for part in line.split(",") if part.strip()]
    if not 1 <= len(parts) <= _MOST_WORDS or any(len(part.split()) > _MOST_WORDS for part in parts):
        return None
    return None if regex.search(r"[\d।:!?\"]", line) else parts


def _assign(parts: list[str], *, lone_is_paper: bool) -> Desk | None:
    """Tell source from place. Beside a desk without a name ("न्यूज डेस्क"), the paper is the source.

    ``lone_is_paper``: whether the one part beside such a desk, if no known place, is a paper (desk line) or
    a place (dateline).
    """
    at = next((number for number, part in enumerate(parts) if _is_agency(part)), None)
    if at is None:
        return None
    desk, others = parts[at], parts[:at] + parts[at + 1 :]
    generic = set(_fold(desk).split()) <= _GENERIC
    if generic and at == 0 and others and (len(others) > 1 or (lone_is_paper and not is_city(others[0]))):
        paper = next((part for part in others if not is_city(part)), others[0])
        desk, others = paper, [part for part in others if part != paper]
    return Desk(desk, ", ".join(others) or None)


def _is_agency(name: str) -> bool:
    return _names_desk(name, _DESK_WORDS | _WEAK_DESK_WORDS)


def _names_desk(name: str, last_words: frozenset[str]) -> bool:
    folded = _fold(name)
    return folded in _AGENCIES or folded.rpartition(" ")[2] in last_words
