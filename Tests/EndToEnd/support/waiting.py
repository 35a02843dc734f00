"""Waiting for something to become true, with a deadline that only a broken program meets."""

import time
from typing import Callable, TypeVar

T = TypeVar("T")
DEADLINE = 30.0


def wait_until(condition: Callable[[], T], complaint: Callable[[], str], deadline: float = DEADLINE) -> T:
    """The first true answer of `condition`; when there is none in time, fails with `complaint`."""
    end = time.monotonic() + deadline
    while True:
        if answer := condition():
            return answer
        if time.monotonic() > end:
            raise AssertionError(complaint())
        time.sleep(0.02)
