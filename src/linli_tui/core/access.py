"""Who acts: the signed-in person as every service and the journal know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the keyboard: `id` for the journal, the name shown, the posts held."""

    id: str
    name: str
    posts: tuple[str, ...] = ()


OWNER = Actor("owner", "本机负责人", ("owner",))
"""May do everything; who acts until posts carry rights."""
