"""How many examples a random test draws: few in everyday runs, more where they are asked for."""

import os

MORE = int(os.environ.get("IMMUNOGRAPH_EXAMPLES", "1"))


def examples(number: int) -> int:
    """So many, or IMMUNOGRAPH_EXAMPLES times as many."""
    return number * MORE
