"""``python -m benchmarks.train_lemmas``: simplemma's Hindi dictionary, brought to exact form; writes indexer/analysis/lemmas.kht.

Keys and lemmas are brought to exact form, what ``analysis.lemma_words`` knows better goes before, and lemmas are followed to
the end, so that a lemma is its own lemma.
"""

from __future__ import annotations

from collections.abc import Mapping

from indexer.analysis import inflection
from indexer.analysis.lemma_table import write_lemmas
from indexer.analysis.lemma_words import CORRECTIONS, ENGLISH_PLURALS
from indexer.analysis.normalize import respelled

__all__ = ["build_lemmas", "main"]

# What no noun ends in.
_FINITE_ENDINGS = tuple("एगा एगी एंगे एंगी ेगा ेगी ेंगे ेंगी ऊंगा ऊंगी ूंगा ूंगी ाकर ोकर".split())


def build_lemmas() -> dict[str, str]:
    """Exact form → lemma; every lemma is a key and its own lemma."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    lemmas = _exact_forms(dict(DefaultDictionaryFactory().get_dictionary("hi").items()))
    lemmas.update(ENGLISH_PLURALS)
    lemmas.update(CORRECTIONS)
    for lemma in [*lemmas.values()]:
        lemmas.setdefault(lemma, lemma)
    _add_finite_forms(lemmas)
    # Some of its lemmas are misspelled: लडकी beside लड़की, and कपड़ा is sent to कपडा.
    mended = {lemma: better for lemma in {*lemmas.values()} if (better := _dotted(lemma, lemmas))}
    for form in [form for form, lemma in lemmas.items() if lemma in mended]:
        lemmas[form] = mended[lemmas[form]]
    ends = {lemma: _followed(lemma, lemmas) for lemma in {*lemmas.values()} if lemmas[lemma] != lemma}
    return {form: ends.get(lemma, lemma) for form, lemma in lemmas.items()}


def _add_finite_forms(lemmas: dict[str, str]) -> None:
    """Send forms that only a verb has, but are their own lemmas there (लाएगा), to their infinitive where it is known."""
    for form in [form for form, lemma in lemmas.items() if form == lemma and form.endswith(_FINITE_ENDINGS)]:
        for ending in _FINITE_ENDINGS:
            infinitive = form.removesuffix(ending) + "ना"
            if form.endswith(ending) and len(infinitive) > 3 and lemmas.get(infinitive) == infinitive:
                lemmas[form] = infinitive
                break


def _exact_forms(given: Mapping[str, str]) -> dict[str, str]:
    """The dictionary with forms and lemmas in exact form; a form spelled in it exactly so goes before one that becomes so."""
    # Of 85,000 words 16,000 change; the others are touched as little as can be.
    spelled = respelled({*given, *given.values()})
    lemmas = {form: lemma for form, lemma in given.items() if form not in spelled and lemma not in spelled}
    kept = [form for form, lemma in given.items() if lemma in spelled and form not in spelled]
    # Sorted, so that the choice between two lemmas of one exact form does not hang on the order of a file.
    for form in (*kept, *sorted(spelled.keys() & given.keys())):
        exact, lemma = spelled.get(form, form), spelled.get(given[form], given[form])
        if exact and lemma:  # one is a dot and nothing else
            lemmas.setdefault(exact, lemma)
    return lemmas


def _followed(lemma: str, lemmas: Mapping[str, str]) -> str:
    """Go on from lemma to its lemma, to the end; of a ring, the smallest member, so that all agree."""
    seen = [lemma]
    while (further := lemmas[seen[-1]]) not in seen:
        seen.append(further)
    return min(seen[seen.index(further) :])


def _dotted(word: str, known: Mapping[str, str]) -> str | None:
    """Give लड़की for लडकी: the word with the lost dots of its inner ड and ढ, where the dictionary has that."""
    if "ड" not in word and "ढ" not in word:
        return None
    dotted = inflection.with_dots(word)
    return dotted if dotted != word and dotted in known else None


def main() -> None:
    """Write the table that ships."""
    write_lemmas(build_lemmas())


if __name__ == "__main__":
    main()
