"""What a person types → a tree: every mark, precedence, headlines pasted whole, and what a broken query is told."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from query_shapes import Words, chain, shape

from query import QueryError, QuerySyntaxError, UnknownFieldError
from query.parser import parse_literal, parse_query
from query.vocabulary import Vocabulary

WORDS = Words(
    नेता=("नेता", 9),
    नेताओं=("नेता", 4),
    मंत्री=("मंत्री", 9),
    मंत्रियों=("मंत्री", 3),
    खेल=("खेल", 5),
    खेलों=("खेल", 5),
    जयशंकर=("जयशंकर", 6),
)


def parsed(text: str, *, literal: bool = False, all_words: bool = False) -> str:
    parse = parse_literal if literal else parse_query
    return shape(parse(text, chain(WORDS), Vocabulary(WORDS), all_words=all_words).tree)


JULY_2025, AUGUST_2025, DECEMBER_2025 = 1751308200, 1753986600, 1764527400
DAY = 86_400

SHAPES = [
    # words
    ("मोदी", "मोदी"),
    ("मोदी पुतिन", "any(मोदी, पुतिन)"),
    ("नेताओं मंत्रियों", "any(नेता, मंत्री)"),
    ("  मोदी\t\nपुतिन\u00a0रूस ", "any(मोदी, पुतिन, रूस)"),
    ("भारत-रूस", "any(भारत, रूस)"),
    ("चाँद ज़मीन १,१६५", "any(चांद, जमीन, 1165)"),
    ("Elections BJP", "any(election, bjp)"),
    # phrases, in quotes of every kind
    ('"विदेश मंत्रियों"', '="विदेश मंत्रियों"~1'),
    ("“विदेश मंत्री”", '="विदेश मंत्री"~1'),
    ("«विदेश मंत्री»", '="विदेश मंत्री"~1'),
    ("„विदेश मंत्री“", '="विदेश मंत्री"~1'),
    ('“विदेश मंत्री"', '="विदेश मंत्री"~1'),
    ("”विदेश मंत्री”", "any(विदेश, मंत्री)"),
    ('"विदेश मंत्री"~2', '="विदेश मंत्री"~3'),
    ('"विदेश मंत्री"~', '="विदेश मंत्री"~1'),
    ('"नेताओं"', "=नेताओं"),
    ('"भारत-रूस"', '="भारत रूस"~1'),
    ('"विदेश मंत्री" मोदी', 'and(="विदेश मंत्री"~1, मोदी)'),
    ('"title:x -y OR (z"', '="title x y or z"~1'),
    # exactly this form
    ("+नेताओं", "text:=नेताओं"),
    ("+भारत-रूस", 'text:="भारत रूस"~1'),
    ('+"विदेश मंत्रियों"', 'text:="विदेश मंत्रियों"~1'),
    ("person:+नेताओं", "person:नेता"),
    ("title:+नेताओं", "title:=नेताओं"),
    # left out
    ("मोदी -नेताओं", "and(मोदी, not(नेता))"),
    ("मोदी −पुतिन", "and(मोदी, not(पुतिन))"),
    ("मोदी NOT पुतिन", "and(मोदी, not(पुतिन))"),
    ("-पुतिन", "and(every, not(पुतिन))"),
    ("-पुतिन -रूस", "and(every, not(पुतिन), not(रूस))"),
    ('मोदी -"विदेश मंत्री"', 'and(मोदी, not(="विदेश मंत्री"~1))'),
    ("मोदी -भारत-रूस", 'and(मोदी, not("भारत रूस"~1))'),
    ("मोदी -(पुतिन रूस)", "and(मोदी, not(any(पुतिन, रूस)))"),
    ("मोदी -चुना*", "and(मोदी, not(चुना*))"),
    ("NOT NOT मोदी", "and(every, not(and(every, not(मोदी))))"),
    ("मोदी - पुतिन", "any(मोदी, पुतिन)"),
    ("मोदी-पुतिन", "any(मोदी, पुतिन)"),
    # AND, OR, brackets
    ("मोदी AND पुतिन", "all(मोदी, पुतिन)"),
    ("मोदी OR पुतिन", "any(मोदी, पुतिन)"),
    ("क AND ख OR ग AND घ", "any(all(क, ख), all(ग, घ))"),
    ("क OR ख AND ग", "any(क, all(ख, ग))"),
    ("(क OR ख) AND ग", "all(any(क, ख), ग)"),
    ("क ख AND ग", "any(क, all(ख, ग))"),
    ("क (ख ग)", "any(क, any(ख, ग))"),
    ("((((क))))", "क"),
    ("क AND -ख", "all(क, and(every, not(ख)))"),
    ("() क", "क"),
    ("मोदी and पुतिन or रूस", "any(मोदी, and, पुतिन, or, रूस)"),
    ("! AND मोदी", "मोदी"),
    # fields
    ("title:नेताओं", "title:नेता"),
    ("शीर्षक:नेताओं", "title:नेता"),
    ("headline:मोदी TITLE:मोदी", "and(title:मोदी, title:मोदी)"),
    ("लेख:मोदी", "body:मोदी"),
    ("आमुख:मोदी", "lead:मोदी"),
    ("entity:लावरोव", "org|person|place:लावरोव"),
    ("नाम:लावरोव", "org|person|place:लावरोव"),
    ("व्यक्ति:मोदी", "person:मोदी"),
    ("स्थान:मास्को", "place:मास्को"),
    ("संगठन:नाटो", "org:नाटो"),
    ("सङ्गठन:नाटो", "org:नाटो"),
    ("स्रोत:वार्ता", "source:वार्ता"),
    ("श्रेणी:खेलों", "category:खेल"),
    ('category:"खेलों"', "category:खेल"),
    ('लेखक:"राम नेताओं"', 'author:"राम नेता"~1'),
    ("टैग:खेल", "tags:खेल"),
    ("tag:खेल", "tags:खेल"),
    ("title:(मोदी -पुतिन)", "and(title:मोदी, not(title:पुतिन))"),
    ('title:"विदेश मंत्री"', 'title:="विदेश मंत्री"~1'),
    ("title:भारत-रूस", 'title:"भारत रूस"~1'),
    ("title:चुना*", "title:चुना*"),
    ("मोदी title:पुतिन", "and(title:पुतिन, मोदी)"),
    ("-title:पुतिन", "and(every, not(title:पुतिन))"),
    ("title:entity:मोदी", "org|person|place:मोदी"),
    # patterns
    ("चुना*", "चुना*"),
    ("हिन्द*", "हिंद*"),
    ("चुना*,", "चुना*"),
    ("‘चुना*’", "चुना*"),
    ("*कार", "*कार"),
    ("च?नाव", "च?नाव"),
    ("क*र*", "क*र*"),
    ("[क]*", "क*"),
    ("[!क-ख]?ग", "क-ख?ग"),
    ("मोदि~", "मोदि~1"),
    ("शिवराज~", "शिवराज~2"),
    ("शिवराज~1", "शिवराज~1"),
    ("ज़मीन~1।", "जमीन~1"),
    ("भारत-र*", "भारत-र*"),
    ("मोदी चुना*", "and(चुना*, मोदी)"),
    # dates
    ("date:2025-07", f"date[{JULY_2025}..{AUGUST_2025 - 1}]"),
    ("तारीख:२०२५-०७", f"date[{JULY_2025}..{AUGUST_2025 - 1}]"),
    ("तारीख़:2025-07", f"date[{JULY_2025}..{AUGUST_2025 - 1}]"),
    ("दिनांक:2025-7-1", f"date[{JULY_2025}..{JULY_2025 + DAY - 1}]"),
    ("date:2025-07..2025-11", f"date[{JULY_2025}..{DECEMBER_2025 - 1}]"),
    ("date:2025-07..", f"date[{JULY_2025}..None]"),
    ("date:..2025-11", f"date[None..{DECEMBER_2025 - 1}]"),
    ("after:2025-07", f"date[{JULY_2025}..None]"),
    ("बाद:2025-07", f"date[{JULY_2025}..None]"),
    ("before:2025-07", f"date[None..{JULY_2025 - 1}]"),
    ("पहले:2025-07-01", f"date[None..{JULY_2025 - 1}]"),
    ("मोदी after:2025-07", f"and(date[{JULY_2025}..None], मोदी)"),
    ("मोदी -date:2025-07", f"and(मोदी, not(date[{JULY_2025}..{AUGUST_2025 - 1}]))"),
    ('date:"2025-07"', f"date[{JULY_2025}..{AUGUST_2025 - 1}]"),
    # headlines and addresses pasted whole
    ("SCO: विदेश मंत्री", "any(sco, विदेश, मंत्री)"),
    ("बोले- बढ़ाना होगा!", "any(बोले, बढ़ाना, होगा)"),
    ("कब तक? क्या??", "any(कब, तक, क्या)"),
    ("मोदी's ‘नेता’ की बात", "any(मोदी, s, नेता, की, बात)"),
    ("देश / 30 हजार — पढ़ो…", "any(देश, 30, हजार, पढ़ो)"),
    ("मैच (वीडियो) [फोटो]", "any(मैच, वीडियो, फोटो)"),
    ("कहा:हम 10:04 बजे", "any(कहा, हम, 10, 04, बजे)"),
    ("https://example.com/a?b=c:d", "https://example.com/a?b=c:d"),
    ("a@b.in @ANI #जीत 50% ~50", "any(a@b.in, ani, जीत, 50, 50)"),
    ("टूटा ” उद्धरण", "any(टूटा, उद्धरण)"),
    ("ऊँ\ud800ट", "any(ऊं, ट)"),
]


@pytest.mark.parametrize(
    ("text", "expected"), SHAPES, ids=[text.encode("utf-8", "replace").decode() for text, _ in SHAPES]
)
def test_trees(text, expected):
    """Each query reads as this tree."""
    assert parsed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("मोदी पुतिन", "all(मोदी, पुतिन)"),
        ("मोदी (पुतिन रूस)", "all(मोदी, all(पुतिन, रूस))"),
        ("मोदी OR पुतिन", "any(मोदी, पुतिन)"),
        ("मोदी -पुतिन", "and(मोदी, not(पुतिन))"),
        ("भारत-रूस", "all(भारत, रूस)"),
    ],
)
def test_all_words(text, expected):
    """With all_words every bare word must match; what is marked stays what it is."""
    assert parsed(text, all_words=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('मोदी "विदेश (title:चुना* -पुतिन', "any(मोदी, विदेश, title, चुना, पुतिन)"),
        ("A AND B OR ) NOT", "any(a, and, b, or, not)"),
        ("date:2025-13-99 ~ * ?", "any(date, 2025, 13, 99)"),
    ],
)
def test_literal(text, expected):
    """Read literally, no mark means anything."""
    assert parsed(text, literal=True) == expected


BROKEN = [
    ("", 1, "no word"),
    ("   ", 1, "no word"),
    ("!!! …", 1, "no word"),
    ("()", 1, "no word"),
    ('मोदी "विदेश मंत्री', 6, 'add " where the phrase ends'),
    ("मोदी “विदेश", 6, "add ” where the phrase ends"),
    ("(मोदी", 1, "never closed"),
    ("मोदी (पुतिन (रूस)", 6, "never closed"),
    ("मोदी)", 5, "closes nothing"),
    ("मोदी (पुतिन)) रूस", 13, "closes nothing"),
    ("AND मोदी", 1, "nothing stands before"),
    ("(OR मोदी)", 2, "nothing stands before"),
    ("मोदी AND", 6, "nothing stands after"),
    ("मोदी OR AND पुतिन", 6, "nothing stands after"),
    ("(मोदी OR) पुतिन", 7, "nothing stands after"),
    ("मोदी NOT", 6, "needs a word"),
    ("NOT OR मोदी", 1, "needs a word"),
    ("मोदी +(पुतिन)", 6, "+नेताओं"),
    ("title:)", 1, "title: needs a word"),
    ("मोदी *", 6, "चुना*"),
    ("मोदी ???*", 6, "चुना*"),
    ("मोदी~3", 1, "word~2"),
    ("मोदी मोदी~0", 6, "word~1"),
    ("date:अगलाकल", 6, "2025-11-18"),
    ("मोदी after:7 days ago", 12, 'several words stands in quotes, after:"7 days ago"'),
    ('date:"7 दिन"', 6, "is not a date"),
    ("मोदी date:2025-02-30", 11, "no date '2025-02-30'"),
    ("date:2025-13", 6, "no date"),
    ("date:2025-00", 6, "no date"),
    ("date:2025-11..2025-07", 6, "ends before it begins"),
    ("date:..", 6, "at least one end"),
    ("date:(2025)", 1, "needs a date"),
    ("after:2025..2026", 7, "is not a date"),
    ("(" * 60 + "मोदी" + ")" * 60, 51, "more than 50"),
    ("NOT " * 2000 + "मोदी", 201, "more than 50"),
    ("title:" * 2000 + "मोदी", 301, "more than 50"),
]


@pytest.mark.parametrize(("text", "column", "said"), BROKEN, ids=[row[0][:30] for row in BROKEN])
def test_broken_queries(text, column, said):
    """What cannot be read says where, to the column, and what to do about it."""
    with pytest.raises(QuerySyntaxError) as caught:
        parsed(text)
    assert caught.value.column == column
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"query, column {column}: ")


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("titel:मोदी", 1, "did you mean title:?"),
        ("मोदी sorce:वार्ता", 6, "did you mean source:?"),
        ("शीर्शक:मोदी", 1, "did you mean शीर्षक:?"),
        ("xyz:मोदी", 1, "there is no field 'xyz'; fields are"),
    ],
)
def test_unknown_fields(text, column, said):
    """A typo in a field's name says what was meant, and lists the fields in both languages."""
    with pytest.raises(UnknownFieldError) as caught:
        parsed(text)
    message = str(caught.value)
    assert f"column {column}:" in message
    assert said in message
    for name in "title (शीर्षक), source (स्रोत), entity (नाम), tag (टैग), date (तारीख)".split(", "):
        assert name in message


def test_brackets_nest_deeply_enough():
    """Forty brackets within one another are read."""
    assert parsed("(" * 40 + "मोदी" + ")" * 40) == "मोदी"


def test_a_long_chain_of_alternatives_is_no_depth():
    """Thousands of words side by side or joined by OR are read without recursion."""
    assert parsed(" OR ".join(["मोदी"] * 3000)).count("मोदी") == 3000


def test_corrections_are_told_once():
    """A word typed twice is corrected once, inside fields and groups too."""
    query = "jaishankar title:jaishankar (jaishankar)"
    corrections = parse_query(query, chain(WORDS), Vocabulary(WORDS)).corrections
    assert [(each.typed, each.shown) for each in corrections] == [("jaishankar", ("जयशंकर",))]


MARKS = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "(",
        ")",
        "*",
        "?",
        "~",
        "~2",
        "+",
        "-",
        " AND ",
        " OR ",
        "NOT ",
        "title:",
        "date:",
        "2025",
        "..",
        "[",
        " ",
        "ा",
    ]
)
LETTERS = st.sampled_from("कखड़\u200d\u200c़्ंँ1१aé.,:'\ud800\x00")
TYPED = st.lists(MARKS | LETTERS, max_size=25).map("".join) | st.text(
    st.characters(exclude_categories=[]), max_size=40
)


@given(TYPED, st.booleans())
@example("https://a\ud800b", False)
@example("[z-a]*", False)
def test_any_text_parses_or_is_a_query_error(text, all_words):
    """Whatever is typed gives a tree that can be encoded, or a QueryError with a column inside the text."""
    try:
        parsed(text, all_words=all_words).encode()
    except QuerySyntaxError as error:
        assert 1 <= error.column <= max(len(text), 1)
    except QueryError as error:
        assert isinstance(error, UnknownFieldError)


@given(TYPED)
def test_any_text_is_literal(text):
    """Read literally, a text fails only where it has no word."""
    words = [
        token for token in chain(WORDS).tokens(text.encode("utf-8", "replace").decode()) if not token.compound
    ]
    try:
        assert parsed(text, literal=True)
        assert words or "\ud800" <= max(text) <= "\udfff"
    except QuerySyntaxError as error:
        assert "no word" in str(error)
        assert not words
