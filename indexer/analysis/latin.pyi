"""Stub of the compiled module."""

def romanize(exact: str) -> str:
    """An exact Devanagari form as people type it in Latin letters, unspoken vowels left out: जयशंकर → jayshankar.

    Letters of other scripts stay as they are. The inherent vowel of a consonant is unspoken at the end of a word, and between
    two consonants that each have a spoken vowel on their outer side (the rule of Ohala, "Aspects of Hindi Phonology", 1983).
    """

def skeleton(latin: str) -> str:
    """The consonants of a word in Latin letters, with what typists do not agree on folded; ``A`` for any vowel at the start.

    sh = s, w = v, f = ph, z = j, doubled letters are single, aspiration is dropped: jaishankar and jayshankar → jsnkr.
    """

def skeletons(exact: str) -> set[str]:
    """The keys under which an exact Devanagari form is to be found: one, or more where typists differ.

    ड़ and ढ़ may be typed d, and a nasal at the end not at all: kitabo for किताबों.
    """

def pieces(exact: str) -> list[str]:
    """The sounds of an exact form: consonants, vowels by their signs, ``a`` for the inherent vowel, ``-`` where it is unspoken.

    जयशंकर → ज a य - श a ं क a र -. A consonant under a virama has no vowel; ज्ञ is ग्य.
    """
