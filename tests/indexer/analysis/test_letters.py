import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import letters
from indexer.analysis.letters import LETTER_NAME, latin_acronyms, spelled_acronyms
from indexer.analysis.normalize import normalize_word


@pytest.mark.parametrize(
    ("latin", "spelled"),
    [
        ("sco", "एससीओ"),
        ("bjp", "बीजेपी"),
        ("ISRO", "आईएसआरओ"),
        ("cbi", "सीबीआई"),
        ("up", "यूपी"),
        ("un", "यूएन"),
        ("ipl", "आईपीएल"),
        ("who", "डब्ल्यूएचओ"),
        ("fifa", "एफआईएफए"),
        ("xyz", "एक्सवाईजेड"),
        ("qr", "क्यूआर"),
    ],
)
def test_acronyms(latin, spelled):
    """An acronym's usual spelling comes first, and is read back as the acronym."""
    assert spelled_acronyms(latin)[0] == spelled
    assert latin.lower() in latin_acronyms(spelled)


@pytest.mark.parametrize("word", ["", "s", "jaishankar", "g20", "एससीओ", "s.c", "é", "abcdefgh"])
def test_no_acronyms_in_devanagari(word):
    """What is not two to seven Latin letters is spelled in no way."""
    assert spelled_acronyms(word) == []


@pytest.mark.parametrize(
    "word", ["", "ए", "एस", "मोदी", "एससीओं", "भारत", "सीमा", "एक", "एकता", "sco", "बीजेपीने", "ए" * 8]
)
def test_no_acronyms_in_latin(word):
    """A word that is not two to seven letters' names is read in no way."""
    assert latin_acronyms(word) == ()


def test_other_spellings():
    """W has a second spelling and Z too; both are read."""
    assert spelled_acronyms("wz") == ["डब्ल्यूजेड", "डब्ल्यूजैड", "डब्लूजेड", "डब्लूजैड"]
    assert {latin_acronyms(each) for each in spelled_acronyms("wz")} == {("wz",)}


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=7))
def test_round_trip(latin):
    """Every spelling of any acronym is read as that acronym, among other readings perhaps."""
    for spelled in spelled_acronyms(latin):
        assert latin in latin_acronyms(spelled)
        assert normalize_word(spelled) == spelled


def test_every_letter_has_exact_names():
    """All 26 letters have names, no name means two letters, and each is in exact form."""
    assert sorted(letters._NAMES) == list("abcdefghijklmnopqrstuvwxyz")
    names = [name for all_names in letters._NAMES.values() for name in all_names]
    assert len(set(names)) == len(names)
    assert [name for name in names if normalize_word(name) != name] == []


@pytest.mark.parametrize("name", ["एक्स", "डब्ल्यू", "डब्\u200dल्\u200dयू", "ज़ेड", "\u095bेड", "जेड", "सी"])
def test_letter_name_pattern(name):
    """The pattern takes a whole name as text has it, with its dot and joiners."""
    assert regex.fullmatch(LETTER_NAME, name)


@pytest.mark.parametrize("name", ["", "जी" + "\u093c", "ज़ी", "सा", "क", "एसए", "x"])
def test_no_letter_name(name):
    """The pattern takes no other word."""
    assert not regex.fullmatch(LETTER_NAME, name)
