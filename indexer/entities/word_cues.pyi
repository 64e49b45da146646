from .lexicon import Lexicon

class WordCues:
    """A word → its cues, by a lexicon and the dictionary that it knows."""

    def __init__(self, lexicon: Lexicon) -> None: ...
    def cues(self, text: str, exact: str, lemma: str) -> int:
        """Look up the cues of a word, given as written, in exact form, and its lemma."""

def is_devanagari_word(word: str) -> bool:
    """Whether it has letters and marks of Devanagari and nothing else."""
