"""A property that is worked out once, by whichever thread."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from indexer.kept import kept_property


class Owner:
    """Works out a value when all threads are at it."""

    def __init__(self, threads: int) -> None:
        self.both_at_work = Barrier(threads)
        self.worked_out = 0

    @kept_property
    def value(self) -> object:
        """Something."""
        self.worked_out += 1
        self.both_at_work.wait(10)
        return object()


def test_a_value_is_kept():
    """It is worked out when it is first asked for, and once."""
    owner = Owner(1)
    assert owner.value is owner.value
    assert owner.worked_out == 1
    assert Owner.value.__doc__ == "Something."


def test_threads_get_one_value():
    """Two that work it out at the same time get the same object, and so does who asks later."""
    owner = Owner(2)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: owner.value, range(2))
    assert owner.worked_out == 2
    assert first is second is owner.value
