import contextlib
import functools
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.chain import Chain
from indexer.analysis.lemma import hindi_dictionary
from indexer.analysis.roman import skeletons
from indexer.codec.check_lexicon import check_lexicon
from indexer.codec.container import Container, ContainerWriter
from indexer.codec.form_counts import FormCounts, count_forms, dictionary_forms
from indexer.codec.lexicon import LEXICON, Lexicon
from indexer.codec.lexicon_writer import write_lexicon
from indexer.errors import IndexCorruptError

WORD = st.text("कखगमनरािीेों्ंabz18@", min_size=1, max_size=4) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=5
)
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


def counted(counts, lemmas) -> FormCounts:
    forms = sorted(lemmas)
    of_form = [counts.get(form, 0) for form in forms]
    return count_forms(forms, [lemmas[form] for form in forms], np.array(of_form, np.int64))


def written(folder, counts, lemmas, dictionary) -> None:
    write_lexicon(folder, [dictionary_forms(dictionary), counted(counts, lemmas)])


@pytest.fixture
def folder(tmp_path) -> Path:
    written(tmp_path, COUNTS, CORPUS, DICTIONARY)
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
    written(folder, counts, lemmas, dictionary)
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


def test_far_lemmas_and_large_counts(tmp_path):
    """Lemmas far off among the rows, of either side, and counts of any size are kept."""
    forms = {f"{letter}{number:03}": "पाप" for letter in "कम" for number in range(300)}
    lemmas = forms | {"पाप": "पाप"}
    counts = {form: (number * 97) % 400 + 1 for number, form in enumerate(lemmas)} | {"पाप": 1 << 33}
    written(tmp_path, counts, lemmas, {})
    check_lexicon(tmp_path / LEXICON)
    lexicon = Lexicon(tmp_path)
    assert {form: lexicon.lemma(form) for form in lemmas} == lemmas
    assert {form: lexicon.count(form) for form in lemmas} == counts
    assert lexicon.forms_of("पाप") == sorted(lemmas)


def test_empty(tmp_path):
    """A lexicon without a word opens and finds nothing."""
    written(tmp_path, {}, {}, {})
    lexicon = Lexicon(tmp_path)
    assert (lexicon.lemma("क"), lexicon.count("क"), lexicon.forms_of("क"), lexicon.spelled_like("k")) == (
        None,
        0,
        [],
        [],
    )


def test_files_do_not_hang_on_order(tmp_path):
    """The same words in another order give the same file."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    written(tmp_path / "a", COUNTS, CORPUS, DICTIONARY)
    backwards = [dict(reversed(words.items())) for words in (COUNTS, CORPUS, DICTIONARY)]
    written(tmp_path / "b", *backwards)
    assert (tmp_path / "a" / LEXICON).read_bytes() == (tmp_path / "b" / LEXICON).read_bytes()


def test_index_and_query_agree(tmp_path):
    """A chain over the lexicon gives for words of corpus and dictionary what the build's chain gave."""
    build = Chain()
    text = "नेताओं की बैठकें, लडकियों ने #चुनावों में भारत-रूस के डॉक्टरों से एस. जयशंकर @ANI की बात करवाई; टीकमगढियों"
    tokens = list(build.tokens(text))
    lemmas = {token.exact: token.lemma for token in tokens}
    written(tmp_path, dict.fromkeys(lemmas, 1), lemmas, hindi_dictionary())
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


def rewritten(folder: Path, name: str, change: Callable[[np.ndarray], np.ndarray]) -> Path:
    """The lexicon with one array changed, and sums that fit."""
    container = Container(folder / LEXICON)
    arrays = {each: container[each].copy() for each in container}
    with ContainerWriter(folder / "changed") as writer:
        writer.meta = container.meta
        for each, array in arrays.items():
            writer.add(each, change(array) if each == name else array)
    return (folder / "changed").replace(folder / LEXICON)


def test_whole_lexicon_passes(folder):
    """What was written checks."""
    check_lexicon(folder / LEXICON)


@pytest.mark.parametrize("kept", [None, 0, 1, 500, -1])
def test_missing_or_cut(folder, kept):
    """A file that is missing or cut does not open."""
    content = (folder / LEXICON).read_bytes()
    (folder / LEXICON).unlink()
    if kept is not None:
        (folder / LEXICON).write_bytes(content[:kept])
    with pytest.raises(IndexCorruptError, match="khabar index verify"):
        Lexicon(folder)


def put(place: int, value: int) -> Callable[[np.ndarray], np.ndarray]:
    def change(array: np.ndarray) -> np.ndarray:
        array[place] = value
        return array

    return change


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("forms/start", put(-1, 7), "forms/text: the blocks do not end"),
        ("forms/start", lambda array: array[:0], "forms/text: the blocks do not end"),
        ("forms/start", lambda array: array.astype(np.uint64), "forms/start does not say"),
        ("forms/text", put(0, 0xFF), "forms/text: a "),
        ("forms/text", put(6, ord("0")), "forms/text, row 1: b'0co' after b'1165'"),
        ("lemma/near", put(3, 120), r"lemma/near\[3\]: 120 leads to no form"),
        ("lemma/near", put(0, -128), "lemma/far_form: not the forms that lemma/near says"),
        ("lemma/near", lambda array: array[1:], "lemma/near is not what"),
        ("lemma/far_form", lambda array: np.append(array, np.uint32(1)), "lemma/far_form is not what"),
        ("count/counted", put(0, 0), "count/few: not the counts of"),
        ("count/before", put(0, 1), "count/before: not the sums"),
        ("count/few", put(2, 255), "count/many_form: not the forms"),
        ("count/few", put(2, 0), "count/few: not the counts of"),
        ("count/many", lambda array: array.astype(np.float32), "count/many is not of the forms"),
        ("roman/start", lambda array: array[:0], "roman/start is of -1 buckets"),
        ("roman/start", put(0, 1), "roman/start: not ascending"),
        ("roman/rows", put(0, 9), "roman/rows: no rows that ascend"),
        ("roman/rows", put(-1, 100), "roman/rows: no rows that ascend"),
    ],
)
def test_structure_is_checked(folder, name, change, message):
    """An array that does not fit the others is found though its sum is right, and named."""
    path = rewritten(folder, name, change)
    with pytest.raises(IndexCorruptError, match=message):
        check_lexicon(path)
    with contextlib.suppress(IndexCorruptError):
        use(folder)


@functools.cache
def good_file(folder: Path) -> bytes:
    many = {f"शब्द{number}": number * 37 for number in range(1, 40)}
    # Another form's lemma that is far off among the rows.
    lemmas = CORPUS | {form: form for form in many} | {f"क{number}": "शब्द7" for number in range(200)}
    written(folder, COUNTS | many, lemmas, DICTIONARY)
    return (folder / LEXICON).read_bytes()


@given(
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(1, 255)), min_size=1, max_size=4),
    st.sampled_from(("forms/", "lemma/", "count/", "roman/", None)),
)
@settings(max_examples=600, deadline=None)
def test_changed_bytes(tmp_path_factory, changes, part):
    """Whatever bytes are changed: the check finds it, and use gives answers or IndexCorruptError, no other error."""
    folder = tmp_path_factory.getbasetemp() / "changed"
    folder.mkdir(exist_ok=True)
    (folder / LEXICON).unlink(missing_ok=True)
    good_file.cache_clear()
    content = bytearray(good_file(folder))
    container = Container(folder / LEXICON)
    places = [
        (container._arrays[name][2], container[name].nbytes)
        for name in container
        if part and name.startswith(part) and len(container[name])
    ] or [(0, len(content))]
    for place, byte in changes:
        offset, size = places[byte % len(places)]
        content[offset + int(place * size)] ^= byte
    if bytes(content) == (folder / LEXICON).read_bytes():
        return
    (folder / LEXICON).unlink()
    (folder / LEXICON).write_bytes(bytes(content))
    with pytest.raises(IndexCorruptError) as caught:
        check_lexicon(folder / LEXICON)
    assert str(folder) in str(caught.value)
    with contextlib.suppress(IndexCorruptError):
        use(folder)


def test_threads(folder):
    """Threads may share one."""
    lexicon = Lexicon(folder)
    forms = [*CORPUS, *DICTIONARY] * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lexicon.lemma, forms)) == [(CORPUS | DICTIONARY)[form] for form in forms]


def test_parts_are_one_lexicon(tmp_path, folder):
    """Forms that several processes have counted, sent as they send them, give the file of all at once; how many occur is told."""
    (tmp_path / "parts").mkdir()
    one, other = {"नेताओं": 1, "बैठक": 1}, {"नेताओं": 2, "जयशंकर": 7, "sco": 2, "भारत-रूस": 1, "1165": 5}
    parts = [counted(counts, {form: CORPUS[form] for form in counts}) for counts in (one, other)]
    sent = [pickle.loads(pickle.dumps(part)) for part in (*parts, counted({}, {}))]
    assert write_lexicon(tmp_path / "parts", [dictionary_forms(DICTIONARY), *sent]) == 6
    assert (tmp_path / "parts" / LEXICON).read_bytes() == (folder / LEXICON).read_bytes()
