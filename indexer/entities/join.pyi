from .entity import Entity, Mention
from .passage import Passage

class MentionJoiner:
    """Joins mentions to entities; remembers spellings, because articles name the same persons and places."""

    def __init__(self) -> None: ...
    def join(self, passage: Passage) -> list[Entity]:
        """Make the entities of a passage, by kind in the order of ``KINDS``, then most mentioned, then first mentioned."""

def without_titles(passage: Passage, mention: Mention) -> Mention:
    """Leave out the titles before a name and the honorific after it, which the tagger takes in: पीएम मोदी, लालू जी."""
