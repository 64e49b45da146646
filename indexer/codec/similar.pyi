import numpy as np

from .front_coding import FrontCoded

def similar_rows(table: FrontCoded, text: str, rows: range, most: int) -> np.ndarray: ...
