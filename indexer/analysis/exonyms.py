"""Places by their English names, where these are no spellings of the Hindi ones: russia is रूस, delhi दिल्ली."""

from __future__ import annotations

import functools
from pathlib import Path

__all__ = ["EXONYMS", "exonyms"]

EXONYMS = Path(__file__).with_name("exonyms.txt")
"""Countries: English name in lower case and exact Hindi form, from CLDR, a pair a line: ``make train`` writes it."""

# Spellings of Indian places that the British left, and sounds do not tell.
_INDIAN = """
    delhi दिल्ली, lucknow लखनऊ, kanpur कानपुर, cawnpore कानपुर, calcutta कलकत्ता, kolkata कोलकाता, bombay बंबई, mumbai मुंबई,
    madras मद्रास, chennai चेन्नई, poona पुणे, pune पुणे, baroda बड़ौदा, banaras बनारस, benares बनारस, varanasi वाराणसी,
    allahabad इलाहाबाद, meerut मेरठ, mathura मथुरा, muttra मथुरा, moradabad मुरादाबाद, bareilly बरेली, gwalior ग्वालियर,
    indore इंदौर, ujjain उज्जैन, jubbulpore जबलपुर, jabalpur जबलपुर, nagpur नागपुर, raipur रायपुर, ranchi रांची, patna पटना,
    gaya गया, bihar बिहार, orissa उड़ीसा, odisha ओडिशा, assam असम, guwahati गुवाहाटी, shimla शिमला, simla शिमला,
    dehradun देहरादून, dehra देहरा, mussoorie मसूरी, roorkee रुड़की, haridwar हरिद्वार, hardwar हरिद्वार, nainital नैनीताल,
    jaipur जयपुर, jodhpur जोधपुर, udaipur उदयपुर, ajmer अजमेर, kota कोटा, bikaner बीकानेर, chandigarh चंडीगढ़,
    ludhiana लुधियाना, jalandhar जालंधर, jullundur जालंधर, amritsar अमृतसर, gurgaon गुड़गांव, gurugram गुरुग्राम,
    faridabad फरीदाबाद, ghaziabad गाजियाबाद, noida नोएडा, jammu जम्मू, kashmir कश्मीर, srinagar श्रीनगर, ladakh लद्दाख,
    punjab पंजाब, haryana हरियाणा, gujarat गुजरात, goa गोवा, kerala केरल, karnataka कर्नाटक, mysore मैसूर, bangalore बेंगलुरु,
    bengaluru बेंगलुरु, cochin कोच्चि, kochi कोच्चि, hyderabad हैदराबाद, telangana तेलंगाना, andhra आंध्र, vizag विशाखापट्टनम,
    pondicherry पुडुचेरी, sikkim सिक्किम, tripura त्रिपुरा, manipur मणिपुर, mizoram मिजोरम, nagaland नागालैंड,
    meghalaya मेघालय, ganges गंगा, indus सिंधु, yamuna यमुना, jumna यमुना
"""


@functools.cache
def exonyms() -> dict[str, str]:
    """English name in lower case → exact form."""
    countries = (line.split(" ") for line in EXONYMS.read_text(encoding="utf-8").splitlines())
    return dict([*countries, *(pair.split() for pair in _INDIAN.split(","))])
