"""Desk lines and datelines."""

import pytest

from indexer.sources.datelines import read_desk_line, split_dateline


@pytest.mark.parametrize(
    ("line", "source", "place"),
    [
        ("न्यूज डेस्क, जनवाणी टाइम्स, ताशकंद", "जनवाणी टाइम्स", "ताशकंद"),
        ("स्पोर्ट्स डेस्क, जनवाणी टाइम्स", "जनवाणी टाइम्स", None),
        ("न्यूज डेस्क, लखनऊ", "न्यूज डेस्क", "लखनऊ"),
        ("जनवाणी ब्यूरो, देहरादून", "जनवाणी ब्यूरो", "देहरादून"),
        ("नई दिल्ली, पीडी डेस्क", "पीडी डेस्क", "नई दिल्ली"),
        ("डिजिटल डेस्क", "डिजिटल डेस्क", None),
    ],
)
def test_desk_lines(line: str, source: str | None, place: str | None) -> None:
    """A line of desk, paper and place gives source and place."""
    assert read_desk_line(line) == (source, place)


@pytest.mark.parametrize(
    "line",
    [
        "किसानों से मिली केंद्र की टीम, सुनी पीड़ा",
        "जांच एजेंसी, पुलिस आमने-सामने",
        "मंत्री ने कहा: डेस्क पर बैठें",
        "राज्य में बारिश, स्कूल बंद",
        "केंद्र सरकार ने सभी राज्यों में खोले नए सूचना डेस्क",
        "10 शहरों में खुलेंगे हेल्प डेस्क",
        "",
    ],
)
def test_headlines_are_no_desk_lines(line: str) -> None:
    """Headlines with a word or two of a desk line are not taken for one."""
    assert read_desk_line(line) is None


@pytest.mark.parametrize(
    ("paragraph", "source", "place"),
    [
        ("नई दिल्ली, पीडी डेस्क। संसद का सत्र शुरू हुआ।", "पीडी डेस्क", "नई दिल्ली"),
        ("डिजिटल डेस्क, नई दिल्ली। संसद का सत्र शुरू हुआ।", "डिजिटल डेस्क", "नई दिल्ली"),
        ("जागृति संवाददाता, सीतापुर: संसद का सत्र शुरू हुआ।", "जागृति संवाददाता", "सीतापुर"),
        ("नयी दिल्ली, 15 जुलाई (भाषा) संसद का सत्र शुरू हुआ।", "भाषा", "नयी दिल्ली"),
        ("सुपौल (एएनआई)। संसद का सत्र शुरू हुआ।", "एएनआई", "सुपौल"),
        ("गोपालपुर (ओडिशा), 28 अक्टूबर (संवाद एजेंसी)। संसद का सत्र शुरू हुआ।", "संवाद एजेंसी", "गोपालपुर (ओडिशा)"),
        ("लखनऊ: संसद का सत्र शुरू हुआ।", None, "लखनऊ"),
        ("नई दिल्ली – संसद का सत्र शुरू हुआ।", None, "नई दिल्ली"),
    ],
)
def test_datelines(paragraph: str, source: str | None, place: str | None) -> None:
    """The dateline gives source and place, and leaves the text."""
    assert split_dateline(paragraph) == ((source, place), "संसद का सत्र शुरू हुआ।")


@pytest.mark.parametrize(
    "paragraph",
    [
        "मुख्यमंत्री ने कहा: हम तैयार हैं।",
        "सवाल: क्या बारिश होगी?",
        "शंघाई सहयोग संगठन (एससीओ) की बैठक हुई।",
        "बिहार, झारखंड और ओडिशा में बारिश हुई। नदियां उफान पर हैं।",
        "जांच में जुटी केंद्रीय एजेंसी। पुलिस ने छापे मारे।",
        "डॉ. एस. रघुवंशी ने बैठक की।",
        "दिल्ली में बारिश हुई।",
    ],
)
def test_prose_is_no_dateline(paragraph: str) -> None:
    """Ordinary first sentences keep every word."""
    assert split_dateline(paragraph) is None
