from .passage import Passage

def settle_mentions(passage: Passage, spans: list[tuple[str, int, int]]) -> None:
    """Put into the passage the tagger's spans (kind, start, end) that may stand, in the place of the rules' that overlap them.

    Spans ascend without overlap. Those mentions of the rules stay that are known better: then the span does not stand.
    """
