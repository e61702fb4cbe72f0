"""Lets Python's collector of cyclic garbage rest while many objects are made that all stay.

It would walk all of them again and again, which takes as long as everything else in importing a large roster.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """No collecting inside; afterwards as before."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
