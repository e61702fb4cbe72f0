"""Finds the data that is not code: rules, codes, templates, calendars."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]


def find_folder(package: Path = _PACKAGE) -> Path:
    """The folder `data`: inside an installed package, else beside `src` in the repository."""
    places = (package / "data", package.parents[1] / "data")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no data folder at {' or '.join(map(str, places))}")


def path(*parts: str) -> Path:
    """Where a data file lies, as in `path("rules", "votes.toml")`; it need not be there."""
    return find_folder().joinpath(*parts)


@cache
def read_toml(*parts: str) -> dict[str, Any]:
    """A TOML data file, read once; everyone gets the same tables, so they are not to be changed."""
    return tomllib.loads(path(*parts).read_text(encoding="utf-8"))
