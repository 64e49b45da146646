from numpy import ndarray

class Trainer:
    def __init__(
        self,
        weights: ndarray,
        rules: ndarray,
        transitions: ndarray,
        squares: tuple[ndarray, ...],
        starts: ndarray,
        features: ndarray,
        rate: float,
        decay: float,
    ) -> None: ...
    def learn(self, forms: ndarray, marked: ndarray, gold: ndarray) -> None: ...
