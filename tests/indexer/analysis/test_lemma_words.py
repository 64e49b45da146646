"""Tables of lemmas: verbs and their stems, spellings, English plurals, -जी and -वाला, and words that stay apart."""

import pytest

from indexer.analysis.lemma import hindi_dictionary, lemmatize
from indexer.analysis.lemma_words import CORRECTIONS, ENGLISH_PLURALS
from indexer.analysis.normalize import normalize_word


def lemma_of(word: str) -> str:
    return lemmatize(normalize_word(word), hindi_dictionary().get)


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(base, form) for base, forms in table.items() for form in forms.split()]


VERBS = {
    "चलना": "चलता चलते चलकर चलेगी चलेंगे",
    "जीतना": "जीता जीते जीती जीतेंगे जीतकर जीतने",
    "जीना": "जिया जिये जीने जीकर",
    "पहुंचना": "पहुंचा पहुंचे पहुंची पहुँचे पहुंच पहुंचेगा पहुंचकर",
    "लाना": "लाया लाई लाएगा लाएगी लाने लाकर",
    "पाना": "पाया पाएगी पाने",
    "लेना": "लेकर लिया लेते लेगी",
    "गाना": "गाई गाए गाने गाया",
    "खाना": "खाए खाया खाने",
    "खोना": "खोये खोया",
    "धोना": "धोये धोया",
    "खुलना": "खुला खुले खुली खुलेंगे खुलने",
    "गिरना": "गिरा गिरते गिरने",
    "परोसना": "परोसा परोसे परोसने",
    "रोकना": "रोके रोका रोकने रोकेगी",
    "छाना": "छाए छाये",
    "बंधना": "बंधा बंधी बँधी बंधे",
    "मानना": "माने माना मानते",
    "जलना": "जलकर जलने",
    "बीतना": "बीती बीता बीतने",
    "चूकना": "चूके चूका",
    "होना": "हुयी हुये हुई",
    "दोहराना": "दोहराई दोहराया दोहराएगा",
}
STEMS = {
    "मांगना": "मांग मांगा मांगने मांगी माँग माँगेगा",
    "खरीदना": "खरीद खरीदने खरीदा",
    "रोकना": "रोक रोका",
    "जांचना": "जांच जाँच",
    "खोजना": "खोज खोजा",
    "पकड़ना": "पकड़ पकड़ा पकड़े",
    "तोड़ना": "तोड़ तोड़ा",
    "समझना": "समझ समझते",
    "पहचानना": "पहचान पहचाना",
    "सुधारना": "सुधार सुधारने",
    "तलाशना": "तलाश तलाशने",
    "लूटना": "लूट लूटा",
    "सोचना": "सोच सोचा सोचते",
    "भरना": "भर भरा भरने",
    "वसूलना": "वसूल वसूला",
    "पूछना": "पूछ पूछा",
}
SPELLINGS = {
    "दुख": "दुःख दुख",
    "दुखद": "दुःखद दुखद",
    "निशुल्क": "निःशुल्क निशुल्क",
    "इसलिए": "इसलिये इसलिए",
    "जरिए": "जरिये ज़रिये",
    "रुपया": "रुपये रुपए रूपये रूपए",
    "जाना": "गये गए",
    "चाहना": "चाहिये चाहिए",
    "नया": "नये नए नयी नई",
    "सन": "सन् सन",
    "परिषद": "परिषद् परिषद",
    "अर्थात": "अर्थात् अर्थात",
    "सम्राट": "सम्राट् सम्राट",
    "विद्वान": "विद्वान् विद्वानों",
    "कांग्रेस": "कांगे्रस काँग्रेस",
}
PLURALS = {
    "मिनिस्टर": "मिनिस्टर्स",
    "यूजर": "यूजर्स यूज़र्स",
    "प्लेयर": "प्लेयर्स प्लेयरों",
    "टाइगर": "टाइगर्स",
    "स्टूडेंट": "स्टूडेंट्स",
    "प्रोडक्ट": "प्रोडक्ट्स",
    "बांड": "बांड्स बांडों",
    "गैजेट": "गैजेट्स",
    "सेंटर": "सेंटर्स",
    "कंपनी": "कंपनीज कंपनियों",
    "इंडस्ट्री": "इंडस्ट्रीज",
    "यूनिवर्सिटी": "यूनिवर्सिटीज",
    "एजेंसी": "एजेंसीज एजेंसियों",
    "सर्विस": "सर्विसेज सर्विसेस सर्विसेज़",
    "साइंस": "साइंसेज",
    "केस": "केसेज",
    "कोर्स": "कोर्सेज",
    "कॉलेज": "कॉलेजेस",
}
SUFFIXES = {
    "मोदी": "मोदीजी",
    "गांधी": "गांधीजी",
    "नेता": "नेताजी",
    "पिता": "पिताजी",
    "माता": "माताजी",
    "हनुमान": "हनुमानजी",
    "शर्मा": "शर्माजी",
    "वर्मा": "वर्माजी",
    "राम": "रामजी",
    "दिल्लीवाला": "दिल्लीवाले दिल्लीवालों",
    "दुकानवाला": "दुकानवाले दुकानवालों",
}


@pytest.mark.parametrize(("base", "form"), rows(VERBS))
def test_forms_of_verbs(base, form):
    """A form of a verb has the infinitive for its lemma, also where the dictionary lacks it."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(("base", "form"), rows(STEMS))
def test_stems(base, form):
    """A stem that is the noun of the action too meets its verb."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(("base", "form"), rows(SPELLINGS))
def test_spellings(base, form):
    """Spellings of one word have one lemma."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(("base", "form"), rows(PLURALS))
def test_english_plurals(base, form):
    """An English plural in Devanagari meets its singular."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(("base", "form"), rows(SUFFIXES))
def test_suffixes(base, form):
    """A name loses its honorific, and who is -वाला is so in all forms."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("कार्रवाई", "कार्यवाही"),
        ("जल", "जलना"),
        ("फल", "फलना"),
        ("बांध", "बांधना"),
        ("हंस", "हंसना"),
        ("जन", "जनना"),
        ("बस", "बसना"),
        ("पाल", "पालना"),
        ("बनना", "बनाना"),
        ("चलना", "चलाना"),
        ("लगना", "लगाना"),
        ("मिलना", "मिलाना"),
        ("रूसी", "रूस"),
        ("चीनी", "चीन"),
        ("सरकारी", "सरकार"),
        ("खाता", "खाना"),
        ("पानी", "पाना"),
        ("सीता", "सीना"),
        ("छाया", "छाना"),
        ("धोनी", "धोना"),
        ("सोनी", "सोना"),
        ("कोर्स", "कोर"),
        ("कम", "काम"),
        ("मेल", "मैल"),
        ("बाढ़", "बाद"),
    ],
)
def test_apart(one, other):
    """Words that a reader keeps apart have two lemmas."""
    assert lemma_of(one) != lemma_of(other)


@pytest.mark.parametrize(
    "word",
    "शिवाजी बालाजी राजाजी अंग्रेजी बनर्जी मुखर्जी चटर्जी एलर्जी सीएजी एमएमजी जेम्स विलियम्स मार्क्स पीटर्स हेस्टिंग्स एम्स स्पोर्ट्स कॉमिक्स फोर्स बॉक्स "
    "कोतवाली गढ़वाली कव्वाली सुरजेवाला केजरीवाल सीता राम मोदी धोनी कोहली सोनिया राहुल प्रियंका आधिक म व".split(),
)
def test_words_that_stay(word):
    """Names, and words that only look inflected, are their own lemmas."""
    assert lemma_of(word) == word


def test_tables_are_exact():
    """The tables are written as exact forms are."""
    words = {*CORRECTIONS, *CORRECTIONS.values(), *ENGLISH_PLURALS, *ENGLISH_PLURALS.values()}
    assert {word for word in words if normalize_word(word) != word} == set()
