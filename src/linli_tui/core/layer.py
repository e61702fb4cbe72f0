"""A layer over a building: a short word and a tint for each of its homes, said by an area."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """What an area says about the homes of a building.

    `sql` reads the actor's views, binds `:building` and `:today`, and gives home, word (at most two Chinese characters,
    "" for nothing) and tint ("", "good", "warn", "faint"). A home it does not give has nothing to be said about.
    """

    key: str
    title: str
    sql: str

    def query(self, building: str, today: str) -> tuple[str, tuple[str, ...]]:
        """The SELECT with its values in their order, for one building on one civil day."""
        pieces = self.sql.replace(":building", "\0b").replace(":today", "\0t").split("\0")
        values = tuple(building if piece.startswith("b") else today for piece in pieces[1:])
        return "?".join((pieces[0], *(piece[1:] for piece in pieces[1:]))), values
