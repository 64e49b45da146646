import functools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.chain import Chain
from indexer.analysis.lemma import hindi_dictionary
from indexer.analysis.roman import skeletons
from indexer.codec.lexicon import Lexicon, write_lexicon
from indexer.errors import IndexCorruptError

FILES = ("lexicon.txt", "lexicon.npy", "lemmas.npy", "roman.txt", "roman.npy")
WORD = st.text("कखगमनरािीेों्ंabz18@", max_size=4) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
# As an analysis gives them: the lemma of a lemma is itself.
LEMMAS = st.dictionaries(WORD, WORD, max_size=12).map(
    lambda forms: {form: lemma if forms.get(lemma, lemma) == lemma else form for form, lemma in forms.items()}
)
CORPUS = {
    "नेता": "नेता",
    "नेताओं": "नेता",
    "बैठक": "बैठक",
    "जयशंकर": "जयशंकर",
    "sco": "sco",
    "भारत-रूस": "भारत-रूस",
    "1165": "1165",
}
COUNTS = {"नेताओं": 3, "बैठक": 1, "जयशंकर": 7, "sco": 2, "भारत-रूस": 1, "1165": 5}
DICTIONARY = {"बैठकें": "बैठक", "बैठक": "बैठक", "किताबों": "किताब", "किताब": "किताब"}


@pytest.fixture
def folder(tmp_path) -> Path:
    write_lexicon(tmp_path, COUNTS, CORPUS, DICTIONARY)
    return tmp_path


def test_look_up(folder):
    """Forms of corpus and dictionary have lemma and count; what neither has, none and 0."""
    lexicon = Lexicon(folder)
    assert {form: lexicon.lemma(form) for form in (*CORPUS, *DICTIONARY)} == CORPUS | DICTIONARY
    assert {form: lexicon.count(form) for form in (*CORPUS, *DICTIONARY)} == {
        form: COUNTS.get(form, 0) for form in (*CORPUS, *DICTIONARY)
    }
    for absent in ("", "नेत", "नेताओ", "नेताओंं", "क", "ह", "a", "zzz", "\U0010ffff"):
        assert (lexicon.lemma(absent), lexicon.count(absent), lexicon.forms_of(absent)) == (None, 0, [])


def test_forms_of(folder):
    """All forms of a lemma, by bytes; none of a form that is no lemma."""
    lexicon = Lexicon(folder)
    assert lexicon.forms_of("नेता") == ["नेता", "नेताओं"]
    assert lexicon.forms_of("बैठक") == ["बैठक", "बैठकें"]
    assert lexicon.forms_of("नेताओं") == []


def test_spelled_like(folder):
    """Devanagari forms that occur are found under their Roman keys, with their counts; those that do not are not."""
    lexicon = Lexicon(folder)
    assert lexicon.spelled_like("jsnkr") == [("जयशंकर", 7)]
    assert lexicon.spelled_like("ktb") == []
    for absent in ("", "sk", "zz", "1165"):
        assert lexicon.spelled_like(absent) == []


@given(LEMMAS, LEMMAS, st.data())
@settings(max_examples=200, deadline=None)
def test_everything_is_found_again(tmp_path_factory, lemmas, dictionary, data):
    """Of any words: each form has its lemma and count, each lemma its forms, each Devanagari form its Roman keys."""
    dictionary = {
        form: lemma
        for form, lemma in dictionary.items()
        if form not in lemmas.values() and lemma not in lemmas
    }
    counts = {form: data.draw(st.integers(1, 2**32 - 1)) for form in lemmas if data.draw(st.booleans())}
    folder = tmp_path_factory.mktemp("lexicon")
    write_lexicon(folder, counts, lemmas, dictionary)
    lexicon = Lexicon(folder)
    expected = dictionary | lemmas
    expected = {lemma: lemma for lemma in expected.values()} | expected
    assert {form: lexicon.lemma(form) for form in expected} == expected
    assert {form: lexicon.count(form) for form in expected} == {
        form: counts.get(form, 0) for form in expected
    }
    for lemma in {*expected.values()}:
        assert lexicon.forms_of(lemma) == sorted(
            (form for form in expected if expected[form] == lemma), key=str.encode
        )
    keys: dict[str, set[tuple[str, int]]] = {}
    for form, count in counts.items():
        if "\u0900" <= form[:1] <= "\u097f":
            for key in skeletons(form) - {""}:
                keys.setdefault(key, set()).add((form, count))
    for key, forms in keys.items():
        found = lexicon.spelled_like(key)
        assert set(found) == forms
        assert len(found) == len(forms)


def test_empty(tmp_path):
    """A lexicon without a word opens and finds nothing."""
    write_lexicon(tmp_path, {}, {}, {})
    lexicon = Lexicon(tmp_path)
    assert (lexicon.lemma("क"), lexicon.count("क"), lexicon.forms_of("क"), lexicon.spelled_like("k")) == (
        None,
        0,
        [],
        [],
    )


def test_files_do_not_hang_on_order(tmp_path):
    """The same words in another order give the same bytes."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write_lexicon(tmp_path / "a", COUNTS, CORPUS, DICTIONARY)
    backwards = [dict(reversed(words.items())) for words in (COUNTS, CORPUS, DICTIONARY)]
    write_lexicon(tmp_path / "b", *backwards)
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_index_and_query_agree(tmp_path):
    """A chain over the lexicon gives for words of corpus and dictionary what the build's chain gave."""
    build = Chain()
    text = "नेताओं की बैठकें, लडकियों ने #चुनावों में भारत-रूस के डॉक्टरों से एस. जयशंकर @ANI की बात करवाई; टीकमगढियों"
    tokens = list(build.tokens(text))
    lemmas = {token.exact: token.lemma for token in tokens}
    write_lexicon(tmp_path, dict.fromkeys(lemmas, 1), lemmas, hindi_dictionary())
    query = Chain(Lexicon(tmp_path).lemma)
    assert list(query.tokens(text)) == tokens
    forms = list(hindi_dictionary())[::97]
    for form in forms:
        assert list(query.tokens(form)) == list(build.tokens(form))


def use(folder: Path) -> None:
    lexicon = Lexicon(folder)
    for form in (*CORPUS, *DICTIONARY, "absent"):
        lexicon.lemma(form)
        lexicon.count(form)
        lexicon.forms_of(form)
    for key in ("jsnkr", "nt", "btk", "absent"):
        lexicon.spelled_like(key)


@pytest.mark.parametrize("name", FILES)
def test_missing_cut_or_garbage(folder, name):
    """A file that is missing, empty, cut, longer, or of other bytes is corruption, and never another error."""
    path = folder / name
    whole = path.read_bytes()
    for content in (
        None,
        b"",
        whole[:-1],
        whole[: len(whole) // 2],
        whole + b"\0",
        b"\x80\x04." * 30,
        bytes(len(whole)),
    ):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        # Longer arrays map as they were; longer texts do not fit their tables.
        if content == whole + b"\0" and name.endswith(".npy"):
            use(folder)
            continue
        if name == "roman.txt" and content == bytes(len(whole)):
            use(folder)  # keys that nobody types
            continue
        if name == "lexicon.txt" and content == bytes(len(whole)):
            use(folder)  # words that nobody types
            continue
        with pytest.raises(IndexCorruptError):
            use(folder)


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("lexicon.npy", "lemma", 2**32 - 1),
        ("lexicon.npy", "lemma", 11),
        ("roman.npy", "form", 2**32 - 1),
        ("lemmas.npy", None, 2**32 - 1),
    ],
)
def test_rows_that_do_not_exist(folder, name, column, value):
    """A row number past the end is corruption where it is met, or leads to nothing."""
    rows = np.load(folder / name)
    if column is None:
        rows[:] = value
    else:
        rows[column] = value
    (folder / name).unlink()
    np.save(folder / name, rows)
    try:
        use(folder)
    except IndexCorruptError as error:
        assert "khabar index verify" in str(error)
    lexicon = Lexicon(folder)
    assert lexicon.count("जयशंकर") == 7


@functools.cache
def good_files(folder: Path) -> dict[str, bytes]:
    write_lexicon(folder, COUNTS, CORPUS, DICTIONARY)
    return {name: (folder / name).read_bytes() for name in FILES}


@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=4),
)
@settings(max_examples=500, deadline=None)
def test_changed_bytes(tmp_path_factory, name, changes):
    """Whatever bytes of whatever file are changed: an answer or IndexCorruptError, no other error and no endless search."""
    folder = tmp_path_factory.getbasetemp() / "changed"
    folder.mkdir(exist_ok=True)
    files = good_files(folder)
    content = bytearray(files[name])
    for place, byte in changes:
        content[int(place * len(content))] = byte
    for each, whole in files.items():
        (folder / each).unlink(missing_ok=True)
        (folder / each).write_bytes(bytes(content) if each == name else whole)
    try:
        use(folder)
    except IndexCorruptError as error:
        assert str(folder) in str(error)


def test_threads(folder):
    """Threads may share one."""
    lexicon = Lexicon(folder)
    forms = [*CORPUS, *DICTIONARY] * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lexicon.lemma, forms)) == [(CORPUS | DICTIONARY)[form] for form in forms]
