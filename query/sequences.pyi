from .dense import DenseLists

class Sequence:
    def __init__(self, dense: DenseLists) -> None: ...
