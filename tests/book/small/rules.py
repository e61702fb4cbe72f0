"""Derived columns of the small area."""

from __future__ import annotations


def house_key(above: str | None, code: str) -> str:
    """Parents first, numbers by size."""
    return f"{above or ''}{code.zfill(4)}/"


def label(above: str | None, code: str) -> str:
    """The way to the house."""
    return f"{above}-{code}" if above else code
