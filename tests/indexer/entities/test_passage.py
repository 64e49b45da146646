from __future__ import annotations

from array import array

import pytest

from indexer.analysis.chain import Chain
from indexer.analysis.chunk_numbers import ChunkNumbers
from indexer.entities import EntityFinder, NumberedText
from indexer.entities.cues import BREAK, HYPHEN, TITLE, UNKNOWN


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("भारत-रूस", ["भारत", "-", "रूस"]),
        ("संगठन(एससीओ),", ["संगठन", "(", "एससीओ", ")", ","]),
        ("डॉ. एस.", ["डॉ", ".", "एस", "."]),
        ("आर.के.", ["आर.के."]),
        ("दिल्लीः कल", ["दिल्ली", "ः", "कल"]),
        ("दिल्\u200dली", ["दिल्ली"]),
    ],
)
def test_pieces_are_words_and_marks(finder: EntityFinder, text: str, pieces: list[str]) -> None:
    """Words and single marks of punctuation, without invisible joiners, a visarga for a colon being one."""
    assert [piece.text for piece in finder.read(None, text).pieces][:-1] == pieces


def test_paragraphs_and_title_part_names(finder: EntityFinder) -> None:
    """No name runs from the title into the body or over the end of a paragraph."""
    found = finder.find("मंत्री राजनाथ", "सिंह ने कहा।\nअमित\nशाह")
    assert "राजनाथ सिंह" not in {entity.name for entity in found}
    assert "अमित शाह" not in {entity.name for entity in found}


def test_cues(finder: EntityFinder) -> None:
    """Marks have the cues that rules stop at; compound titles and unknown words are told from common ones."""
    cues = {piece.text: piece.cues for piece in finder.read(None, "विदेशमंत्री किरकोलोव-सदन ।").pieces}
    assert cues["विदेशमंत्री"] & TITLE
    assert cues["किरकोलोव"] & UNKNOWN
    assert not cues["सदन"] & UNKNOWN
    assert cues["-"] & HYPHEN
    assert cues["।"] & BREAK


def test_text_is_shown_as_written(finder: EntityFinder) -> None:
    """A stretch is shown with its dots and hyphens and one space between words."""
    passage = finder.read(None, "एस.  जयशंकर   और अल-थानी")
    assert passage.text(0, 3) == "एस. जयशंकर"
    assert passage.text(4, 7) == "अल-थानी"


def test_passage_outlives_growth(finder: EntityFinder) -> None:
    """A passage stays as it was read when later ones bring in words by the thousand."""
    text = "विदेश मंत्री एस. जयशंकर मास्को में पुतिन से मिले"
    passage = finder.read(None, text)
    finder.read(None, " ".join(f"शब्द{number}" for number in range(5000)))
    assert passage.text(0, passage.size - 1) == text
    assert finder.mentions(passage) == finder.mentions(finder.read(None, text))


@pytest.mark.parametrize(
    ("text", "chunks", "error"),
    [
        ("दिल्ली में", [0, 1, 2], ValueError),  # more words than the text has
        ("दिल्ली", [1], ValueError),  # another word
        ("दिल्ल", [0], ValueError),  # the text ends within the word
        ("@", [3], ValueError),
        ("दिल्ली", [4], IndexError),  # never numbered
        ("दिल्ली", [-1], IndexError),
    ],
)
def test_numbers_of_another_text(text: str, chunks: list[int], error: type[Exception]) -> None:
    """Numbers that are not of the text are an error, never a crash or a wrong word."""
    numbering = ChunkNumbers()
    assert [numbering[chunk] for chunk in ("दिल्ली", "में", "कल", "@delhi")] == [0, 1, 2, 3]
    finder = EntityFinder(Chain(), numbering=numbering)
    with pytest.raises(error):
        finder.find_numbered([NumberedText(text, array("i", chunks))])
