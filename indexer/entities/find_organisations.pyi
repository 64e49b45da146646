from .passage import Passage
from .phrase_matcher import PhraseMatcher

def find_organisations(passage: Passage, known: PhraseMatcher) -> None:
    """Find the known ones and those with a head word; of two that overlap the longer."""

def find_acronyms(passage: Passage) -> None:
    """Find names spelled by letters: एससीओ, SCO. Capitals among English words are shouting, no acronyms."""
