from indexer.codec.skips import SkipLists

class Sequence:
    def __init__(self, skips: SkipLists) -> None: ...
