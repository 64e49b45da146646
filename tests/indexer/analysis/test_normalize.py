import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import devanagari
from indexer.analysis.lemma import hindi_dictionary
from indexer.analysis.normalize import fold_digits, normalize_word, respelled

JOINERS = "\u200c\u200d\u2060\u00ad"
DEVANAGARI = "".join(map(chr, range(0x900, 0x980)))
# The letters that the rules are about, close together.
RISKY = "नमङञणऩऱऴतदटडढकपसशयहअाि़्ँंः०९" + JOINERS
# Not ':' and '|': no word holds them, and Indic NLP makes other characters of them.
ANY = st.text(st.characters(exclude_characters=":|", exclude_categories=["Cs"]), max_size=12)
HINDI = st.text(DEVANAGARI + JOINERS, max_size=14) | st.text(RISKY, max_size=10)


def long_way(word: str) -> str:
    """The exact form without the short cut for plain words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(devanagari, "plain_form", lambda _: None)
        return normalize_word(word)


@pytest.mark.parametrize(
    ("spelled", "exact"),
    [
        ("हिन्दी", "हिंदी"),
        ("सम्बन्ध", "संबंध"),
        ("सम्बंध", "संबंध"),
        ("संबन्ध", "संबंध"),
        ("पञ्जाब", "पंजाब"),
        ("गङ्गा", "गंगा"),
        ("अङ्क", "अंक"),
        ("चञ्चल", "चंचल"),
        ("ठण्डा", "ठंडा"),
        ("झण्डे", "झंडे"),
        ("पाण्डेय", "पांडेय"),
        ("सन्त", "संत"),
        ("केन्द्र", "केंद्र"),
        ("मन्त्री", "मंत्री"),
        ("चम्पारण", "चंपारण"),
        ("मुम्बई", "मुंबई"),
        ("आरम्भ", "आरंभ"),
        ("इन्टरनेट", "इंटरनेट"),
        ("इन्फोसिस", "इंफोसिस"),
        ("इन्सान", "इंसान"),
        ("इन्कार", "इंकार"),
        ("सेन्सेक्स", "सेंसेक्स"),
    ],
)
def test_nasals(spelled, exact):
    """A nasal with a virama before a stop, and न् before श and स, is written as anusvara."""
    assert normalize_word(spelled) == exact


@pytest.mark.parametrize(
    "word",
    "अन्य जन्म सम्मान उन्होंने अन्वेषण उन्नति निम्न सन्यास कन्या साम्य अम्ल नन्हा चिन्ह ब्रह्म वाङ्मय पुण्य विषण्ण तुम्हारा जिन्हें".split(),
)
def test_nasals_that_stay(word):
    """A nasal before another nasal, य, र, ल, व or ह keeps its virama."""
    assert normalize_word(word) == word


@pytest.mark.parametrize(
    ("spelled", "exact"),
    [
        ("चाँद", "चांद"),
        ("हँसना", "हंसना"),
        ("गाँव", "गांव"),
        ("माँ", "मां"),
        ("पहुँच", "पहुंच"),
        ("यहाँ", "यहां"),
        ("ऊँट", "ऊंट"),
        ("पाँचवाँ", "पांचवां"),
    ],
)
def test_chandrabindu(spelled, exact):
    """Chandrabindu is written as anusvara."""
    assert normalize_word(spelled) == exact


@pytest.mark.parametrize(
    ("spelled", "exact"),
    [
        ("ज़मीन", "जमीन"),
        ("\u095bमीन", "जमीन"),
        ("ख़बर", "खबर"),
        ("क़ानून", "कानून"),
        ("ग़रीब", "गरीब"),
        ("फ़िल्म", "फिल्म"),
        ("ऑफ़िस", "ऑफिस"),
        ("फ़ैज़ाबाद", "फैजाबाद"),
        ("\u095e\u093fल्म", "फिल्म"),
        ("\u0929ाम", "नाम"),
        ("न\u093cाम", "नाम"),
        ("\u0931ामन", "रामन"),
        ("म\u093c्पा", "ंपा"),
        ("लड़का", "लड़का"),
        ("ल\u095cका", "लड़का"),
        ("पढ़ाई", "पढ़ाई"),
        ("प\u095dाई", "पढ़ाई"),
        ("बड़\u093cा", "बड़ा"),
    ],
)
def test_nukta(spelled, exact):
    """The dot is lost but under ड and ढ, where it makes another letter; composed letters are decomposed."""
    assert normalize_word(spelled) == exact


@pytest.mark.parametrize(
    ("spelled", "exact"),
    [
        ("दिल्\u200dली", "दिल्ली"),
        ("वक़्\u200cत", "वक्त"),
        ("क्\u200dया", "क्या"),
        ("राष्ट्र\u00adपति", "राष्ट्रपति"),
        ("भा\u2060रत", "भारत"),
        ("\ufeffभारत", "भारत"),
        ("मुख्य\u200bमंत्री", "मुख्यमंत्री"),
        ("हिन्\u200dदी", "हिंदी"),
    ],
)
def test_invisible(spelled, exact):
    """Joiners, soft hyphens and zero-width spaces are dropped, and the rules see through them."""
    assert normalize_word(spelled) == exact


@pytest.mark.parametrize(
    ("spelled", "exact"),
    [
        ("१८", "18"),
        ("२०२५", "2025"),
        ("९.५", "9.5"),
        ("SCO", "sco"),
        ("Jaishankar", "jaishankar"),
        ("ＢＪＰ", "bjp"),
        ("Straße", "strasse"),
        ("CAFÉ", "café"),
        ("cafe\u0301", "café"),
        ("ॲप", "एप"),
        ("", ""),
        ("\u200d", ""),
    ],
)
def test_digits_and_latin(spelled, exact):
    """Devanagari digits become ASCII, Latin is lower-cased, compatibility letters become the plain ones."""
    assert normalize_word(spelled) == exact


@pytest.mark.parametrize(
    ("pieces", "exact"),
    [
        ("डा\u0945क्टर", "डॉक्टर"),
        ("अ\u094cर", "और"),
        ("अ\u093e\u0948र", "और"),
        ("आ\u0948र", "और"),
        ("आ\u0945नलाइन", "ऑनलाइन"),
        ("अ\u0949नलाइन", "ऑनलाइन"),
        ("सेवाअ\u094bं", "सेवाओं"),
        ("यात्राआ\u0947ं", "यात्राओं"),
        ("अ\u093eधार", "आधार"),
        ("ए\u0947सा", "ऐसा"),
        ("हा\u0947गा", "होगा"),
        ("बडा\u093c", "बड़ा"),
        ("पढा\u093cई", "पढ़ाई"),
        ("मे\u0902\u0902", "में"),
        ("से\u0947", "से"),
    ],
)
def test_letters_in_pieces(pieces, exact):
    """A letter typed as two signs that look like it, its dot after the vowel, or a sign typed twice, is the one letter."""
    assert normalize_word(pieces) == exact


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("दिन", "दीन"),
        ("कर्म", "करम"),
        ("और", "ओर"),
        ("बहु", "बहू"),
        ("बल", "बाल"),
        ("कल", "काल"),
        ("सुख", "सूख"),
        ("मेल", "मैल"),
        ("कौन", "कोन"),
        ("बड़ा", "बडा"),
        ("पता", "पत्ता"),
        ("बचा", "बच्चा"),
        ("कॉफी", "कोफी"),
        ("शब", "सब"),
        ("दुख", "दुःख"),
        ("हस", "हंस"),
        ("जन्म", "जनम"),
        ("फन", "पन"),
    ],
)
def test_words_that_stay_apart(one, other):
    """Viramas, vowel lengths, doubled letters, ऑ and visarga distinguish words."""
    assert normalize_word(one) != normalize_word(other)


def test_short_cut_over_the_dictionary():
    """The short cut for plain words gives what the long way gives, for each of 83,000 forms."""
    forms = hindi_dictionary()
    assert len(forms) > 80_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(devanagari, "plain_form", lambda _: None)
        slowly = {form: normalize_word(form) for form in forms}
    assert {form: normalize_word(form) for form in forms} == slowly


@given(HINDI)
@settings(max_examples=1000, deadline=None)
def test_short_cut(word):
    """The short cut for plain words gives what the long way gives, for any row of Devanagari letters and joiners."""
    assert normalize_word(word) == long_way(word)


@given(st.lists(HINDI | ANY.filter(lambda word: "\n" not in word), max_size=8))
@settings(max_examples=500, deadline=None)
def test_many_words_at_once(words):
    """Words whose spelling changes have the exact form that each has alone, the others are left out."""
    alone = {word: normalize_word(word) for word in words}
    assert respelled(words) == {word: exact for word, exact in alone.items() if exact != word}


def test_short_cut_of_pairs():
    """The same for every pair of Devanagari letters, within a word."""
    pairs = ["क" + first + second for first in DEVANAGARI for second in DEVANAGARI]
    assert [pair for pair in pairs if normalize_word(pair) != long_way(pair)] == []


@given(HINDI | ANY)
@settings(max_examples=1500, deadline=None)
def test_idempotence(word):
    """The exact form of an exact form is itself, and is composed (NFC)."""
    exact = normalize_word(word)
    assert normalize_word(exact) == exact
    assert unicodedata.is_normalized("NFC", exact)


@given(HINDI)
@settings(max_examples=300, deadline=None)
def test_composition_does_not_matter(word):
    """Composed and decomposed spellings meet."""
    assert normalize_word(unicodedata.normalize("NFD", word)) == normalize_word(word)


@given(st.text(DEVANAGARI + "0a9,. ", max_size=30))
def test_fold_digits(text):
    """Folding digits keeps the length, every other character, and leaves no Devanagari digit."""
    folded = fold_digits(text)
    assert len(folded) == len(text)
    assert all(
        new == (str(int(old)) if old in "०१२३४५६७८९" else old) for old, new in zip(text, folded, strict=True)
    )
