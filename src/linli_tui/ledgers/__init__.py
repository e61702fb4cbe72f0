"""The kinds of record: one folder per area of work, found by being there."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cache

from linli_tui.core.ledger import Catalog


@cache
def catalog() -> Catalog:
    """All areas: every package in here with a module `ledger`, which declares its AREA and loads nothing heavy."""
    packages = [found.name for found in pkgutil.iter_modules(__path__) if found.ispkg]
    packages = [name for name in packages if importlib.util.find_spec(f"{__name__}.{name}.ledger")]
    return Catalog(importlib.import_module(f"{__name__}.{name}.ledger").AREA for name in packages)
