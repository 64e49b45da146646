import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.lemma import hindi_dictionary, lemmatize
from indexer.analysis.lemma_endings import NOUN_ENDINGS, VERB_ENDINGS, by_tail
from indexer.analysis.lemma_words import CORRECTIONS
from indexer.analysis.normalize import normalize_word

SUFFIXES = "ियों ियां ाओं ाएं ओं एं ों ें े ी ा ने ता कर ेगा ना ्स वें".split()


def lemma_of(word: str) -> str:
    return lemmatize(normalize_word(word), hindi_dictionary().get)


FORMS = {
    # nouns
    "नेता": "नेता नेताओं",
    "बैठक": "बैठक बैठकें बैठकों",
    "मंत्री": "मंत्री मंत्रियों",
    "सरकार": "सरकारें सरकारों",
    "योजना": "योजनाएं योजनाओं योजनाएँ",
    "नदी": "नदियां नदियों नदियाँ",
    "किताब": "किताबें किताबों",
    "गांव": "गाँव गांव गांवों गाँवों",
    "खबर": "ख़बर ख़बरें खबरों",
    "महिला": "महिलाएं महिलाओं",
    "बच्चा": "बच्चे बच्चों",
    "बेटा": "बेटे बेटों",
    "बेटी": "बेटियां बेटियों",
    "हमला": "हमले हमलों",
    "मामला": "मामले मामलों मामलें",
    "आंख": "आँख आंखें आंखों",
    "हिंदू": "हिन्दू हिंदुओं",
    "डाकू": "डाकुओं",
    "भाई": "भाइयों",
    "दवाई": "दवाइयां दवाइयों",
    "रुपया": "रुपये रुपए रुपयों रूपये रूपए",
    "लड़की": "लड़कियां लड़कियों लडकी लडकियों",
    "गाड़ी": "गाड़ी गाड़ियां गाड़ियों गाडी",
    "सड़क": "सड़कें सड़कों सडक सडकों",
    "झोपड़ी": "झोपड़ियों झोपडियों",
    "शक्ति": "शक्तियां शक्तियों",
    "जाति": "जातियों",
    "प्रजाति": "प्रजाति प्रजातियों प्रजातियां",
    "अधिकारी": "अधिकारियों",
    "संरक्षणवादी": "संरक्षणवादियों",
    "मसौदा": "मसौदे मसौदों",
    "लेखक": "लेखक लेखकों",
    "कवि": "कवि कवियों",
    "विद्यार्थी": "विद्यार्थी विद्यार्थियों",
    "रोगी": "रोगी रोगियों",
    "छात्रा": "छात्राएं छात्राओं",
    "साधु": "साधुओं",
    # adjectives
    "अच्छा": "अच्छा अच्छी अच्छे",
    "बड़ा": "बड़ा बड़ी बड़े बडा बडी",
    "नया": "नया नई नए नये नयी",
    "दूसरा": "दूसरा दूसरी दूसरे",
    "पुराना": "पुरानी पुराने",
    "काला": "काली काले",
    # verbs
    "करना": "करेगा करेगी करेंगे किया किए किये करते करती करने करके कीजिए करूंगा",
    "जाना": "गए गये गया गई गयी जाएगा जाएंगे जायेगा जाते जाकर जाने",
    "होना": "हुआ हुई हुए होगा होगी होंगे होकर होता होने",
    "आना": "आया आए आई आएंगे आकर आने",
    "देना": "दिया दी दिए देंगे दीजिए देकर",
    "लेना": "लिया ली लेंगे लीजिए",
    "कहना": "कहा कही कहते कहेंगे कहकर",
    "देखना": "देखा देखी देखकर देखेंगे देखिए",
    "बताना": "बताया बताई बताएगा बताते",
    "चाहना": "चाहिए चाहिये चाहते",
    "पढ़ना": "पढ़ा पढ़ते पढ़ेंगे",
    "पकड़ना": "पकड़ना पकड़ने पकड़कर",
    "छीनना": "छीनना छीना छीनकर",
    "वसूलना": "वसूला वसूलने वसूलेगा",
    # English words in Devanagari
    "पार्टी": "पार्टियां पार्टियों",
    "कंपनी": "कम्पनी कंपनियां कंपनियों",
    "फिल्म": "फ़िल्म फिल्में फिल्मों",
    "डॉक्टर": "डॉक्टर डॉक्टरों डॉक्टर्स",
    "बैंक": "बैंकों",
    "कैमरा": "कैमरे कैमरों",
    "ट्रेन": "ट्रेनें ट्रेनों",
    # English words in Latin script
    "election": "election elections Elections",
    "party": "party parties",
    "match": "match matches",
    "class": "class classes",
    "box": "box boxes",
    "house": "house houses",
    "movie": "movie movies",
    "news": "news News",
    "virus": "virus",
    # ordinals
    "23वां": "23वां 23वीं 23वें २३वें 23वी",
    "दसवां": "दसवां दसवीं 10वां 10वीं १०वें",
}


@pytest.mark.parametrize(
    ("base", "form"), [(base, form) for base, forms in FORMS.items() for form in forms.split()]
)
def test_forms(base, form):
    """An inflected form has this lemma."""
    assert lemma_of(form) == base


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("दिन", "दीन"),
        ("कर्म", "करम"),
        ("और", "ओर"),
        ("बहु", "बहू"),
        ("बहुओं", "बहुत"),
        ("गाड़ी", "गाड़ना"),
        ("पकड़ना", "कब्जा"),
        ("फल", "फलना"),
        ("लेखक", "लेखिका"),
        ("कवि", "कवयित्री"),
        ("दादी", "दादा"),
        ("बेटा", "बेटी"),
        ("सपा", "सपना"),
        ("राज्य", "राज"),
        ("मंत्री", "मंत्र"),
        ("जनता", "जन"),
        ("सेना", "सेन"),
        ("भारतीय", "भारत"),
        ("रूसी", "रूस"),
        ("news", "new"),
        ("us", "u"),
        ("23वें", "24वें"),
        ("कोर्स", "कोर"),
        ("मार्क्स", "मार्क"),
    ],
)
def test_words_that_stay_apart(one, other):
    """Two words that a reader does not take for one have two lemmas."""
    assert lemma_of(one) != lemma_of(other)


@pytest.mark.parametrize(
    "name",
    "मोदी जयशंकर पुतिन लावरोव गांधी नेहरू दिल्ली मुंबई लखनऊ पाकिस्तान चीन तियानजिन टोनी पांडे मोरे सोरेन ममता बिहार झारखंड आडवाणी बोर्ड रोड "
    "रिकॉर्ड वार्ड हॉलीवुड पंडित अंडमान कोविड 2025 3.5 jaishankar covid19 us bus gas paris".split(),
)
def test_names_stay(name):
    """Names, numbers and words without an ending are their own lemmas."""
    assert lemma_of(name) == name


def test_dictionary_is_closed():
    """Every lemma of the dictionary is a key and its own lemma, and all keys are exact forms."""
    forms = hindi_dictionary()
    assert [form for form, base in forms.items() if forms.get(base) != base] == []
    assert [form for form in forms if normalize_word(form) != form or not form] == []


def test_corrections_are_exact_and_hold():
    """Each correction is in exact form, and is what the dictionary answers."""
    corrections = CORRECTIONS
    assert {form: normalize_word(form) for form in corrections} == {form: form for form in corrections}
    assert {form: hindi_dictionary()[form] for form in corrections} == corrections


def test_suffixes_are_exact():
    """The endings that are cut, and what takes their place, are written as exact forms write them."""
    nouns = [piece for ending, singulars in NOUN_ENDINGS.items() for piece in (ending, *singulars)]
    # Behind a letter, because a sign alone is not one word.
    wrong = [ending for ending in (*nouns, *VERB_ENDINGS) if normalize_word("क" + ending) != "क" + ending]
    assert wrong == []


@pytest.mark.parametrize("endings", [[*NOUN_ENDINGS], VERB_ENDINGS])
def test_endings_by_tail(endings):
    """By its last two letters, or else its last, a word has all the endings that fit it, the longest first."""
    tails = by_tail(endings)
    for word in ["क" + ending for ending in endings] + ["खत" + ending for ending in endings]:
        fitting = sorted(filter(word.endswith, endings), key=len, reverse=True)
        listed = tails.get(word[-2:]) or tails.get(word[-1], ())
        assert [ending for ending in listed if word.endswith(ending)] == fitting


WORDS = st.builds(
    lambda stem, ends: normalize_word(stem + "".join(ends)),
    st.sampled_from("झोपड लडक पिचकार टोन सोन करव नेत मसौद ब क्ष डॉक्टर पढ कमर".split())
    | st.text("कखगडढनमयरसािीु्ंे", max_size=7),
    st.lists(st.sampled_from(SUFFIXES), max_size=3),
)


@given(WORDS)
@settings(max_examples=1500, deadline=None)
def test_idempotence(word):
    """The lemma of a lemma is itself, whatever is cut; and is in exact form still, and not empty."""
    base = lemmatize(word, hindi_dictionary().get)
    assert lemmatize(base, hindi_dictionary().get) == base
    assert bool(base) == bool(word)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(normalize_word))
@settings(max_examples=500, deadline=None)
def test_idempotence_of_any_text(word):
    """The same for what is no Hindi word; without a dictionary too."""
    for lookup in (hindi_dictionary().get, {}.get):
        base = lemmatize(word, lookup)
        assert lemmatize(base, lookup) == base


def test_idempotence_on_real_words(shared_texts):
    """The same for every word of the shared news."""
    words = {normalize_word(word) for text in shared_texts[:2000] for word in text.split()}
    lookup = hindi_dictionary().get
    assert len(words) > 10_000
    lemmas = {lemmatize(word, lookup) for word in words if word}
    assert {base for base in lemmas if lemmatize(base, lookup) != base} == set()


def test_rubbish_is_left_alone():
    """A stretch of endings as long as a page is no word to cut."""
    rubbish = "नेता" + "ओं" * 50_000
    assert lemmatize(rubbish, {}.get) == rubbish
