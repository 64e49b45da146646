"""Did you mean: real misspellings of common words, places and people, readings of Latin words, and what is never suggested."""

import json
import math
import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_index import article, build_index, small_dictionary
from typer.testing import CliRunner

from indexer.analysis.normalize import normalize_word
from indexer.codec.form_counts import count_forms, dictionary_forms
from indexer.codec.lexicon import Lexicon
from indexer.codec.lexicon_writer import write_lexicon
from query import Searcher
from query.cli import app
from query.suggest import Suggester
from query.vocabulary import Vocabulary

# Slip → "meant: misspelt misspelt …", a word a line.
ROWS = {
    "length of i": """
        दिल्ली: दिल्लि दील्ली
        हिंदी: हिंदि हींदी
        प्रधानमंत्री: प्रधानमंत्रि प्रधानमन्त्रि
        राजनीति: राजनिति राजनीती
        नीति: निति नीती
        स्थिति: स्थिती स्तिथि
        परीक्षा: परिक्षा
        क्योंकि: क्योंकी
        बीमारी: बिमारी
        पूर्णिमा: पूर्णीमा
        महीना: महिना
        दीवाली: दिवाली
    """,
    "length of u": """
        रूस: रुस
        शुरू: शुरु शूरू
        पूर्व: पुर्व
        भूकंप: भुकंप
        हिंदू: हिंदु
        सूचना: सुचना
        झुग्गी: झूग्गी
        दूसरा: दुसरा
        रुपया: रूपया
        ज़रूरत: जरुरत
    """,
    "a vowel sign": """
        बिहार: बिहर बीहार
        सरकार: सरकर सराकर
        त्योहार: त्यौहार
        पैसा: पेसा
        जवाहरलाल: जवहरलाल
        अधिकार: अधीकार अधिकर
        कॉलेज: कोलेज कालेज
        डॉक्टर: डाक्टर डोक्टर
        मेहनत: महनत
        नौकरी: नोकरी
        औरत: ओरत
        ऐतिहासिक: एतिहासिक
        व्यावहारिक: व्यवहारिक
    """,
    "nasals": """
        संसद: सनसद ससद
        चाँद: चाद
        मंत्रालय: मत्रालय मन्तरालय
        पाँच: पाच
        गाँव: गाव
        केंद्र: केद्र केन्दर
        जन्म: जंम
        अंतरराष्ट्रीय: अन्तराष्ट्रीय अंतर्राष्ट्रीय
        महँगाई: महगाई मेंहगाई
        सांसद: सासंद
        हालांकि: हालाकी
    """,
    "sibilants": """
        राष्ट्रपति: राश्ट्रपति रास्ट्रपति
        शिक्षा: सिक्षा शिक्शा
        विशेष: विषेश विशेश
        पुरस्कार: पुरष्कार
        देश: देस
        शासन: सासन साशन
        संतोष: संतोश
        कृषि: कृशि क्रिषि
        प्रशंसा: प्रसंशा
        नमस्कार: नमश्कार
    """,
    "b and v": """
        विश्वविद्यालय: विश्वविधालय बिश्वविद्यालय
        बजट: वजट
        विकास: बिकास
        नवंबर: नबंबर नवम्वर
        विवाद: बिवाद
    """,
    "aspirates": """
        धन्यवाद: दन्यवाद
        झारखंड: जारखंड झारकंड
        भ्रष्टाचार: ब्रष्टाचार भ्रस्टाचार
        छत्तीसगढ़: छतीसगड़ छत्तिसगढ
        फ़रवरी: परवरी
        इकट्ठा: इकठ्ठा इकट्टा
        पत्थर: पथ्थर
        युद्ध: युध युध्द
    """,
    "dots": """
        लड़का: लडका
        सड़क: सडक
        पढ़ाई: पढाई पड़ाई
        चंडीगढ़: चंडीगढ चंदीगढ़
        गड़बड़: गडबड
        बाढ़: बाड़
    """,
    "virama and conjuncts": """
        मुख्यमंत्री: मुखयमंत्री
        स्वतंत्रता: सवतंत्रता स्वतंतरता
        कार्यक्रम: कार्यकरम कारयक्रम
        आशीर्वाद: आर्शीवाद आशिर्वाद
        नरेंद्र: नरेन्दर नरेंदर
        ज्ञान: ग्यान
        क्षेत्र: छेत्र क्षेत्
        उपलक्ष्य: उपलक्ष
        उज्ज्वल: उज्जवल उज्वल
        गृह: ग्रह
        कृपया: क्रपया क्रिपया
        अंत्येष्टि: अंतेष्टि
        निर्णय: निर्नय नीर्णय
        श्रीमती: श्रिमती शरीमती
        ब्राह्मण: ब्राम्हण
        चिह्न: चिन्ह
        संन्यासी: सन्यासी
        तत्त्व: तत्व
        स्कूल: इस्कूल
        हृदय: ह्रदय
    """,
    "doubled and dropped letters": """
        पुलिस: पुललिस पुलस
        अदालत: अदाललत अदलत
        चुनाव: चुनाा चुनव
        मोबाइल: मोबाल मोबाइलल
        लोकसभा: लोकभा लोकससभा
        अध्यक्ष: अध्यक्षक्ष
        प्रदर्शन: प्रर्शन
        अस्पताल: असपताल अस्ताल
        तकनीक: तकनी
    """,
    "swapped neighbours": """
        मतलब: मलतब
        लखनऊ: लनखऊ
        बनारस: बरानस
        समाचार: समाराच मसाचार
        वाराणसी: वाराणीस
        अहमदाबाद: अहदमाबाद
        किसान: किनास
    """,
    "places and people": """
        उत्तराखंड: उतराखंड उत्तराखण्ड
        अयोध्या: अयोद्या अयोधया
        कोलकाता: कोलकता कलकाता
        हैदराबाद: हेदराबाद हैदरबाद
        तमिलनाडु: तमिलनाडू तामिलनाडु
        केजरीवाल: केजरिवाल केजरवाल
        अखिलेश: अखिलेस आखिलेश
        जयशंकर: जयसंकर जैशंकर
        पुतिन: पूतिन पुतीन
        अमिताभ: अमिताब
        योगी: योगि
        सुप्रीम: सुपरीम सुप्रिम
        पाकिस्तान: पाकीस्तान पकिस्तान
        अफ़ग़ानिस्तान: अफगानीस्तान अफगानिसतान
        यूक्रेन: युक्रेन यूकरेन
    """,
}
# Near one or another of them, so that the right one has to win.
OTHERS = """
    दल दिल दिन दीन दाल चल चाल काल कल कमल बाहर बहार विहार शहर सड़ा ससुर संत देव दस वेश रस रूप कर कार सर सरल समान सामान बस वश
    विषय विकट पल फल पथ पत्र बड़ा लड़ना लड़की सडन चंदन गढ़ योग भोग मत मतदान समाज समाधि अमित अखिल पूरा पुरा पूरब परीक्षण शिक्षक गुरु
    शेर सेर जल जाल ज्ञात जान क्षण छत्र मंत्र मंत्री तंत्र यंत्र राष्ट्र राज्य नाम नमन चाय चीन चिंता कृष्ण कमरा नर नारी इंद्र महेंद्र सुरेंद्र चंद्र
    पंच काम कम नौका नोक पैर पेट औजार ओर और जवाब जवान मेहमान महान बिल बीमा आधा आधार मोबाइलों कोट कॉल हद युवा मोती
""".split()
FREQUENT = "दिल्ली सरकार प्रधानमंत्री मंत्री देश दिन दीन और ओर कर कार बाहर विहार पुलिस नरेंद्र चुनाव".split()


def written(folder: Path, counts: Mapping[str, int], dictionary: Mapping[str, str]) -> Lexicon:
    """A lexicon whose forms are lemmas of their own."""
    forms = sorted(counts)
    numbers = np.array([counts[form] for form in forms], np.int64)
    write_lexicon(folder, [dictionary_forms(dictionary), count_forms(forms, forms, numbers)])
    return Lexicon(folder)


def _parsed(rows: str) -> list[tuple[str, str]]:
    lines = (line.split(":") for line in rows.strip().split("\n"))
    return [(typed, meant.strip()) for meant, misspelt in lines for typed in misspelt.split()]


TABLE = [(typed, meant) for rows in ROWS.values() for typed, meant in _parsed(rows)]
CORPUS = {normalize_word(word): 40 for word in (*OTHERS, *(meant for _, meant in TABLE))} | {
    "government": 30,
    "cricket": 50,
    "क्रिकेट": 60,
    "मोदी": 90,
    "दिल्लीः": 1,
    "2024": 9,
    "मे": 2000,
}


@pytest.fixture(scope="module")
def suggester(tmp_path_factory) -> Suggester:
    folder = tmp_path_factory.mktemp("lexicon")
    lexicon = written(folder, CORPUS, {"दीपन": "दीपन"})
    return Suggester(lexicon, Vocabulary(lexicon))


def words(suggester: Suggester, typed: str, limit: int = 3) -> list[str]:
    return [each.word for each in suggester.suggest(typed, limit)]


def test_the_table_is_large_enough():
    """There are at least 150 misspellings, each of another spelling than what it is meant for."""
    assert len(TABLE) == len(set(TABLE)) >= 150
    assert all(typed != meant for typed, meant in TABLE)


@pytest.mark.parametrize(("typed", "meant"), TABLE)
def test_what_was_meant_comes_first(suggester, typed, meant):
    """The word meant is suggested first, among words that look much like it."""
    assert words(suggester, typed)[:1] == [normalize_word(meant)]


@pytest.mark.parametrize("typed", ["हिन्दी", "ज़रूरत", "चाँद", " हिन्दी\n"])
def test_another_spelling_of_a_form(suggester, typed):
    """Of a word that differs from a form of the corpus in spelling only, that form is the first suggestion."""
    assert words(suggester, typed)[0] == normalize_word(typed.strip())


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("dilli", "दिल्ली", "reading"),
        ("jaishankar", "जयशंकर", "reading"),
        ("modi", "मोदी", "reading"),
        ("goverment", "government", "spelling"),
        ("govermnent", "government", "spelling"),
        ("cricet", "cricket", "spelling"),
        ("cricket", "क्रिकेट", "reading"),
    ],
)
def test_latin_words(suggester, typed, meant, kind):
    """A Latin word is read in Devanagari, and is a slip for another Latin one."""
    assert (meant, kind) in [(each.word, each.kind) for each in suggester.suggest(typed, 3)]


@pytest.mark.parametrize(
    "typed", ["", " ", "2025", "२०२४", "...", "\ud800", "क" * 41, "ऋ" * 200_000, "xqzvbw"]
)
def test_nothing_to_suggest(suggester, typed):
    """Numbers, marks, endless words and what is like nothing get no suggestion."""
    assert [each for each in words(suggester, typed) if each != normalize_word(typed)] == []


def test_the_word_itself_and_words_that_do_not_occur_are_not_suggested(suggester):
    """Neither the word typed nor a form that only the dictionary has is ever suggested."""
    assert "दीन" not in words(suggester, "दीन", 50)
    assert "दीपन" not in words(suggester, "दीपण", 50)


def test_scores(suggester):
    """Scores descend, are shares of one, and the limit cuts the list and no more."""
    found = suggester.suggest("बिहर", 50)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert math.isclose(sum(scores), 1.0)
    assert suggester.suggest("बिहर", 2) == found[:2]
    assert suggester.suggest("बिहर", 0) == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
@settings(max_examples=200, deadline=None)
def test_any_text(suggester, typed):
    """Whatever is typed, the suggestions occur in the corpus, each once, with scores from 0 to 1."""
    found = suggester.suggest(typed, 10)
    assert len({each.word for each in found}) == len(found)
    assert all(each.word in CORPUS and 0 <= each.score <= 1 for each in found)


ARTICLES = [
    article(
        str(number),
        f"{' '.join(FREQUENT)} विशेष {'लावरोव' if number == 7 else ''} {'जवाहर' if number == 8 else ''}",
    )
    for number in range(60)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with small_dictionary():
        return build_index(tmp_path_factory.mktemp("suggested"), ARTICLES)


@pytest.fixture(scope="module")
def searcher(index):
    with Searcher.open(index) as opened:
        yield opened


def asked(searcher: Searcher, text: str, **options) -> dict[str, list[str]]:
    suggestions = searcher.search(text, **{"suggest": True, **options}).suggestions
    return {each.word: [suggestion.word for suggestion in each.suggestions] for each in suggestions}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("दिल्लि", {"दिल्लि": ["दिल्ली"]}),
        ("सरकर चुनाव", {"सरकर": ["सरकार"]}),
        ("+नरेन्दर", {"नरेंदर": ["नरेंद्र"]}),
        ('"दिल्ली पुलस"', {"पुलस": ["पुलिस"]}),
        ("(सरकर OR दिल्लि)", {"सरकर": ["सरकार"], "दिल्लि": ["दिल्ली"]}),
        ("विषेश", {"विषेश": ["विशेष"]}),
    ],
)
def test_search_asks_about_words_that_do_not_occur(searcher, text, meant):
    """A word of the query that occurs nowhere is asked about, whether or not others found something."""
    assert asked(searcher, text) == meant


@pytest.mark.parametrize("text", [*FREQUENT, "दिल्ली सरकार", '"दिल्ली सरकार"', "दिन ओर कार", "लावरोव", "जवाहर"])
def test_words_that_occur_are_not_asked_about(searcher, text):
    """Words that occur, rare names among them, get no suggestion in search results."""
    assert asked(searcher, text) == {}


@pytest.mark.parametrize("text", ["दिल्ली -सरकर", "source:सरकर", "सरक*", "xqzvbw", "2031", "में सरकार"])
def test_what_is_never_asked_about(searcher, text):
    """Barred words, filters, patterns, numbers and words like nothing get no suggestion."""
    assert asked(searcher, text) == {}


def test_a_rare_word_beside_a_much_commoner_one(tmp_path):
    """A word that occurs hardly ever is asked about where a word sixty times as common is near, and little was found."""
    articles = [article(str(number), "सरकार ने कहा") for number in range(120)] + [article("x", "सरकर ने कहा")]
    with small_dictionary():
        index = build_index(tmp_path, articles)
    with Searcher.open(index) as searcher:
        assert asked(searcher, "सरकर") == {"सरकर": ["सरकार"]}
        assert asked(searcher, "सरकर कहा") == {}
        assert asked(searcher, "सरकर", suggest=False) == {}


def test_threads_share_a_searcher(searcher):
    """Eight threads that ask at once, from the first word on, get the same suggestions."""
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append([searcher.suggest(typed) for typed, _ in TABLE[:20]]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(each == found[0] for each in found)


def run(index, *args: str, **options):
    return CliRunner().invoke(app, [*args, "--index", str(index)], **options)


def test_command(index):
    """``khabar suggest`` prints the words with kind and score, and exits with 1 where there are none."""
    result = run(index, "suggest", "सरकर")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "word\tkind\tscore"
    assert result.stdout.splitlines()[1].startswith("सरकार\tspelling\t")
    nothing = run(index, "suggest", "xqzvbw")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert run(index, "suggest").exit_code == 2


def test_command_as_json(index):
    """--json gives the word as typed and its suggestions, best first, as many as --limit allows."""
    answer = json.loads(run(index, "suggest", "दिल्लि", "--json", "--limit", "1").stdout)
    assert answer == {"word": "दिल्लि", "suggestions": [{"word": "दिल्ली", "kind": "spelling", "score": 1.0}]}


def test_batch(index, tmp_path):
    """--batch answers each line with an object, blank lines and lines that are not UTF-8 too."""
    file = tmp_path / "words"
    file.write_bytes("दिल्लि\n\nsarkar\n".encode() + b"\xff\n")
    lines = [
        json.loads(line)
        for line in run(index, "suggest", "--batch", str(file), "--jsonl").stdout.splitlines()
    ]
    assert [line.get("word") for line in lines] == ["दिल्लि", "", "sarkar", None]
    assert lines[2]["suggestions"][0] == {
        "word": "सरकार",
        "kind": "reading",
        "score": pytest.approx(1, abs=0.5),
    }
    assert lines[1] == {"word": "", "suggestions": []}
    assert "UTF-8" in lines[3]["error"]


def test_search_shows_suggestions(index):
    """Results as text ask "क्या आपका मतलब", as JSON they hold the suggestions, and the key is there only then."""
    assert run(index, "search", "सरकर").stdout == "क्या आपका मतलब: सरकार\n"
    assert run(index, "search", "सरकर चुनाव", "-n", "1").stdout.startswith("क्या आपका मतलब: सरकर → सरकार\n")
    answer = json.loads(run(index, "search", "सरकर", "--json").stdout)
    assert answer["suggestions"] == [
        {
            "word": "सरकर",
            "suggestions": [{"word": "सरकार", "kind": "spelling", "score": pytest.approx(1, abs=0.1)}],
        }
    ]
    assert "suggestions" not in json.loads(run(index, "search", "सरकार", "--json").stdout)
