"""What old fonts and hasty typing leave: signs out of their order are put in it, and nothing else is touched."""

import pytest

from indexer.analysis.chain import Chain
from indexer.analysis.normalize import normalize_word


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("कांगे्रस", "कांग्रेस"),
        ("बि्रटिश", "ब्रिटिश"),
        ("टि्वटर", "ट्विटर"),
        ("हडि्डयों", "हड्डियों"),
        ("कि्रया", "क्रिया"),
        ("उदे्दश्य", "उद्देश्य"),
        ("उले्लख", "उल्लेख"),
        ("इंटीगे्रटेड", "इंटीग्रेटेड"),
        ("पु्ष्टि", "पुष्टि"),
        ("समु्द्र", "समुद्र"),
        ("मु्ख्यमंत्री", "मुख्यमंत्री"),
        ("पृ्थ्वी", "पृथ्वी"),
        ("बुजु्र्ग", "बुजुर्ग"),
        ("पू्र्व", "पूर्व"),
        ("द्वा्रा", "द्वारा"),
        ("स्था्पना", "स्थापना"),
        ("व्यक्ित", "व्यक्ति"),
        ("अभिव्यक्ित", "अभिव्यक्ति"),
        ("पश्िचम", "पश्चिम"),
        ("वैश्िवक", "वैश्विक"),
        ("ख्ाली", "खाली"),
        ("भ्ाी", "भी"),
        ("क्ष्ेत्र", "क्षेत्र"),
        ("िसडनी", "सिडनी"),
        ("िबहार", "बिहार"),
        ("गर््म", "गर्म"),
        ("संस््था", "संस्था"),
        ("शकंुतला", "शकुंतला"),
        ("कंुडलिया", "कुंडलिया"),
        ("हैै", "है"),
        ("मेंं", "में"),
        ("अौर", "और"),
        ("डाॅक्टर", "डॉक्टर"),
        ("सन्", "सन"),
        ("परिषद्", "परिषद"),
        ("एम्", "एम"),
        ("वि\u200dश्व", "विश्व"),
    ],
)
def test_repaired(typed, exact):
    """A word typed so has this exact form, which is its own."""
    repaired = normalize_word(typed)
    assert (repaired, normalize_word(exact)) == (exact, exact)


@pytest.mark.parametrize(
    "word", "आधिक कर्म करम व् म् राज्य अन्य जन्म कर्ता अर्थ मूर्ति ट्रंप श्री क्यों स्त्री उज्ज्वल 2020में".split()
)
def test_left_alone(word):
    """Words with every sign in its place are not touched, nor what only a reader can mend."""
    assert normalize_word(word) == word


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("दु:ख की बात", "दुख का बात"),
        ("नि:शुल्क जांच", "निशुल्क जांचना"),
        ("नाम:महेश", "नाम महेश"),
        ("दिल्ली: खबर", "दिल्ली खबर"),
        ("10 कि.मी है", "10 किमी है"),
        ("10 कि.मी. दूर", "10 किमी दूर"),
        ("5 कि.ग्रा आटा", "5 किग्रा आटा"),
        ("यह सही है|वह", "यह सही है वह"),
        ("“दुख” 'सुख'", "दुख सुख"),
    ],
)
def test_texts(chain: Chain, text, lemmas):
    """A text with such marks has these lemmas."""
    assert " ".join(word.lemma for word in chain.tokens(text)) == lemmas


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("जी20", "जी 20"),
        ("जी-20", "जी 20"),
        ("जी२०", "जी 20"),
        ("एफ16", "एफ 16"),
        ("टी20", "टी 20"),
        ("एन95", "एन 95"),
        ("ई०", "ई0"),
        ("मार्च2020", "मार्च2020"),
        ("covid19", "covid19"),
        ("2020में", "2020में"),
    ],
)
def test_letters_and_a_number(chain: Chain, text, words):
    """Names of letters and a number are two words with or without a hyphen, other words with digits one."""
    tokens = [*chain.tokens(text)]
    assert " ".join(word.exact for word in tokens if not word.compound) == words
    assert [text[word.start : word.end] for word in tokens if not word.compound and len(tokens) == 1] in (
        [],
        [text],
    )
