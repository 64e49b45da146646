from array import array
from itertools import pairwise, product
from zlib import crc32

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.normalize import normalize_word
from indexer.analysis.roman import add_key_sums, has_key, romanize, skeleton, skeletons

# The key by patterns, one after another, as the compiled walk has to give it.
FOLDS = (
    (r"[^a-z]", ""),
    (r"x", "ks"),
    (r"q|ck", "k"),
    (r"ch+", "C"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"ph|f", "p"),
    (r"z", "j"),
    (r"(?<=i)y", ""),
    (r"(?<=[aeiou])[wy](?![aeiou])", ""),
    (r"w", "v"),
    (r"(?<=[^aeiou])h", ""),
    (r"m(?=[bpv])", "n"),
    (r"(.)\1+", r"\1"),
    (r"^[aeiou]+", "A"),
    (r"(?<=[^aeiou])y", ""),
    (r"[aeiou]", ""),
    (r"(.)\1+", r"\1"),
)
HINDI = st.text("".join(map(chr, range(0x900, 0x980))) + "aZ9-", max_size=14)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("जयशंकर", "jayshankar"),
        ("पुतिन", "putin"),
        ("दिल्ली", "dillee"),
        ("झारखंड", "jhaarkhand"),
        ("क्रिकेट", "kriket"),
        ("लक्ष्मण", "lakshman"),
        ("राम", "raam"),
        ("भारत", "bhaarat"),
        ("सरकार", "sarkaar"),
        ("राजनीति", "raajneeti"),
        ("कमल", "kamal"),
        ("विज्ञान", "vigyaan"),
        ("लड़का", "larkaa"),
        ("बॉलीवुड", "boleevud"),
        ("न", "na"),
        ("लखनऊ", "lakhnaoo"),
        ("रुपए", "rupae"),
        ("नई", "naee"),
        ("जनता", "jantaa"),
        ("समाजवादी", "samaajvaadee"),
        ("मंगलवार", "mangalvaar"),
        ("bjp", "bjp"),
        ("", ""),
    ],
)
def test_romanize(word, latin):
    """A Devanagari word is written in Latin letters so."""
    assert romanize(word) == latin


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("जयशंकर", "jaishankar jayshankar jaisankar Jaishankar"),
        ("पुतिन", "putin pootin"),
        ("लखनऊ", "lucknow lakhnau lakhnow"),
        ("दिल्ली", "dilli delhi dilhi"),
        ("झारखंड", "jharkhand jhaarkhand"),
        ("क्रिकेट", "cricket kriket"),
        ("लक्ष्मण", "lakshman laxman lakshmana"),
        ("मोदी", "modi Modi"),
        ("राष्ट्रपति", "rashtrapati rastrapati"),
        ("प्रधानमंत्री", "pradhanmantri pradhan-mantri"),
        ("चुनाव", "chunav chunaav"),
        ("विज्ञान", "vigyan vigyaan"),
        ("ज्ञानपीठ", "gyanpeeth gyanpith"),
        ("ज़मीन", "zameen jameen zamin"),
        ("फ़िल्म", "film philm"),
        ("लड़का", "ladka larka"),
        ("पढ़ाई", "padhai parhai"),
        ("किताबों", "kitabon kitabo"),
        ("मुंबई", "mumbai munbai"),
        ("चंपारण", "champaran"),
        ("वाराणसी", "varanasi waranasi"),
        ("छत्तीसगढ़", "chhattisgarh chattisgarh"),
        ("श्रीनगर", "srinagar shrinagar"),
        ("क्षेत्र", "kshetra"),
        ("प्रियंका", "priyanka prianka"),
        ("दरियापुर", "dariyapur dariapur"),
        ("ममता", "mamta mamata"),
        ("संविधान", "samvidhan sanvidhan"),
        ("समस्या", "samasya"),
        ("अमेरिका", "america amerika"),
        ("इंडिया", "india indiya"),
        ("ऑस्ट्रेलिया", "australia"),
        ("केजरीवाल", "kejriwal kejrival"),
    ],
)
def test_typed_spellings_meet(word, typed):
    """Each way to type a word has a key under which the word is found."""
    keys = skeletons(normalize_word(word))
    assert {latin: skeleton(latin) for latin in typed.split() if skeleton(latin) not in keys} == {}


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("पुतिन", "modi"),
        ("दिल्ली", "dal-bati"),
        ("मोदी", "mod-ji"),
        ("कमल", "kamala-nath"),
        ("आम", "maa"),
        ("राम", "aram"),
    ],
)
def test_other_words_do_not_meet(word, typed):
    """A word of other consonants, or with a vowel before them, has another key."""
    assert skeleton(typed) not in skeletons(normalize_word(word))


@given(HINDI)
@settings(max_examples=500, deadline=None)
def test_any_word(text):
    """Any exact form has a key, of letters only, among the keys of its own Latin spelling; and none keeps Devanagari."""
    exact = normalize_word(text)
    keys = skeletons(exact)
    assert skeleton(romanize(exact)) in keys
    assert all(key.isascii() and (key.isalpha() or key == "") for key in keys)


@given(st.lists(HINDI, max_size=5), st.text("abkArs", max_size=3))
@settings(max_examples=300, deadline=None)
def test_keys_of_many_words(texts, other):
    """A word has the keys that it is said to have and no others; of many words the keys' sums are those of zlib."""
    forms = list(map(normalize_word, texts))
    for form in forms:
        keys = skeletons(form)
        assert all(has_key(form, key) for key in keys)
        assert has_key(form, other) == (other in keys)
    sums = array("Q")
    add_key_sums([form.encode() for form in forms], range(len(forms)), sums)
    assert set(sums) == {
        crc32(key.encode()) << 32 | number
        for number, form in enumerate(forms)
        for key in skeletons(form)
        if key
    }


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@settings(max_examples=500, deadline=None)
def test_key_of_any_text(text):
    """The key of any text is ASCII letters, without a lower-case vowel or a letter twice in a row."""
    key = skeleton(text)
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyzAC") - set("aeiou")
    assert all(first != second for first, second in pairwise(key))


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
@settings(max_examples=300, deadline=None)
def test_case_does_not_matter(latin):
    """Upper and lower case have one key."""
    assert skeleton(latin.upper()) == skeleton(latin)


@given(
    st.text("acehikmpqvwxyz", max_size=14) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
@settings(max_examples=2000, deadline=None)
def test_key_by_patterns(text):
    """The key is what the patterns give, applied in order."""
    key = text.lower()
    for pattern, replacement in FOLDS:
        key = regex.sub(pattern, replacement, key)
    assert skeleton(text) == key


def test_keys_of_four_letters():
    """The same for every row of four letters that rules are about."""
    letters = "acehimpqwxyz"
    for text in map("".join, product(letters + "rz", letters, letters, letters)):
        key = text
        for pattern, replacement in FOLDS:
            key = regex.sub(pattern, replacement, key)
        assert skeleton(text) == key


def test_subclasses_of_str():
    """Text of a subclass of str is text."""
    text = type("Marked", (str,), {})("जयशंकर")
    assert (romanize(text), skeleton(text), skeletons(text)) == ("jayshankar", "", {"jsnkr"})


@pytest.mark.parametrize("function", [romanize, skeleton])
def test_only_text(function):
    """Anything but text is a TypeError."""
    with pytest.raises(TypeError):
        function(None)
