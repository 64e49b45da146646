"""Lemmas by rule: causatives, words that only look like forms of others, plurals, stuck postpositions, derivations, names."""

import pytest

from indexer.analysis.chain import Chain
from indexer.analysis.lemma import hindi_dictionary, lemmatize
from indexer.analysis.normalize import normalize_word


def lemma_of(word: str) -> str:
    return lemmatize(normalize_word(word), hindi_dictionary().get)


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(base, form) for base, forms in table.items() for form in forms.split()]


CAUSATIVES = {
    "कराना": "कराया कराई कराने कराएगा कराएंगे कराते",
    "करवाना": "करवाया करवाई करवाए करवाने करवाएगा करवाएं",
    "बनाना": "बनाया बनाई बनाने बनाएगी बनाते बनाकर बनाएं",
    "बनवाना": "बनवाया बनवाई बनवाए बनवाने",
    "दिखाना": "दिखाया दिखाती दिखाने दिखाएं",
    "दिलाना": "दिलाया दिलाई दिलाने दिलाएगा दिलाएंगे",
    "दिलवाना": "दिलवाई दिलवाया दिलवाने",
    "लगवाना": "लगवाए लगवाने लगवाएंगे",
    "बढ़ाना": "बढ़ाया बढ़ाए बढ़ाकर बढाकर बढ़ाएगा",
    "चलाना": "चलाया चलाई चलाने चलाएगा चलाएं",
    "पहुंचाना": "पहुंचाया पहुँचाई पहुंचाए पहुंचाएंगे",
    "समझाना": "समझाया समझाई समझाने समझाएं",
    "सुनाना": "सुनाया सुनाई सुनाए सुनाएंगे",
    "निभाना": "निभाया निभाए निभाएगा निभाएंगे",
    "खिलाना": "खिलाया खिलाई खिलाने",
    "जलाना": "जलाया जलाई जलाएंगे जलाएं",
    "मनाना": "मनाया मनाई मनाए मनाएंगे",
    "अपनाना": "अपनाया अपनाई अपनाए अपनाएगा",
    "बसाना": "बसाया बसाई बसाए",
    "लहराना": "लहराया लहराता लहराते",
}
OWN_WORDS = {
    "भाग": "भाग भागों",
    "भागना": "भागा भागते भागने भागकर",
    "हरा": "हरा हरे हरी",
    "हराना": "हराया हराकर हराने हराए",
    "फूल": "फूल फूलों",
    "गला": "गला गले",
    "चार": "चार चारों",
    "शिष्य": "शिष्य शिष्यों",
    "बंदर": "बंदर बंदरों",
    "सेवक": "सेवक सेवकों",
    "शायर": "शायर शायरों",
    "सुल्तान": "सुल्तान सुल्तानों",
    "सिरा": "सिरा सिरे सिरों",
    "दोहरा": "दोहरा दोहरे दोहरी",
    "दो": "दोनों दोनो",
    "चोर": "चोर चोरों",
    "फली": "फली फलियां फलियों",
    "वह": "उन्होंने उन्होने उन्होनें",
    "यह": "इन्होंने इन्होनें",
}
PLURALS = {
    "इकाई": "इकाईयां इकाइयां इकाईयों इकाइयों",
    "खाई": "खाईयां",
    "कठिनाई": "कठिनाईयां कठिनाइयां कठिनाइयों",
    "दवाई": "दवाईयां दवाइयां",
    "श्रेणी": "श्रेणीयां श्रेणियां श्रेणियों",
    "अधिकारी": "अधिकारीयों अधिकारियों",
    "भारतीय": "भारतीयों",
    "उपजाति": "उपजातियां उपजातियों",
    "जमाती": "जमातियों",
    "संक्रमित": "संक्रमितों",
    "महिला": "महिलायें महिलाएं महिलाओं",
    "योजना": "योजनाएं योजनाओं योजनायें",
    "समस्या": "समस्याएं समस्याओं",
    "बहू": "बहुएं बहुओं",
    "टीम": "टीमें टीमों",
    "फिल्म": "फिल्में फ़िल्मों",
    "कलम": "कलमें",
    "रकम": "रकमें रकमों",
    "कसम": "कसमें कसमों",
}
STUCK = {"रूप": "रूपमें", "नेपाल": "नेपालमें", "महिला": "महिलाओंमें", "क्षेत्र": "क्षेत्रमें", "बाद": "बादमें"}


@pytest.mark.parametrize(("base", "form"), rows(CAUSATIVES))
def test_causatives(base, form):
    """A form of a causative has its own infinitive, not that of the verb it comes from."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(("base", "form"), rows(OWN_WORDS))
def test_words_that_look_like_forms_of_others(base, form):
    """A noun or adjective that is spelled as a verb's stem or another word's form is its own word in all its forms."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(("base", "form"), rows(PLURALS))
def test_plurals(base, form):
    """Plurals in all their spellings meet the singular."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(("base", "form"), rows(STUCK))
def test_stuck_postposition(base, form):
    """A word with में stuck to it is the word."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(
    "word",
    "सवाई संवेदी दीवानी वंदे अस्थाई फिरोजी समाजी में जिसमें नाटो भुट्टो बांग्ला वर्क बजे गढ़ सजा हिल टेक योगी माली मौसी series species".split(),
)
def test_not_of_others(word):
    """No verb is made of nouns in ना, no name of inflected words in जी, and no word of another that only looks alike."""
    wrong = {
        "सवाना",
        "संवेदना",
        "वंदना",
        "अस्थाना",
        "फिरना",
        "समाना",
        "नाटा",
        "भुट्टा",
        "बंगला",
        "वरक",
        "बजना",
        "गढ़ना",
    }
    wrong |= {"सजाना", "हिलना", "टेकना", "योगिनी", "मालिन", "मौसा", "sery", "specy", "जिस"}
    assert lemma_of(word) not in wrong


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("भारतीय", "भारत"),
        ("राष्ट्रीय", "राष्ट्र"),
        ("राजनीतिक", "राजनीति"),
        ("सामाजिक", "समाज"),
        ("आर्थिक", "अर्थ"),
        ("धार्मिक", "धर्म"),
        ("वैज्ञानिक", "विज्ञान"),
        ("बिहारी", "बिहार"),
        ("पंजाबी", "पंजाब"),
        ("अमेरिकी", "अमेरिका"),
        ("जापानी", "जापान"),
        ("पाकिस्तानी", "पाकिस्तान"),
        ("कश्मीरी", "कश्मीर"),
        ("ग्रामीण", "ग्राम"),
        ("शहरी", "शहर"),
        ("कानूनी", "कानून"),
        ("सुंदरता", "सुंदर"),
        ("मित्रता", "मित्र"),
        ("दुकानदार", "दुकान"),
        ("ईमानदारी", "ईमानदार"),
        ("खेती", "खेत"),
        ("चोरी", "चोर"),
        ("गरीबी", "गरीब"),
        ("बीमारी", "बीमार"),
        ("नेतृत्व", "नेता"),
        ("सुल्ताना", "सुल्तान"),
        ("शिष्या", "शिष्य"),
        ("अपनाना", "अपना"),
        ("सवाना", "सवाल"),
        ("जमाना", "जमा"),
    ],
)
def test_derivations_stay_apart(one, other):
    """A word made from another is another word."""
    assert lemma_of(one) != lemma_of(other)


@pytest.mark.parametrize(
    "name",
    """नीतीश लालू तेजस्वी अखिलेश मायावती शिवराज वसुंधरा ममता बनर्जी पवार उद्धव ठाकरे फडणवीस गडकरी राजनाथ जेटली सुषमा स्वराज आडवाणी वाजपेयी
    नेहरू इंदिरा राजीव सचिन तेंदुलकर धवन रोहित बुमराह जडेजा शमी मिताली साइना सिंधु नीरज चोपड़ा शाहरुख सलमान आमिर दीपिका आलिया
    कोटा पटना रांची भोपाल इंदौर सूरत पुणे नागपुर गोवा केरल असम मणिपुर शिमला लद्दाख जम्मू आगरा मथुरा झांसी""".split(),
)
def test_names(name):
    """A name is its own lemma."""
    assert lemma_of(name) == normalize_word(name)


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("रोक दिया गया", "रोकना देना जाना"),
        ("कर दी गई", "करना देना जाना"),
        ("पहुँच चुके हैं", "पहुंचना चुकना है"),
        ("बढ़ाया जाएगा", "बढ़ाना जाना"),
        ("खोल दिए गए", "खोलना देना जाना"),
        ("चाहिये था", "चाहना था"),
        ("रुपये और रुपए", "रुपया और रुपया"),
        ("कांगे्रस नेताओं ने", "कांग्रेस नेता ने"),
        ("मोदीजी की यात्राएँ", "मोदी का यात्रा"),
        ("20वीं सदी", "20वां सदी"),
    ],
)
def test_texts(chain: Chain, text, lemmas):
    """Compound verbs and phrases, word by word."""
    assert " ".join(word.lemma for word in chain.tokens(text)) == lemmas
