BRACKET: int
THAT_IS: int

def cues_of(text: str) -> int:
    """What of these a text may have: an opening bracket, round or square; यानी, यानि, अर्थात or what begins like them."""
