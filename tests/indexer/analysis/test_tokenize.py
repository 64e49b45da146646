import unicodedata
from array import array
from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import tokenize
from indexer.analysis.chunk_numbers import ChunkNumbers
from indexer.analysis.tokenize import add_numbers, find_chunks, iter_chunks, iter_parts, kind_of

ZWJ, ZWNJ = "\u200d", "\u200c"
PIECES = st.sampled_from(
    [
        *("हिन्दी", "दिल्\u200dली", "ज़मीन", "एस", "यू", "१८", "ने", "िं", "BJP", "தமிழ்", "்", "中", "ﷺ"),
        *(
            ".",
            "॰",
            "-",
            "–",
            ",",
            ":",
            "।",
            "|",
            "@",
            "#",
            "'",
            "’",
            "_",
            "/",
            " ",
            "\n",
            "http://",
            "www.",
            "co.in",
        ),
        *(
            "a@b.in",
            "1,165",
            "3.5",
            "½",
            "²",
            "😀",
            "❤️",
            "👨‍👩‍👧",
            "\x00",
            "\ud800",
            "\u0301",
            "\u00ad",
            "\ufeff",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.characters(), max_size=14).map("".join)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in iter_chunks(text)]


@pytest.mark.parametrize(
    ("text", "chunks"),
    [
        # A word keeps its signs; danda, quotes and marks end it.
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("दिल्ली: मोदी।", ["दिल्ली", "मोदी"]),
        ("“भारत” ‘रूस’ (चीन)", ["भारत", "रूस", "चीन"]),
        ("गए।लौटे॥", ["गए", "लौटे"]),
        # Roman numerals in one piece are letters of Latin.
        ("अनुच्छेद Ⅳ, ⅻ", ["अनुच्छेद", "Ⅳ", "ⅻ"]),
        ("क्या?हाँ!", ["क्या", "हाँ"]),
        ("भारत|रूस/चीन", ["भारत", "रूस", "चीन"]),
        ("दुःख", ["दुःख"]),
        ("विदेश…मंत्री", ["विदेश", "मंत्री"]),
        # Joiners stay inside.
        (f"दिल्{ZWJ}ली वक़्{ZWNJ}त", [f"दिल्{ZWJ}ली", f"वक़्{ZWNJ}त"]),
        (f"{ZWJ}भारत", ["भारत"]),
        # Digits.
        ("18 १८", ["18", "१८"]),
        ("1,165 और १,१६५", ["1,165", "और", "१,१६५"]),
        ("10,04,500 रुपये", ["10,04,500", "रुपये"]),
        ("5,6", ["5", "6"]),
        ("2020,2021", ["2020", "2021"]),
        ("1,165,5 और 11,661.85", ["1,165", "5", "और", "11,661.85"]),
        ("2,50 5,00,000,12", ["2", "50", "5,00,000", "12"]),
        ("1,१६५", ["1,१६५"]),
        ("93°59′ 25%", ["93", "59", "25"]),
        ("1,2345", ["1", "2345"]),
        ("3.5%", ["3.5"]),
        ("3.5.", ["3.5"]),
        ("23वें", ["23वें"]),
        ("1,165वें", ["1,165वें"]),
        ("5G 4जी", ["5G", "4जी"]),
        ("जी20 COVID19", ["जी20", "COVID19"]),
        ("05:10PM", ["05", "10PM"]),
        ("10:04", ["10", "04"]),
        ("₹500", ["500"]),
        # Abbreviations with dots.
        ("एस. जयशंकर", ["एस", "जयशंकर"]),
        ("डॉ. सिंह", ["डॉ", "सिंह"]),
        ("यू.पी. में", ["यू.पी.", "में"]),
        ("सी.पी.आई", ["सी.पी.आई"]),
        ("आई॰ए॰एस॰", ["आई॰ए॰एस॰"]),
        ("डब्ल्यू.एच.ओ.", ["डब्ल्यू.एच.ओ."]),
        (f"डब्{ZWJ}ल्{ZWJ}यू.टी.ओ.", [f"डब्{ZWJ}ल्{ZWJ}यू.टी.ओ."]),
        ("ज़ेड.ए.", ["ज़ेड.ए."]),
        ("म.प्र. और उ.प्र. में", ["म.प्र.", "और", "उ.प्र.", "में"]),
        ("50 कि.मी. दूर", ["50", "कि.मी.", "दूर"]),
        ("57 ई.पू. में", ["57", "ई.पू.", "में"]),
        ("यु.टी.सी", ["यु.टी.सी"]),
        ("डॉ॰ए.पी.जे. अब्दुल", ["डॉ", "ए.पी.जे.", "अब्दुल"]),
        ("प्रो.के. नाग", ["प्रो", "के", "नाग"]),
        ("U.S. e.g. U.S.A", ["U.S.", "e.g.", "U.S.A"]),
        ("a.m.to", ["a.m.", "to"]),
        ("गया.वह", ["गया", "वह"]),
        ("एस.जयशंकर", ["एस", "जयशंकर"]),
        ("रूस.के", ["रूस", "के"]),
        # Compounds.
        ("भारत-रूस", ["भारत-रूस"]),
        ("भारत–रूस", ["भारत–रूस"]),
        ("भारत - रूस", ["भारत", "रूस"]),
        ("भारत--रूस", ["भारत", "रूस"]),
        ("-भारत-", ["भारत"]),
        ("धीरे-धीरे", ["धीरे-धीरे"]),
        ("जी-20 COVID-19", ["जी-20", "COVID-19"]),
        ("18-11-2025", ["18-11-2025"]),
        ("भारत-US", ["भारत-US"]),
        ("कोविड-19, कोविड-19,500", ["कोविड-19", "कोविड-19,500"]),
        ("जी-20-शिखर", ["जी-20-शिखर"]),
        ("क-B@a.in", ["क-B", "@a", "in"]),
        # Addresses.
        ("https://example.com/हिंदी?q=1#a देखें", ["https://example.com/हिंदी?q=1#a", "देखें"]),
        ("(www.bbc.com/hindi)", ["www.bbc.com/hindi"]),
        ("http://a.in/।", ["http://a.in/"]),
        ("http://a.in/\ud800b", ["http://a.in/", "b"]),
        ("http://", ["http"]),
        ("ravi.k+x@example.co.in.", ["ravi.k+x@example.co.in"]),
        ("a@b", ["a", "@b"]),
        ("@narendramodi ने", ["@narendramodi", "ने"]),
        ("#चुनाव_2025", ["#चुनाव_2025"]),
        (f"#दिल्{ZWJ}ली", [f"#दिल्{ZWJ}ली"]),
        ("@ #", []),
        # Scripts.
        ("BJPने", ["BJP", "ने"]),
        ("मोदीModi", ["मोदी", "Modi"]),
        ("don't India’s", ["don't", "India’s"]),
        ("'मोदी'", ["मोदी"]),
        ("தமிழ் 中文", ["தமிழ்", "中文"]),
        ("cafe\u0301", ["cafe\u0301"]),
        # No words.
        ("", []),
        (" \n\t", []),
        ("😀 👨‍👩‍👧 ❤️ 1\u20e3", ["1"]),
        ("© ₹ — … ।", []),
        ("\x00\x1f", []),
    ],
)
def test_chunks(text, chunks):
    """A text is cut so."""
    assert cut(text) == chunks


@pytest.mark.parametrize(
    ("chunk", "kind"),
    [
        ("भारत", "word"),
        ("1,165", "word"),
        ("23वें", "word"),
        ("एस", "word"),
        ("भारत-रूस", "compound"),
        ("जी-20", "compound"),
        ("यू.पी.", "abbreviation"),
        ("कि.मी.", "abbreviation"),
        ("U.S.", "abbreviation"),
        ("@ANI", "handle"),
        ("#चुनाव", "tag"),
        ("a@b.in", "email"),
        ("www.bbc.com", "url"),
        ("https://a.in/x-y.html", "url"),
    ],
)
def test_kinds(chunk, kind):
    """What a chunk is, told from the chunk alone."""
    assert cut(chunk) == [chunk]
    assert kind_of(chunk) == kind


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("भारत-रूस", ["भारत", "रूस"]),
        ("भारत–रूस-चीन", ["भारत", "रूस", "चीन"]),
        ("18-11-2025", ["18", "11", "2025"]),
        ("1,165-1,200", ["1,165", "1,200"]),
        ("जी-20", ["जी", "20"]),
    ],
)
def test_parts(compound, parts):
    """A compound's words are what stands between its hyphens."""
    assert [compound[start:end] for start, end in iter_parts(compound)] == parts


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
def test_offsets(text):
    """Chunks ascend without overlap, hold no space or lone surrogate, and no letter is left out."""
    spans = list(iter_chunks(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for chunk in cut(text):
        assert not regex.search(r"[\s\p{Cs}\p{Cc}]", chunk)
    inside = {place for start, end in spans for place in range(start, end)}
    missed = {
        letter
        for place, letter in enumerate(text)
        if place not in inside and unicodedata.category(letter)[0] == "L"
    }
    assert missed == set()


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_chunks_stand_alone(text):
    """A chunk given alone is cut as itself: what it becomes depends on its characters only."""
    for chunk in cut(text):
        assert cut(chunk) == [chunk]


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_parts_fill_the_compound(text):
    """The parts of a compound are all of it but single hyphens between them."""
    for chunk in cut(text):
        if kind_of(chunk) == "compound":
            parts = list(iter_parts(chunk))
            assert parts == [match.span() for match in PART.finditer(chunk)]
            assert parts[0][0] == 0
            assert parts[-1][1] == len(chunk)
            assert all(chunk[end:start] in {"-", "‐", "‑", "–"} for (_, end), (start, _) in pairwise(parts))


PART = regex.compile(tokenize._PART, regex.VERSION1)
PLAIN_PATTERN = regex.compile(tokenize._KINDS, regex.VERBOSE | regex.VERSION1)


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
def test_short_cut_for_words(text):
    """What stands before the kinds in the pattern, and the walk before that, make it faster and change no chunk."""
    assert list(iter_chunks(text)) == [match.span() for match in PLAIN_PATTERN.finditer(text)]


# What words, numbers and compounds are made of, and what may end them or not.
MARKS = ", . - – ‐ : / % ° ′ · ' ’ ॰ ़ ः । _ + = @ # www.".split()
JOINED = st.sampled_from(
    [*"1 12 123 1234 १ क का डॉ दु: ॐ A Ab é ж".split(), *MARKS, " ", "\n", ZWJ, ZWNJ, "\u2060"]
)


@given(st.lists(JOINED, max_size=10).map("".join))
@settings(max_examples=1500, deadline=None)
def test_short_cut_for_what_is_joined(text):
    """The same where letters, digits and marks meet, and where the chunks are numbered without a string."""
    spans = [match.span() for match in PLAIN_PATTERN.finditer(text)]
    assert list(iter_chunks(text)) == spans
    numbering, numbers = ChunkNumbers(), array("i")
    add_numbers(text, numbering, numbers)
    assert [numbering.text(number) for number in numbers] == [text[start:end] for start, end in spans]


def test_short_cut_beside_every_character():
    """The walk cuts as the pattern where a character below CJK stands before, in and after words, numbers and an address."""
    different = []
    for point in range(0x3100):
        text = "का{0}का a{0}b 12{0}34 {0}का {0}a {0}1 का{0} a{0} 1{0} a{0}b@c.in a{0}का 1{0}का".format(
            chr(point)
        )
        spans = [match.span() for match in tokenize._CHUNK.finditer(text)]
        if list(iter_chunks(text)) != spans or find_chunks(text) != [text[start:end] for start, end in spans]:
            different.append(hex(point))
    assert different == []


@pytest.mark.parametrize("function", [find_chunks, iter_chunks])
def test_only_text(function):
    """Anything but text is a TypeError."""
    with pytest.raises(TypeError):
        function(None)


def test_short_cut_on_real_texts(shared_texts):
    """The same on the news and the wiki."""
    assert sum(map(len, shared_texts)) > 1_000_000
    different = [
        text
        for text in shared_texts
        if list(iter_chunks(text)) != [match.span() for match in PLAIN_PATTERN.finditer(text)]
    ]
    assert different == []


def test_script_ranges():
    """The ranges of Devanagari letters and signs are those of the property, in the basic plane."""
    ranges = regex.compile(f"[{tokenize._SIGNS}]")
    rule = regex.compile(r"[\p{Devanagari}&&[\p{L}\p{M}]]", regex.VERSION1)
    different = [
        hex(point)
        for point in range(0x10000)
        if bool(ranges.match(chr(point))) != bool(rule.match(chr(point)))
    ]
    assert different == []


@pytest.mark.parametrize(
    "rubbish",
    ["abc.def." * 20_000, "www." * 50_000, "#" * 100_000, "1," * 50_000, "एस." * 50_000, "a-" * 50_000],
)
def test_rubbish_is_read_once(rubbish):
    """Long stretches without a space, which an e-mail's or a number's pattern could read over and over, end."""
    spans = list(iter_chunks(rubbish))
    assert sum(end - start for start, end in spans) <= len(rubbish)
