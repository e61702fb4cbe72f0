"""What an acknowledged act did, as screens and commands are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """What one acknowledged act did: its number in the journal (0: nothing changed), and the sentence about it."""

    number: int
    verb: str
    records: tuple[tuple[str, str], ...]
    say: str
