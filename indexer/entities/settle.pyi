from .crf import Decoder
from .passage import Passage

def settle_mentions(passage: Passage, decoder: Decoder, ends: int) -> None:
    """Put into the passage the spans decoded (see there) that may stand, in the place of the rules' that overlap them.

    Those mentions of the rules stay that are known better: then the span does not stand.
    """
