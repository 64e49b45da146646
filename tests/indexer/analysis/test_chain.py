import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.chain import Chain, WordToken
from indexer.analysis.lemma import lemmatize

ZWJ = "\u200d"
PIECES = st.sampled_from(
    [
        *(
            "हिन्दी",
            "दिल्\u200dली",
            "ज़मीन",
            "नेताओं",
            "डा\u0945क्टर",
            "यू.पी.",
            "का",
            "१८वें",
            "BJP",
            "the",
            "India’s",
        ),
        *(".", "-", "–", ",", "।", "@", "#", "'", " ", "\n", "http://a.in/x", "a@b.in", "1,165"),
        *("😀", "❤️", "\x00", "\ud800", "\u0301"),
    ]
)
TEXTS = st.lists(PIECES | st.characters(), max_size=12).map("".join)


def exact_forms(chain: Chain, text: str) -> list[str]:
    return [token.exact for token in chain.tokens(text)]


def lemmas(chain: Chain, text: str) -> list[str]:
    return [token.lemma for token in chain.tokens(text) if not token.compound]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("हिंदी", "हिन्दी"),
        ("संबंध", "सम्बन्ध"),
        ("चाँद", "चांद"),
        ("ज़मीन", "जमीन"),
        ("नेताओं", "नेता"),
        ("बैठकें", "बैठक"),
        ("करेगा", "करना"),
        ("करेगी", "करना"),
        ("गए", "गये"),
        ("गये", "गया"),
        ("१८", "18"),
        ("1,165", "१,१६५"),
        ("1,165", "1165"),
        ("10,04,500", "1004500"),
        ("1,165वें", "1165वां"),
        ("मोदी:", "मोदी"),
        ("“मोदी”", "मोदी"),
        ("मोदी।", "मोदी"),
        (f"दिल्{ZWJ}ली", "दिल्ली"),
        ("यू.पी.", "यूपी"),
        ("यू॰पी॰", "यू.पी"),
        ("डॉ.", "डॉ"),
        ("कि.मी.", "किमी"),
        ("म.प्र.", "मप्र"),
        ("U.S.", "US"),
        ("#चुनाव", "चुनावों"),
        ("#Elections", "election"),
        ("@ANI", "ani"),
        ("India's", "India’s"),
        ("विदेश मंत्रियों", "विदेश मंत्री"),
        ("भारत-रूस", "भारत रूस"),
        ("भारत–रूस", "भारत-रूस"),
        ("डाॅक्टर", "डॉक्टर"),
        ("पाँचवीं", "पांचवीं"),
        ("ＳＣＯ", "SCO"),
        ("www.BBC.com", "www.bbc.com"),
    ],
)
def test_texts_that_meet(chain, one, other):
    """Two spellings or forms have the same lemmas."""
    assert lemmas(chain, one) == lemmas(chain, other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("दिन", "दीन"),
        ("कर्म", "करम"),
        ("और", "ओर"),
        ("बहु", "बहू"),
        ("1,165", "1,166"),
        ("5,6", "56"),
        ("3.5", "35"),
        ("जी-20", "जी 21"),
        ("#चुनाव", "#चुनौती"),
        ("a@b.in", "a@b.com"),
        ("भारत-रूस", "भारत-चीन"),
        ("23वें", "24वें"),
    ],
)
def test_texts_that_stay_apart(chain, one, other):
    """Two other words do not have the same lemmas."""
    assert lemmas(chain, one) != lemmas(chain, other)


def test_tokens_of_a_sentence(chain):
    """Offsets are into the text, positions count words, a compound stands where its first word does."""
    text = "रूस ने भारत-रूस सम्बन्धों पर, १,१६५ कहा।"
    assert list(chain.tokens(text)) == [
        WordToken("रूस", 0, 3, 0, "रूस", "रूस", False, False),
        WordToken("ने", 4, 6, 1, "ने", "ने", True, False),
        WordToken("भारत-रूस", 7, 15, 2, "भारत-रूस", "भारत-रूस", False, True),
        WordToken("भारत", 7, 11, 2, "भारत", "भारत", False, False),
        WordToken("रूस", 12, 15, 3, "रूस", "रूस", False, False),
        WordToken("सम्बन्धों", 16, 25, 4, "संबंधों", "संबंध", False, False),
        WordToken("पर", 26, 28, 5, "पर", "पर", True, False),
        WordToken("१,१६५", 30, 35, 6, "1165", "1165", False, False),
        WordToken("कहा", 36, 39, 7, "कहा", "कहना", False, False),
    ]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("https://A.in/Hindi", ["https://a.in/hindi"]),
        ("Ravi@Example.IN", ["ravi@example.in"]),
        ("@NarendraModi #दिल्ली_चुनाव", ["@narendramodi", "#दिल्ली_चुनाव"]),
        ("#हिन्दी", ["#हिंदी"]),
        ("1,165-1,200", ["1165-1200", "1165", "1200"]),
        ("भारत–रूस", ["भारत-रूस", "भारत", "रूस"]),
        ("सम्बन्ध-विच्छेद", ["संबंध-विच्छेद", "संबंध", "विच्छेद"]),
        ("don't", ["dont"]),
        ("BJPने", ["bjp", "ने"]),
        ("❤️ 😀", []),
        ("", []),
    ],
)
def test_exact_forms(chain, text, exact):
    """A text has these exact forms."""
    assert exact_forms(chain, text) == exact


@given(text=TEXTS)
@settings(max_examples=1500, deadline=None)
def test_offsets(chain, text):
    """text[start:end] is the token, tokens ascend, and only a compound overlaps, with its own words."""
    tokens = list(chain.tokens(text))
    for token in tokens:
        assert text[token.start : token.end] == token.text != ""
        token.exact.encode()
        token.lemma.encode()
        assert token.exact and token.lemma
    words = [token for token in tokens if not token.compound]
    assert all(before.end <= after.start for before, after in pairwise(words))
    for before, after in pairwise(tokens):
        assert (before.start, before.position) <= (after.start, after.position)
        assert after.position - before.position == (0 if before.compound else 1)
        if before.compound:
            assert before.start == after.start
            assert before.end > after.end
    assert [token.position for token in words] == list(range(len(words)))


@given(text=TEXTS)
@settings(max_examples=1000, deadline=None)
def test_idempotence(chain, text):
    """The analysis of an exact form is that form, and the lemma of a lemma is itself."""
    for token in chain.tokens(text):
        if unicodedata.normalize("NFKC", token.text) != token.text:
            continue  # ½ and ﷺ become several words
        assert exact_forms(chain, token.exact)[:1] == [token.exact]
        assert token.compound or lemmatize(token.lemma, chain.lookup) == token.lemma


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_memo_changes_nothing(chain, text):
    """A chain that has seen everything and a new one agree."""
    fresh = Chain(chain.lookup)
    assert list(chain.tokens(text)) == list(fresh.tokens(text))


@given(text=TEXTS | TEXTS.map(lambda text: text * 9))
@settings(max_examples=300, deadline=None)
def test_words(chain, text):
    """The words of a text are its tokens without compounds, asked for the first time or again."""
    expected = tuple(token for token in chain.tokens(text) if not token.compound)
    assert chain.words(text) == expected == chain.words(text)


def test_typed_words_are_not_kept_for_ever():
    """However many words people type, a chain keeps some thousands, and none that are long."""
    asked = []
    chain = Chain(lambda exact: asked.append(exact) or exact)
    for number in range(20_000):
        chain.words(f"a{number}")
    assert (len(asked), chain.words("a0")[0].exact) == (20_000, "a0")
    assert (len(chain._memo), len(chain._lemmas)) == (0, 0)
    chain.words("b" * 65)
    assert chain._kept_words.cache_info().currsize < 10_000


class Marked(str):
    """Text as a library of web pages may give it."""

    __slots__ = ()


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_subclasses_of_str(text):
    """A text of a subclass of str has the same tokens, and they are plain str."""
    tokens = list(Chain(lambda _: None).tokens(Marked(text)))
    assert tokens == list(Chain(lambda _: None).tokens(text))
    assert {type(form) for token in tokens for form in (token.exact, token.lemma)} <= {str}


def test_idempotence_on_real_words(chain, shared_texts):
    """The same for every word of the shared news: exact forms and lemmas are fixed points."""
    tokens = {(token.exact, token.lemma) for text in shared_texts[:3000] for token in chain.tokens(text)}
    assert len(tokens) > 10_000
    moved = {exact for exact, _ in tokens if exact_forms(chain, exact)[:1] != [exact]}
    assert moved == set()
    assert {lemma for _, lemma in tokens if next(chain.tokens(lemma)).lemma != lemma} == set()


def test_lookup_of_an_index_is_asked():
    """A chain takes lemmas from the look-up it was given."""
    assert lemmas(Chain({"कखग": "घङ", "घङ": "घङ"}.get), "कखग") == ["घङ"]


def test_stop_words_are_marked(chain):
    """Stop words stay and are marked; a compound or a tag is none, though its words may be."""
    text = "सरकार के the है-है #और"
    assert [(token.exact, token.stop) for token in chain.tokens(text)] == [
        ("सरकार", False),
        ("के", True),
        ("the", True),
        ("है-है", False),
        ("है", True),
        ("है", True),
        ("#और", False),
    ]
