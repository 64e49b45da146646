"""Words in Latin letters → the Devanagari words of a corpus that they spell, by the shipped model of spellings."""

import pytest
from query_shapes import Words

from query.vocabulary import Vocabulary

# The words to find, each with what it is typed as; all of them stand in one lexicon, commoner and rarer.
TYPED = {
    "जयशंकर": "jaishankar jayshankar jaisankar Jaishankar",
    "मोदी": "modi modee MODI",
    "पुतिन": "putin pootin",
    "राहुल": "rahul raahul",
    "गांधी": "gandhi gaandhi",
    "सोनिया": "sonia soniya",
    "केजरीवाल": "kejriwal kejrival",
    "अमित": "amit",
    "शाह": "shah",
    "योगी": "yogi",
    "ममता": "mamta mamata",
    "विवेकानंद": "vivekanand bibekananda vivekananda",
    "विष्णु": "vishnu bishnu",
    "सिंह": "singh sinh",
    "जॉर्ज": "george",
    "यज्ञ": "yagya",
    "लखनऊ": "lucknow lakhnau lakhnow",
    "दिल्ली": "dilli delhi",
    "मुंबई": "mumbai",
    "चंपारण": "champaran",
    "वाराणसी": "varanasi waranasi",
    "छत्तीसगढ़": "chhattisgarh chattisgarh",
    "श्रीनगर": "srinagar shrinagar",
    "अमेरिका": "america amerika",
    "ऑस्ट्रेलिया": "australia",
    "रूस": "rus roos",
    "चीन": "cheen chin",
    "क्रिकेट": "cricket kriket",
    "कोर्ट": "court kort",
    "फिल्म": "film philm",
    "पुलिस": "police pulis",
    "डॉक्टर": "doctor daktar",
    "जज": "judge jaj",
    "नेशन": "nation",
    "टेक्निकल": "technical",
    "क्रूज": "cruise",
    "यूनाइटेड": "united yunited",
    "बच्चन": "bachchan bacchan",
    "चुनाव": "chunav chunaav",
    "यात्रा": "yatra yaatra",
    "सरकार": "sarkar sarkaar",
    "प्रधानमंत्री": "pradhanmantri",
    "राष्ट्रपति": "rashtrapati rastrapati",
    "किताबों": "kitabon kitabo",
    "पढ़ाई": "padhai parhai",
    "लड़का": "ladka larka",
    "बाढ़": "badh baadh",
    "जमीन": "zameen jameen zamin",
    "विज्ञान": "vigyan",
    "शिक्षा": "shiksha siksha",
    "क्षेत्र": "kshetra",
    "लक्ष्मण": "lakshman laxman",
    "पाएगा": "payega paega",
    "संविधान": "samvidhan sanvidhan",
    "एससीओ": "sco",
    "बीजेपी": "bjp",
}
COMMON = {"मोदी": 900, "सरकार": 2000, "दिल्ली": 1500, "भारत": 3000, "सिंह": 800}
OTHERS = "भारत बाद बढ़ मादी मुद्दा शाही पुत्नी राहत गंदा सोना चना चैन लकड़ा जमाना समान रस रोज जग कोरट पढ़ बच्चा नेता यंत्र किताब सहारा सरकारी"
LEXICON = Words(
    **{form: (form, COMMON.get(form, 9)) for form in (*TYPED, *OTHERS.split())},
)


@pytest.mark.parametrize(
    ("form", "typed"), [(form, typed) for form, every in TYPED.items() for typed in every.split()]
)
def test_first(form, typed):
    """A word typed so is read as this word of the corpus."""
    assert Vocabulary(LEXICON).readings(typed, 1)[0][0] == form


@pytest.mark.parametrize(
    "typed", "xyzzy qwrt brexit microsoft wikipedia m 12 modi2 मोदी a- jaishankarji1 grrrr hydrogen".split()
)
def test_none(typed):
    """A word that none of the corpus sounds like, and what is no word, has no reading."""
    assert Vocabulary(LEXICON).readings(typed) == []


def test_order():
    """Readings come likeliest first: a common word before a rare one that is spelled a little nearer, and not a far one."""
    lexicon = Words(बाढ़=("बाढ़", 40), बाद=("बाद", 50), बढ़=("बढ़", 40), बाध=("बाध", 1))
    forms = [form for form, _ in Vocabulary(lexicon).readings("baadh")]
    assert forms[0] == "बाढ़"
    assert forms.index("बाढ़") < forms.index("बाद")


def test_top_k():
    """As many as are asked for, each once, with its count."""
    readings = Vocabulary(LEXICON).readings("modi", 2)
    assert readings[0] == ("मोदी", 900)
    assert len({form for form, _ in readings}) == len(readings) <= 2
